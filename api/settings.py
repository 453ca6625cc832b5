"""Every setting of the service, read from the environment once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """One frozen set of settings; `ENVIRONMENT` says what each variable does."""

    data_dir: Path
    database_url: str
    host: str
    port: int
    build: str
    corrections_to: str | None = None
    secret_key: str | None = None
    desk_over_http: bool = False
    team_of_one: bool = False
    log_requests: bool = True
    rate_limits: bool = True
    rate_limit_storage: str = "memory://"
    trusted_proxies: int = 0
    request_seconds: int = 120

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; relative folders are taken from the working directory."""
        env = os.environ if environ is None else environ
        data_dir = Path(env.get("DATA_DIR", "instance")).resolve()
        return cls(
            data_dir=data_dir,
            database_url=_driver(env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'record.sqlite'}"),
            host=env.get("HOST", "127.0.0.1"),
            port=int(env.get("PORT", "8000")),
            build=env.get("BUILD", "0.1.0"),
            corrections_to=_reachable(env.get("CORRECTIONS_TO", "")),
            secret_key=env.get("SECRET_KEY") or None,
            desk_over_http=_yes("DESK_OVER_HTTP", env.get("DESK_OVER_HTTP", "")),
            team_of_one=_yes("TEAM_OF_ONE", env.get("TEAM_OF_ONE", "")),
            log_requests=_yes("LOG_REQUESTS", env.get("LOG_REQUESTS") or "true"),
            rate_limits=_yes("RATE_LIMITS", env.get("RATE_LIMITS") or "true"),
            rate_limit_storage=env.get("RATE_LIMIT_STORAGE") or "memory://",
            trusted_proxies=_count("TRUSTED_PROXIES", env.get("TRUSTED_PROXIES") or "0"),
            request_seconds=_count("REQUEST_SECONDS", env.get("REQUEST_SECONDS") or "120"),
        )

    @property
    def vintages(self) -> Path:
        """The folder that holds the map vintages."""
        return self.data_dir / "vintages"

    @property
    def bodies(self) -> Path:
        """The folder that holds answers stored ready to send."""
        return self.data_dir / "bodies"


ENVIRONMENT = {
    "DATA_DIR": "Folder for the embedded database, the map vintages and stored answers (default `instance`).",
    "DATABASE_URL": "SQLAlchemy address of the record's database (default: SQLite in DATA_DIR; `postgresql://...` for many nodes).",
    "HOST": "Address the server listens on (default `127.0.0.1`).",
    "PORT": "Port the server listens on (default `8000`).",
    "CORRECTIONS_TO": "A further place where readers send corrections, beside the form: an e-mail address or a web address (default: none).",
    "SECRET_KEY": "Secret that signs the desk's cookies, the same on every node (default: made once and kept in DATA_DIR as `secret`).",
    "DESK_OVER_HTTP": "Set to `true`, lets the desk's cookie travel without TLS, for browsers that ask for TLS on one's own machine too (default: false).",
    "TEAM_OF_ONE": "Set to `true`, lets a reviewer publish what they proposed themselves; the public is told so (default: false).",
    "LOG_REQUESTS": "Whether a line of JSON is written for each request, with nothing of who asked or for what (default: true).",
    "RATE_LIMITS": "Whether requests are counted, 600 reads and 60 writes a minute and address (default: true; `false` for load tests).",
    "RATE_LIMIT_STORAGE": "Where requests are counted (default `memory://`, by each worker for itself; `redis://...` for all, with the Python package `redis` installed).",
    "TRUSTED_PROXIES": "How many proxies stand before the service, whose word on a client's address is taken (default 0: none).",
    "REQUEST_SECONDS": "How long one question to the database may take for a reader, in seconds; 0 for as long as it takes (default 120: the places, first drawn on a busy machine, need more than thirty).",
    "BUILD": "Name of the running build, part of every ETag (default: the version).",
}


def _reachable(address: str) -> str | None:
    """An e-mail address as `mailto:`, a web address as it is; raises ValueError for what a reader could not follow."""
    address = address.strip()
    if not address:
        return None
    if re.fullmatch(r"(mailto:)?[^@\s:?&]+@[^@\s:?&]+", address):
        return f"mailto:{address.removeprefix('mailto:')}"
    if re.fullmatch(r"https?://[^\s\"<>]+", address):
        return address
    raise ValueError("CORRECTIONS_TO is neither an e-mail address nor a web address.")


def _yes(name: str, text: str) -> bool:
    """A switch; raises ValueError for what is neither on nor off."""
    words = {"": False, "false": False, "0": False, "true": True, "1": True}
    if text.strip().lower() not in words:
        raise ValueError(f"{name} is neither true nor false.")
    return words[text.strip().lower()]


def _count(name: str, text: str) -> int:
    """A number from 0 up; raises ValueError for anything else."""
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        raise ValueError(f"{name} is not a number from 0 up.")
    return int(text)


def _driver(url: str) -> str:
    """Name the PostgreSQL driver that we ship, for addresses that leave it open."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url

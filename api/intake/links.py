"""Addresses as printed in a cell: taken out of mail-gateway wrappers, and kept only if public."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

# Host endings of mail gateways, with the query field that carries the address they wrap.
_WRAPPED_IN = {
    "safelinks.protection.outlook.com": "url",
    "linkprotect.cudasvc.com": "a",
    "urldefense.proofpoint.com": "u",
}
_PRIVATE_ENDINGS = (".local", ".localhost", ".internal", ".intranet", ".lan", ".corp", ".home", ".arpa", ".test", ".invalid")
_MOST_WRAPPERS = 5


def _unwrapped_once(address: str) -> str:
    """The address inside one gateway's wrapper, or the address itself."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    for ending, field in _WRAPPED_IN.items():
        if host == ending or host.endswith(f".{ending}"):
            inner = parse_qs(parts.query).get(field, [address])[0]
            if field == "u" and parts.path.startswith("/v2/"):
                inner = unquote(inner.replace("-", "%").replace("_", "/"))
            return inner
    # Version 3 marks replaced characters with asterisks; such an address is not rebuilt by guessing.
    found = re.match(r"https?://urldefense\.(?:com|us)/v3/__([^*]+?)__;", address)
    return found[1] if found else address


def unwrap(address: str) -> str:
    """The address that mail gateways have wrapped, however often."""
    for _ in range(_MOST_WRAPPERS):
        inner = _unwrapped_once(address)
        if inner == address:
            return address
        address = inner
    return address


def _is_public(host: str) -> bool:
    """Whether a host name can be that of a public site: a dotted name, not an address or an inner name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+", host)) and not host.endswith(
            _PRIVATE_ENDINGS
        )
    return False


@lru_cache(maxsize=16384)
def public_address(text: str | None) -> str:
    """The public http(s) address that a cell or hyperlink carries, unwrapped; '' when there is none."""
    if not text:
        return ""
    try:
        parts = urlsplit(unwrap(text.strip()))
        host, port, user = (parts.hostname or "").lower(), parts.port, parts.username
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or port not in (None, 80, 443) or user or not _is_public(host):
        return ""
    path, query, fragment = (quote(part, safe="/%:@!$&'()*+,;=~?-._") for part in parts[2:])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, query, fragment))


def file_named(address: str) -> str:
    """The file an address ends in, without case or escapes: the same memorandum at two addresses."""
    return unquote(urlsplit(address).path).rsplit("/", 1)[-1].strip().casefold()

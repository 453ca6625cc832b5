"""YAML files of the record: laws and policies with their clauses, in one fixed style."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml


class _Style(yaml.CSafeDumper):
    """Block style, keys in the order given, dates and ids quoted so that they stay text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out, even where two are the same object."""
        return True


class _Text(yaml.CSafeLoader):
    """Dates stay the text that they are, quoted or not."""


_Text.yaml_implicit_resolvers = {
    letter: [(tag, form) for tag, form in found if tag != "tag:yaml.org,2002:timestamp"] for letter, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> list[dict[str, Any]]:
    """The entries of a sheet; an empty sheet has none."""
    with path.open(encoding="utf-8") as handle:
        return yaml.load(handle, Loader=_Text) or []


def render(entries: Sequence[dict[str, Any]]) -> str:
    """The text of a sheet."""
    return yaml.dump(list(entries), Dumper=_Style, sort_keys=False, allow_unicode=True, width=120)

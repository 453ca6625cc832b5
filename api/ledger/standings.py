"""A stored position as it is shown: its joined columns as lists, and what is not known apart from what is not there."""

from __future__ import annotations

from typing import Any

from api.rules.vocabulary import Category

Plain = dict[str, Any]


def position_row(row: Plain) -> Plain:
    """A position row with its marks and models as lists.

    Models are null where no list of agreements answers for the body; a place without a government can have none.
    """
    lists: Plain = {name: words(row[name]) for name in ("marks", "operative_marks") if name in row}
    return {k: v for k, v in row.items() if k != "agreement_known"} | lists | {"models": models(row)}


def models(row: Plain) -> list[str] | None:
    """The models of a body's active agreements: none is an empty list, not known is null."""
    covered = row["agreement_known"] or row["category"] == Category.NO_GOVERNMENT
    return words(row["models"]) if row["models"] or covered else None


def words(joined: str) -> list[str]:
    """The words of a joined column."""
    return [word for word in joined.split(",") if word]

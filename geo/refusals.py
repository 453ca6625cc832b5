"""What the workshop will not do, each said in one sentence.

Refusal: UnknownSource, UnknownState, PackageMissing, TwicePublished, BrokenCoverage, UncutShape,
DownloadFailed (NotPublished, Unreachable).
"""

from __future__ import annotations


class Refusal(Exception):
    """Something about the order or the files, not about the program; whoever gave them can mend it."""

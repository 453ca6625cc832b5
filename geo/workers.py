"""Doing many tasks a few at a time in processes of their own, which end when the one that started them does."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

from geo.build import say

Task = Callable[[], Any]


@contextmanager
def workers(count: int) -> Iterator[ProcessPoolExecutor | None]:
    """So many processes; none for a count of one, which is this process itself."""
    if count <= 1:
        yield None
        return
    # A fresh process each: a forked copy of one that uses threads may hang.
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def carry_out(pool: ProcessPoolExecutor | None, verb: str, tasks: dict[str, Task]) -> dict[str, Any]:
    """Do the tasks and say each one as it is done; the answers by name."""
    begun = time.monotonic()
    answers: dict[str, Any] = {}
    for name, answer in _as_done(pool, tasks):
        answers[name] = answer
        say(f"{verb} {len(answers)} of {len(tasks)}: {name} ({time.monotonic() - begun:.0f} s)")
    return answers


def _as_done(pool: ProcessPoolExecutor | None, tasks: dict[str, Task]) -> Iterator[tuple[str, Any]]:
    if pool is None:
        yield from ((name, task()) for name, task in tasks.items())
        return
    running = {pool.submit(task): name for name, task in tasks.items()}
    yield from ((running[future], future.result()) for future in as_completed(running))


def follow_parent() -> None:
    """End this process as soon as its parent has ended, however it ended: a killed build leaves nobody behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)

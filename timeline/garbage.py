"""Python's collector of reference cycles, kept from looking through what holds none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector, which would go through all that is made here again and again and find nothing.

    Of use too as a decorator. What is in no cycle is let go of as ever.
    """
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()

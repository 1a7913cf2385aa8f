"""Long arrays worked on in blocks, on several cores where there are any: numpy lets go of the interpreter meanwhile."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

WIDE = 8192
"""Columns worked on at a time: what is made on the way stays in the processor's cache."""
FEWEST = 8
"""Blocks from which on starting threads is worth it."""
MOST_THREADS = 4


def in_blocks(length: int, work: Callable[[slice], None], wide: int = WIDE) -> None:
    """``work`` for each block of ``length`` columns, in no certain order; blocks must not touch each other."""
    blocks = [slice(start, min(start + wide, length)) for start in range(0, length, wide)]
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    if threads < 2 or len(blocks) < FEWEST:
        for block in blocks:
            work(block)
        return
    with ThreadPoolExecutor(threads, "blocks") as pool:
        for _done in pool.map(work, blocks):  # raises what a block raised
            pass

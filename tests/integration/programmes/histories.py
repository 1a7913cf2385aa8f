"""Histories drawn by Hypothesis and played: few by default, many with ``--full``."""

from collections.abc import Callable
from typing import Any

import hypothesis
import pytest


def played(play: Callable[..., None], deeds: Any, examples: int) -> None:
    """``play`` as many drawn ``deeds`` as ``examples`` says."""
    # To shrink a history takes minutes and tells little more.
    usual = hypothesis.settings(
        max_examples=examples, deadline=None, database=None, phases=(hypothesis.Phase.generate, hypothesis.Phase.target)
    )
    usual(hypothesis.given(deeds)(play))()


FEW_OR_MANY = pytest.mark.parametrize("examples", [3, pytest.param(150, marks=pytest.mark.slow)])

"""Instances that several tests of plans begin with."""

import numpy as np
from numpy.typing import NDArray

from duijie_match.assignment.instance import Instance, make_instance


def marks(count: int, *places: int) -> NDArray[np.bool_]:
    flags = np.zeros(count, dtype=np.bool_)
    flags[list(places)] = True
    return flags


def random_instance(demands: int, supplies: int, each: int, *, seed: int = 1, **limits: object) -> Instance:
    generator = np.random.default_rng(seed)
    supply = np.argsort(generator.random((demands, supplies)), axis=1)[:, :each].ravel()
    score = generator.random(demands * each)
    given = {"cover": 1, "most": 2 * demands // supplies + 1, **limits}
    return make_instance(np.repeat(np.arange(demands), each), supply, score, **given)  # type: ignore[arg-type]

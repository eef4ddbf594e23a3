"""Chance that follows from a seed and from what it is about, so that a repeated act decides alike."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chance:
    """The seed of a demonstration."""

    seed: int

    def of(self, *about: object) -> random.Random:
        """Return the chance of one act, named by what it is about."""
        return random.Random("|".join(map(str, (self.seed, *about))))

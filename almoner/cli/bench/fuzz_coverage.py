"""The part of `bench fuzz` that atheris runs: it looks for inputs that reach lines no other input has
reached. A process of its own; its arguments are those of the fuzzer."""

import random
import sys

import atheris

with atheris.instrument_imports(include=["almoner.core"]):
    from almoner.cli.bench.damage import damaged
    from almoner.cli.bench.fuzz_command import try_one
    from almoner.cli.bench.mutants_command import FOLDER
    from almoner.cli.bench.one_fault import bases

SEEDS = tuple(bases(FOLDER).values())


def mutate(data: bytes, size: int, seed: int) -> bytes:
    """An input made from another: by chance, or as the fuzzer's own engine likes."""
    chance = random.Random(seed)
    known = (data, *SEEDS) if data else SEEDS
    made: bytes = damaged(known, chance) if chance.random() < 0.7 else atheris.Mutate(data, size)
    return made[:size]


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one, custom_mutator=mutate)
    atheris.Fuzz()

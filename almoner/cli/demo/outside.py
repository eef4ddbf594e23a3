"""Turns the world around the served demonstration: what is asked is answered within seconds.

It runs as `python -m almoner.cli.demo.outside VISITS SEED`, a child of the screens.
"""

import sys
import time
from contextlib import suppress

from almoner.cli.demo import cast
from almoner.cli.demo.practice import practice_named
from almoner.cli.demo.world import World
from almoner.settings import data_folder
from almoner.store.boot import open_store
from almoner.store.commit import StalePlan
from almoner.store.server.lifeline import end_with_parent
from almoner.store.session import StoreBusy

TURN_S = 2


def main(visits: int, seed: int) -> int:
    """Turn the world until a signal ends it."""
    end_with_parent()
    open_store(data_folder())
    practice_id = practice_named(cast.PRACTICE.name)
    assert practice_id is not None, "the demonstration has built its practice"
    world = World(practice_id, visits, seed)
    box = world.box()
    while True:
        with suppress(StalePlan, StoreBusy):  # somebody works on the same; the next turn comes at once
            world.turn(box)
        time.sleep(TURN_S)


if __name__ == "__main__":
    sys.exit(main(*(int(text) for text in sys.argv[1:3])))

"""`kill -9` at a random moment leaves whole books, and the demonstration goes on to the same table.

A handful here; `python -m tests.cli.kills 100` kills a hundred. A signal to end is obeyed in order.
"""

import os
import signal
from datetime import timedelta
from pathlib import Path

from almoner.links.simulator.box import Box
from tests.cli.kills import Demo, Undisturbed, kill_many

Finished = tuple[Demo, Undisturbed]


def test_books_are_whole_after_any_kill_and_the_table_is_the_same(finished: Finished, tmp_path: Path) -> None:
    report = kill_many(Demo(tmp_path / "books"), 3, finished[1], seed=5)
    assert report.found == []
    assert report.kills == 3


def test_new_books_take_the_place_of_the_old_ones_whole_or_not_at_all(finished: Finished) -> None:
    report = kill_many(finished[0], 1, finished[1], seed=6, is_fresh=True)
    assert report.found == []
    assert report.kills == 1


def test_a_day_that_was_begun_is_worked_to_its_end(finished: Finished, tmp_path: Path) -> None:
    """The cycle may be over by a day's first act: a kill right after it must not cost the rest of the day."""
    demo = Demo(tmp_path / "books")
    assert demo.finish() == finished[1].table
    folder = next((demo.data / "mailbox").iterdir())
    begun = Box(folder).on
    assert begun is not None
    begun += timedelta(days=1)
    Box(folder).advance(begun)  # a day's first act
    went_on = demo.run("demo", "--once", "--json", *demo.options)
    assert went_on.status == 0
    assert f"{begun:%a %b %d}  8 visits" in went_on.told
    again = demo.run("demo", "--once", "--json", *demo.options)
    assert " visits, " not in again.told, "that day is closed"
    assert again.said == went_on.said


def test_a_signal_ends_it_in_order_though_its_parent_ignored_it(finished: Finished, tmp_path: Path) -> None:
    demo = Demo(tmp_path / "books")
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        earlier = signal.signal(number, signal.SIG_IGN)
        try:
            process = demo.start()  # inherits that the signal is ignored
        finally:
            signal.signal(number, earlier)
        assert process.stderr is not None
        assert any(" claims sent, " in line for line in process.stderr)  # it is at work
        os.kill(process.pid, number)
        said, told = process.communicate(timeout=300)
        assert process.returncode == status
        assert "Traceback" not in told
        assert said == ""
        assert demo.prove() == ""
    assert demo.finish() == finished[1].table

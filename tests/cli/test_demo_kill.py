"""`kill -9` at a random moment leaves whole books, and the demonstration goes on to the same table.

A handful here; `python -m tests.cli.kills 100` kills a hundred.
"""

from pathlib import Path

from tests.cli.kills import Demo, Undisturbed, kill_many

Finished = tuple[Demo, Undisturbed]


def test_books_are_whole_after_any_kill_and_the_table_is_the_same(finished: Finished, tmp_path: Path) -> None:
    report = kill_many(Demo(tmp_path / "books"), 4, finished[1], seed=5)
    assert report.found == []
    assert report.kills == 4


def test_new_books_take_the_place_of_the_old_ones_whole_or_not_at_all(finished: Finished) -> None:
    report = kill_many(finished[0], 2, finished[1], seed=6, is_fresh=True)
    assert report.found == []
    assert report.kills == 2

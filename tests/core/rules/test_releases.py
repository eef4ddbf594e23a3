"""The release for a day of service is the newest that isn't later; what doesn't fit is said."""

from datetime import date

from almoner.core.rules.releases import Release, Releases

OLD = Release("2024Q3", date(2024, 7, 1), date(2024, 10, 1), ("old",))
NEW = Release("2026Q1", date(2026, 1, 1), None, ("new",))
SAMPLE = Release("demo", date(2026, 1, 1), None, ("sample",), is_partial=True)


def test_the_newest_that_is_not_later() -> None:
    releases = Releases([NEW, OLD])
    chosen = releases.at(date(2024, 7, 1))
    assert chosen is not None
    assert (chosen.release, chosen.is_later, chosen.is_stale) == (OLD, False, False)
    chosen = releases.at(date(2026, 3, 2))
    assert chosen is not None
    assert (chosen.release, chosen.is_stale) == (NEW, False)


def test_an_ended_release_is_used_and_told() -> None:
    chosen = Releases([OLD]).at(date(2024, 10, 1))
    assert chosen is not None
    assert (chosen.parts, chosen.is_stale, chosen.is_later) == (("old",), True, False)


def test_all_later_is_told() -> None:
    chosen = Releases([OLD, NEW]).at(date(2020, 1, 1))
    assert chosen is not None
    assert (chosen.release, chosen.is_later) == (OLD, True)


def test_a_full_release_outranks_a_sample() -> None:
    chosen = Releases([SAMPLE, OLD]).at(date(2026, 3, 2))
    assert chosen is not None
    assert chosen.release is OLD
    chosen = Releases([SAMPLE]).at(date(2026, 3, 2))
    assert chosen is not None
    assert chosen.release is SAMPLE


def test_none_at_all() -> None:
    assert Releases([]).at(date(2026, 3, 2)) is None

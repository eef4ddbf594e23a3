"""Whether a payer has a provider on a day, as enrollments tell it."""

from dataclasses import replace
from datetime import date

from almoner.core.claim.folder import House, by_provider_and_payer
from almoner.core.claim.roster import credentialed
from almoner.core.party import Enrollment
from tests.core.claim import samples

ON = date(2026, 3, 2)


def house(*periods: tuple[date, date | None], provider_id: int = 1) -> House:
    enrolled = [
        Enrollment(place, provider_id, 2, since, is_participating=True, until_on=until)
        for place, (since, until) in enumerate(periods)
    ]
    return replace(samples.HOUSE, enrollments=by_provider_and_payer(enrolled))


def test_the_period_that_covers_the_day_or_lies_next_to_it() -> None:
    early, late = (date(2024, 1, 1), date(2025, 1, 1)), (date(2026, 2, 1), None)
    assert credentialed(house(early, late), 1, 2, on=ON) == late
    assert credentialed(house(early), 1, 2, on=ON) == early
    assert credentialed(house((date(2026, 4, 1), None)), 1, 2, on=ON) == (date(2026, 4, 1), None)


def test_periods_without_a_gap_are_one() -> None:
    first, then = (date(2024, 1, 1), date(2025, 1, 1)), (date(2025, 1, 1), None)
    assert credentialed(house(then, first), 1, 2, on=ON) == (date(2024, 1, 1), None)
    overlapping = (date(2024, 6, 1), date(2024, 9, 1))
    assert credentialed(house(first, overlapping), 1, 2, on=ON) == first


def test_a_payer_that_has_others_but_not_this_one_has_no_day_of_him() -> None:
    assert credentialed(house((date(2024, 1, 1), None), provider_id=2), 1, 2, on=ON) == (ON, ON)


def test_where_no_roster_is_kept_nothing_is_known() -> None:
    assert credentialed(house(), 1, 2, on=ON) is None


def test_what_was_only_asked_for_counts_for_nothing_but_the_roster_is_kept() -> None:
    asked = Enrollment(1, 1, 2, date(2026, 1, 1), is_participating=True, state="asked")
    assert not asked.covers(ON)
    assert replace(asked, state="in_force").covers(ON)
    kept = replace(samples.HOUSE, enrollments=by_provider_and_payer([asked]))
    assert credentialed(kept, 1, 2, on=ON) == (ON, ON)

"""What people did: acts by person, kind and day; nothing lost, nobody ranked."""

from datetime import date

from almoner.core.report.productivity import OTHER, Acts, by_day, by_person, kinds_of

MON, TUE = date(2026, 6, 1), date(2026, 6, 2)
FOUND = [
    Acts(MON, "dana", "post", 4),
    Acts(MON, "dana", "suspense", 1),
    Acts(TUE, "dana", "follow", 2),
    Acts(TUE, "ada", "register", 3),
    Acts(TUE, "ada", "a flow of tomorrow", 1),
]


def test_acts_are_gathered_by_person_and_kind_of_work() -> None:
    ada, dana = by_person(FOUND)
    assert (dana.name, dana.acts, dana.days, dana.tenths_a_day) == ("dana", 7, 2, 35)
    assert dana.by_kind == {"Payers' payments": 5, "Follow-up": 2}
    assert (ada.acts, ada.days, ada.by_kind) == (4, 1, {"Front desk": 3, OTHER: 1})
    assert kinds_of(FOUND) == ("Front desk", "Follow-up", "Payers' payments", OTHER)


def test_days_come_with_the_latest_first() -> None:
    assert [(one.name, one.acts) for one in by_day(FOUND)] == [("2026-06-02", 6), ("2026-06-01", 5)]
    assert by_person([]) == by_day([]) == ()
    assert kinds_of([]) == ()

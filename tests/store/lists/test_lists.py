"""The lists behind the screens: page after page shows each row once, and indexes serve under row security."""

from datetime import timedelta
from pathlib import Path

import pytest

from almoner.core.party import PersonName
from almoner.store.lists import lists, lists_claims, lists_patient, lists_work
from almoner.store.lists.lists import PAGE, Sought
from almoner.store.lists.lists_claims import ClaimFilter
from almoner.store.session import Session, books
from tests.web.shelf import DAY, Shelf

pytestmark = pytest.mark.usefixtures("store")


def found(session: Session, sought: Sought) -> list[str]:
    return [row.last_name for row in lists.patients(session, sought, on=DAY).rows]


@pytest.fixture(scope="module")
def named(store: Path) -> Shelf:
    """Patients whose names are written in every way."""
    assert store.is_dir()
    shelf = Shelf(name="Names")
    for place, last in enumerate(
        ["McKay", "MCKAY", "de la Cruz", "O'Brien", "Ångström", "Li", "Lindt", "%", "L_"]
    ):
        shelf.patient(place, name=PersonName(last, "Ada"))
    return shelf.lay()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mckay", ["MCKAY", "McKay"]),
        ("Li", ["Li", "Lindt"]),
        ("de la", ["de la Cruz"]),
        ("o'brien", ["O'Brien"]),
        ("Ång", ["Ångström"]),
        ("%", ["%"]),
        ("L_", ["L_"]),
        ("i", []),
    ],
)
def test_names_match_from_their_beginning_as_they_are_written(
    typed: str, expected: list[str], named: Shelf
) -> None:
    with books(named.practice_id) as session:
        assert found(session, Sought(last_name=typed)) == expected


def test_names_match_in_any_case_when_that_is_asked(named: Shelf) -> None:
    with books(named.practice_id) as session:
        assert found(session, Sought(last_name="DE LA c")) == []
        assert found(session, Sought(last_name="DE LA c", in_any_case=True)) == ["de la Cruz"]
        assert found(session, Sought(last_name="%", in_any_case=True)) == ["%"]


def test_the_index_serves_a_search_by_name_under_row_security(named: Shelf) -> None:
    asked, values = lists.conditions_of(Sought(last_name="%"))  # the same in every case: one range
    sql = (
        f'SELECT p.id FROM patient p WHERE p.practice_id = %s AND {asked[0]} ORDER BY p.last_name COLLATE "C"'
    )
    with books(named.practice_id) as session:
        for other in ("seqscan", "bitmapscan", "sort"):
            session.rows(f"SET LOCAL enable_{other} = off")
        plan = "\n".join(row[0] for row in session.rows(f"EXPLAIN {sql}", session.practice_id, *values))
    assert "patient_last_name" in plan
    assert "last_name >=" in plan.partition("Index Cond")[2].partition("Filter")[0], plan


def test_equal_keys_are_walked_once_each() -> None:
    shelf = Shelf(name="Equal")
    for place in range(2 * PAGE + 5):
        shelf.patient(place, name=PersonName("Same", "Name"))
        shelf.stock()
    shelf.lay()
    seen: list[int] = []
    after, pages = 0, 0
    with books(shelf.practice_id) as session:
        while pages == 0 or after:
            page = lists.patients(session, Sought(), on=DAY, after=after)
            seen += [row.id for row in page.rows]
            after, pages = page.after, pages + 1
    assert (len(seen), len(set(seen)), pages) == (2 * PAGE + 5, 2 * PAGE + 5, 3)


def test_counts_stop_so_that_they_do_not_grow_with_the_books(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(name="Many")
    for _ in range(12):
        shelf.task()
    shelf.lay()
    monkeypatch.setattr(lists_work, "COUNTED", 10)
    with books(shelf.practice_id, owners=("jo", "biller")) as session:
        assert lists_work.loads(session, [lists_work.Scope(DAY)])[0].tasks == 10
        assert lists.frame(session, on=DAY).tasks == 12
    with books(shelf.practice_id, owners=("ann", "front_desk")) as session:
        assert lists.frame(session, on=DAY).tasks == 0, "the rail counts what is one's own"


def test_a_claim_s_neighbours_are_those_of_its_list() -> None:
    shelf = Shelf(name="Neighbours")
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient)
    made = []
    for place in range(5):
        visit, lines = shelf.charged_visit(
            patient, on=DAY - timedelta(days=place), cents=10000 * (place % 2 + 1)
        )
        made.append(shelf.claim(coverage, visit, lines, patient).id)
    shelf.lay()
    dear = ClaimFilter(at_least_cents=50000)
    with books(shelf.practice_id) as session:
        every = lists_claims.neighbours(session, ClaimFilter(), made[2], on=DAY)
        few = lists_claims.neighbours(session, dear, made[1], on=DAY)
    assert (every.before_id, every.after_id, every.place, every.total) == (made[3], made[1], 3, 5)
    assert (few.before_id, few.after_id, few.place, few.total) == (made[3], 0, 2, 2)


def test_what_is_open_is_summed_by_account() -> None:
    shelf = Shelf(name="Open")
    patient = shelf.patient(0)
    shelf.charged_visit(patient, on=DAY, cents=10000)
    shelf.receipt(patient, 2500)
    shelf.lay()
    with books(shelf.practice_id) as session:
        assert lists_patient.balances(session, patient.id) == {"payer_ar:1": 30000, "unapplied": -2500}

"""What is lost on the way from the visit to the bank has a name, an owner and a worth until it is mended."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.cli.year import CALM, FORGETFUL, Shape, Year
from almoner.core.charge.funnel import Place
from almoner.core.chart import Visit, VisitState
from almoner.core.chart.shape import Moment
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.coding.decision import Act
from almoner.core.plan import Task, TaskState
from almoner.flow.code.superbill import Choice
from almoner.flow.follow import late_charge
from almoner.flow.follow.late_charge import Late
from almoner.flow.manage import funnel
from almoner.flow.manage.funnel import Funnel, Gap
from almoner.flow.remit import bank_rows
from almoner.flow.visit import chart
from almoner.store.money.postings import account_totals
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.visit.test_proposals import priced, shot

pytestmark = pytest.mark.usefixtures("store")
SHAPE = Shape(patients=20, visits_a_day=5, days=2, seed=41, trouble=CALM)
LOST = bytes(100_000)
"""Lies at the door in a file's place, so that the file itself never comes."""


def seen(year: Year, on: date) -> Funnel:
    """The funnel of the whole year as its manager sees it."""
    manager = year.people.team.manager
    return funnel.funnel(manager, since_on=year.shape.first_on, until_on=on + timedelta(days=1), on=on)


def work(year: Year, what: str) -> list[Task]:
    """The open work of a kind."""
    with books(year.practice_id) as session:
        return session.find(Task, what=what, state=TaskState.OPEN)


def test_visits_that_nobody_codes_charges_or_claims_are_named_until_somebody_does(tmp_path: Path) -> None:
    year = Year(tmp_path, replace(SHAPE, name="Forgetful", trouble=replace(CALM, left=FORGETFUL)))
    lost: dict[int, dict[Place, list[Gap]]] = {}
    for day, on in enumerate(year.live()):
        found = seen(year, on)
        assert (found.orphans, verify(year.practice_id, on=on, is_quick=True)) == ((), []), f"day {day}"
        assert all(step.closes for step in found.steps)
        lost[day] = defaultdict(list)
        for gap in found.missing:
            lost[day][gap.case.place].append(gap)
        assert found.cents == sum(gap.case.cents for gap in found.missing)
        if 6 < day < 12:
            assert len(work(year, "late_visit")) == len(found.missing), f"day {day}: each is somebody's work"
        if day > 12:
            break
    for day, place, owner in (
        (7, Place.SIGNED, "coder"),
        (9, Place.CODED, "biller"),
        (11, Place.CHARGED, "biller"),
    ):
        assert [*lost[day]] == [place]
        assert len(lost[day][place]) > 3
        assert all(gap.owner == owner and gap.case.cents > 0 for gap in lost[day][place])
        assert any(gap.case.is_estimate for gap in lost[day][place]) is (place is Place.SIGNED)
    assert not lost[12]
    assert work(year, "late_visit") == []


def cents_of(path: Path) -> dict[str, int]:
    """The payments of a bank's list, by trace."""
    rows = [row.split(",") for row in path.read_text(encoding="ascii").splitlines()[1:]]
    return {trace: int(cents) for _, kind, trace, _, cents in rows if kind != "deposit"}


def sent(year: Year, kind: str) -> list[Path]:
    """What the box has sent of a kind, the payments alone."""
    found = sorted((year.postman.box / "from").glob(f"*-{kind}-*"))
    return found if kind == "835" else [path for path in found if cents_of(path)]


def open_work(year: Year) -> set[tuple[str, str, int]]:
    """The work about money that the bank shows, or should."""
    kinds = ("missing_deposit", "bank_row")
    return {(one.what, one.owner, one.cents) for kind in kinds for one in work(year, kind)}


def held(year: Year) -> tuple[int, int]:
    """What payers said that they paid and the bank did not show, and what the bank showed and nobody said."""
    with books(year.practice_id) as session:
        totals = account_totals(session)
    return totals.get("cash", 0), -totals.get("suspense", 0)


def lived(year: Year) -> Iterator[date]:
    """Live the year; the books are whole each day, and nothing in them is nobody's."""
    for on in year.live():
        assert verify(year.practice_id, on=on, is_quick=True) == [], f"{on}"
        yield on


def test_an_advice_without_its_money_and_money_without_its_advice_are_somebodys(tmp_path: Path) -> None:
    usual = Year(tmp_path / "usual", replace(SHAPE, name="Unrobbed"))
    next(on for on in usual.live() if len(sent(usual, "bank")) > 1)
    listed, advised = sent(usual, "bank")[0], sent(usual, "835")[-1]
    year = Year(tmp_path / "robbed", replace(SHAPE, name="Robbed twice"))
    for path in (listed, advised):
        (year.postman.door / "from" / path.name).write_bytes(LOST)
    ((_, unseen),) = cents_of(listed).items()
    days = lived(year)
    on = next(on for on in days if any(what == "missing_deposit" for what, _, _ in open_work(year)))
    assert ("missing_deposit", "biller", unseen) in open_work(year)
    rows = bank_rows.bank_rows(year.people.team.biller, on=on).rows
    assert [(row.task.owner, row.row.cents) for row in rows] == [("biller", held(year)[1])]
    assert held(year)[0] >= unseen
    for path in (listed, advised):
        found = year.postman.door / "from" / f"{path.stem}-found{path.suffix}"
        found.write_bytes((year.postman.box / "from" / path.name).read_bytes())
    next(days)
    on = next(days)
    assert (open_work(year), held(year)[1]) == (set(), 0)
    assert bank_rows.bank_rows(year.people.team.biller, on=on).rows == ()


def carried(year: Year, visit_id: int) -> set[str]:
    """The codes that the claims of a visit carry."""
    with books(year.practice_id) as session:
        claims = session.find(Claim, visit_id=visit_id)
        revisions = [session.get(ClaimRevision, one.revision_id) for one in claims]
    return {line.code for one in revisions for line in one.lines}


def test_an_administration_that_nobody_charged_is_the_coders_until_it_is_on_a_claim(tmp_path: Path) -> None:
    with priced():
        year = Year(tmp_path, replace(SHAPE, name="Given and not charged"))
        team, days = year.people.team, lived(year)
        on = next(days) + timedelta(days=1)
        with books(year.practice_id) as session:
            visit = session.find(Visit, state=VisitState.BILLED, limit=1)[0]
        chart.record(team.doctor, [replace(shot(visit), given=Moment.of(visit.service_on))], on=on)
        (task,) = work(year, "late_charge")
        assert (task.owner, task.subject_id) == ("coder", visit.id)
        on = next(days) + timedelta(days=1)
        assert [one.id for one in work(year, "late_charge")] == [task.id]
        for one in late_charge.charged(team.coder, visit.id, on=on).offers:
            choice = Choice(one.sort, one.name, Act.ACCEPT, one.code, "", True, 3, one.shown)
            first = late_charge.charged(team.coder, visit.id, on=on).lines[0]
            said = Late(choice, one.units, one.modifiers, first.diagnoses)
            late_charge.decide_late(team.coder, visit.id, said, on=on)
        assert work(year, "late_charge") == []
        assert not {"J1885", "96372"} & carried(year, visit.id)
        next(days)
        assert {"J1885", "96372"} <= carried(year, visit.id)

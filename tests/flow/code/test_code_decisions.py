"""No charge without a decision over the signed note, whoever writes to the database and by whichever door."""

import hashlib
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.chart import Note, Visit
from almoner.core.coding.decision import Act, CodingDecision, Origin, Sort
from almoner.flow.charge import charge
from almoner.flow.code import code
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, signed_visit, visit_of


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def coded(house: House) -> Visit:
    return visit_of(house, add_patient(house, MEDICARE))


def decisions(house: House, visit: Visit) -> list[CodingDecision]:
    with books(house.practice.id) as session:
        return session.find(CodingDecision, visit_id=visit.id)


def note_of(house: House, visit: Visit) -> Note:
    with books(house.practice.id) as session:
        return session.find(Note, visit_id=visit.id)[0]


def run(house: House, sql: str, *arguments: Any, alias: str = "owner") -> None:
    with books(house.practice.id, alias=alias) as session, session.cursor() as cursor:
        cursor.execute(sql, arguments)


def put(house: House, table: str, row: dict[str, Any], *, alias: str = "default") -> None:
    """Write a row past every flow, with the record that it shows."""
    names = ", ".join(f'"{name}"' for name in row)
    with books(house.practice.id, alias=alias) as session:
        sql = (
            "INSERT INTO record (practice_id, id, version, kind, body, audit_id, effective_on, recorded_at) "
            "VALUES (%s, %s, 1, %s, '{}', 1, %s, now())"
        )
        session.rows(sql, house.practice.id, row["id"], table, DAY)
        marks = ", ".join(["%s"] * (len(row) + 2))
        sql = f'INSERT INTO "{table}" (practice_id, version, {names}) VALUES ({marks})'
        session.rows(sql, house.practice.id, 1, *row.values())


def a_line(house: House, visit: Visit, decision_id: int | None, **changes: Any) -> dict[str, Any]:
    with books(house.practice.id) as session:
        superbill_id = session.value("SELECT id FROM superbill WHERE visit_id = %s", visit.id)
        line_id = next(session.ids())
    row = {"id": line_id, "visit_id": visit.id, "superbill_id": superbill_id, "patient_id": visit.patient_id}
    row |= {"provider_id": visit.provider_id, "location_id": visit.location_id, "sequence": 9}
    row |= {"control": f"X{line_id}", "code": "99213", "units": 1, "charge_cents": 100, "service_on": DAY}
    return row | {"decision_id": decision_id} | changes


def a_decision(house: House, visit: Visit, **changes: Any) -> dict[str, Any]:
    note = note_of(house, visit)
    with books(house.practice.id) as session:
        row: dict[str, Any] = {
            "id": next(session.ids()),
            "visit_id": visit.id,
            "patient_id": visit.patient_id,
        }
    row |= {"note_id": note.id, "note_sha256": note.sha256, "sort": "service", "code": "99213"}
    row |= {"action": "add", "origin": "typed", "decided_by": "kim", "decided_on": DAY, "reason": ""}
    return row | {"suggested_code": "", "tier": "", "evidence_opened": False, "seconds": 0} | changes


def test_typed_codes_are_decisions_over_the_signed_note(house: House) -> None:
    visit = coded(house)
    note = note_of(house, visit)
    made = decisions(house, visit)
    assert [(one.sort, one.code) for one in made] == [
        (Sort.SERVICE, "99213"),
        (Sort.DIAGNOSIS, "E119"),
        (Sort.DIAGNOSIS, "I10"),
    ]
    assert {(one.action, one.origin, one.note_sha256) for one in made} == {
        (Act.ADD, Origin.TYPED, hashlib.sha256(note.text.encode()).hexdigest())
    }
    (line,) = charge.charge_visits(house.actor, [visit.id], on=DAY)
    assert line.decision_id == made[0].id
    assert [one for one in verify(house.practice.id, on=DAY) if "decision" in one.check] == []


@pytest.mark.parametrize("alias", ["default", "owner"])
def test_the_database_takes_no_line_without_its_own_decision(house: House, alias: str) -> None:
    visit, other = coded(house), coded(house)
    own, others = decisions(house, visit)[0].id, decisions(house, other)[0].id
    diagnosis = decisions(house, visit)[1].id
    for decision_id in (None, 0, 12_345_678_901, others, diagnosis):
        with pytest.raises(Exception, match="decision"):
            put(house, "charge_line", a_line(house, visit, decision_id), alias=alias)
    with pytest.raises(Exception, match="decision"):
        put(house, "charge_line", a_line(house, visit, own, code="99215"), alias=alias)
    put(house, "charge_line", a_line(house, visit, own), alias=alias)


def test_a_rejected_suggestion_charges_nothing(house: House) -> None:
    visit = coded(house)
    said = {"action": "reject", "suggested_code": "99213", "reason": "other_service"}
    rejected = a_decision(house, visit, **said)
    put(house, "coding_decision", rejected)
    with pytest.raises(Exception, match="no decision"):
        put(house, "charge_line", a_line(house, visit, rejected["id"]))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"note_sha256": "f" * 64}, "another text"),
        ({"action": "accept", "suggested_code": "99213"}, "saw_evidence"),
        ({"action": "accept", "suggested_code": "99214", "evidence_opened": True}, "saw_evidence"),
        ({"suggested_code": "99213"}, "saw_suggestion"),
        ({"action": "change", "suggested_code": "99214"}, "has_reason"),
        ({"code": ""}, "says_what"),
        ({"decided_by": ""}, "has_person"),
        ({"sort": "modifier"}, "says_of_what"),
    ],
)
def test_the_database_takes_no_half_decision(house: House, changes: dict[str, Any], said: str) -> None:
    visit = coded(house)
    with pytest.raises(Exception, match=said):
        put(house, "coding_decision", a_decision(house, visit, **changes))


def test_a_decision_names_the_note_of_its_own_visit(house: House) -> None:
    visit, other = coded(house), coded(house)
    note = note_of(house, other)
    with pytest.raises(Exception, match="another text"):
        put(house, "coding_decision", a_decision(house, visit, note_id=note.id, note_sha256=note.sha256))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE coding_decision SET code = '99215'",
        "UPDATE coding_decision SET note_sha256 = repeat('f', 64)",
        "DELETE FROM coding_decision",
        "UPDATE note SET sha256 = repeat('f', 64)",
        "UPDATE charge_line SET code = '99215'",
        "UPDATE charge_line SET decision_id = NULL",
        "UPDATE charge_line SET decision_id = 7",
    ],
)
def test_not_even_the_owner_changes_what_a_charge_rests_on(house: House, sql: str) -> None:
    visit = coded(house)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    with pytest.raises(Exception, match="decision"):
        run(house, f"{sql} WHERE practice_id = {house.practice.id}")


def test_three_visits_are_decided_by_as_few_statements_as_one(house: House) -> None:
    visits = [signed_visit(house, add_patient(house, MEDICARE)) for _ in range(3)]
    service = SuperbillLine("99213", 1, 100, (1,))
    drafts = [Superbill(0, one.id, 0, ("E119",), (service,), "", DAY) for one in visits]
    counted = []
    decided = []
    for some in (drafts[:1], drafts[1:]):
        with CaptureQueriesContext(connections["default"]) as asked:
            decided += code.decide_codes(house.actor, some, on=DAY)
        # A block of fresh ids is drawn once for thousands of records, in whichever call empties the last one.
        counted.append(sum("nextval" not in query["sql"] for query in asked.captured_queries))
    assert counted[1] <= counted[0] < 15
    lines = charge.charge_visits(house.actor, [one.id for one in visits], on=DAY)
    assert [line.decision_id for line in lines] == [one.decision_ids[0] for one in decided]

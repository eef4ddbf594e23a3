"""The chart in the books: recorded, superseded, ended, in error; who may see and write it; what the database
refuses whoever asks.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connections
from django.db.utils import DatabaseError

from almoner.core.chart import Document, DocumentSort
from almoner.core.chart.allergy import NONE_CONCEPT, Allergy
from almoner.core.chart.ending import Ending
from almoner.core.chart.entry import Entry, Label, Source
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Medication
from almoner.core.chart.nouns import NOUNS, AnyNoun
from almoner.core.chart.order import Order
from almoner.core.chart.problem import ListedProblem, ProblemStatus
from almoner.core.chart.result import Flag, Result
from almoner.core.chart.shape import Concept, Moment
from almoner.core.chart.vital import VitalSign
from almoner.core.party import Patient
from almoner.core.plan import Plan
from almoner.flow.access import ROLES, AccessDenied, Actor, Permission
from almoner.flow.charge import charge
from almoner.flow.claim import claim, look_claim
from almoner.flow.refused import Refused
from almoner.flow.visit import chart, document, look_chart, reconcile
from almoner.flow.visit.chart import Seen
from almoner.store.chart.chart import LAST
from almoner.store.commit import Cause, RefusedByStore, StalePlan, commit
from almoner.store.proof.verify import verify
from almoner.store.session import NotFound, books
from tests.core.chart.entries import DIABETES, TODAY, of, one_of_each
from tests.practices import DAY, House, add_patient, new_house, signed_visit, visit_of


@pytest.fixture(scope="module")
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def patient(house: House) -> Patient:
    return add_patient(house)


def as_role(house: House, role: str, name: str = "") -> Actor:
    return Actor(name or role, house.practice.id, frozenset({role}))


def drafts(house: House, patient: Patient, **entry: object) -> list[AnyNoun]:
    """One of each for this patient, with whatever an entry carries."""
    mine = Entry(patient.id, author_id=house.provider.id, **entry)  # type: ignore[arg-type]
    return [replace(one, entry=mine) for one in one_of_each()]


def recorded(house: House, patient: Patient, draft: AnyNoun, **entry: object) -> AnyNoun:
    """Record one entry as the practice's doctor."""
    mine = Entry(patient.id, author_id=house.provider.id, **entry)  # type: ignore[arg-type]
    actor = as_role(house, "provider", "adeyemi")
    return chart.record(actor, [replace(draft, entry=mine)], on=DAY)[0]


def seen(one: AnyNoun) -> Seen:
    return Seen(one.entry.patient_id, one.kind, one.id, one.version)


def begun(when: str) -> Callable[[AnyNoun], AnyNoun]:
    """What a form makes of a problem that says when it began."""

    def change(one: AnyNoun) -> AnyNoun:
        assert isinstance(one, ListedProblem)
        return replace(one, onset=Moment(when))

    return change


def current(house: House, one: AnyNoun) -> AnyNoun:
    with books(house.practice.id) as session:
        return session.get(type(one), one.id)


def test_one_of_each_is_kept_shown_and_proved(house: House, patient: Patient) -> None:
    doctor = as_role(house, "provider")
    made = chart.record(doctor, drafts(house, patient), on=DAY)
    assert [type(one) for one in made] == list(NOUNS)
    shown = look_chart.chart(doctor, patient.id, on=DAY)
    assert {kind: len(of) for kind, of in shown.entries.items()} == {noun.kind: 1 for noun in NOUNS}
    assert [current(house, one) for one in made] == made
    (result,) = shown.entries["result"]
    assert isinstance(result, Result)
    assert result.flag is Flag.HIGH
    events = look_chart.timeline(doctor, patient.id, on=DAY, before=LAST).events
    assert {event.record.kind for event in events} == {noun.kind for noun in NOUNS}
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)
    assert verify(house.practice.id, on=DAY) == []


def test_a_change_is_a_later_version_and_the_first_stays(house: House, patient: Patient) -> None:
    doctor = as_role(house, "provider")
    first = recorded(house, patient, of(ListedProblem))
    assert isinstance(first, ListedProblem)
    second = chart.amend(doctor, seen(first), begun("2018-05"), on=DAY)
    third = chart.end(doctor, seen(second), Ending("resolved", TODAY), on=DAY)
    with pytest.raises(StalePlan):
        chart.amend(doctor, seen(first), begun("2017"), on=DAY)
    with pytest.raises(StalePlan):
        chart.end(doctor, seen(second), Ending("resolved", TODAY), on=DAY)
    history = look_chart.history(doctor, patient.id, "problem", first.id, on=DAY)
    assert [one.noun.version for one in history.versions] == [1, 2, 3]
    assert [one.actor for one in history.versions] == ["adeyemi", "provider", "provider"]
    assert history.entry == third
    assert isinstance(third, ListedProblem)
    assert (third.status, third.abatement) == (ProblemStatus.RESOLVED, TODAY)
    with books(house.practice.id) as session:
        assert session.history(ListedProblem, first.id)[0] == first
        assert session.find(ListedProblem, id=first.id, state="resolved", happened_on=date(2018, 5, 1))


def test_what_is_in_error_is_shown_no_more_and_keeps_its_reason(house: House, patient: Patient) -> None:
    doctor = as_role(house, "provider")
    wrong = recorded(house, patient, of(Allergy))
    with pytest.raises(Refused):
        chart.mark_in_error(doctor, seen(wrong), " ", on=DAY)
    gone = chart.mark_in_error(doctor, seen(wrong), "told of the sister", on=DAY)
    shown = look_chart.chart(doctor, patient.id, on=DAY)
    assert shown.entries["allergy"] == ()
    assert look_chart.timeline(doctor, patient.id, on=DAY, before=LAST).events == ()
    kept = look_chart.history(doctor, patient.id, "allergy", gone.id, on=DAY).entry
    assert kept.entry.fault == "told of the sister"
    with pytest.raises(Refused):
        chart.end(doctor, seen(gone), Ending("resolved", TODAY), on=DAY)


def test_a_result_is_read_once(house: House, patient: Patient) -> None:
    doctor = as_role(house, "provider")
    result = recorded(house, patient, of(Result))
    chart.read_results(doctor, [seen(result)], on=DAY)
    read = current(house, result)
    assert isinstance(read, Result)
    assert (read.read_by, read.read_on) == ("provider", DAY)
    with pytest.raises(StalePlan):
        chart.read_results(doctor, [seen(result)], on=DAY)
    chart.read_results(doctor, [seen(read)], on=DAY)
    assert current(house, result).version == 2


# ------------------------------------------------------------------------------------------ whose it is


def test_what_an_entry_names_is_the_same_patients(house: House, patient: Patient) -> None:
    other = add_patient(house, last="Brandt")
    visit = signed_visit(house, other)
    theirs = recorded(house, other, of(ListedProblem))
    order = recorded(house, other, of(Order))
    wrong: list[AnyNoun] = [
        of(ListedProblem, entry=Entry(patient.id, visit_id=visit.id)),
        of(ListedProblem, entry=Entry(patient.id, author_id=patient.id)),
        of(Medication, entry=Entry(patient.id), reason_ids=(theirs.id,)),
        of(Order, entry=Entry(patient.id, author_id=house.provider.id), reasons=(), reason_ids=(theirs.id,)),
        of(Result, entry=Entry(patient.id), order_id=order.id),
    ]
    for draft in wrong:
        with pytest.raises(Refused) as refused:
            chart.record(house.actor, [draft], on=DAY)
        assert [finding.edit for finding in refused.value.findings] == ["CHT-19"]
    with pytest.raises(Refused):
        chart.record(house.actor, [*drafts(house, patient), *drafts(house, other)], on=DAY)
    with pytest.raises(NotFound):
        chart.end(
            house.actor, replace(seen(theirs), patient_id=patient.id), Ending("resolved", TODAY), on=DAY
        )
    with pytest.raises(NotFound):
        look_chart.history(house.actor, patient.id, "problem", theirs.id, on=DAY)
    assert look_chart.timeline(house.actor, patient.id, on=DAY, before=LAST).events == ()


def test_another_practice_sees_none_of_it(house: House, patient: Patient) -> None:
    mine = recorded(house, patient, of(ListedProblem))
    next_door = new_house(name="Hilltop Clinic").actor
    for act in (
        lambda: look_chart.chart(next_door, patient.id, on=DAY),
        lambda: look_chart.history(next_door, patient.id, "problem", mine.id, on=DAY),
        lambda: look_chart.timeline(next_door, patient.id, on=DAY, before=LAST),
        lambda: reconcile.waiting(next_door, patient.id, on=DAY),
        lambda: chart.mark_in_error(next_door, seen(mine), "none of ours", on=DAY),
        lambda: chart.record(next_door, [of(ListedProblem, entry=Entry(patient.id))], on=DAY),
    ):
        with pytest.raises(NotFound):
            act()


def test_none_known_and_an_allergy_are_not_both_on_the_list(house: House, patient: Patient) -> None:
    none = recorded(house, patient, of(Allergy, concept=NONE_CONCEPT, reactions=()))
    with pytest.raises(Refused):
        recorded(house, patient, of(Allergy))
    chart.end(house.actor, seen(none), Ending("resolved", TODAY), on=DAY)
    assert recorded(house, patient, of(Allergy)).entry.stands
    with pytest.raises(Refused):
        recorded(house, patient, of(Allergy, concept=NONE_CONCEPT, reactions=()))


# ------------------------------------------------------------------------------------------ who may


def test_who_may_read_and_write_the_chart() -> None:
    may = {role: {one for one in held if one.value.startswith("chart.")} for role, held in ROLES.items()}
    p = Permission
    assert may == {
        "front_desk": set(),
        "provider": {p.CHART_READ, p.CHART_WRITE, p.CHART_RESTRICTED},
        "coder": {p.CHART_READ, p.CHART_BILL},
        "biller": {p.CHART_BILL},
        "manager": {p.CHART_BILL},
        "admin": set(),
    }


@pytest.mark.parametrize("role", ["admin", "biller", "front_desk", "manager"])
def test_who_gives_no_care_sees_no_chart(role: str, house: House, patient: Patient) -> None:
    mine = recorded(house, patient, of(ListedProblem))
    actor = as_role(house, role)
    for act in (
        lambda: look_chart.chart(actor, patient.id, on=DAY),
        lambda: look_chart.timeline(actor, patient.id, on=DAY, before=LAST),
        lambda: look_chart.history(actor, patient.id, "problem", mine.id, on=DAY),
        lambda: chart.record(actor, [of(ListedProblem, entry=Entry(patient.id))], on=DAY),
        lambda: reconcile.waiting(actor, patient.id, on=DAY),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_a_coder_reads_and_writes_nothing(house: House, patient: Patient) -> None:
    mine = recorded(house, patient, of(ListedProblem))
    coder = as_role(house, "coder")
    assert look_chart.chart(coder, patient.id, on=DAY).entries["problem"] == (mine,)
    with pytest.raises(AccessDenied):
        chart.mark_in_error(coder, seen(mine), "no", on=DAY)


def shown_to(actor: Actor, patient: Patient) -> set[str]:
    """What somebody sees of a chart, on all of its pages, by the words of its problems."""
    entries = look_chart.chart(actor, patient.id, on=DAY).entries["problem"]
    events = look_chart.timeline(actor, patient.id, on=DAY, before=LAST).events
    told = {event.record.concept.words for event in events if isinstance(event.record, ListedProblem)}
    words = {one.concept.words for one in entries}
    assert words == told
    return words


def test_a_labelled_entry_is_seen_by_those_alone_whom_its_label_allows(
    house: House, patient: Patient
) -> None:
    marsh = as_role(house, "provider", "marsh")
    made = {}
    for label in Label:
        draft = of(ListedProblem, concept=Concept(label.value), entry=Entry(patient.id, labels=(label,)))
        made[label] = chart.record(marsh, [draft], on=DAY)[0]
    hidden = made[Label.PSYCHOTHERAPY]
    assert shown_to(marsh, patient) == {label.value for label in Label}
    assert shown_to(as_role(house, "provider", "lindqvist"), patient) == {"part2", "minor", "self_pay"}
    coder = as_role(house, "coder")
    assert shown_to(coder, patient) == {"self_pay"}
    for actor in (coder, as_role(house, "provider", "lindqvist"), house.actor):
        with pytest.raises(NotFound):
            look_chart.history(actor, patient.id, "problem", hidden.id, on=DAY)
        assert hidden not in [pair.left for pair in reconcile.waiting(actor, patient.id, on=DAY).pairs]


def test_billing_sees_of_a_claim_s_visit_what_the_claim_needs(house: House) -> None:
    patient = add_patient(house, ("MCR01", "1EG4TE5MK73"))
    visit = visit_of(house, patient)
    wanted = drafts(house, patient, visit_id=visit.id, note="words of the clinician")
    chart.record(house.actor, wanted, on=DAY)
    for label in Label:
        recorded(house, patient, of(Order), visit_id=visit.id, labels=(label,))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    found = look_claim.claim(as_role(house, "biller"), made.id, on=DAY).billed
    assert sorted(one.kind for one in found if not one.is_self_pay) == [
        "administration",
        "immunization",
        "order",
        "procedure",
    ]
    assert [one.kind for one in found if one.is_self_pay] == ["order"]
    assert "words of the clinician" not in repr(found)
    (order,) = (one for one in found if one.kind == "order" and not one.is_self_pay)
    assert order.reasons == DIABETES.codings


# ------------------------------------------------------------------------------------------ papers


def test_a_paper_filed_in_error_counts_for_nothing(house: House, patient: Patient) -> None:
    visit = signed_visit(house, patient)
    (paper,) = document.file_papers(
        house.actor, [Document(0, 0, visit.id, DocumentSort.CONSENT, DAY, title="Consent")], on=DAY
    )
    assert paper.recorded_by == "almoner"
    assert look_chart.chart(house.actor, patient.id, on=DAY).papers == (paper,)
    with pytest.raises(Refused):
        document.take_out_paper(
            house.actor, document.SeenPaper(paper.visit_id, paper.id, paper.version), "", on=DAY
        )
    document.take_out_paper(
        house.actor, document.SeenPaper(paper.visit_id, paper.id, paper.version), "another patient's", on=DAY
    )
    assert look_chart.chart(house.actor, patient.id, on=DAY).papers == ()
    with pytest.raises(StalePlan):
        document.take_out_paper(
            house.actor, document.SeenPaper(paper.visit_id, paper.id, paper.version), "again", on=DAY
        )
    assert verify(house.practice.id, on=DAY) == []


# ------------------------------------------------------------------------------------------ the database


def refused(house: House, sql: str, *arguments: object) -> None:
    """The application's own role is refused this statement."""
    with pytest.raises(DatabaseError), books(house.practice.id) as session:
        session.rows(sql, *arguments)


def test_no_entry_is_edited_or_deleted(house: House, patient: Patient) -> None:
    for one in chart.record(house.actor, drafts(house, patient), on=DAY):
        refused(house, f'DELETE FROM "{one.kind}" WHERE id = %s', one.id)
        refused(house, f'UPDATE "{one.kind}" SET code = %s WHERE id = %s', "X", one.id)
        refused(house, f'UPDATE "{one.kind}" SET version = version + 1 WHERE id = %s', one.id)
        refused(house, f'UPDATE "{one.kind}" SET version = 0 WHERE id = %s', one.id)
        refused(house, "UPDATE record SET body = '{}' WHERE id = %s", one.id)
        refused(house, "DELETE FROM record WHERE id = %s", one.id)
        assert current(house, one) == one
    with connections["owner"].cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute("UPDATE problem SET code = 'X'")
    assert verify(house.practice.id, on=DAY) == []


def test_the_database_refuses_what_a_flow_would(house: House, patient: Patient) -> None:
    """A plan that no step makes: each is refused by a constraint that the error names."""
    other = add_patient(house, last="Larsen")
    visit = signed_visit(house, other)
    theirs = recorded(house, other, of(ListedProblem))
    mine = Entry(patient.id, author_id=house.provider.id, recorded_by="adeyemi", recorded_on=DAY)
    wrong: list[tuple[str, AnyNoun]] = [
        ("problem_visit_id_fk", of(ListedProblem, entry=replace(mine, visit_id=visit.id))),
        ("problem_replaced_by_id_fk", of(ListedProblem, entry=replace(mine, replaced_by=theirs.id))),
        ("order_has_asker", of(Order, entry=replace(mine, author_id=0))),
        ("immunization_has_lot", of(Immunization, entry=mine, lot=" ")),
        ("problem_author_id_fk", of(ListedProblem, entry=replace(mine, author_id=patient.id))),
    ]
    for guard, draft in wrong:
        with pytest.raises(RefusedByStore) as told:
            lay(house, draft)
        assert guard in str(told.value)


def lay(house: House, draft: AnyNoun) -> None:
    """Commit a draft as no flow would, without any check of the steps."""
    with books(house.practice.id) as session:
        one = replace(draft, id=next(session.ids()))
        commit(session, Plan(on=DAY, records=(one,)), cause=Cause("test", "tester"))


def test_a_year_of_entries_is_a_bounded_page(house: House, patient: Patient) -> None:
    days = [date(2026, 1 + place // 28, 1 + place % 28) for place in range(56)]
    weights = [of(VitalSign, entry=Entry(patient.id), taken=Moment.of(on)) for on in days]
    chart.record(house.actor, list(weights), on=date(2026, 3, 2))
    first = look_chart.timeline(house.actor, patient.id, on=DAY, before=LAST)
    assert len(first.events) == 50
    assert first.after
    rest = look_chart.timeline(house.actor, patient.id, on=DAY, before=first.after)
    assert [event.on for event in (*first.events, *rest.events)] == sorted(days, reverse=True)
    assert rest.after is None
    assert look_chart.timeline(house.actor, patient.id, on=DAY, before=LAST, kind="goal").events == ()
    assert Source.SCREEN is first.events[0].record.entry.source  # type: ignore[union-attr]

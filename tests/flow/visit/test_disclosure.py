"""Without the patient's consent a substance use record is told to no payer, and its note opens to few."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.charge.draft import BillForm
from almoner.core.chart import Note, Visit
from almoner.core.chart.disclosure import DisclosureConsent, Purpose
from almoner.core.chart.entry import Entry, Label
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.shape import Concept
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.judgement import mark as mark_of
from almoner.core.plan import Plan
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim import held, override, submit
from almoner.flow.code import ask_provider, stronger, superbill
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.visit import chart, disclosure, document, look_chart, look_note
from almoner.flow.visit.disclosure import Seen
from almoner.store.chart.chart import LAST
from almoner.store.commit import Cause, StalePlan, commit
from almoner.store.session import NotFound, books
from tests.flow.visit.test_note import open_visit
from tests.flow.visit.test_note_claims import claimed, current, signed, tasks
from tests.practices import DAY, House, add_patient, new_house

DRAFT = DisclosureConsent(0, 0, Purpose.CARE_AND_PAYMENT, DAY, "the patient", "", DAY, place="drawer 3")


@pytest.fixture
def visit(house: House) -> Visit:
    return open_visit(house, DAY, add_patient(house, ("MCR01", "1EG4TE5MK73")).id)


def as_role(house: House, role: str, name: str = "sam") -> Actor:
    return Actor(name, house.practice.id, frozenset({role}))


def consent(house: House, visit: Visit, **changes: object) -> DisclosureConsent:
    draft = replace(DRAFT, patient_id=visit.patient_id, **changes)  # type: ignore[arg-type]
    return disclosure.record(as_role(house, "front_desk", "frances"), draft, on=DAY)


def by_mark(house: House, visit: Visit) -> None:
    disclosure.mark(house.actor, visit.id, on=DAY)


def by_entry(house: House, visit: Visit) -> None:
    entry = Entry(visit.patient_id, visit_id=visit.id, labels=(Label.PART2,))
    chart.record(house.actor, [ListedProblem(0, entry, Concept("Opioid use disorder"))], on=DAY)


@pytest.mark.parametrize("said", [by_mark, by_entry])
def test_a_claim_without_consent_is_held_by_the_front_desk_and_goes_with_one(
    house: House, visit: Visit, said: Callable[[House, Visit], None]
) -> None:
    said(house, visit)
    signed(house, visit)
    claim = claimed(house, visit)
    assert claim.state is ClaimState.HELD
    (hold,) = tasks(house, "held_claim", claim.id)
    assert hold.owner == "front_desk"
    assert "no consent on record" in hold.why
    held.look_again(house.actor, on=DAY)
    assert current(house, claim).state is ClaimState.HELD
    consent(house, visit)
    held.look_again(house.actor, on=DAY)
    assert current(house, claim).state is ClaimState.READY
    assert tasks(house, "held_claim", claim.id) == []


def test_whose_provider_treats_addiction_is_a_record_by_that_alone() -> None:
    house = new_house(name="Harbor Recovery")
    drawn = replace(house.provider, version=house.provider.version + 1, taxonomy="2084P0802X")
    with books(house.practice.id) as session:
        commit(session, Plan(on=DAY, records=(drawn,)), cause=Cause(flow="register", actor="ada"))
    visit = open_visit(house, DAY, add_patient(house, ("MCR01", "1EG4TE5MK73")).id)
    signed(house, visit)
    assert claimed(house, visit).state is ClaimState.HELD


def test_what_is_written_in_a_program_is_a_record_by_its_place(house: House) -> None:
    department = replace(house.location, id=0, version=1, name="Recovery department", is_program=True)
    (place,) = register.set_up(house.actor, [department], on=DAY)
    patient = add_patient(house, ("MCR01", "1EG4TE5MK73"))
    draft = Visit(0, patient.id, house.provider.id, place.id, DAY, "11")
    (visit,) = document.begin_unbooked(house.actor, [draft], on=DAY)
    entry = Entry(patient.id, visit_id=visit.id)
    (made,) = chart.record(house.actor, [ListedProblem(0, entry, Concept("Hypertension"))], on=DAY)
    assert made.entry.labels == (Label.PART2,)
    assert look_chart.chart(as_role(house, "coder"), patient.id, on=DAY).entries["problem"] == ()
    signed(house, visit)
    assert claimed(house, visit).state is ClaimState.HELD
    consent(house, visit)
    assert [one.state for one in held.look_again(house.actor, on=DAY)] == [ClaimState.READY]


def test_any_other_record_waits_for_no_consent(house: House, visit: Visit) -> None:
    signed(house, visit)
    assert claimed(house, visit).state is ClaimState.READY


def test_nobody_overrides_a_missing_consent(house: House, visit: Visit) -> None:
    by_mark(house, visit)
    signed(house, visit)
    claim = claimed(house, visit)
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, claim.revision_id)
    (finding,) = [one for one in revision.findings if one.edit == "NOTE-04"]
    decided = override.Decision(revision.id, mark_of(finding), "the payer asks for it")
    with pytest.raises(Refused, match="can't be overridden"):
        override.override(house.actor, claim.id, decided, on=DAY)


def test_what_is_taken_back_holds_what_has_not_left(house: House, visit: Visit) -> None:
    by_mark(house, visit)
    kept = consent(house, visit)
    signed(house, visit)
    claim = claimed(house, visit)
    assert claim.state is ClaimState.READY
    frances = as_role(house, "front_desk", "frances")
    seen = Seen(visit.patient_id, kept.id, kept.version)
    gone = disclosure.revoke(frances, seen, "her letter", on=DAY)
    assert (gone.revoked_on, gone.revoked_by, gone.signed_on) == (DAY, "frances", DAY)
    assert current(house, claim).state is ClaimState.HELD
    (hold,) = tasks(house, "held_claim", claim.id)
    assert hold.owner == "front_desk"
    with pytest.raises(StalePlan):
        disclosure.revoke(frances, seen, "again", on=DAY)
    held.look_again(house.actor, on=DAY)
    assert current(house, claim).state is ClaimState.HELD


def test_another_consent_keeps_a_claim_ready(house: House, visit: Visit) -> None:
    by_mark(house, visit)
    kept = consent(house, visit)
    consent(house, visit, purpose=Purpose.PAYMENT)
    signed(house, visit)
    claim = claimed(house, visit)
    disclosure.revoke(house.actor, Seen(visit.patient_id, kept.id, 1), "by word", on=DAY)
    assert current(house, claim).state is ClaimState.READY


def leave(house: House, claim: Claim, on: date) -> None:
    """All that is ready leaves but this claim."""
    batch = submit.submit_ready(house.actor, on=on)
    assert claim.id not in (batch.claim_ids if batch else ())


@pytest.mark.parametrize("since", [by_mark, by_entry])
def test_what_was_ready_is_looked_at_again_as_it_leaves(
    house: House, visit: Visit, since: Callable[[House, Visit], None]
) -> None:
    signed(house, visit)
    claim = claimed(house, visit)
    since(house, visit)
    leave(house, claim, DAY)
    assert current(house, claim).state is ClaimState.HELD


def test_a_consent_that_is_over_lets_nothing_leave(house: House, visit: Visit) -> None:
    by_mark(house, visit)
    consent(house, visit, expires_on=DAY + timedelta(1))
    signed(house, visit)
    claim = claimed(house, visit)
    assert claim.state is ClaimState.READY
    leave(house, claim, DAY + timedelta(1))
    assert current(house, claim).state is ClaimState.HELD


def shown(actor: Actor, visit: Visit) -> Note | None:
    found = look_note.page(actor, visit.id, on=DAY)
    return found.signed.note if found.signed else None


def test_its_note_opens_to_who_may_see_restricted_entries_or_bills_with_consent(
    house: House, visit: Visit
) -> None:
    made = signed(house, visit)
    coder, doctor = as_role(house, "coder"), as_role(house, "provider")
    events = look_chart.timeline(coder, visit.patient_id, on=DAY, before=LAST).events
    assert made.id in {one.record.id for one in events}
    by_mark(house, visit)
    assert shown(doctor, visit) == made
    assert shown(coder, visit) is None
    assert look_note.page(coder, visit.id, on=DAY).is_apart
    events = look_chart.timeline(coder, visit.patient_id, on=DAY, before=LAST).events
    assert made.id not in {one.record.id for one in events}
    seen = look_chart.timeline(doctor, visit.patient_id, on=DAY, before=LAST).events
    assert made.id in {one.record.id for one in seen}
    form = BillForm()
    with pytest.raises(Refused, match="substance use record"):
        superbill.screen(coder, visit.id, form, on=DAY)
    with pytest.raises(Refused, match="substance use record"):
        ask_provider.ask(coder, visit.id, "I10", "type", on=DAY)
    consent(house, visit, purpose=Purpose.TREATMENT)
    assert shown(coder, visit) is None
    consent(house, visit)
    assert shown(coder, visit) == made
    assert superbill.screen(coder, visit.id, form, on=DAY).note == made
    disclosure.unmark(doctor, visit.id, on=DAY)
    assert not look_note.page(coder, visit.id, on=DAY).is_apart


def test_no_outside_model_reads_it(house: House, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMONER_CODER", "simulated")
    by_mark(house, visit)
    consent(house, visit)
    signed(house, visit)
    with pytest.raises(Refused, match="outside model"):
        stronger.look(house.actor, visit.id, on=DAY)


def test_it_is_refused_by_what_it_lacks_and_to_who_may_not(house: House, visit: Visit) -> None:
    with pytest.raises(Refused, match="Nobody signed"):
        consent(house, visit, signed_by="")
    with pytest.raises(NotFound):
        consent(house, visit, payer_id=999_999)
    for role in ("biller", "coder", "manager"):
        actor = as_role(house, role)
        with pytest.raises(AccessDenied):
            disclosure.record(actor, replace(DRAFT, patient_id=visit.patient_id), on=DAY)
        assert disclosure.page(actor, visit.patient_id, on=DAY).consents == ()
    other = add_patient(house, ("MCR01", "1EG4TE5MK73"))
    kept = consent(house, visit)
    with pytest.raises(NotFound):
        disclosure.revoke(house.actor, Seen(other.id, kept.id, 1), "by word", on=DAY)

"""A claim from the books has every block: what was sent before, what payers allowed and answered, who is on
whose roster, which papers lie there. Nothing is unknown, and a batch costs as many queries as one claim.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.chart import Document, DocumentSort, Visit
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.facts import Facts
from almoner.core.claim.memory import memory
from almoner.core.collect import Receipt
from almoner.core.party import Enrollment, Patient, PersonName, Provider
from almoner.core.party.identifiers import npi
from almoner.core.plan import Plan
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.collect import collect
from almoner.flow.patient import register
from almoner.flow.policy import in_force, policy
from almoner.flow.refused import Refused
from almoner.flow.scrub.folders import load_surroundings
from almoner.flow.scrub.gate import folders_by_visit
from almoner.flow.visit import document
from almoner.store.commit import Cause, commit
from almoner.store.load import paid_at_visits
from almoner.store.past import sent_lines, therapy_allowed, uses_of
from almoner.store.session import Session, books
from tests.flow.cycle import MEDICARE, Sent, pay, sent_claim, supersede
from tests.flow.files import Decided, Payment, Served
from tests.practices import DAY, House, add_patient, new_house, visit_of

PPO = ("CMA01", "CMA7788990")
VISIT = SuperbillLine("99213", 1, 15000, (1, 2))
UNPROVEN = "MED-06"
"""The edit that asks for the signed notice behind GA."""
THRESHOLD = "MOD-14"
EXERCISE = SuperbillLine("97110", 2, 9000, (1,), ("GP",))


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def claimed(
    house: House, patient: Patient, *lines: SuperbillLine, on: date = DAY, sends: bool = True
) -> Claim:
    """The claim of a visit, sent unless something stops it."""
    visit = visit_of(house, patient, *(lines or (VISIT,)), on=on)
    charge.charge_visits(house.actor, [visit.id], on=on)
    (made,) = claim.build_claims(house.actor, [visit.id], on=on)
    if sends:
        submit.submit_ready(house.actor, on=on)
    return current(house, made)


def current(house: House, one: Claim) -> Claim:
    with books(house.practice.id) as session:
        return session.get(Claim, one.id)


def facts_of(house: House, *claims: Claim, on: date = DAY) -> list[Facts]:
    """What the edits would look at now."""
    with books(house.practice.id) as session:
        return _facts(session, claims, on)


def _facts(session: Session, claims: tuple[Claim, ...], on: date) -> list[Facts]:
    pairs = [(one, session.get(ClaimRevision, one.revision_id)) for one in claims]
    around = load_surroundings(session, folders_by_visit(session, claims).values(), pairs)
    return [around.facts(one, revision, on=on) for one, revision in pairs]


def edits(house: House, one: Claim) -> set[str]:
    with books(house.practice.id) as session:
        return {finding.edit for finding in session.get(ClaimRevision, one.revision_id).findings}


def test_no_block_is_unknown(house: House) -> None:
    (known,) = facts_of(house, claimed(house, add_patient(house, MEDICARE)))
    assert known.unknown == frozenset()
    assert known.provider_kind == "physician"
    assert known.credentialed == (date(2026, 1, 2), None)
    assert known.documents == {"note"}
    assert known.therapy_cents == {}
    assert (known.history, known.authorizations, known.benefit_marks) == ((), (), frozenset())


def test_what_was_sent_is_remembered_with_what_became_of_it(house: House) -> None:
    patient = add_patient(house, PPO)
    first = claimed(house, patient)
    later = claimed(house, patient, on=DAY + timedelta(days=60))
    (known,) = facts_of(house, later)
    (line,) = known.history
    assert (line.code, line.units, line.service_on) == ("99213", 1, DAY)
    assert (line.provider_npi, line.state, line.is_waiting) == (house.provider.npi, "", False)
    assert (line.claim_id, line.is_same_specialty) == (first.id, True)


def test_paid_and_denied_lines_are_told_apart(house: House) -> None:
    paid, denied = sent_claim(house, covered=(PPO,)), sent_claim(house, covered=(PPO,))
    decisions = [
        paid.paid(10000, ("CO", "45", 5000)),
        denied.paid(0, ("CO", "50", 15000), payer_control="PCN2", status="4"),
    ]
    pay(house, Payment("CMA01", "T-1", decisions), on=date(2026, 3, 16))
    for sent, state in ((paid, "paid"), (denied, "denied")):
        again = claimed_for(house, sent, on=date(2026, 4, 20))
        (known,) = facts_of(house, again)
        assert [line.state for line in known.history] == [state]


def claimed_for(house: House, sent: Sent, *, on: date) -> Claim:
    with books(house.practice.id) as session:
        patient = session.get(Patient, sent.claim.patient_id)
    return claimed(house, patient, on=on)


def test_long_ago_only_what_a_card_asks_for_is_remembered(house: House) -> None:
    patient = add_patient(house, PPO)
    tracing = SuperbillLine("93000", 1, 2000, (1,))
    claimed(house, patient, VISIT, tracing)
    (near,) = facts_of(house, claimed(house, patient, on=DAY + timedelta(days=100)))
    assert sorted(line.code for line in near.history) == ["93000", "99213"]
    (far,) = facts_of(house, claimed(house, patient, on=DAY + timedelta(days=300)))
    assert {line.code for line in far.history if line.service_on == DAY} == {"99213"}


def test_a_second_first_visit_is_held_by_what_was_sent_years_before(house: House) -> None:
    patient = add_patient(house, PPO)
    claimed(house, patient)
    first_visit = SuperbillLine("99203", 1, 20000, (1, 2))
    again = claimed(house, patient, first_visit, on=DAY + timedelta(days=1000))
    assert again.state is ClaimState.HELD
    assert "EMV-01" in edits(house, again)
    assert "EMV-01" not in edits(house, claimed(house, patient, first_visit, on=DAY + timedelta(days=2200)))


def test_the_same_line_of_two_waiting_claims_stops_the_later_alone(house: House) -> None:
    patient = add_patient(house, PPO)
    first = claimed(house, patient, sends=False)
    second = claimed(house, patient, sends=False)
    assert (first.state, second.state) == (ClaimState.READY, ClaimState.HELD)
    early, late = facts_of(house, first, second)
    assert early.history == ()
    assert [line.claim_id for line in late.history] == [first.id]
    visits = [visit_of(house, patient, on=date(2026, 3, 9)).id for _ in range(2)]
    charge.charge_visits(house.actor, visits, on=date(2026, 3, 9))
    together = claim.build_claims(house.actor, visits, on=date(2026, 3, 9))
    states = [one.state for one in sorted(together, key=lambda one: one.id)]
    assert states == [ClaimState.READY, ClaimState.HELD]


def test_a_provider_whom_the_payer_does_not_have_is_held(house: House) -> None:
    with books(house.practice.id) as session:
        payer_id = house.payers["CMA01"].id
        (kept,) = session.find(Enrollment, provider_id=house.provider.id, payer_id=payer_id)
    supersede(house, replace(kept, version=kept.version + 1, since_on=date(2026, 3, 10)))
    early = claimed(house, add_patient(house, PPO))
    assert early.state is ClaimState.HELD
    (known,) = facts_of(house, early)
    assert known.credentialed == (date(2026, 3, 10), None)
    assert claimed(house, add_patient(house, PPO), on=date(2026, 3, 10)).state is ClaimState.SENT


def test_a_payer_without_any_enrollment_is_the_only_unknown_block(house: House) -> None:
    with books(house.practice.id) as session:
        kept = session.find(Enrollment, payer_id=house.payers["CMA01"].id)
    supersede(house, *(replace(one, version=2, payer_id=house.payers["CMB01"].id) for one in kept))
    (known,) = facts_of(house, claimed(house, add_patient(house, PPO)))
    assert known.unknown == {"providers.rendering.credentialed"}
    assert known.credentialed is None


def test_a_signed_notice_on_file_frees_the_line_that_says_so(house: House) -> None:
    told = replace(VISIT, modifiers=("GA",))
    held = claimed(house, add_patient(house, MEDICARE), told)
    assert UNPROVEN in edits(house, held)
    paper = Document(0, 0, held.visit_ids[0], DocumentSort.ADVANCE_NOTICE, DAY, place="chart, notices")
    (filed,) = document.file_papers(house.actor, [paper], on=DAY)
    assert filed.patient_id == held.patient_id
    (known,) = facts_of(house, held)
    assert known.documents == {"note", "advance_notice"}
    assert UNPROVEN not in {finding.edit for finding in in_force().scrubber.scrub(known).findings}
    document.take_out_paper(
        house.actor, document.SeenPaper(filed.visit_id, filed.id, filed.version), "another patient's", on=DAY
    )
    (known,) = facts_of(house, held)
    assert known.documents == {"note"}, "what was filed in error proves nothing"


def treated(house: House, therapy: SuperbillLine, paid: int, *reasons: tuple[str, str, int]) -> Sent:
    """A visit with therapy that Medicare has decided on."""
    sent = sent_claim(house, VISIT, therapy, covered=(MEDICARE,))
    assert sent.claim.state is ClaimState.SENT
    visit, exercise = sorted(sent.lines, key=lambda line: line.sequence)
    served = (Served(visit, 15000), Served(exercise, paid, reasons))
    pay(house, Payment("MCR01", f"T-{sent.claim.id}", [Decided(sent.claim, served)]), on=date(2026, 3, 16))
    return sent


def test_therapy_of_the_year_is_what_medicare_allowed(house: House) -> None:
    sent = treated(house, EXERCISE, 3920, ("CO", "45", 4000), ("CO", "253", 80), ("PR", "2", 1000))
    (known,) = facts_of(house, current(house, sent.claim))
    assert known.therapy_cents == {"pt_slp": 5000}
    (next_year,) = facts_of(house, claimed_for(house, sent, on=date(2026, 3, 20)))
    assert next_year.therapy_cents == {}, "no therapy is billed, so nobody asked"


def test_above_the_years_threshold_therapy_says_that_it_is_needed(house: House) -> None:
    sent = treated(house, replace(EXERCISE, charge_cents=300000), 248000, ("CO", "45", 52000))
    with books(house.practice.id) as session:
        patient = session.get(Patient, sent.claim.patient_id)
    assert THRESHOLD in edits(house, claimed(house, patient, EXERCISE, on=date(2026, 3, 18)))
    needed = replace(EXERCISE, modifiers=("GP", "KX"))
    assert THRESHOLD not in edits(house, claimed(house, patient, needed, on=date(2026, 3, 20)))
    assert THRESHOLD not in edits(house, claimed(house, add_patient(house, MEDICARE), EXERCISE))


def test_another_specialty_of_the_practice_may_see_a_patient_as_new(house: House) -> None:
    name = PersonName("Moreau", "Luc")
    draft = Provider(0, name, npi("198765432"), "207RC0000X", "NY2", "NY", credential="MD")
    (heart,) = register.set_up(house.actor, [draft], on=DAY)
    assert isinstance(heart, Provider)
    enrolled = Enrollment(0, heart.id, house.payers["CMA01"].id, date(2026, 1, 2), is_participating=True)
    register.set_up(house.actor, [enrolled], on=DAY)
    patient = add_patient(house, PPO)
    claimed(house, patient)
    first_visit = SuperbillLine("99203", 1, 20000, (1, 2))
    theirs = claimed(replace(house, provider=heart), patient, first_visit, on=DAY + timedelta(days=9))
    (known,) = facts_of(house, theirs)
    assert [line.is_same_specialty for line in known.history] == [False]
    assert "EMV-01" not in edits(house, theirs)


def test_a_batch_costs_as_many_queries_as_one_claim(house: House) -> None:
    from django.test.utils import CaptureQueriesContext

    claims = [claimed(house, add_patient(house, MEDICARE), EXERCISE) for _ in range(4)]
    counts = []
    for number in (1, 4):
        with books(house.practice.id) as session:
            pairs = [(one, session.get(ClaimRevision, one.revision_id)) for one in claims[:number]]
            with CaptureQueriesContext(connection) as queries:
                folders = folders_by_visit(session, claims[:number])
                load_surroundings(session, folders.values(), pairs)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_the_past_is_found_by_indexes_however_large_the_books_are(house: House) -> None:
    from django.test.utils import CaptureQueriesContext

    patient = add_patient(house, PPO)
    claimed(house, patient)
    with books(house.practice.id) as session:
        remembered = memory(policy().cards, first_on=DAY)
        with CaptureQueriesContext(connection) as queries:
            sent_lines(session, [patient.id], remembered)
            uses_of(session, [patient.id])
            therapy_allowed(session, [patient.id], [DAY], {"GP": "pt_slp"})
        session.rows("SET LOCAL enable_seqscan = off")
        plans = ["\n".join(row[0] for row in session.rows(f"EXPLAIN {one['sql']}")) for one in queries]
    assert len(plans) == 3
    for plan in plans:
        for table in ("charge_line", "claim", "record", "denial", "posting"):
            assert f"Seq Scan on {table} " not in plan
    assert re.search(r"using charge_line_\w+|on charge_line_\w+", plans[0]), "lines are looked up"


def test_nobody_is_told_of_another_practices_past(house: House) -> None:
    other = new_house(name="Hilltop Clinic")
    claimed(other, add_patient(other, PPO))
    (known,) = facts_of(house, claimed(house, add_patient(house, PPO)))
    assert known.history == ()


def test_a_paper_needs_a_visit_and_a_day_that_has_come(house: House) -> None:
    held = claimed(house, add_patient(house, PPO))
    paper = Document(0, 0, held.visit_ids[0], DocumentSort.ORDER, DAY)
    for wrong in (
        replace(paper, visit_id=1),
        replace(paper, signed_on=DAY + timedelta(days=1)),
        replace(paper, place="x" * 201),
    ):
        with pytest.raises(Refused):
            document.file_papers(house.actor, [paper, wrong], on=DAY)
    with books(house.practice.id) as session:
        assert session.find(Document, visit_id=held.visit_ids[0]) == []
        commit(session, Plan(on=DAY), cause=Cause("document", "tester"))


def test_what_was_taken_at_the_desk_before_the_visit_began_was_paid_at_the_visit(house: House) -> None:
    patient = add_patient(house)
    taken = collect.take_receipt(house.actor, Receipt(0, patient.id, "cash", 2500, DAY, "jo"), on=DAY)
    first, second = visit_of(house, patient), visit_of(house, patient)
    assert paid(house, first, second) == {first.id: 2500}
    charge.charge_visits(house.actor, [first.id, second.id], on=DAY)
    (laid,) = collect.lay_receipts(house.actor, [patient.id], on=DAY)
    assert paid(house, first, second) == {first.id: 2500}, "on its own lines it is the visit's still"
    collect.take_off(house.actor, [laid.id], on=DAY, reason="for the second")
    with books(house.practice.id) as session:
        (line,) = session.find(ChargeLine, visit_id=second.id)
    collect.lay_by_hand(house.actor, taken.id, [collect.Part(line.id, 1500)], on=DAY)
    assert paid(house, first, second) == {first.id: 1000}, "what lies elsewhere was not for this visit"
    later = visit_of(house, patient, on=DAY + timedelta(days=1))
    assert paid(house, later) == {}, "another day's visit"


def paid(house: House, *visits: Visit) -> dict[int, int]:
    with books(house.practice.id) as session:
        return paid_at_visits(session, [one.id for one in visits])

"""The ways on which a claim can become ready or leave, each tried on a claim that must not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.charge.draft import BillForm
from almoner.core.chart import Visit
from almoner.core.chart.advance_notice import Choice
from almoner.core.chart.entry import Entry
from almoner.core.chart.order import Order, OrderSort
from almoner.core.chart.shape import Coding, Concept, Moment
from almoner.core.chart.signed_form import Signature
from almoner.core.chart.systems import CPT, ICD10CM
from almoner.core.claim import Claim, ClaimState
from almoner.core.schedule import Appointment
from almoner.flow.access import Actor
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim, claim_coded, held, mend_hold, override, release, submit
from almoner.flow.claim.override import Decision
from almoner.flow.code import advance_notice, advance_order, advance_paper, superbill
from almoner.flow.code.advance_notice import Asked, Given
from almoner.flow.exchange import exchange, route_test, status, verify
from almoner.flow.follow import follow, foresee_correction, look_other_payer, other_payer, take_back
from almoner.flow.follow.correction import Correction
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.setup import people
from almoner.flow.visit import chart
from almoner.flow.work import long_run
from almoner.links.clearinghouse import NoClearinghouse
from almoner.links.folder import FolderMailbox
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, pay, standing, supersede
from tests.flow.files import Decided, Payment, Served
from tests.flow.releases import KIND, import_pairs
from tests.flow.scrub.test_gate import DRAWN, ON, built
from tests.practices import DAY, House, add_patient, visit_of

SECOND = ("CMA01", "CMA7788990")
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


# ------------------------------------------------------------------------------------------- the plants


def charged(house: House) -> Visit:
    """A visit whose claim the release stops."""
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    return visit


def stopped(house: House) -> Claim:
    """A claim that is held as it should be."""
    return built(house)


def forced(house: House) -> Claim:
    """The same where the books say that it is ready, as no flow of ours would write it."""
    made = stopped(house)
    supersede(house, replace(made, version=made.version + 1, state=ClaimState.READY, cause="released"))
    return made


# --------------------------------------------------------------------------------------------- the ways


def looking_at_the_superbill(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN)
    before = standing(house)
    shown = superbill.screen(house.actor, visit.id, BillForm(), on=DAY)
    assert (standing(house), shown.is_open) == (before, False), "nothing is written"
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made.id


def building(house: House) -> int:
    visit = charged(house)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made.id


def building_from_the_codes(house: House) -> int:
    visit_of(house, add_patient(house, MEDICARE), *DRAWN)
    assert claim_coded.claim_coded(house.actor, on=DAY).held
    with books(house.practice.id) as session:
        return session.find(Claim, order="id DESC", limit=1)[0].id


def building_from_the_codes_of_some(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN)
    assert claim_coded.claim_these(house.actor, [visit.id], on=DAY).held
    with books(house.practice.id) as session:
        return session.find(Claim, order="id DESC", limit=1)[0].id


def building_in_a_run(house: House) -> int:
    visit, here = charged(house), house.practice.id
    biller = Actor(f"runs{here}", here, frozenset({"biller"}))
    people.invite(Actor("ada", here, frozenset({"admin"})), biller.name, "biller", on=DAY)
    run_id = long_run.begin_claims(biller, on=DAY)
    assert not long_run.take_on(house.actor, run_id, on=DAY), "nothing is left"
    with books(here) as session:
        return session.find(Claim, visit_id=visit.id)[0].id


def checking_again(house: House) -> int:
    made = stopped(house)
    claim.recheck(house.actor, made.id, on=ON)
    return made.id


def foreseeing_a_correction(house: House) -> int:
    made, correction = stopped(house), Correction(authorization="A1")
    before = standing(house)
    foreseen = foresee_correction.foresee(house.actor, made.id, correction, on=ON)
    assert (standing(house), foreseen.refused) == (before, ""), "nothing is written"
    assert foreseen.findings, "what would hold it is told"
    follow.correct(house.actor, made.id, correction, on=ON, reason="on file")
    return made.id


def correcting(house: House) -> int:
    made = stopped(house)
    follow.correct(house.actor, made.id, Correction(authorization="A1"), on=ON, reason="on file")
    return made.id


def taking_back(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEDICARE), *DRAWN, SuperbillLine("93000", 1, 6000, (1,)))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        extra = next(one for one in session.find(ChargeLine, visit_id=visit.id) if one.code == "93000")
    take_back.take_back(house.actor, extra.id, on=ON, reason="not done")
    return made.id


def answered(house: House, group: str, carc: str, status: str = "1") -> Claim:
    """A claim that left before the edits stopped its codes, and that its payer gave a reason for whole."""
    visit = visit_of(house, add_patient(house, MEDICARE, SECOND), *DRAWN)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    codes = import_pairs("before", ("99213", "93018", 0))
    (first,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert submit.submit_ready(house.actor, on=DAY)
    codes.roll_back(KIND)
    with books(house.practice.id) as session:
        charged = session.find(ChargeLine)
        lines = tuple(Served(one, 0, ((group, carc, one.charge_cents),)) for one in charged)
        told = Decided(session.get(Claim, first.id), lines, status)
    pay(house, Payment("MCR01", "T1", [told]), on=ON)
    return first


def billing_another_payer(house: House) -> int:
    first = answered(house, "CO", "22", "4")
    before = standing(house)
    seen = look_other_payer.look(house.actor, first.id, look_other_payer.Asked(), on=ON)
    assert (standing(house), seen.refused) == (before, None), "nothing is written"
    assert seen.findings, "what would hold it is told"
    wish = replace(seen.wish, reason="the plan pays first")
    (fresh,) = other_payer.bill_other(house.actor, first.id, wish, on=ON)
    return fresh.id


def billing_the_next_payer(house: House) -> int:
    first = answered(house, "PR", "1")
    (second,) = follow.bill_next(house.actor, first.id, on=ON)
    return second.id


def mending(house: House) -> int:
    made = stopped(house)
    wanted = mend_hold.HoldMend(made.revision_id, authorization="A1")
    assert mend_hold.mend(house.actor, made.id, wanted, on=ON).state is ClaimState.HELD
    return made.id


def looking_again(house: House) -> int:
    made = stopped(house)
    assert held.look_again(house.actor, on=ON) == []
    return made.id


def looking_where_needed(house: House) -> int:
    made = stopped(house)
    assert held.look_where_needed(house.actor, on=ON) == []
    return made.id


def overriding_without_a_reason(house: House) -> int:
    made = stopped(house)
    with pytest.raises(Refused):
        override.override(house.actor, made.id, Decision(made.revision_id, "0" * 16, "so"), on=ON)
    return made.id


def submitting_all(house: House) -> int:
    made = forced(house)
    assert submit.submit_ready(house.actor, on=ON) is None
    return made.id


def submitting_some(house: House) -> int:
    made = forced(house)
    assert submit.submit_claims(house.actor, [made.id], on=ON) is None
    return made.id


def letting_go(house: House) -> int:
    made = forced(house)
    let = release.release_ready(house.actor, on=ON, now=NOW)
    assert let is not None
    assert release.send_due(house.actor, on=ON, now=let.leaves_at) == []
    return made.id


def exchanging(house: House) -> int:
    made = forced(house)
    assert release.release_ready(house.actor, on=ON, now=NOW)
    exchange.exchange_files(house.actor, FolderMailbox(Path("a mailbox that is away")), on=ON)
    return made.id


def submitting_a_release(house: House) -> int:
    made = forced(house)
    let = release.release_ready(house.actor, on=ON, now=NOW)
    assert let is not None
    assert submit.submit_release(house.actor, let.first_id, when=datetime.combine(ON, NOW.time())) is None
    return made.id


def asking_for_status(house: House) -> int:
    made = forced(house)
    assert status.ask_status(house.actor, [made.id], on=ON) == 1
    return made.id


def asking_about_a_day(house: House) -> int:
    made = forced(house)
    verify.ask_about_day(house.actor, ON, on=ON)
    return made.id


def asking_about_a_booking(house: House) -> int:
    made = forced(house)
    start = datetime.combine(ON, time(9))
    draft = Appointment(0, made.patient_id, house.provider.id, house.location.id, start, 20, "Follow-up")
    (booked,) = register.book(house.actor, [draft], on=ON)
    assert verify.ask_about_booking(house.actor, booked.id, on=ON) == 1
    return made.id


def looking_at_a_notice(house: House) -> int:
    made = forced(house)
    before = standing(house)
    advance_notice.notice_page(house.actor, made.patient_id, Asked(0, "82270", "Z1211"), on=ON)
    assert standing(house) == before, "nothing is written"
    return made.id


def printing_a_notice(house: House) -> int:
    made = forced(house)
    before = standing(house)
    asked = Asked(0, "99213", "Z1211", "necessity")
    assert advance_paper.draft_sheet(house.actor, made.patient_id, asked, on=ON).startswith(b"%PDF")
    assert standing(house) == before, "nothing is written"
    return made.id


def signing_a_notice(house: House) -> int:
    made = forced(house)
    asked = Asked(0, "99213", "Z1211", "necessity")
    draft = advance_notice.notice_page(house.actor, made.patient_id, asked, on=ON).draft
    assert draft
    given = Given(Choice.BILL, draft.sha256, Signature("Helen Okafor", "self"))
    advance_notice.sign_notice(house.actor, made.patient_id, asked, given, on=ON)
    return made.id


def preparing_a_notice(house: House) -> int:
    made = forced(house)
    concept = Concept("Stool test", (Coding(CPT, "82270"),))
    entry = Entry(made.patient_id, author_id=house.provider.id)
    reasons = (Concept("Screening", (Coding(ICD10CM, "Z12.11"),)),)
    draft = Order(0, entry, concept, OrderSort.LABORATORY, Moment.of(ON), reasons=reasons)
    (order,) = chart.record(house.actor, [draft], on=ON)
    assert not advance_order.order_flag(house.actor, made.patient_id, order.id, on=ON).items
    with pytest.raises(Refused, match="No rule says"):
        advance_order.prepare_for_order(house.actor, made.patient_id, order.id, on=ON)
    return made.id


def trying_a_route(house: House) -> int:
    made = forced(house)
    route_test.ask(house.actor, house.payers["MCR01"].id, NoClearinghouse(), on=ON)
    return made.id


def going_to_the_bank(house: House) -> int:
    made = forced(house)
    close.deposit_receipts(house.actor, on=ON)
    return made.id


WAYS: dict[str, Callable[[House], int]] = {
    "code.advance_notice.notice_page": looking_at_a_notice,
    "code.advance_notice.sign_notice": signing_a_notice,
    "code.advance_order.order_flag": preparing_a_notice,
    "code.advance_order.prepare_for_order": preparing_a_notice,
    "code.advance_paper.draft_sheet": printing_a_notice,
    "claim.claim.build_claims": building,
    "claim.claim.recheck": checking_again,
    "claim.claim_coded.claim_coded": building_from_the_codes,
    "claim.claim_coded.claim_these": building_from_the_codes_of_some,
    "books.close.deposit_receipts": going_to_the_bank,
    "exchange.exchange.exchange_files": exchanging,
    "follow.follow.bill_next": billing_the_next_payer,
    "follow.follow.correct": correcting,
    "follow.foresee_correction.foresee": foreseeing_a_correction,
    "claim.held.look_again": looking_again,
    "claim.held.look_where_needed": looking_where_needed,
    "work.long_run.take_on": building_in_a_run,
    "claim.mend_hold.mend": mending,
    "claim.override.override": overriding_without_a_reason,
    "claim.release.send_due": letting_go,
    "exchange.route_test.ask": trying_a_route,
    "exchange.status.ask_status": asking_for_status,
    "claim.submit.submit_claims": submitting_some,
    "claim.submit.submit_ready": submitting_all,
    "claim.submit.submit_release": submitting_a_release,
    "code.superbill.screen": looking_at_the_superbill,
    "follow.look_other_payer.look": billing_another_payer,
    "follow.other_payer.bill_other": billing_another_payer,
    "follow.take_back.take_back": taking_back,
    "exchange.verify.ask_about_booking": asking_about_a_booking,
    "exchange.verify.ask_about_day": asking_about_a_day,
}

"""Payments and their money, whichever comes first: held until the deposit, explained by the advice; and
what a payer's payments owe one another.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.books import close
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.flow.remit import look_remits
from almoner.flow.remit.post import post, post_clean, post_if_clean, preview, reverse
from almoner.flow.scrub import posting_rules
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, pay, sent_claim, standing, take_in, totals
from tests.flow.files import Decided, Payment, Served, mirrored, paying
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
HEAD = "date,kind,trace,payer,cents\n"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def decided(house: House, *, holds: bool = False, capitated: tuple[str, ...] = ()) -> None:
    """Decide how the payments of the payer MCR01 post."""
    rule = posting_rules.PayerRule(holds, capitated)
    posting_rules.set_payer(house.actor, house.payers["MCR01"].id, rule, on=DAY, reason="agreed")


def listed(house: House, *rows: str) -> None:
    take_in(house, (HEAD + "".join(f"{row}\n" for row in rows)).encode(), on=ON, name="bank.csv")


def received(house: House, sent: Sent, *, trace: str = "T1") -> int:
    file = paying(house, Payment("MCR01", trace, [sent.paid(15000)]))
    (remittance_id,) = take_in(house, file, on=ON).remittance_ids
    return remittance_id


def work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what not in ("possible_duplicate", "silent_claim"))


def test_p42_a_payment_is_held_until_its_deposit_where_the_payer_is_set_so(house: House) -> None:
    sent = sent_claim(house)
    decided(house, holds=True)
    remittance_id = received(house, sent)
    assert post(house.actor, remittance_id, on=ON).state is RemittanceState.RECEIVED
    assert work(house) == ["awaiting_deposit"]
    before = standing(house)
    post(house.actor, remittance_id, on=ON)
    assert post_if_clean(house.actor, remittance_id, on=ON) is False
    assert standing(house) == before, "it is asked once"
    listed(house, "2026-03-16,eft,T1,MCR01,15000")
    assert work(house) == ["bank_row"]
    assert post_if_clean(house.actor, remittance_id, on=ON)
    assert work(house) == []
    assert totals(house) == {"bank": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_the_plan_of_a_payment_that_the_bank_showed_first_ties_as_what_is_posted_does(house: House) -> None:
    sent = sent_claim(house)
    listed(house, "2026-03-16,eft,T1,MCR01,15000")
    remittance_id = received(house, sent)
    planned = look_remits.remittance(house.actor, remittance_id, on=ON)
    assert (planned.is_preview, planned.ties, planned.total.other) == (True, True, 0)
    post(house.actor, remittance_id, on=ON)
    posted = look_remits.remittance(house.actor, remittance_id, on=ON)
    assert (posted.is_preview, posted.ties, posted.total) == (False, True, planned.total)


def test_a_practice_may_hold_all_its_payments_until_their_deposits(house: House) -> None:
    sent = sent_claim(house)
    posting_rules.set_practice(house.actor, holds=True, posts_clean=False, on=DAY, reason="decided")
    assert preview(house.actor, received(house, sent), on=ON).state is RemittanceState.RECEIVED


def test_money_before_its_advice_waits_in_suspense_and_leaves_it_exactly(house: House) -> None:
    sent = sent_claim(house)
    close.close_books(house.actor, on=DAY)
    listed(house, "2026-03-16,eft,T1,MCR01,15000")
    assert (totals(house)["bank"], totals(house)["suspense"]) == (15000, -15000)
    close.close_books(house.actor, on=ON)
    later = ON + timedelta(days=1)
    remittance_id = received(house, sent)
    post(house.actor, remittance_id, on=later)
    assert totals(house) == {"bank": 15000, "revenue": -15000}
    assert work(house) == []
    close.close_books(house.actor, on=later)
    assert faults(house, on=later) == []


def test_an_advice_that_is_undone_leaves_its_money_in_the_bank(house: House) -> None:
    sent = sent_claim(house)
    listed(house, "2026-03-16,eft,T1,MCR01,15000")
    remittance_id = received(house, sent)
    post(house.actor, remittance_id, on=ON)
    reverse(house.actor, remittance_id, on=ON, reason="the wrong practice")
    assert totals(house)["bank"] == 15000
    assert faults(house, on=ON) == []


def test_money_of_another_amount_explains_nothing(house: House) -> None:
    sent = sent_claim(house)
    listed(house, "2026-03-16,eft,T1,MCR01,14999")
    post(house.actor, received(house, sent), on=ON)
    assert (totals(house)["cash"], totals(house)["suspense"]) == (15000, -14999)
    assert faults(house, on=ON) == []


def test_a_deferral_and_its_collection_find_each_other_over_two_checks(house: House) -> None:
    first, second, third = sent_claim(house), sent_claim(house), sent_claim(house)
    paid = first.paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    taken = [mirrored(paid), second.paid(15000)]
    pay(house, Payment("MCR01", "T2", taken, levels=(("WO", "PCN1", -8000),)), on=ON)
    assert totals(house)["payer_recoupment"] == -8000
    before = work(house)
    pay(house, Payment("MCR01", "T3", [third.paid(15000)], levels=(("WO", "PCN1", 8000),)), on=ON)
    assert work(house) == before, "what was deferred is collected: nobody has to look"
    assert totals(house).get("payer_recoupment", 0) == 0
    assert faults(house, on=ON) == []


def test_a_takeback_that_nothing_explains_is_somebodys(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(15000)], levels=(("WO", "STRANGE", 4000),)), on=ON)
    assert work(house) == ["recoupment"]
    assert totals(house)["payer_recoupment"] == 4000


def test_a_check_of_nothing_says_what_it_was_offset_by(house: House) -> None:
    sent = sent_claim(house)
    payment = Payment("MCR01", "T1", [sent.paid(15000)], levels=(("WO", "STRANGE", 15000),))
    (remittance_id,) = take_in(house, paying(house, payment), on=ON).remittance_ids
    made = post(house.actor, remittance_id, on=ON)
    assert any("150.00 for claims less" in note for note in made.plan.notes)
    assert balances(house, sent)["cash"] == 15000
    assert totals(house).get("cash", 0) == 0
    assert work(house) == ["recoupment"]


def test_merged_claims_are_found_by_their_lines(house: House) -> None:
    """MT10: the payer answers two claims under the number of one."""
    first, second = sent_claim(house), sent_claim(house)
    merged = replace(first.paid(15000), lines=tuple(Served(one.lines[0], 15000) for one in (first, second)))
    pay(house, Payment("MCR01", "T1", [merged]), on=ON)
    assert [balances(house, one) for one in (first, second)] == [{"cash": 15000, "revenue": -15000}] * 2
    assert faults(house, on=ON) == []


def test_what_is_paid_by_the_head_is_adjusted_against_the_monthly_amount(house: House) -> None:
    sent = sent_claim(house)
    decided(house, capitated=("99202-99215",))
    pay(house, Payment("MCR01", "T0", [], levels=(("CT", "MARCH", -50000),)), on=ON)
    assert totals(house)["capitation"] == -50000
    pay(house, Payment("MCR01", "T1", [sent.paid(0, ("CO", "24", 15000))]), on=ON)
    assert balances(house, sent) == {"capitation": 15000, "revenue": -15000}
    assert (totals(house)["capitation"], totals(house)["cash"]) == (-35000, 50000)
    assert faults(house, on=ON) == []


def test_a_monthly_amount_without_such_a_contract_is_no_guess(house: House) -> None:
    sent_claim(house)
    pay(house, Payment("MCR01", "T0", [], levels=(("CT", "MARCH", -50000),)), on=ON)
    assert totals(house)["suspense"] == -50000
    assert work(house) == ["provider_level_review"]


def test_rf12_what_is_certain_posts_unattended_only_where_the_practice_has_decided_so(house: House) -> None:
    clean, other = sent_claim(house), sent_claim(house)
    first = received(house, clean)
    odd = replace(other.paid(1000, ("CO", "45", 14000)), control="A00000STRANGE", payer_control="PCN9")
    (second,) = take_in(house, paying(house, Payment("MCR01", "T2", [odd])), on=ON).remittance_ids
    assert post_clean(house.actor, on=ON) == 0
    posting_rules.set_practice(house.actor, holds=False, posts_clean=True, on=DAY, reason="decided")
    assert post_clean(house.actor, on=ON) == 1
    with books(house.practice.id) as session:
        states = [session.get(Remittance, one).state for one in (first, second)]
        (entry,) = session.rows(
            "SELECT flow, actor, reason FROM audit_entry WHERE practice_id = %s AND reason = 'clean'",
            house.practice.id,
        )
    assert states == [RemittanceState.POSTED, RemittanceState.RECEIVED]
    assert entry == ("post", house.actor.name, "clean")
    assert post_clean(house.actor, on=ON) == 0


def test_the_work_about_unexplained_money_closes_with_its_advice_alone(house: House) -> None:
    sent = sent_claim(house)
    listed(house, "2026-03-16,eft,T1,MCR01,15000")
    with books(house.practice.id) as session:
        (task,) = session.find(Task, what="bank_row", state=TaskState.OPEN)
    with pytest.raises(Refused, match="deposit without an owner"):
        follow.close_task(house.actor, task.id, on=ON, outcome="never mind")
    post(house.actor, received(house, sent), on=ON)
    assert work(house) == []


def test_what_a_payers_contract_says_of_write_offs_is_decided_by_a_person(house: House) -> None:
    sent = sent_claim(house, SuperbillLine("99213", 1, 15000, (1, 2)), SuperbillLine("36415", 1, 2000, (1,)))
    visit, blood = sent.lines
    lines = (Served(visit, 9000, (("CO", "45", 6000),)), Served(blood, 0, (("CO", "97", 2000),)))
    file = paying(house, Payment("MCR01", "T1", [Decided(sent.claim, lines)]))
    (remittance_id,) = take_in(house, file, on=ON).remittance_ids
    payer_id = house.payers["MCR01"].id

    def ruled(*, hold: bool) -> tuple[str, ...]:
        rule = posting_rules.PayerRule(holds=False, holds_write_offs=hold, groups=("PI",), bundled=("97",))
        posting_rules.set_payer(house.actor, payer_id, rule, on=DAY, reason="the contract, page 9")
        return tuple(item.kind.value for item in preview(house.actor, remittance_id, on=ON).planned.items)

    assert [item.kind for item in preview(house.actor, remittance_id, on=ON).planned.items] == [
        "bundling_review"
    ]
    assert ruled(hold=True) == ("write_off_hold", "write_off_hold")
    assert ruled(hold=False) == ()
    post(house.actor, remittance_id, on=ON)
    assert balances(house, sent) == {"cash": 9000, "contractual": 8000, "revenue": -17000}
    assert faults(house, on=ON) == []


@pytest.mark.parametrize(("groups", "bundled"), [(("PR",), ()), ((), ("45",)), ((), ("99999",))])
def test_no_rule_writes_off_the_patients_part_or_what_is_not_bundled(
    groups: tuple[str, ...], bundled: tuple[str, ...], house: House
) -> None:
    rule = posting_rules.PayerRule(holds=False, groups=groups, bundled=bundled)
    before = standing(house)
    with pytest.raises(Refused, match=r"A (group|reason)"):
        posting_rules.set_payer(house.actor, house.payers["MCR01"].id, rule, on=DAY, reason="agreed")
    assert standing(house) == before

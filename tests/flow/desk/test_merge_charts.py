"""Charts of one patient: found, compared, merged, read as one, and parted again."""

from dataclasses import replace

import pytest

from almoner.core.coverage import Coverage
from almoner.core.coverage.timeline import in_force
from almoner.core.identity import ChartPair, Fact, PairState
from almoner.core.party import Patient
from almoner.core.plan import Task, TaskState
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.collect import collect, look_bill, statement
from almoner.flow.desk import look, look_patient, merge_charts, registration
from almoner.flow.desk.merge_charts import Apart, Wish
from almoner.flow.refused import Refused
from almoner.store.commit import StalePlan
from almoner.store.lists import lists_pairs
from almoner.store.session import MergedChart, books
from tests.flow.cycle import LINE, MEDICARE, Sent, faults, pay, sent_claim, totals
from tests.flow.files import Payment
from tests.flow.owing import ON, take
from tests.practices import House, add_patient, new_house, visit_of

WHY = "the same card, the same signature"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def two_charts(house: House) -> tuple[Sent, Sent]:
    """Two charts of one person: each with a claim that was sent and half decided."""
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [first.paid(10000, ("PR", "1", 5000))]), on=ON)
    pay(house, Payment("MCR01", "T2", [second.paid(12000, ("PR", "1", 3000))]), on=ON)
    return first, second


def wished(house: House, one: int, other: int, *, facts: frozenset[Fact] = frozenset()) -> Wish:
    """A wish as the comparison proposes it: the policies of the chart that goes end for those that stand."""
    return replace(merge_charts.compare(house.actor, one, other, on=ON).wish(WHY), from_merged=facts)


def merged(house: House, one: int, other: int) -> ChartPair:
    return merge_charts.merge_charts(house.actor, wished(house, one, other), on=ON)


def owed(house: House, patient_id: int) -> int:
    return look_patient.patient(house.actor, patient_id, on=ON).owed_cents


def ledger(house: House) -> list[tuple[object, ...]]:
    """Every posting, to the last column."""
    with books(house.practice.id) as session:
        return session.rows("SELECT * FROM posting WHERE practice_id = %s ORDER BY id", house.practice.id)


def test_p26_two_charts_read_as_one_and_part_again_to_the_last_fact(house: House) -> None:
    first, second = (one.claim.patient_id for one in two_charts(house))
    before = (ledger(house), totals(house), look_patient.patient(house.actor, second, on=ON))
    pair = merged(house, first, second)
    assert pair.state is PairState.MERGED
    assert (ledger(house), totals(house)) == before[:2]
    whole = look_patient.patient(house.actor, first, on=ON)
    assert whole.owed_cents == 8000
    assert len(whole.visits) == 2
    assert len(whole.claims) == 2
    with pytest.raises(MergedChart) as led:
        look_patient.patient(house.actor, second, on=ON)
    assert led.value.chart_id == first
    assert faults(house, on=ON) == []
    parted = merge_charts.separate_charts(house.actor, pair.id, on=ON, reason="a cousin of the same name")
    assert parted.state is PairState.SEPARATED
    assert (ledger(house), totals(house)) == before[:2]
    again = look_patient.patient(house.actor, second, on=ON)
    kept = replace(again, patient=replace(again.patient, version=1), frame=before[2].frame)
    assert kept == before[2]
    assert (owed(house, first), owed(house, second)) == (5000, 3000)
    assert faults(house, on=ON) == []


def test_the_merged_number_finds_who_stands_and_the_name_one_chart(house: House) -> None:
    one, other = add_patient(house, MEDICARE), add_patient(house, ("CMA01", "W998877"))
    merged(house, one.id, other.id)
    for sought in (other.number, one.number, "Okafor", "W998877"):
        assert [row.id for row in look.patients(house.actor, sought, on=ON).page.rows] == [one.id]


def test_one_statement_tells_both_and_one_payment_pays_both(house: House) -> None:
    first, second = two_charts(house)
    one, other = first.claim.patient_id, second.claim.patient_id
    pair = merged(house, one, other)
    (made,) = statement.state_accounts(house.actor, [one], on=ON)
    assert (made.owed_cents, made.guarantor) == (8000, f"patient:{one}")
    assert look_bill.patient_bill(house.actor, one, on=ON).owed_cents == 8000
    take(house, first, 8000)
    laid = collect.lay_receipts(house.actor, [one], on=ON)
    assert sum(each.cents for each in laid) == 8000
    assert owed(house, one) == 0
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="lies on a line of the other"):
        merge_charts.separate_charts(house.actor, pair.id, on=ON, reason="two after all")
    assert [each.can_part for each in merge_charts.merged_of(house.actor, one, on=ON)[2]] == [False]


def test_an_answer_to_an_old_account_still_posts_and_goes_back_with_its_chart(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    one, other = first.claim.patient_id, second.claim.patient_id
    pair = merged(house, one, other)
    sent = second.claim.control
    pay(house, Payment("MCR01", "T9", [second.paid(11000, ("PR", "1", 4000))]), on=ON)
    with books(house.practice.id) as session:
        assert session.get(type(second.claim), second.claim.id).control == sent
    assert owed(house, one) == 4000
    assert faults(house, on=ON) == []
    merge_charts.separate_charts(house.actor, pair.id, on=ON, reason="two after all")
    assert (owed(house, one), owed(house, other)) == (0, 4000)
    assert faults(house, on=ON) == []


def test_a_new_visit_of_the_one_chart_is_billed_to_the_policy_that_goes_on(house: House) -> None:
    one, other = add_patient(house, MEDICARE), add_patient(house, ("CMA01", "W998877"))
    old = visit_of(house, other, LINE)
    pair = merged(house, one.id, other.id)
    with books(house.practice.id) as session:
        policies = session.find(Coverage, patient_id=one.id)
        assert [each.payer_id for each in in_force(policies, on=ON)] == [house.payers["MCR01"].id]
        assert {each.patient_id for each in policies} == {one.id}
    charge.charge_visits(house.actor, [old.id], on=ON)
    built = claim.build_claims(house.actor, [old.id], on=ON)
    assert len(built) == 1
    assert faults(house, on=ON) == []
    again = merge_charts.merged_of(house.actor, one.id, on=ON)[2][0]
    assert again.pair.id == pair.id


def test_facts_are_chosen_one_by_one_and_shown_by_both_charts(house: House) -> None:
    one, other = add_patient(house, MEDICARE), add_patient(house, MEDICARE, first="Helene")
    chosen = wished(house, one.id, other.id, facts=frozenset({Fact.NAME}))
    pair = merge_charts.merge_charts(house.actor, chosen, on=ON)
    with books(house.practice.id) as session:
        assert session.get(Patient, one.id).name.first == "Helene"
        (gone,) = session.find(Patient, id=[other.id])
        assert (gone.name.first, gone.merged_into_id) == ("Helene", one.id)
        current = session.get(Patient, one.id)
    moved = replace(current, phone="5185550111")
    registration.change_patient(house.actor, moved, on=ON, reason="a new telephone")
    merge_charts.separate_charts(house.actor, pair.id, on=ON, reason="two after all")
    with books(house.practice.id) as session:
        assert session.get(Patient, one.id).name.first == "Helen"
        assert session.get(Patient, one.id).phone == "5185550111"
        assert session.get(Patient, other.id) == replace(other, version=gone.version + 2)


def test_who_answered_for_others_goes_on_answering(house: House) -> None:
    one, other, child = (add_patient(house, MEDICARE, first=name) for name in ("Helen", "Helene", "Ada"))
    answering = registration.Answering(child.id, child.version, number=other.number, relation="mother")
    registration.set_guarantor(house.actor, answering, on=ON, reason="she signed")
    pair = merged(house, one.id, other.id)
    with books(house.practice.id) as session:
        kept = session.get(Patient, child.id).guarantor
        assert kept is not None
        assert kept.patient_id == one.id
    merge_charts.separate_charts(house.actor, pair.id, on=ON, reason="two after all")
    with books(house.practice.id) as session:
        back = session.get(Patient, child.id).guarantor
        assert back is not None
        assert back.patient_id == other.id


def test_likely_pairs_are_listed_with_reasons_until_somebody_says_that_they_are_two(house: House) -> None:
    one, other = add_patient(house, MEDICARE), add_patient(house, MEDICARE)
    found = merge_charts.likely_pairs(house.actor, on=ON)
    assert [(each.older.id, each.newer.id) for each in found.pairs] == [(one.id, other.id)]
    assert found.pairs[0].match.score >= merge_charts.LIKELY
    with books(house.practice.id) as session:
        (asked,) = session.find(Task, what="possible_duplicate", state=TaskState.OPEN.value)
    merge_charts.keep_apart(house.actor, Apart(one.id, other.id, "twins of one name"), on=ON)
    assert merge_charts.likely_pairs(house.actor, on=ON).pairs == ()
    with books(house.practice.id) as session:
        assert session.get(Task, asked.id).outcome == "two people"


def test_of_many_likely_pairs_each_is_met_once_look_after_look(house: House) -> None:
    ids = sorted(add_patient(house, MEDICARE).id for _ in range(15))
    every = {(older, newer) for place, newer in enumerate(ids) for older in ids[:place]}
    assert len(every) > lists_pairs.MOST
    met, before, looks = list[tuple[int, int]](), 0, 0
    while before or not looks:
        found = merge_charts.likely_pairs(house.actor, on=ON, before=before)
        assert len(found.pairs) <= lists_pairs.MOST
        met += [(each.older.id, each.newer.id) for each in found.pairs]
        before, looks = found.before, looks + 1
    assert looks == 2
    assert len(met) == len(every)
    assert set(met) == every


def test_a_merge_answers_the_open_question(house: House) -> None:
    one, other = add_patient(house, MEDICARE), add_patient(house, MEDICARE)
    merged(house, one.id, other.id)
    assert merge_charts.likely_pairs(house.actor, on=ON).pairs == ()
    with books(house.practice.id) as session:
        assert session.find(Task, what="possible_duplicate", state=TaskState.OPEN.value) == []


def test_what_can_not_be_merged_is_refused_and_changes_nothing(house: House) -> None:
    one, other, third = (add_patient(house, MEDICARE) for _ in range(3))
    wish = wished(house, one.id, other.id)
    for wrong, why in (
        (replace(wish, reason=" "), "Say why"),
        (replace(wish, ended_ids=frozenset()), "one rank"),
        (replace(wish, merged_id=one.id), "itself"),
    ):
        with pytest.raises(Refused, match=why):
            merge_charts.merge_charts(house.actor, wrong, on=ON)
    with pytest.raises(StalePlan):
        merge_charts.merge_charts(house.actor, replace(wish, seen=(9, 1)), on=ON)
    merged(house, one.id, other.id)
    with pytest.raises(Refused, match="Other charts are merged"):
        merged(house, third.id, one.id)
    with pytest.raises(MergedChart):
        merge_charts.compare(house.actor, third.id, other.id, on=ON)
    stopped = merge_charts.compare(house.actor, third.id, one.id, on=ON)
    assert ([found.edit for found in stopped.against], stopped.turns) == (["MRG-02"], True)
    assert merge_charts.compare(house.actor, one.id, third.id, on=ON).against == ()
    merged(house, one.id, third.id)
    assert [each.patient.id for each in merge_charts.merged_of(house.actor, one.id, on=ON)[2]] == [
        third.id,
        other.id,
    ]
    assert faults(house, on=ON) == []


def test_a_policy_that_was_ended_is_open_again_when_the_charts_part(house: House) -> None:
    one, other = add_patient(house, MEDICARE), add_patient(house, ("CMA01", "W998877"))
    pair = merged(house, one.id, other.id)
    with books(house.practice.id) as session:
        assert [each.until_on for each in session.find(Coverage, id=list(pair.ended_ids))] == [ON]
    merge_charts.separate_charts(house.actor, pair.id, on=ON, reason="two after all")
    with books(house.practice.id) as session:
        assert [each.until_on for each in session.find(Coverage, patient_id=other.id)] == [None]

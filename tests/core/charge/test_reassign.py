"""A charge that is with the wrong payer: reversed exactly, opened anew, and the charge itself stays."""

from itertools import count

from almoner.core.charge import ChargeLine, capture, reassign
from almoner.core.charge.reassign import standing
from almoner.core.coverage import Coverage
from almoner.core.ledger import Account, Posting
from almoner.core.ledger.posting import balance
from tests.core.claim.samples import TODAY, coverage, superbill, visit


def _charged(*coverages: Coverage) -> tuple[list[ChargeLine], list[Posting]]:
    plan = capture(visit(), superbill(), coverages, ids=count(7), on=TODAY)
    return [one for one in plan.records if isinstance(one, ChargeLine)], list(plan.postings)


def test_a_charge_that_is_with_the_right_payer_stays() -> None:
    lines, posted = _charged(coverage(1), coverage(2, rank=2))
    assert reassign(lines, standing(posted), coverage(1), on=TODAY) == ()
    lines, posted = _charged()
    assert reassign(lines, standing(posted), None, on=TODAY) == ()


def test_a_charge_moves_from_the_patient_to_the_payer_and_back() -> None:
    lines, posted = _charged()
    posted += reassign(lines, standing(posted), coverage(1), on=TODAY)
    assert (balance(posted, Account.PATIENT_AR), balance(posted, Account.PAYER_AR)) == (0, 17050)
    posted += reassign(lines, standing(posted), None, on=TODAY)
    assert (balance(posted, Account.PATIENT_AR), balance(posted, Account.PAYER_AR)) == (17050, 0)
    assert balance(posted, Account.REVENUE) == -17050
    assert len({one.key for one in posted}) == len(posted)
    by_key = {one.key: one for one in posted}
    undone = [(one, by_key[one.reverses]) for one in posted if one.reverses]
    assert all((one.debit, one.credit, one.cents) == (by.credit, by.debit, by.cents) for one, by in undone)


def test_another_payer_of_the_same_rank_is_another_debtor() -> None:
    lines, posted = _charged(coverage(1))
    posted += reassign(lines, standing(posted), coverage(2), on=TODAY)
    assert {one.subject.payer_id for one in standing(posted).values()} == {2}

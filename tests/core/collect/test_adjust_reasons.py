"""The reasons that ship are whole, and a list that is not is refused by its place."""

import pytest

from almoner.core.collect.adjust_reasons import MOST_REASONS, Need, ReasonsError, read_act_reasons
from almoner.core.ledger import Account, Reason
from almoner.core.party import PayerKind
from almoner.flow.access import ROLES
from almoner.flow.collect.adjust import act_reasons

HEAD = "within_days = 30\nquiet_days = 60\n"
ROW = 'id = "a"\nlabel = "A"\nbalances = { patient_ar = "charity" }\nalone_cents = { biller = 5 }\n'


def read(row: str, *, head: str = HEAD) -> None:
    read_act_reasons(f"{head}[[reason]]\n{row}", roles=ROLES)


def numbered(number: int) -> str:
    return ROW.replace('"a"', f'"a{number}"')


def test_the_reasons_that_ship_say_what_the_field_wants() -> None:
    table = act_reasons()
    wanted = "denial timely_filing contractual administrative small_balance charity bad_debt prompt_payment"
    assert set(wanted.split()) <= {one.id for one in table.reasons}
    denial, small = table.get("denial"), table.get("small_balance")
    assert denial is not None
    assert small is not None
    assert denial.needs is Need.DENIAL
    assert denial.ledger_reason("payer_ar:2") is Reason.DENIAL_WRITE_OFF
    assert denial.ledger_reason("patient_ar") is None
    assert (denial.alone(["biller"]), denial.alone(["biller", "manager"]), denial.alone(["coder"])) == (
        2_500,
        25_000,
        0,
    )
    assert small.at_most_cents == 999
    assert table.get("none") is None
    assert denial in table.of(Account.PAYER_AR)
    assert denial not in table.of(Account.PATIENT_AR)


def test_no_reason_bills_a_patient_of_workers_compensation() -> None:
    to_patient = [one for one in act_reasons().reasons if Reason.BY_HAND_TO_PATIENT in one.balances.values()]
    assert to_patient
    assert all(PayerKind.WORKERS_COMP in one.never_for for one in to_patient)


def test_a_whole_row_is_read() -> None:
    read(ROW)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("", "`id`"),
        (ROW + "extra = 1\n", "key"),
        (ROW.replace('"A"', '"' + "x" * 81 + '"'), "`label`"),
        (ROW.replace('"A"', '"a\\u0007"'), "`label`"),
        (ROW.replace("biller", "nobody"), "`alone_cents`"),
        (ROW.replace("= 5", "= -5"), "whole cents"),
        (ROW.replace("= 5", "= 5.0"), "whole cents"),
        (ROW.replace("= 5", "= true"), "whole cents"),
        (ROW.replace("charity", "gold"), "no account or reason"),
        (ROW.replace("charity", "receipt"), "takes nothing from patient_ar"),
        (ROW.replace("patient_ar", "cash").replace("charity", "payment"), "takes nothing from cash"),
        (ROW.replace('{ patient_ar = "charity" }', "{}"), "`balances`"),
        (ROW + 'needs = "luck"\n', "`needs`"),
        (ROW + "needs_note = 1\n", "`needs_note`"),
        (ROW + 'never_for = ["nobody"]\n', "`never_for`"),
        (ROW + 'carc = "A-1"\n', "`carc`"),
        (ROW + "[[reason]]\n" + ROW, "same id"),
    ],
)
def test_a_row_that_is_not_whole_is_refused_by_its_place(row: str, place: str) -> None:
    with pytest.raises(ReasonsError, match=place):
        read(row)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "within_days = 30\n",
        HEAD.replace("30", "0"),
        HEAD.replace("60", "true"),
        HEAD + "more = 1\n",
        "[",
    ],
)
def test_a_file_that_is_none_is_refused(head: str) -> None:
    with pytest.raises(ReasonsError):
        read(ROW, head=head)


def test_a_file_is_bounded() -> None:
    with pytest.raises(ReasonsError, match="longer"):
        read("#" * 100_001)
    many = "".join(f"[[reason]]\n{numbered(n)}" for n in range(MOST_REASONS + 1))
    with pytest.raises(ReasonsError, match=str(MOST_REASONS)):
        read_act_reasons(f"{HEAD}{many}", roles=ROLES)

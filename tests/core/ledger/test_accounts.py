"""What the books ask of the balances of one line."""

from almoner.core.ledger.accounts import by_line, credit_beside


def test_what_the_receivables_beside_an_account_have_too_much() -> None:
    own = {"patient_ar": -5, "payer_ar:1": -70, "payer_ar:2": 30, "cash": -900, "collections": 40}
    assert credit_beside(own, "collections") == 75
    assert credit_beside(own, "patient_ar") == 70
    assert credit_beside(own, "payer_ar:1") == 5
    assert credit_beside({"payer_ar:1": 1}, "patient_ar") == 0


def test_balances_of_lines_as_a_table_for_each() -> None:
    found = by_line({(1, "cash"): 5, (1, "patient_ar"): 7, (2, "cash"): 9})
    assert found == {1: {"cash": 5, "patient_ar": 7}, 2: {"cash": 9}}

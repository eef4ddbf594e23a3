"""The accounts by the names of the field, and days in sentences."""

from almoner.core.ledger import Account
from almoner.web.words_ledger import ACCOUNT, account, dated


def test_every_account_has_a_name_of_its_own() -> None:
    assert set(ACCOUNT) == set(Account)
    assert len(set(ACCOUNT.values())) == len(Account)
    assert not any("_" in name or name[:1].islower() for name in ACCOUNT.values())


def test_an_account_says_whose_turn_it_is() -> None:
    assert account("payer_ar:1") == "Insurance A/R, primary"
    assert account("payer_ar:4") == "Insurance A/R, payer 4"
    assert account("patient_ar") == "Patient A/R"
    assert account("somewhere") == "somewhere"


def test_a_day_in_a_sentence_reads_like_the_tables() -> None:
    assert dated("An earlier day is still open: 2026-04-21.") == "An earlier day is still open: 04/21/2026."
    assert dated("Edition 2026-1 of 12345-67-89") == "Edition 2026-1 of 12345-67-89"

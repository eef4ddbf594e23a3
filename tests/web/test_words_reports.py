"""Figures are said with their unit, what they were made of in its own measure."""

from datetime import date

import pytest

from almoner.core.report.kpi import Figure
from almoner.core.report.kpi_listed import BY_ID
from almoner.flow.manage.kpi import Measured
from almoner.store.lists.lists_kpi import Item
from almoner.web import words_reports as tell


def figure(indicator: str, hundredths: int | None) -> Figure:
    return Figure(BY_ID[indicator].variants[0], 0, 0, hundredths)


def test_values_carry_their_unit() -> None:
    said = [tell.value(figure(*one)) for one in (("K9", 9750), ("K31", 4758), ("K31", -120), ("K31", None))]
    assert said == ["97.5%", "47.6 days", "−1.2 days", "–"]


def test_a_change_says_which_way() -> None:
    now = figure("K31", 4758)
    assert tell.change(now, figure("K31", 5000)) == "2.4 fewer"
    assert tell.change(now, figure("K31", 4700)) == "0.6 more"
    assert tell.change(now, now) == "unchanged"
    assert tell.change(now, None) == tell.change(figure("K31", None), now) == "none before"
    rate = figure("K9", 9750)
    assert tell.change(rate, figure("K9", 9640)) == "+1.1 points"
    assert tell.change(rate, figure("K9", 9830)) == "−0.8 points"


def test_a_tile_s_help_says_definition_and_version() -> None:
    said = tell.explain(Measured(BY_ID["K31"], (figure("K31", 4758),)), "under 24", "twelve months")
    assert said.why.startswith("Days in receivables, gross, version 1, twelve months: Receivables less")
    assert "others reach under 24" in said.wants


def test_a_change_is_good_or_bad_as_its_definition_says() -> None:
    def tone(key: str, now: int, before: int | None) -> str:
        earlier = None if before is None else figure(key, before)
        return tell.tone(Measured(BY_ID[key], (figure(key, now),)), earlier)

    assert (BY_ID["K31"].is_low_good, BY_ID["K38"].is_low_good) == (True, False)
    assert [tone("K31", 4760, before) for before in (5000, 4700, 4760, None)] == ["good", "bad", "", ""]
    assert [tone("K38", 9600, before) for before in (9500, 9700)] == ["good", "bad"]


def test_parts_are_money_counts_or_days() -> None:
    kinds = {name: BY_ID[name].variants[0] for name in ("K31", "K9", "K42")}
    said = [tell.part(kinds[name], 1234) for name in kinds]
    assert said == ["$12.34", "1,234", "1,234 days"]
    assert tell.part(kinds["K42"], 9, is_base=True) == "9"


@pytest.mark.parametrize(
    ("kind", "claim_id", "patient_id", "address"),
    [
        ("claim", 7, 9, "/claims/5"),
        ("remittance", 0, 0, "/remittances/5"),
        ("posting", 7, 9, "/claims/7"),
        ("receipt", 0, 9, "/patients/9"),
        ("collection_cost", 0, 0, ""),
    ],
)
def test_an_item_leads_to_what_it_is_about(kind: str, claim_id: int, patient_id: int, address: str) -> None:
    one = Item("suspense", kind, 5, claim_id, patient_id, 0, date(2026, 6, 30), 100)
    assert tell.leads_to(one) == address


def test_an_item_adds_in_its_own_measure() -> None:
    def said(name: str, measure: str) -> str:
        return tell.item(BY_ID[name].variants[0], Item(measure, "claim", 5, 5, 0, 0, None, 150))

    told = [said("K31", "owed"), said("K9", "built"), said("K42", "charge_lag")]
    assert told == ["$1.50", "150", "150 days"]

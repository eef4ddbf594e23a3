"""Small tables for cases: codes, parts, pairs, and texts that are no table."""

from datetime import date

import pytest

from almoner.core.rules import CardError
from almoner.core.rules.trial_tables import trial_tables

PAIRS = "one,two,indicator,basis,since,until\n97140,97530,1,X,,2020-01-01\n"


def test_codes_pairs_and_parts() -> None:
    tables = trial_tables(
        [
            ("ncci-mue.practitioner.csv", "code,since,until,value,mai\n45385,,,1,2\n"),
            ("ncci-mue.outpatient.csv", "code,since,until,value,mai\n45385,,,2,2\n"),
            ("ncci-ptp.csv", PAIRS),
        ]
    )
    choice = tables.codes("ncci-mue").at(date(2026, 3, 2))
    assert choice is not None
    found = {part.facts["setting"]: part.at("45385", date(2026, 3, 2)) for part in choice.parts}
    assert {name: row and row.get("value") for name, row in found.items()} == {
        "outpatient": "2",
        "practitioner": "1",
    }
    pairs = tables.pairs("ncci-ptp").at(date(2019, 12, 31))
    assert pairs is not None
    assert pairs.parts[0].at("97140", "97530", date(2019, 12, 31)) is not None
    assert pairs.parts[0].at("97140", "97530", date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    "text", ["", "code,value\n1,2\n", "code,since,until\n45385,soon,\n", PAIRS.replace("1,X", "7,X")]
)
def test_another_text_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(CardError, match=r"x\.csv"):
        trial_tables([("x.csv", text)])

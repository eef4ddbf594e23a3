"""Drugs are read key by key, lead from each name to what they treat, and their codes may be billed."""

from datetime import date

import pytest

from almoner.core.coding.concept import LexiconError
from almoner.core.coding.drugs import drugs_by_name, load_drugs
from almoner.core.coding.lexicon import load
from almoner.core.coding.words import stems_of
from almoner.store.shipped.lexicon import shipped_lexicon
from almoner.store.shipped.shipped_codes import shipped

ON = date(2026, 11, 26)
METFORMIN = """
[metformin]
say = ["metformin", "Glucophage"]
class = "biguanide"
treats = ["diabetes"]
long_term = "Z79.84"
harm = "T38.3X"
"""
DIABETES = '[diabetes]\nsay = ["diabetes"]\ncode = "E11.9"\ntreats = ["diet"]\n'


def test_a_name_leads_to_its_drug_and_to_what_it_treats() -> None:
    lexicon = load([("drugs.toml", METFORMIN), ("endocrine.toml", DIABETES)])
    brand = " ".join(stems_of("Glucophage"))
    assert lexicon.drugs[brand].id == "metformin"
    assert lexicon.drugs[brand].long_term == "Z79.84"
    assert lexicon.treats[brand] == ("diabetes",)
    assert lexicon.treats["diet"] == ("diabetes",)


def test_harm_is_an_adverse_effect_or_underdosing() -> None:
    (drug,) = load_drugs(METFORMIN)
    assert (drug.adverse, drug.underdosing) == ("T38.3X5A", "T38.3X6A")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ('brand = "x"', "keys"),
        ("say = []", "say"),
        ('long_term = "E11.9"', "long_term"),
        ('harm = "T38"', "harm"),
        ('watch = "INR"', "watch"),
    ],
)
def test_a_broken_table_is_named(change: str, rule: str) -> None:
    key = change.split(maxsplit=1)[0]
    kept = [line for line in METFORMIN.splitlines() if not line.startswith(key)]
    with pytest.raises(LexiconError, match=rf"drugs\.toml \[metformin\]: {rule}"):
        load_drugs("\n".join([*kept, change]))


def test_a_name_has_one_drug_and_treats_known_concepts() -> None:
    two = METFORMIN + METFORMIN.replace("[metformin]", "[other]")
    with pytest.raises(LexiconError, match="keep one"):
        drugs_by_name(load_drugs(two), ["diabetes"])
    with pytest.raises(LexiconError, match="no concept"):
        drugs_by_name(load_drugs(METFORMIN), ["gout"])


def test_the_codes_of_shipped_drugs_may_be_billed() -> None:
    (release,) = shipped("icd10cm")
    (table,) = release.parts
    drugs = {drug.id: drug for drug in shipped_lexicon().drugs.values()}
    assert len(drugs) >= 500
    for drug in drugs.values():
        for code in filter(None, (drug.long_term, drug.adverse, drug.underdosing)):
            row = table.at(code.replace(".", ""), ON)
            assert row is not None, f"{drug.id}: {code}"
            assert row.get("is_billable") == "1", f"{drug.id}: {code}"

"""What a request says around the claim: lines, provider, papers and amounts; and what is refused."""

import copy
from datetime import date
from typing import Any

import pytest

from almoner.core.claim.facts import Facts
from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from tests.core.claim.test_request import BASE, TODAY


def told(line: dict[str, Any] | None = None, **root: Any) -> Facts:
    claim = copy.deepcopy(BASE) | root
    claim["lines"][1] |= line or {}
    return facts(claim, on=TODAY)


def test_a_laboratory_is_its_number_or_number_and_certificate() -> None:
    assert told({"clia": "33D0123456"}).of_line(2).clia == "33D0123456"
    known = told({"clia": {"number": "33D0123456", "certificate": "waiver"}}).of_line(2)
    assert (known.clia, known.certificate) == ("33D0123456", "waiver")
    assert told({"clia": None}).of_line(2).clia == ""


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("00409379501", "00409379501"),
        ({"number": "00409379501", "unit": "ML", "quantity": 1.5}, "00409379501 ML 1.5"),
        ({"number": "00409379501", "unit": "UN", "quantity": "2"}, "00409379501 UN 2"),
        ({"number": "00409379501", "unit": "ML"}, "00409379501 ML "),
    ],
)
def test_a_drug_number_is_written_as_the_claim_has_it(given: Any, written: str) -> None:
    assert told({"ndc": given}).revision.lines[1].ndc == written


def test_a_line_has_what_the_record_knows() -> None:
    known = told({"minutes": 44, "dose": "40 mg", "single_dose": True, "by_assistant": False}).of_line(2)
    assert (known.minutes, known.dose, known.is_single_dose, known.by_assistant) == (44, "40 mg", True, False)
    silent = told().of_line(2)
    assert (silent.minutes, silent.dose, silent.is_single_dose, silent.by_assistant) == (None, "", None, None)


def test_papers_are_kinds_or_objects_with_a_kind() -> None:
    assert told(documents=["operative_note"]).documents == {"operative_note"}
    assert told(documents=[{"kind": "operative_note"}, {"kind": "letter"}]).documents == {
        "operative_note",
        "letter",
    }
    known = told(documents=None)
    assert "documents" in known.unknown


def test_the_provider_is_of_a_kind_and_on_the_roster() -> None:
    known = told()
    assert known.provider_kind == "physician"
    assert known.credentialed == (date(2024, 1, 1), None)
    assert told(provider_kind="np").provider_kind == "np"
    bare = told(providers={"rendering": {"last": "Okafor", "npi": "1444444446"}})
    assert {"provider_kind", "providers.rendering.credentialed"} <= bare.unknown


def test_the_setting_is_the_practitioner_s_unless_said() -> None:
    assert told().setting == "practitioner"
    assert told(setting="outpatient").setting == "outpatient"
    with pytest.raises(BadRequest, match="setting"):
        told(setting="moon")


def test_the_year_s_therapy_counts_by_discipline() -> None:
    known = told(benefits={"state": "active", "therapy_cents": {"ot": 5}})
    assert known.therapy_cents == {"pt_slp": 0, "ot": 5}
    assert "benefits.therapy_cents" in told(benefits={"state": "active"}).unknown


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ({"minutes": "44"}, "minutes"),
        ({"single_dose": "yes"}, "single_dose"),
        ({"clia": 33}, "clia"),
        ({"ndc": 409}, "ndc"),
        ({"dose": ["40 mg"]}, "dose"),
    ],
)
def test_a_wrong_value_is_refused_by_its_path(line: dict[str, Any], path: str) -> None:
    with pytest.raises(BadRequest, match=path):
        told(line)

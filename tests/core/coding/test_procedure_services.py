"""The services of two sets of notes, written with their truths before the coder was run on either: the
eighty, whose faults were then mended as kinds, and the forty, which nobody has mended by."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from almoner.core.coding.answer import Suggestion
from tests.core.coding.test_procedure import asked, done

FOLDER = Path(__file__).parents[2] / "cases" / "notes"
LEAST = {"services_eighty": 0.99, "services_forty_aside": 0.78}
"""The F1 of services that has been reached; it may only rise."""
MARKED = {"services_eighty": (12, 24), "services_forty_aside": (1, 3)}
"""How many modifiers and units that the truths name are right, of services that were found."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def said(row: dict[str, Any]) -> tuple[list[Suggestion], set[str]]:
    """The services that are suggested, and every code that stands in any tier."""
    answer = asked(row["note"], row, date.fromisoformat(row["on"]))
    return done(answer), {each.code for each in answer.suggestions}


def tally(name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows(name):
        services, every = said(row)
        codes, right = {each.code for each in services}, set(row["procedures"])
        found["right"] += len(codes & right)
        found["wrong"] += len(codes - right - set(row.get("optional", ())))
        found["missed"] += len(right - codes)
        found["forbidden"] += len(every & set(row.get("must_not", ())))
        found["marks"] += sum(marked(services, *pair) for pair in row.get("mods", ()))
        found["units"] += sum(counted(services, *pair) for pair in row.get("units", {}).items())
    return found


def marked(services: list[Suggestion], code: str, modifier: str) -> bool:
    return any(modifier in each.modifiers for each in services if each.code == code)


def counted(services: list[Suggestion], code: str, units: int) -> bool:
    return units in {each.units for each in services if each.code == code}


@pytest.mark.parametrize("name", sorted(LEAST))
def test_services_of_a_set_are_found_and_nothing_that_its_notes_rule_out(name: str) -> None:
    found = tally(name)
    score = 2 * found["right"] / (2 * found["right"] + found["wrong"] + found["missed"])
    assert score >= LEAST[name]
    assert found["forbidden"] == 0
    assert found["marks"] >= MARKED[name][0]
    assert found["units"] >= MARKED[name][1]


def codes(text: str, age: int = 40) -> set[str]:
    return {each.code for each in done(asked(text, {"age": age}))}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Plan: Prolia 60 mg SC left arm.\n", {"J0897", "96372"}),
        ("Plan: Prolia 60 mg SC every 6 months.\n", set()),
        ("Plan: Will give Prolia 60 mg SC left arm.\n", set()),
        ("Exam: well.\nVenofer 200 mg in 100 mL NS IV over 35 min.\n", {"J1756", "96365"}),
        ("[Copied from 1/12/2026: right knee injected with 40 mg Kenalog.]\nToday: fine.\n", set()),
        ("Last visit (copied): right knee injected with 40 mg Kenalog.\nToday: fine.\n", set()),
        ("Procedures:\n[ ] EKG  [x] Rapid strep: positive  [ ] UA dip: negative\n", {"87880"}),
        ("Procedures:\nEKG [ ]\nRapid strep: positive [x]\nUA dip: negative [ ]\n", {"87880"}),
        ("Results: XR right ankle 3 views, read by me: no fracture.\n", {"73610"}),
        ("Results: XR right ankle 3 views at urgent care: no fracture.\n", set()),
    ],
)
def test_what_tells_that_a_thing_was_done(text: str, right: set[str]) -> None:
    assert codes(text) == right


def test_biopsies_of_several_ways_are_one_series() -> None:
    text = (
        "Procedure: Punch biopsy of the left leg was taken. Shave biopsy of the right arm was taken. "
        "Shave biopsy of the back was taken.\n"
    )
    found = {each.code: each.units for each in done(asked(text))}
    assert "11104" in found
    assert "11102" not in found
    assert "11103" in found


def test_a_screening_without_what_it_means_is_not_yet_a_service() -> None:
    assert codes("Results: PHQ-9 score 12.\n") == set()
    assert codes("Results: PHQ-9 score 12, moderate.\n") == {"96127"}


@pytest.mark.parametrize(("minutes", "units"), [(54, 0), (55, 1), (69, 1), (70, 2)])
def test_minutes_beyond_the_highest_level_are_counted_in_quarters(minutes: int, units: int) -> None:
    text = f"Total time spent by me today: {minutes} minutes. Diabetes, worse.\nPlan: start insulin.\n"
    found = done(asked(text, {"age": 50, "status": "established"}))
    assert sum(each.units for each in found if each.code == "99417") == units

"""From what the note says to the code of the day: axes, sides, phases, header codes, codes that split."""

from collections.abc import Mapping
from datetime import date

import pytest

from almoner.core.coding.day_codes import day_codes
from almoner.core.coding.lexicon import load
from almoner.core.coding.mention import Phase, Side
from almoner.core.coding.navigate import Known, Navigator, Way
from tests.core.coding.lexica import small, tables

ON = date(2026, 11, 2)


def way(concept: str, said: Mapping[str, str] = {}, on: date = ON) -> Way:
    side = Side(said.get("side", "none"))
    phase = Phase(said.get("phase", "none"))
    axes = tuple(sorted((axis, value) for axis, value in said.items() if axis not in {"side", "phase"}))
    return Navigator(day_codes(tables(), on)).way(small().concepts[concept], Known(axes, side, phase))


@pytest.mark.parametrize(
    ("concept", "said", "code"),
    [
        ("hypertension", {}, "I10"),
        ("heart-failure", {}, "I50.9"),
        ("heart-failure", {"type": "systolic"}, "I50.20"),
        ("heart-failure", {"type": "systolic", "acuity": "acute"}, "I50.21"),
        ("heart-failure", {"type": "diastolic", "acuity": "acute on chronic"}, "I50.33"),
        ("ckd", {"stage": "stage 4"}, "N18.4"),
        ("ckd", {"stage": "stage 3"}, "N18.30"),
        ("knee-osteoarthritis", {"side": "left"}, "M17.12"),
        ("knee-osteoarthritis", {"side": "both"}, "M17.0"),
        ("breast-cancer", {"side": "right"}, "C50.911"),
        ("ankle-sprain", {"side": "left", "phase": "initial"}, "S93.402A"),
        ("ankle-sprain", {"side": "right", "phase": "subsequent"}, "S93.401D"),
        ("ankle-sprain", {"phase": "sequela"}, "S93.409S"),
    ],
)
def test_the_titles_lead_to_the_code(concept: str, said: dict[str, str], code: str) -> None:
    assert way(concept, said).code == code


@pytest.mark.parametrize(
    ("concept", "said", "missing"),
    [
        ("heart-failure", {}, ("type", "acuity")),
        ("heart-failure", {"type": "systolic"}, ("acuity",)),
        ("knee-osteoarthritis", {}, ("side",)),
        ("knee-osteoarthritis", {"side": "left"}, ()),
        ("hypertension", {}, ()),
    ],
)
def test_what_is_not_said_is_named(concept: str, said: dict[str, str], missing: tuple[str, ...]) -> None:
    assert way(concept, said).missing == missing


def test_alternatives_are_the_answers_that_could_be_given() -> None:
    assert "I50.20" in {title.code for title in way("heart-failure").alternatives}
    assert {"M17.11", "M17.12"} & {title.code for title in way("knee-osteoarthritis").alternatives}


def test_every_way_is_billable_on_its_day_in_every_year() -> None:
    for year in range(2018, 2027):
        codes = day_codes(tables(), date(year, 10, 1))
        navigator = Navigator(codes)
        for concept in small().concepts.values():
            for side in Side:
                code = navigator.way(concept, Known((), side, Phase.INITIAL)).code
                assert not code or codes.is_billable(code), (year, concept.id, side)


def test_a_code_that_was_split_since_leads_to_its_ancestor() -> None:
    assert way("ckd", {"stage": "stage 3"}, date(2019, 5, 1)).code == "N18.3"
    assert way("chest-pain", on=date(2019, 5, 1)).code == "R07.9"


def test_a_concept_names_a_code_that_titles_do_not_lead_to() -> None:
    lexicon = load(
        [
            (
                "one.toml",
                """
[anemia]
say = ["anemia"]
code = "D64.9"
under = ["D50", "D64"]
axes = { cause = { "blood loss" = ["bleeding"] } }
codes = { "cause=blood loss" = "D50.0" }
""",
            )
        ]
    )
    navigator = Navigator(day_codes(tables(), ON))
    known = Known((("cause", "blood loss"),))
    assert navigator.way(lexicon.concepts["anemia"], known).code == "D50.0"


def test_a_header_without_its_axis_is_only_asked() -> None:
    lexicon = load(
        [
            (
                "one.toml",
                """
[tear]
say = ["meniscus tear"]
code = "S83.2"
axes = { place = { "medial meniscus" = ["medial"], "lateral meniscus" = ["lateral"] } }
ask = ["place"]
sides = true
phase = true
""",
            )
        ]
    )
    navigator = Navigator(day_codes(tables(), ON))
    concept = lexicon.concepts["tear"]
    assert "place" in navigator.way(concept, Known((), Side.LEFT, Phase.INITIAL)).missing
    found = navigator.way(concept, Known((("place", "medial meniscus"),), Side.LEFT, Phase.INITIAL))
    assert found.title.endswith("left knee, initial encounter")
    assert "medial meniscus" in found.title


def test_no_release_no_code() -> None:
    from almoner.core.rules.releases import NO_TABLES

    empty = Navigator(day_codes(NO_TABLES, ON))
    assert empty.way(small().concepts["hypertension"], Known()).code == ""

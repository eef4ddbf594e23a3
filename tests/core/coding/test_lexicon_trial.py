"""The tests that come with each phrase hold for the small lexicon, and find what is planted."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.coding.cues import NO_CUES
from almoner.core.coding.lexicon import load
from almoner.core.coding.lexicon_trial import Trial
from almoner.core.coding.suggest import Tools
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights
from tests.core.coding.lexica import small, tables, tools

ON = date(2026, 11, 2)


@pytest.mark.parametrize("name", sorted(small().concepts))
def test_every_phrase_of_the_small_lexicon(name: str) -> None:
    assert list(Trial(tools(), ON).faults(small().concepts[name])) == []


def test_a_lexicon_without_cues_fails() -> None:
    deaf = replace(small(), cues=NO_CUES)
    faults = Trial(replace(tools(), lexicon=deaf), ON).faults(deaf.concepts["pneumonia"])
    cases = {
        "denied",
        "denied by the patient",
        "a relative's",
        "to be ruled out",
        "possible",
        "conditional",
        "past",
    }
    assert {fault.case for fault in faults} == cases


def test_dead_codes_and_unknown_names_are_faults() -> None:
    lexicon = load([("x.toml", '[old]\nsay = ["old"]\ncode = "Q99.99"\nwith_symptoms = ["gone"]')])
    faults = {
        fault.case
        for fault in Trial(Tools(lexicon, shipped_weights(), tables()), ON).faults(lexicon.concepts["old"])
    }
    assert {"code", "with_symptoms"} <= faults


def test_every_hundredth_shipped_concept() -> None:
    lexicon = shipped_lexicon()
    trial = Trial(Tools(lexicon, shipped_weights(), tables()), ON)
    names = sorted(lexicon.concepts)[::100]
    faults = [fault for name in names for fault in trial.faults(lexicon.concepts[name])]
    assert [fault for fault in faults if fault.case not in {"with_symptoms", "context"}] == []

"""`almoner lexicon test`: faults are listed, and chosen concepts can be tried alone."""

import json

import pytest

from almoner.cli.lexicon import run


def test_chosen_concepts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "hypertension", "--on", "2026-11-02", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["concepts"] == 1
    assert answer["phrases"] > 1
    assert answer["faults"] == []


def test_the_summary_is_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    run(["test", "hypertension", "--on", "2026-11-02"])
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 concepts, ")


def test_a_dead_code_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "hypertension", "--on", "1990-01-01"]) == 1
    assert "is dead on 1990-01-01" in capsys.readouterr().out


def test_no_such_concept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "no-such-thing-anywhere"]) == 2
    assert "no concept" in capsys.readouterr().err

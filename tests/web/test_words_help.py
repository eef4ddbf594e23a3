"""Help in place: each code of the table wants something in words, and a finding says how heavy it is."""

import pytest

from almoner.core.rules import Because, Finding, Severity

pytestmark = pytest.mark.usefixtures("store")


def test_every_reason_and_remark_of_the_table_wants_something_in_words() -> None:
    from almoner.flow.policy import reasons
    from almoner.web import words_help
    from almoner.web.words_claims import NEXT_STEP

    for (kind, code), row in reasons().codes.items():
        if kind == "group":
            continue
        said = words_help.reason("CO", code) if kind == "carc" else words_help.remark(code)
        assert said is not None, code
        assert row.label in said.why
        known = {*words_help.SETTLED.values(), *(f"{step}." for step in NEXT_STEP.values())}
        assert said.wants in known, f"{code}: {row.next_step} has no words"


def test_a_number_that_nobody_knows_has_no_help() -> None:
    from almoner.web import words_help

    assert words_help.reason("CO", "9999") is None
    assert words_help.remark("ZZ99") is None


@pytest.mark.parametrize("severity", list(Severity))
def test_a_finding_says_how_heavy_it_is_and_what_a_payer_would_say(severity: Severity) -> None:
    from almoner.web import words_help

    because = Because("therapy-discipline", "a list")
    finding = Finding(
        "MOD-13", "modifier_wanted", severity, 1, "It lacks one.", "Put GP on it.", because, "4"
    )
    said = words_help.rule(finding)
    assert said.why.startswith(words_help.WEIGHS[severity.value])
    assert "refused with 4: " in said.why
    assert (said.wants, said.more) == ("Put GP on it.", "/rules/therapy-discipline")

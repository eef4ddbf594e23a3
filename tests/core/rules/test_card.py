"""Cards: what is read, what an exception takes over, and hostile texts that are refused with their place."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.rules.card import MAX_TEXT, Card, CardError, parse
from almoner.core.rules.finding import Severity
from almoner.core.rules.scope import Scope

GENERAL = """
[[card]]
id = "limit"
edit = "FIN-01"
kind = "filing_limit"
severity = "reject"
since = 2020-01-01
source = "contract, page 3"
message = "Too late."
mend = "Look for proof."
expected_denial = "29"
params = { limit = "contract", days = 90, places = ["11", "12"], strict = true }
"""

EXCEPTION = """
[[card]]
id = "limit-medicare"
excepts = "limit"
since = 2021-01-01
source = "42 CFR 424.44"
severity = "hold"
scope = { payer_kinds = ["medicare"] }
params = { limit = "calendar_year" }
"""


def one(text: str) -> Card:
    return parse("t.toml", text)[-1]


def test_a_card_is_read_whole() -> None:
    card = one(GENERAL)
    assert (card.id, card.edit, card.kind, card.severity) == (
        "limit",
        "FIN-01",
        "filing_limit",
        Severity.REJECT,
    )
    assert card.text("limit") == "contract"
    assert card.number("days") == 90
    assert card.words("places") == ("11", "12")
    assert card.flag("strict")
    assert not card.flag("absent")
    assert card.number("absent", 7) == 7


def test_an_exception_says_only_what_differs() -> None:
    card = one(GENERAL + EXCEPTION)
    assert (card.edit, card.message, card.expected_denial) == ("FIN-01", "Too late.", "29")
    assert (card.severity, card.source, card.since) == (Severity.HOLD, "42 CFR 424.44", date(2021, 1, 1))
    assert (card.text("limit"), card.number("days")) == ("calendar_year", 90)


def test_severity_mode_and_autonomy_are_three_facts() -> None:
    plain = one(GENERAL)
    assert (plain.severity, plain.mode, plain.autonomy, plain.change) == ("reject", "live", "suggest", None)
    more = 'mode = "shadow"\nautonomy = "apply"\nchange = { add_modifier = "QW" }\n'
    card = one(GENERAL + more)
    assert (card.severity, card.mode, card.autonomy) == ("reject", "shadow", "apply")
    assert card.change is not None
    assert str(card.change) == "add modifier QW"
    assert one(GENERAL + more + EXCEPTION).autonomy == "apply"


@pytest.mark.parametrize(
    ("on", "holds"), [((2019, 12, 31), False), ((2020, 1, 1), True), ((2024, 5, 1), False)]
)
def test_a_card_holds_on_its_days(on: tuple[int, int, int], holds: bool) -> None:  # noqa: FBT001
    card = one(GENERAL.replace("source", "until = 2024-05-01\nsource"))
    assert card.holds(date(*on)) is holds


@pytest.mark.parametrize(
    ("ask", "name"),
    [("text", "days"), ("number", "limit"), ("words", "limit"), ("number", "strict"), ("text", "no")],
)
def test_a_parameter_of_another_kind_is_refused_by_name(ask: str, name: str) -> None:
    with pytest.raises(CardError, match=f"card limit: params.{name}"):
        getattr(one(GENERAL), ask)(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", r"only \[\[card\]\]"),
        ("[[card]\n", "not TOML"),
        ("card = 3", r"only \[\[card\]\]"),
        ("card = [1]", "is a table"),
        (GENERAL + GENERAL, "the id limit is taken"),
        (GENERAL.replace("id =", "identity ="), "unknown field"),
        (GENERAL.replace('source = "contract, page 3"', ""), "source is missing"),
        (GENERAL.replace('"reject"', '"stop"'), "severity is reject"),
        (GENERAL.replace("since = 2020-01-01", 'since = "2020-01-01"'), "since is a date"),
        (GENERAL.replace("since = 2020-01-01", "since = 2020-01-01T10:00:00"), "since is a date"),
        (GENERAL.replace("source", "until = 2019-01-01\nsource", 1), "until is later"),
        (GENERAL.replace('message = "Too late."', 'message = ""'), "message is a text"),
        (GENERAL.replace('message = "Too late."', f'message = "{"x" * 401}"'), "message is a text"),
        (GENERAL.replace("days = 90", "days = 0.5"), "params.days"),
        (GENERAL.replace('["11", "12"]', "[11]"), "params|places"),
        (EXCEPTION, "excepts a card that is not there"),
        (GENERAL + "scope = { cities = ['NY'] }", "scope holds"),
        (GENERAL + "mode = 'quiet'", "mode is shadow or live"),
        (GENERAL + "autonomy = 'alone'", "autonomy is suggest, apply_with_notice or apply"),
        (GENERAL + "autonomy = 'apply'", "wants a change"),
        (GENERAL + "change = { add_modifier = '25' }", "a fact of the care"),
        (GENERAL + "change = { add_modifier = ['QW'] }", "change"),
        (GENERAL + "change = 1", "change"),
        (GENERAL + "[[card.case]]\nname = 'a'\nfires = 1\n", "fires = true or false"),
        (GENERAL + "[[card.case]]\nname = 'a'\nfires = true\nwhy = 'x'\n", "a case holds"),
        ("#" * (MAX_TEXT + 1), "longer than"),
    ],
)
def test_what_is_no_card_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(CardError, match=said) as caught:
        parse("t.toml", text)
    assert str(caught.value).startswith("t.toml")


@given(st.text(max_size=200))
def test_any_text_gives_cards_or_a_card_error(text: str) -> None:
    with suppress(CardError):
        assert isinstance(parse("t.toml", text), list)


@given(
    st.dictionaries(
        st.sampled_from(["id", "kind", "scope", "params", "case", "off", "until"]), st.integers() | st.text()
    )
)
def test_wrong_types_give_a_card_error(fields: dict[str, Any]) -> None:
    rows = "\n".join(f"{key} = {json.dumps(value)}" for key, value in fields.items() if key != "off")
    try:
        parse("t.toml", f"[[card]]\n{rows}\n")
    except CardError:
        return
    assert not fields


@pytest.mark.parametrize(
    ("said", "forms"),
    [
        ("", {"professional"}),
        ('scope = { payers = ["CMA01"] }', {"professional"}),
        ('scope = { payers = ["CMA01"], forms = ["institutional"] }', {"institutional"}),
    ],
)
def test_an_exception_speaks_to_its_rules_forms_of_claim_where_it_names_none(
    said: str, forms: set[str]
) -> None:
    (general,) = parse("general.toml", GENERAL)
    rule = replace(general, scope=Scope(forms=frozenset({"professional"})))
    text = f'[[card]]\nid = "own"\nexcepts = "{rule.id}"\nsince = {rule.since}\nsource = "ours"\n{said}\n'
    (own,) = parse("own.toml", text, {rule.id: rule})
    assert own.scope.forms == forms

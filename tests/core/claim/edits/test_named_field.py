"""P32: whatever a claim can say can be named in a rule; its fields are read off what the books keep of it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from almoner.core.claim.edits import Hit, Unjudged
from almoner.core.claim.edits.named_field import FIELDS, prepare, said
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision
from almoner.core.rules import Card, CardError, Severity
from almoner.store.codec import encode
from tests.core.claim import samples
from tests.core.claim.clinic_samples import urgent

RICH = replace(
    samples.revision(samples.secondary()),
    referring=samples.revision(samples.admitted()).referring,
    facility=samples.revision(samples.admitted()).facility,
    accident=samples.revision(samples.crashed()).accident,
)


def kept(noun: Any, before: str = "") -> set[str]:
    """The fields of what the books keep, by their names."""
    if isinstance(noun, list) and noun and all(isinstance(one, dict) for one in noun):
        return {name for one in noun for name in kept(one, before)}
    if isinstance(noun, dict):
        return {name for key, value in noun.items() for name in kept(value, f"{before}.{key}".lstrip("."))}
    return {before}


def rule(**params: object) -> Card:
    return Card(
        *(
            "a-rule",
            "HSE-01",
            "named_field",
            Severity.HOLD,
            date(2020, 1, 1),
            "house rule",
            "It.",
            "Mend it.",
        ),
        params=params,  # type: ignore[arg-type]
    )


def hits(card: Card, revision: ClaimRevision) -> list[Hit | Unjudged]:
    return list(prepare(card).judge(Facts(revision=revision, on=samples.TODAY)))


def test_p32_every_field_that_the_books_keep_of_a_claim_has_a_name() -> None:
    written = kept(json.loads(encode(RICH))) - {"kind"}
    assert len(written) > 60
    nothing_said = {one for one in written if one not in FIELDS}
    assert {one for one in nothing_said if not any(name.startswith(f"{one}.") for name in FIELDS)} == set()


@pytest.mark.parametrize("path", sorted(FIELDS))
def test_p32_each_field_can_be_named_in_a_rule(path: str) -> None:
    """Whatever stands there, or that nothing does: one rule speaks of it, and its opposite keeps silent."""
    is_of_line = path.startswith("lines.")
    nouns = RICH.lines if is_of_line else (RICH,)
    found = [text for one in nouns for text in said(one, path.removeprefix("lines."))]
    assert hits(rule(field=path, values=tuple(found)), RICH) == []
    assert hits(rule(field=path, never=tuple(found)), RICH)
    filled = hits(rule(field=path, must_be="filled"), RICH)
    assert bool(filled) is ("" in found)
    assert bool(hits(rule(field=path, must_be="empty"), RICH)) is any(found)
    where = {"where": path, "where_values": tuple(found)} if not is_of_line else {}
    assert hits(rule(field="control", never=(RICH.control,), **where), RICH)
    assert all(found_text not in str(filled) for found_text in found if len(found_text) > 6)


def test_lines_are_judged_one_by_one_and_absent_parties_are_empty() -> None:
    assert [
        hit.line for hit in hits(rule(field="lines.code", shapes=("992##",)), RICH) if isinstance(hit, Hit)
    ] == [2]
    assert hits(rule(field="supervising.npi", must_be="filled"), RICH) == [Hit(row="supervising.npi")]
    assert hits(rule(field="bill.attending.npi", must_be="filled"), samples.revision(urgent())) == []


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"field": "payer.color", "must_be": "filled"}, "no field of a claim"),
        ({"field": "payer", "must_be": "filled"}, "no field of a claim"),
        ({"field": "control"}, "one of params"),
        ({"field": "control", "must_be": "filled", "never": ("A",)}, "one of params"),
        ({"field": "control", "must_be": "there"}, "filled or empty"),
        (
            {"field": "control", "must_be": "filled", "where": "x", "where_values": ("1",)},
            "no field of a claim",
        ),
    ],
)
def test_a_card_that_says_no_field_or_no_one_thing_is_refused(params: dict[str, Any], why: str) -> None:
    with pytest.raises(CardError, match=why):
        prepare(rule(**params))


def test_of_a_claim_from_outside_what_it_can_not_tell_is_not_judged() -> None:
    outside = replace(RICH, claim_id=0)
    (silent,) = hits(rule(field="consents.accepts_assignment", values=("true",)), outside)
    assert silent == Unjudged("consents.accepts_assignment is not given")
    assert prepare(rule(field="billing.taxonomy", must_be="filled")).needs == (
        "providers",
        "providers.billing",
        "providers.billing.taxonomy",
    )

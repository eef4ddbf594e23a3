"""Nouns come back from the file as they were written, and say all that their guides let a file say."""

import re
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almoner.core.wire import (
    attachment_275,
    authorization_278,
    benefits_271_nouns,
    inquiry_270,
    receipt_277ca_nouns,
    remit_835_forms,
    status_276,
    status_277_nouns,
)
from almoner.core.wire import form as forms
from almoner.core.x12 import Envelope, SetWriter, TransactionSet, read, write
from almoner.core.x12.guides import named
from almoner.core.x12.spec import LoopSpec
from tests.core.wire.generated import candidates, whole
from tests.core.x12.examples import published

SETS: dict[str, tuple[forms.Form[Any], Any]] = {
    "835": (remit_835_forms.PAYMENT, remit_835_forms.read_payment),
    "270": (inquiry_270.INQUIRY, inquiry_270.read_inquiry),
    "271": (benefits_271_nouns.BENEFITS, benefits_271_nouns.read_answer),
    "276": (status_276.REQUEST, status_276.read_request),
    "277": (status_277_nouns.REPORT, status_277_nouns.read_report),
    "277CA": (receipt_277ca_nouns.RECEIPTS, receipt_277ca_nouns.read_receipt_report),
    "278": (authorization_278.REQUEST, authorization_278.read_authorization),
    "278-response": (authorization_278.ANSWER_FORM, authorization_278.read_authorization),
    "275": (attachment_275.ATTACHMENTS, attachment_275.read_attachments),
}


_ISA = 110
"""Damage stays behind it: a file without an ISA is none."""


def _written(name: str, noun: Any) -> TransactionSet:
    (each,) = read(_bytes(name, noun)).interchanges[0].sets
    return each


def _bytes(name: str, noun: Any) -> bytes:
    guide = named(name).guide
    envelope = Envelope(
        *("ZZ", "SENDER", "ZZ", "RECEIVER"),
        control=1,
        usage="T",
        on=date(2026, 1, 5),
        at=time(8, 0),
        functional_id=guide.functional_id,
        guide=guide.id,
    )
    writer = SetWriter(guide.set_id, 1, None if guide.set_id == "835" else guide.id)
    return write(envelope, [forms.fill(SETS[name][0], noun, writer)], is_extended=True)


@pytest.mark.parametrize("name", SETS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(number=st.integers(0, 2**32))
def test_what_is_written_is_read_as_the_same(name: str, number: int) -> None:
    shape, reader = SETS[name]
    noun = whole(shape, named(name).guide, number)
    if isinstance(noun, authorization_278.Authorization):
        noun = _of_one_patient(noun)
    assert reader(_written(name, noun)) == noun


def _of_one_patient(told: authorization_278.Authorization) -> authorization_278.Authorization:
    """Events hang below the patient: the dependent where there is one, else the subscriber."""
    return replace(
        told,
        reviewers=tuple(
            replace(
                reviewer,
                requesters=tuple(
                    replace(
                        requester,
                        subscribers=tuple(
                            replace(each, events=() if each.dependents else each.events)
                            for each in requester.subscribers
                        ),
                    )
                    for requester in reviewer.requesters
                ),
            )
            for reviewer in told.reviewers
        ),
    )


def _unsaid(parts: tuple[Any, ...], loop: LoopSpec) -> list[str]:
    """Elements of a loop's guide that no part of its form holds."""
    templates = [each for part in parts if (each := _template(part)) is not None]
    spread = {segment_id for part in parts if isinstance(part, forms.Spread) for segment_id in part.ids}
    by_itself = {"ST", "SE", "HL", "LX"} | spread
    found = []
    for spec in loop.segments():
        if spec.id in by_itself:
            continue
        held = {number for each in templates if spec in candidates(each, loop) for number in _numbers(each)}
        found += [
            f"{loop.id} {spec.id} {each.name}"
            for each in spec.elements
            if each.usage != "N" and each.number not in held
        ]
    for below in (each for each in loop.parts if isinstance(each, LoopSpec)):
        inner = _form_of(parts, below.id)
        found += _unsaid(inner, below) if inner is not None else [f"{below.id}"]
    return found


def _template(part: Any) -> forms.Template | None:
    if isinstance(part, forms.Maybe):
        return part.many.template
    return part.template if isinstance(part, forms.Own | forms.Each | forms.Around) else None


def _numbers(template: forms.Template) -> set[int]:
    numbers = {
        cell.number + more
        for cell in template.cells
        if cell.name or cell.fixed
        for more in range(cell.codec.width)
    }
    for cell in template.cells:
        if cell.runs:
            numbers |= set(range(cell.number, 30))
    return numbers


def _form_of(parts: tuple[Any, ...], loop_id: str) -> tuple[Any, ...] | None:
    for part in parts:
        if isinstance(part, forms.Inner) and loop_id in part.ids:
            return part.parts
        many = part.many if isinstance(part, forms.MaybeLoop) else part
        if isinstance(many, forms.Loops) and loop_id in many.ids:
            return many.shape.parts
    return None


@pytest.mark.parametrize("name", SETS)
def test_a_noun_says_all_that_its_guide_has(name: str) -> None:
    assert _unsaid(SETS[name][0].parts, named(name).guide.root) == []


@pytest.mark.parametrize("name", SETS)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    number=st.integers(0, 2**32),
    hits=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_damage_is_read_without_an_exception(name: str, number: int, hits: list[tuple[float, int]]) -> None:
    shape, reader = SETS[name]
    noun = whole(shape, named(name).guide, number)
    content = bytearray(_bytes(name, noun))
    for share, value in hits:
        content[_ISA + int(share * (len(content) - _ISA))] = value
    for each in read(bytes(content)).sets:
        reader(each)


PUBLISHED = [path for path in published() if b"*837*" not in path.read_bytes()]


@pytest.mark.skipif(not PUBLISHED, reason="the package with the published examples isn't installed")
def test_published_examples_lose_nothing_but_needless_zeros() -> None:
    for path in PUBLISHED:
        for each in read(path.read_bytes()).sets:
            name = each.set_id
            noun = SETS[name][1](each)
            again = _written(name, noun)
            assert SETS[name][1](again) == noun
            assert _said(each) - _said(again) == set()


def _said(each: TransactionSet) -> set[str]:
    """The values between ST and SE, numbers without needless zeros."""
    marks = each.delimiters
    alike = str.maketrans({marks.component: ":", marks.repetition: "^"})
    values = {value.translate(alike) for elements in each.rows()[1:-1] for value in elements}
    return {value.rstrip("0").rstrip(".") if _NUMBER.fullmatch(value) else value for value in values}


_NUMBER = re.compile(r"-?[0-9]*\.[0-9]+")

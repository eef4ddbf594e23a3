"""Of many claims all that can be written are written; each other one is named with why, no innocent one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time

import pytest

from almoner.core.claim import ClaimRevision
from almoner.core.wire.claim_837 import write_claims
from almoner.core.wire.writable import Form, Written, write_most
from almoner.core.x12 import Envelope, X12WriteError
from tests.core.claim import samples

FIRST = samples.revision(samples.folder())
ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="ALMONER1",
    receiver_qualifier="ZZ",
    receiver="BOXCLEAR",
    control=7,
    usage="T",
    on=date(2026, 3, 2),
    at=time(8, 0),
    functional_id="HC",
    guide="005010X222A1",
)
Change = Callable[[ClaimRevision], ClaimRevision]


def claims(many: int, bad: Sequence[int] = (), change: Change = lambda one: one) -> list[ClaimRevision]:
    """As many claims of different patients; those at the places of `bad` are changed."""
    made = [
        replace(
            FIRST,
            id=number,
            claim_id=number,
            patient_id=number,
            control=f"A{number:09d}",
            payer=replace(FIRST.payer, member_id=f"W{number:08d}"),
        )
        for number in range(many)
    ]
    return [change(one) if place in bad else one for place, one in enumerate(made)]


class Writer:
    """Writes claims, and counts how often it was asked to."""

    def __init__(self, envelope: Envelope = ENVELOPE) -> None:
        self.envelope = envelope
        self.calls = 0

    def __call__(self, revisions: Sequence[ClaimRevision]) -> bytes:
        self.calls += 1
        return write_claims(revisions, envelope=self.envelope, batch_number=7)[0]


def write(revisions: list[ClaimRevision], writer: Writer | None = None) -> Written[ClaimRevision, bytes]:
    writer = writer or Writer()
    form: Form[ClaimRevision] = Form("837P", writer.envelope, lambda one: one.control)
    return write_most(revisions, writer, form=form)


def no_payer_name(one: ClaimRevision) -> ClaimRevision:
    return replace(one, payer=replace(one.payer, name=""))


def no_phone(one: ClaimRevision) -> ClaimRevision:
    return replace(one, billing=replace(one.billing, phone=""))


def no_submitter(one: ClaimRevision) -> ClaimRevision:
    return replace(one, submitter_id="")


def snowman(one: ClaimRevision) -> ClaimRevision:
    return replace(one, authorization="\u2603")


def no_renderer(one: ClaimRevision) -> ClaimRevision:
    assert one.rendering is not None
    return replace(one, rendering=replace(one.rendering, last=""))


def test_good_claims_are_written_once_as_they_are() -> None:
    writer = Writer()
    made = write(claims(5), writer)
    assert made.content == write_claims(claims(5), envelope=ENVELOPE, batch_number=7)[0]
    assert (len(made.kept), made.refused, made.why, writer.calls) == (5, (), "", 1)


@pytest.mark.parametrize("change", [no_payer_name, no_phone, no_submitter, snowman, no_renderer])
@pytest.mark.parametrize("bad", [(0,), (7,), (19,), (3, 4, 11)])
def test_those_that_cannot_be_written_are_left_out_and_no_other(change: Change, bad: tuple[int, ...]) -> None:
    """A transaction tells the submitter once, by its first claim; behind that one such a fault isn't sent."""
    made = write(claims(20, bad, change))
    refused = {one.id for one, _ in made.refused}
    assert {one.id for one in made.kept} | refused == set(range(20))
    if change in (no_phone, no_submitter):
        assert refused == set(bad) & {0}
    else:
        assert refused == set(bad)
    assert made.content == Writer()(list(made.kept))
    assert all("\u2603" not in why and "W0000" not in why for _, why in made.refused)


def test_the_reason_names_place_rule_and_nothing_of_the_patient() -> None:
    ((_, why),) = write(claims(3, (1,), no_payer_name)).refused
    assert why.startswith("Payer: ")
    assert why.endswith("(G-EL-20)")
    ((_, why),) = write(claims(3, (1,), snowman)).refused
    assert "REF element 2" in why


def test_when_none_can_be_written_each_is_told_of() -> None:
    made = write(claims(4, range(4), no_phone))
    assert (made.content, made.kept, made.why) == (None, (), "")
    assert [one.id for one, _ in made.refused] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "envelope",
    [
        replace(ENVELOPE, sender=""),
        replace(ENVELOPE, receiver="A" * 16),
        replace(ENVELOPE, receiver="\u2603"),
    ],
)
def test_a_fault_of_the_envelope_is_no_claims_fault(envelope: Envelope) -> None:
    writer = Writer(envelope)
    made = write(claims(4), writer)
    assert (made.content, made.kept, made.refused) == (None, (), ())
    assert made.why
    assert writer.calls == 1


def test_claims_that_only_together_are_refused_go_as_far_as_they_can() -> None:
    """A writer that takes no more than three claims at a time."""

    def narrow(revisions: Sequence[ClaimRevision]) -> int:
        if len(revisions) > 3:
            raise X12WriteError("too many")
        return len(revisions)

    form: Form[ClaimRevision] = Form("837P", ENVELOPE, lambda one: one.control)
    made = write_most(claims(9), narrow, form=form)
    assert (made.content, made.refused, made.why) == (2, (), "")
    assert [one.id for one in made.kept] == [0, 1]


def test_few_of_many_cost_few_writes() -> None:
    writer = Writer()
    made = write(claims(64, (5,), no_renderer), writer)
    assert len(made.refused) == 1
    assert writer.calls == 3, "all, the one that was named, and the rest"

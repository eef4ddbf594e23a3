"""A payment that waits, shown from what was kept of its plan: it says what the plan of now says, whatever was
recorded since.
"""

from dataclasses import replace
from datetime import timedelta
from inspect import signature

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from almoner.core.party import Payer
from almoner.core.remit import RemittanceState
from almoner.flow.access import Permission, enter
from almoner.flow.remit import look_remits, post, preview_kept
from almoner.flow.remit.payment_parts import Content, planned_content
from almoner.flow.remit.preview_kept import as_told, content_of, keep_previews
from almoner.store.kept import kept_previews
from almoner.store.load import remittance_file
from almoner.store.session import books
from almoner.store.tables.projections import PROJECTIONS
from tests.flow.cycle import Sent, now, pay, sent_claim, supersede, take_in
from tests.flow.files import Payment, paying
from tests.practices import DAY, House, add_patient, new_house

ALL = slice(None)


@pytest.fixture(autouse=True)
def _every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Payments of a few claims are kept too."""
    monkeypatch.setattr(preview_kept, "LEAST", 1)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def waits(house: House, trace: str = "T1") -> tuple[int, list[Sent]]:
    """A payment of five claims, of which one is denied, one is nobody's, and of a level of its own."""
    sent = [sent_claim(house) for _ in range(5)]
    decided = [one.paid(9000, ("PR", "2", 6000)) for one in sent]
    decided[2] = sent[2].paid(0, ("CO", "50", 15000))
    decided = [replace(one, payer_control=f"ICN9{place}") for place, one in enumerate(decided)]
    decided[3] = replace(decided[3], control="NOBODYS")
    content = paying(house, Payment("MCR01", trace, decided, (("L6", "", -700),)))
    return take_in(house, content, on=DAY).remittance_ids[0], sent


def kept(house: House, remittance_id: int, part: slice = ALL) -> Content | None:
    with enter(house.actor, Permission.REMITTANCE_READ) as session:
        found, _ = remittance_file(session, remittance_id)
        return content_of(session, found, part, on=DAY)


def planned(house: House, remittance_id: int, part: slice = ALL) -> Content:
    with enter(house.actor, Permission.REMITTANCE_READ) as session:
        found, content = remittance_file(session, remittance_id)
        assert content is not None
        return planned_content(post.previewed(session, found, content, on=DAY), part)


def test_what_was_kept_says_what_the_plan_says_part_by_part(house: House) -> None:
    remittance_id, _ = waits(house)
    assert kept(house, remittance_id) is None
    assert keep_previews(house.actor, on=DAY) == 1
    for part in (ALL, slice(0, 2), slice(2, 4), slice(4, 6)):
        found = kept(house, remittance_id, part)
        assert found is not None
        assert as_told(found) == as_told(planned(house, remittance_id, part))
        assert [one.control for one in found.advices] == [
            one.control for one in planned(house, remittance_id, part).advices
        ]
    assert preview_kept.differs(house.actor, on=DAY) == []
    assert keep_previews(house.actor, on=DAY) == 0


def same(house: House, remittance_id: int) -> Content:
    """What was kept, where it says what the plan of now says."""
    found = kept(house, remittance_id)
    assert found is not None
    assert as_told(found) == as_told(planned(house, remittance_id))
    return found


def test_a_claim_that_another_payment_decided_since_is_planned_anew_alone(house: House) -> None:
    remittance_id, sent = waits(house)
    keep_previews(house.actor, on=DAY)
    before = same(house, remittance_id)
    pay(house, Payment("MCR01", "T2", [sent[0].paid(8000, ("PR", "2", 7000))]), on=DAY)
    found = same(house, remittance_id)
    assert found.total.suspended > before.total.suspended  # the second decision waits for a reversal
    assert (found.total.cash, len(found.tasks)) == (before.total.cash, len(before.tasks) + 1)
    for part in (slice(0, 3), slice(3, 6)):
        there = kept(house, remittance_id, part)
        assert there is not None
        assert as_told(there) == as_told(planned(house, remittance_id, part))


def test_an_advice_of_nobody_finds_the_claim_that_bears_its_number_now(house: House) -> None:
    remittance_id, sent = waits(house)
    keep_previews(house.actor, on=DAY)
    assert not next(one for one in same(house, remittance_id).advices if one.control == "NOBODYS").claim_id
    stray = next(one for one in planned(house, remittance_id).advices if one.control == "NOBODYS")
    claim = now(house, sent[3])
    supersede(house, replace(claim, version=claim.version + 1, payer_control=stray.payer_control))
    there = next(one for one in same(house, remittance_id).advices if one.control == "NOBODYS")
    assert there.claim_id == claim.id


def test_what_happens_to_others_leaves_it_as_it_is(house: House) -> None:
    remittance_id, _ = waits(house)
    keep_previews(house.actor, on=DAY)
    before = same(house, remittance_id)
    add_patient(house)
    sent_claim(house)
    assert as_told(same(house, remittance_id)) == as_told(before)


def test_nothing_kept_is_shown_where_the_ground_has_changed(house: House) -> None:
    remittance_id, sent = waits(house)
    keep_previews(house.actor, on=DAY)
    with books(house.practice.id) as session:
        payer = session.get(Payer, now(house, sent[0]).payer_id)
    supersede(house, replace(payer, version=payer.version + 1, holds_write_offs=True))
    assert kept(house, remittance_id) is None
    keep_previews(house.actor, on=DAY)
    assert kept(house, remittance_id) is None  # so few entries later it is planned at each look
    again = paying(house, Payment("MCR01", "T1", [sent[1].paid(100, ("CO", "45", 14900))]))
    take_in(house, again, on=DAY, name="again.x12")
    assert kept(house, remittance_id) is None


def test_a_payment_of_the_same_trace_is_of_the_ground(house: House) -> None:
    remittance_id, sent = waits(house)
    keep_previews(house.actor, on=DAY)
    same(house, remittance_id)
    again = paying(house, Payment("MCR01", "T1", [sent[1].paid(100, ("CO", "45", 14900))]))
    take_in(house, again, on=DAY, name="again.x12")
    assert kept(house, remittance_id) is None


def test_each_day_is_planned_for_itself_and_what_waits_no_more_is_forgotten(house: House) -> None:
    remittance_id, _ = waits(house)
    keep_previews(house.actor, on=DAY)
    with enter(house.actor, Permission.REMITTANCE_READ) as session:
        found, _ = remittance_file(session, remittance_id)
        assert content_of(session, found, ALL, on=DAY + timedelta(days=1)) is None
    assert keep_previews(house.actor, on=DAY + timedelta(days=1)) == 1
    post.post(house.actor, remittance_id, on=DAY + timedelta(days=1))
    assert keep_previews(house.actor, on=DAY + timedelta(days=1)) == 0
    with books(house.practice.id) as session:
        assert kept_previews.kept(session, remittance_id) is None
        sql = "SELECT count(*) FROM kept_preview_part WHERE practice_id = %s"
        assert session.value(sql, house.practice.id) == 0


def test_a_payment_that_cannot_post_rests_on_no_claim(house: House) -> None:
    sent = [sent_claim(house) for _ in range(2)]
    decided = [one.paid(9000, ("PR", "2", 6000)) for one in sent]
    content = paying(house, Payment("MCR01", "T9", decided, amount=18100))
    (remittance_id,) = take_in(house, content, on=DAY).remittance_ids
    keep_previews(house.actor, on=DAY)
    pay(house, Payment("MCR01", "T8", [sent[0].paid(8000, ("PR", "2", 7000))]), on=DAY)
    found = same(house, remittance_id)
    assert found.becomes is RemittanceState.UNBALANCED


def test_no_claim_is_read_for_the_page_but_those_that_changed(house: House) -> None:
    remittance_id, sent = waits(house)
    keep_previews(house.actor, on=DAY)
    with CaptureQueriesContext(connections["default"]) as first:
        look_remits.remittance(house.actor, remittance_id, on=DAY, most=2)
    told = " ".join(str(each["sql"]) for each in first)
    assert "charge_line" not in told
    assert "advice" not in told
    assert len(first) <= 10
    claim = now(house, sent[0])
    supersede(house, replace(claim, version=claim.version + 1))
    with CaptureQueriesContext(connections["default"]) as second:
        look_remits.remittance(house.actor, remittance_id, on=DAY, most=2)
    asked = " ".join(str(each["sql"]) for each in second)
    assert "charge_line" in asked
    assert sent[1].claim.control not in asked
    assert len(second) <= 20


def test_the_page_of_a_payment_that_was_planned_says_the_same(house: House) -> None:
    remittance_id, _ = waits(house)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preview_kept, "LEAST", 100)
        whole = look_remits.remittance(house.actor, remittance_id, on=DAY)
    keep_previews(house.actor, on=DAY)
    found = look_remits.remittance(house.actor, remittance_id, on=DAY)
    assert [(one.advice.ordinal, one.effects, one.is_odd) for one in found.parts] == [
        (one.advice.ordinal, one.effects, one.is_odd) for one in whole.parts
    ]
    assert (found.total, found.claims, found.ties, found.can_post) == (whole.total, 5, True, True)
    assert [one.carc for one in found.loose] == ["L6"]


def test_a_kind_of_record_is_the_ground_unless_it_is_known_to_stand_apart() -> None:
    without = {
        kind
        for kind, one in PROJECTIONS.items()
        if not {"patient_id", "claim_id"} & set(signature(one.record).parameters)
    }
    assert without >= kept_previews.APART
    assert without - kept_previews.APART == {
        *("practice", "location", "provider", "payer", "payer_plan", "enrollment", "place_enrollment"),
        *("payer_contract", "patient", "chart_pair", "remittance", "deposit"),
    }


def test_a_kept_preview_that_says_otherwise_than_the_plan_is_found(house: House) -> None:
    remittance_id, _ = waits(house)
    keep_previews(house.actor, on=DAY)
    with books(house.practice.id, alias="owner") as session:
        sql = "UPDATE kept_preview SET body = replace(body, %s, %s) WHERE practice_id = %s"
        session.rows(sql, '"paid":27000', '"paid":27001', house.practice.id)
    assert preview_kept.differs(house.actor, on=DAY) == [remittance_id]

"""Looks that must stay short however large the books are: an index serves each, under row security too."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almoner.core.chart.entry import Eyes
from almoner.core.claim import ClaimState
from almoner.core.collect import Receipt
from almoner.core.denial import Denial
from almoner.core.report.kpi import Asked
from almoner.flow.collect import collect, give_up
from almoner.flow.manage import kpi
from almoner.store.chart import desk_of_provider
from almoner.store.held import next_stuck
from almoner.store.kept import kept_boards
from almoner.store.lists import charge_lag, code_turns, funnel, funnel_then, lists_claims, lists_pairs
from almoner.store.lists.credits import patient_credits, payer_credits
from almoner.store.lists.lists_claims import ClaimFilter
from almoner.store.lists.lists_kpi import items
from almoner.store.lists.lists_marks import Mark, marked
from almoner.store.lists.lists_moves import Moved, moves_of
from almoner.store.lists.order import Order
from almoner.store.load import bookings_of
from almoner.store.money import acts, ledger
from almoner.store.money.dunning import guarantors_owing
from almoner.store.session import Session, books
from tests.flow.cycle import pay, sent_claim
from tests.flow.files import Payment
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture(scope="module")
def house(store: object) -> House:
    """A practice whose night was counted, and where something moved since."""
    assert store
    made = new_house()
    sent = sent_claim(made)
    kpi.keep_board(made.actor, on=ON)
    pay(made, Payment("MCR01", "T1", [sent.paid(9000, ("PR", "2", 6000))]), on=ON)
    owing = sent.claim.patient_id
    collect.take_receipt(made.actor, Receipt(0, owing, "cash", 9500, ON, "desk"), on=ON)
    return made


def _asked(session: Session) -> Asked:
    return Asked(ON, ledger.entry_at(session, None))


def _of_night(session: Session) -> Asked:
    entry = session.value(
        "SELECT entry_id FROM kept_owed WHERE practice_id = %s AND place = 1", session.practice_id
    )
    return Asked(ON, entry)


LOOKS: dict[str, tuple[Callable[[Session], object], str, tuple[str, ...]]] = {
    "the age of receivables": (
        lambda session: ledger.aging(session, on=ON),
        "aged_total_service_on_idx",
        ("posting", "aged_total"),
    ),
    "a month's moves": (
        lambda session: ledger.moves(
            session, since_on=ON.replace(day=1), until_on=ON, entry_id=ledger.entry_at(session, None)
        ),
        "day_total_pkey",
        ("day_total",),
    ),
    "patients' oldest credits": (
        patient_credits,
        "patient_total_moved_on_patient_id_idx",
        ("receipt", "patient", "posting", "patient_total"),
    ),
    "payers' oldest credits": (
        payer_credits,
        "kept_owed_account_line_id_idx",
        ("posting", "claim", "kept_owed"),
    ),
    "small balances": (
        lambda session: acts.small_balances(session, at_most_cents=999, quiet_since_on=ON, limit=100),
        "patient_total_open_idx",
        ("posting", "receipt", "patient_total"),
    ),
    "a page of what is owed now": (
        lambda session: marked(session, _asked(session), Mark("owed")),
        "kept_owed_service_on_idx",
        ("posting", "kept_owed"),
    ),
    "a page of what an indicator is made of": (
        lambda session: items(session, _of_night(session), ("owed_billed_over_90",)),
        "kept_owed_service_on_idx",
        ("posting", "kept_owed"),
    ),
    "what patients owe by kind since the night": (
        lambda session: kept_boards.owed_by_kind(session, on=ON, entry_id=ledger.entry_at(session, None)),
        "posting_patient_id_debit_cents_idx",
        ("posting",),
    ),
    "a day's visits with what they are worth": (
        lambda session: funnel.cases(session, since_on=ON, until_on=ON + timedelta(days=1)),
        "charge_line_provider_id_service_on_idx",
        ("posting", "record", "charge_line"),
    ),
    "what a night counted of a month": (
        lambda session: charge_lag.kept_lags(
            session, charge_lag.Night(ON, 1, 0, ON), since_on=ON - timedelta(days=30), until_on=ON
        ),
        "kept_lag_pkey",
        ("visit", "kept_lag"),
    ),
    "the moves of a month": (
        lambda session: moves_of(
            session, Moved(ON.replace(day=1), ON, ledger.entry_at(session, None), ("patient_ar",))
        ),
        "posting_effective_on_idx",
        ("posting",),
    ),
    "some refusals, the first due first": (
        lambda session: session.find(Denial, state="open", order="due_on, t.id", limit=5),
        "denial_state_due_on_idx",
        ("record", "denial"),
    ),
    "the reasons of refusals": (
        give_up.live_reasons,
        "denial_live_carc_idx",
        ("denial",),
    ),
    "claims by their payers": (
        lambda session: lists_claims.claims(session, ClaimFilter(order=Order("payer")), on=ON, after=1),
        "claim_payer_id_id_idx",
        ("record", "posting", "claim"),
    ),
    "the place of a claim in them": (
        lambda session: lists_claims.neighbours(session, ClaimFilter(order=Order("payer")), 1, on=ON),
        "claim_payer_id_id_idx",
        ("claim",),
    ),
    "the claim that is mended next": (
        lambda session: next_stuck(session, 1, ClaimState.HELD),
        "claim_to_mend_idx",
        ("claim",),
    ),
    "the bookings of a provider and a patient": (
        lambda session: bookings_of(session, ON, ON + timedelta(days=14), provider_id=1, patient_id=2),
        "appointment_provider_id_starts_at_id_idx",
        ("record", "appointment"),
    ),
    "who is asked to pay next": (
        lambda session: guarantors_owing(session, untold_since=ON, limit=30),
        "patient_guarantor_idx",
        ("posting", "statement", "patient_total", "patient"),
    ),
    "the last entry of an evening": (
        lambda session: funnel_then.evening(session, ON - timedelta(days=1)),
        "audit_entry_effective_on_id_idx",
        ("audit_entry",),
    ),
    "a day's visits as they were known": (
        lambda session: funnel_then.cases_then(session, ON, entry_id=1),
        "visit_unbooked_idx",
        ("appointment", "posting", "record", "visit"),
    ),
    "results that nobody has read": (
        lambda session: desk_of_provider.unread_results(session, 1, Eyes("adeyemi"), on=ON),
        "result_recorded_on_idx",
        ("visit", "order", "result"),
    ),
    "visits with codes near to others": (
        lambda session: code_turns.used_below(session, ["I42"], since_on=ON),
        "coding_decision_code_decided_on_visit_id_idx",
        ("coding_decision",),
    ),
    "charts that look like one patient's": (
        lists_pairs.alike,
        "patient_birth_on_idx",
        ("chart_pair", "patient"),
    ),
}


def test_codes_between_two_ends_are_found_by_their_index(house: House) -> None:
    with books(house.practice.id) as session:
        with CaptureQueriesContext(connection) as queries:
            code_turns.used_below(session, ["I42"], since_on=ON)
        session.rows("SET LOCAL enable_seqscan = off")
        session.rows("SET LOCAL enable_bitmapscan = off")
        plan = "\n".join(row[0] for row in session.rows(f"EXPLAIN {queries[-1]['sql']}"))
    # in books so small another index of the table may be as good: then both ends are what it filters by
    assert re.search(r"(Index Cond|Filter): .*code >= w\.stem.*code < w\.ends", plan), plan
    assert "Seq Scan on coding_decision" not in plan


@pytest.mark.parametrize("name", LOOKS)
def test_an_index_serves_the_look(house: House, name: str) -> None:
    look, index, tables = LOOKS[name]
    with books(house.practice.id) as session:
        with CaptureQueriesContext(connection) as queries:
            look(session)
        for other in ("seqscan", "bitmapscan"):
            session.rows(f"SET LOCAL enable_{other} = off")
        asked = [one["sql"] for one in queries if one["sql"].lstrip("( \n").startswith(("SELECT", "WITH"))]
        plan = "\n".join(row[0] for sql in asked for row in session.rows(f"EXPLAIN {sql}"))
        there = session.rows("SELECT indexname FROM pg_indexes WHERE indexname = %s", index)
    assert there, "the index that large books need"
    # in books so small any index of the table is as good
    assert index in plan or re.search(rf"Scan.* using \w+ on {tables[-1]}\b", plan), plan
    for table in tables:
        assert f"Seq Scan on {table} " not in plan, table

"""A made-up patient account for the tests of statements: three visits in three states."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import almoner
from almoner.core.charge import ChargeLine, line_control
from almoner.core.collect.dunning import NEVER_ASKED, Asking, Dunning, read_dunning
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.party import Address, Guarantor, Patient, PersonName, Practice
from almoner.core.report import Bill, PatientAccount, Stated, Wording, state

TODAY = date(2026, 3, 5)
PRACTICE = Practice(
    id=1,
    name="Harbor Family Medicine",
    npi="1555555556",
    taxonomy="261QP2300X",
    tax_id="161234567",
    tax_id_kind="EI",
    address=Address(line1="12 Harbor Road", city="Syracuse", state="NY", zip="132021234"),
    phone="3155550100",
    contact="Billing Office",
    submitter_id="ALMONER1",
)
PATIENT = Patient(
    id=1,
    number="P-1044",
    name=PersonName(last="Okoro", first="Ada", middle="N"),
    birth_on=date(2019, 6, 1),
    sex="F",
    address=Address(line1="7 Elm Court", line2="Apt 2", city="Syracuse", state="NY", zip="13202"),
    guarantor=Guarantor(
        name=PersonName(last="Okoro", first="Samuel"),
        relation="19",
        address=Address(line1="7 Elm Court", line2="Apt 2", city="Syracuse", state="NY", zip="13202"),
    ),
)
LABELS = {"99213": "Office visit, established patient", "93000": "Electrocardiogram", "80053": "Blood panel"}


def line(line_id: int, code: str, cents: int, *, visit_id: int = 1, days_ago: int = 30) -> ChargeLine:
    return ChargeLine(
        id=line_id,
        visit_id=visit_id,
        superbill_id=visit_id,
        patient_id=1,
        provider_id=1,
        location_id=1,
        sequence=line_id,
        control=line_control(line_id),
        code=code,
        units=1,
        charge_cents=cents,
        diagnoses=("I10",),
        service_on=TODAY - timedelta(days=days_ago),
        pos="11",
    )


def moved(reason: Reason, cents: int, *, line_id: int, carc: str = "", days_ago: int = 10) -> Posting:
    """One posting about a line; its key is unique by reason, line, amount and code."""
    subject = Subject(patient_id=1, line_id=line_id, rank=1, payer_id=1)
    key = f"{reason}:{line_id}:{cents}:{carc}"
    effect = Effect(
        reason, cents, subject, key=key, carc=carc, to_rank=2 if reason is Reason.NEXT_PAYER else 0
    )
    return post(effect, on=TODAY - timedelta(days=days_ago))


def account() -> PatientAccount:
    """A visit with a share, one that is paid in full, and one that waits."""
    return PatientAccount(
        patient=PATIENT,
        lines=(
            line(1, "99213", 14_500),
            line(2, "93000", 6_000),
            line(3, "80053", 3_000, visit_id=2, days_ago=60),
            line(4, "99213", 14_500, visit_id=3, days_ago=5),
        ),
        postings={
            1: (
                moved(Reason.CHARGE, 14_500, line_id=1, days_ago=30),
                moved(Reason.CONTRACTUAL, 4_000, line_id=1),
                moved(Reason.PAYMENT, 6_000, line_id=1),
                moved(Reason.PATIENT_SHARE, 3_000, line_id=1, carc="1"),
                moved(Reason.PATIENT_SHARE, 1_500, line_id=1, carc="2"),
                moved(Reason.ALLOCATION, 1_000, line_id=1),
            ),
            2: (
                moved(Reason.CHARGE, 6_000, line_id=2, days_ago=30),
                moved(Reason.CONTRACTUAL, 2_000, line_id=2),
                moved(Reason.PAYMENT, 4_000, line_id=2),
            ),
            3: (moved(Reason.CHARGE, 3_000, line_id=3), moved(Reason.PAYMENT, 3_000, line_id=3)),
            4: (moved(Reason.CHARGE, 14_500, line_id=4, days_ago=5),),
        },
        unapplied_cents=500,
    )


SHIPPED_DUNNING = (Path(almoner.__file__).parent / "policy" / "collect" / "dunning.toml").read_text("utf-8")
DUNNING = read_dunning(SHIPPED_DUNNING)
EVERY_CENT = replace(DUNNING, small_cents=0)
"""The policy that asks for any amount, so that a property over amounts holds for all of them."""


def told(
    *accounts: PatientAccount,
    asking: Asking = NEVER_ASKED,
    on: date = TODAY,
    policy: Dunning = EVERY_CENT,
) -> Stated:
    """What the guarantor of these accounts is told on a day."""
    bill = Bill("person:samuel", accounts, asking)
    return state(bill, Wording(LABELS, policy), ids=count(4711), on=on)

"""Rules of the parties around a claim, for all three claim guides: billing provider, where the money goes,
patients of accidents."""

import re
from collections.abc import Iterable

from almoner.core.x12.guides.claim.marks import DEPENDENTS, UNNUMBERED
from almoner.core.x12.guides.claim.sameness import is_same_address, npi_of
from almoner.core.x12.rule import Spot, Words, at, missing, opener, rule
from almoner.core.x12.tree import Loop, Row

_POST_BOX = re.compile(r"\b(P\W*O\W*(BOX|BX|B)\b|POST\s*(AL|OFFICE)?\s*BOX\b|(LOCK|CALLER)\s*BOX\b)")
_SHORT_ZIP = re.compile(r"[0-9]{5}")
_SUBROGATION = "31"


@rule(
    "A-09",
    "2010AA",
    Words(
        "The billing provider's address is a post box; many payers want a street.",
        "Send the street here, and the post box as pay-to address (2010AB).",
        csc_277="A7:126:85",
        source="837 2010AA N301",
    ),
    has="street",
    severity="warning",
)
def billing_box(provider: Loop) -> Iterable[Spot]:
    """N301 and N302 of the billing provider (handbook A-09)."""
    row = provider.row("street")
    for number in (1, 2):
        if row is not None and _POST_BOX.search(row.get(number).upper()):
            yield at(row, number)


@rule(
    "A-10",
    "2010AA 2310C 2310E",
    Words(
        "The ZIP code of the billing provider or service facility has five digits; many payers want nine.",
        "Send all nine digits; the postal service's look-up gives the last four.",
        csc_277="A7:500:85",
        source="837 2010AA 2310C/2310E N403",
    ),
    has="city",
    severity="warning",
)
def short_zip(place: Loop) -> Iterable[Spot]:
    """Five digits in N403 of a US address; other shapes are told by the codes of level 5 (handbook A-10)."""
    if place.spec.name not in ("billing_provider", "service_facility"):
        return ()
    row = place.row("city")
    if row is None or row.get(4) not in ("", "US") or not _SHORT_ZIP.fullmatch(row.get(3)):
        return ()
    return (at(row, "zip"),)


@rule(
    "A-11",
    "2010BB",
    Words(
        "The billing provider has no NPI, so the payer's own number for him is needed.",
        "Send REF G2 with the payer, or the NPI in NM109 of the billing provider.",
        "I6",
        "A6:153:85",
        "837 2010BB REF*G2",
    ),
    has=UNNUMBERED,
)
def billing_unnumbered(payer: Loop) -> Iterable[Spot]:
    """No XX with a number in 2010AA, and no G2 or LU in 2010BB (handbook A-11)."""
    level = payer.above("2000A")
    provider = level.child("2010AA") if level is not None else None
    name = provider.row("name") if provider is not None else None
    if provider is None or name is None or npi_of(provider) or payer.has("billing_provider_id"):
        return ()
    return (missing(payer, "REF", because=(name, "id")),)


@rule(
    "A-12",
    "2010AB",
    Words(
        "The pay-to address is the billing address once more.",
        "Leave out 2010AB where the money goes to the billing address.",
        source="837 2010AB",
    ),
    severity="warning",
)
def pay_to_same(pay_to: Loop) -> Iterable[Spot]:
    """2010AB with the street and city of 2010AA (handbook A-12)."""
    provider = pay_to.up.child("2010AA") if pay_to.up is not None else None
    if provider is not None and is_same_address(provider, pay_to):
        return (at(opener(pay_to), because=(opener(provider), None)),)
    return ()


@rule(
    "A-13",
    "2010AA",
    Words(
        "The billing contact is the submitter's contact once more.",
        "Leave out the PER of 2010AA where it is that of 1000A.",
        source="837 2010AA PER",
    ),
    has="contact",
    severity="warning",
)
def contact_same(provider: Loop) -> Iterable[Spot]:
    """A PER of 2010AA equal to one of 1000A (handbook A-13)."""
    root = provider.above("ST")
    submitter = root.child("1000A") if root is not None else None
    known = [_contact(row) for row in submitter.rows("contact")] if submitter is not None else []
    for row in provider.rows("contact"):
        if _contact(row) in known:
            yield at(row)


def _contact(row: Row) -> tuple[str, ...]:
    return tuple(row.get(number).upper() for number in range(2, 9))


@rule(
    "A-14",
    "2000A",
    Words(
        "A demand of a health plan (BHT06 is 31) needs the plan that is to be paid.",
        "Send the pay-to plan (2010AC), or CH or RP in BHT06 where a provider bills.",
        "I12",
        "A8:21",
        "837 BHT06",
    ),
)
def plan_missing(level: Loop) -> Iterable[Spot]:
    """BHT06 is 31, and the first 2000A has no 2010AC: told at BHT06, where the fault likely is (handbook
    A-14)."""
    row = _demand(level)
    return (at(row, "type"),) if row is not None and level.ordinal == 1 else ()


@rule(
    "A-14c",
    "2000A",
    Words(
        "A demand of a health plan (BHT06 is 31) needs the plan that is to be paid at each billing level.",
        "Send the pay-to plan (2010AC) here too.",
        "I6",
        "A8:21",
        "837 2010AC",
    ),
)
def further_plan_missing(level: Loop) -> Iterable[Spot]:
    """The same for each further 2000A (handbook A-14)."""
    row = _demand(level)
    return (missing(level, "NM1", because=(row, "type")),) if row is not None and level.ordinal > 1 else ()


def _demand(level: Loop) -> Row | None:
    """The BHT of a demand that has no plan in this 2000A."""
    row = level.up.row("beginning") if level.up is not None else None
    return row if row is not None and row.get(6) == _SUBROGATION and not level.counts.get("2010AC") else None


@rule(
    "A-14b",
    "2010AC",
    Words(
        "A plan that is to be paid is named, but the transaction isn't a demand of a health plan.",
        "Send 31 in BHT06, or leave out 2010AC.",
        "I9",
        "A8:21",
        "837 2010AC",
    ),
)
def plan_needless(plan: Loop) -> Iterable[Spot]:
    """2010AC without 31 in BHT06 (handbook A-14)."""
    root = plan.above("ST")
    row = root.row("beginning") if root is not None else None
    if row is None or row.get(6) == _SUBROGATION:
        return ()
    return (at(opener(plan), because=(row, "type")),)


@rule(
    "A-20",
    "2000B",
    Words(
        "The casualty claim number stands with the subscriber, though another person is the patient.",
        "Send REF Y4 with the patient (2010CA).",
        "I9",
        "A8:21",
        "837 2010BA REF*Y4",
    ),
    has=DEPENDENTS,
)
def casualty_number_misplaced(level: Loop) -> Iterable[Spot]:
    """Y4 in 2010BA though there is a 2000C (handbook A-20)."""
    if not level.counts.get("2000C") or level.get("insurance", 2) == "18":
        return ()
    subscriber = level.child("2010BA")
    row = subscriber.row("casualty_claim_number") if subscriber is not None else None
    patient = level.child("2000C") or level
    return () if row is None else (at(row, because=(opener(patient), None)),)


PARTY_RULES = (
    billing_box,
    short_zip,
    billing_unnumbered,
    pay_to_same,
    contact_same,
    plan_missing,
    further_plan_missing,
    plan_needless,
    casualty_number_misplaced,
)

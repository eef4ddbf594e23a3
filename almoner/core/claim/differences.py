"""What differs between two revisions of a claim, field by field, in words that a person reads: each with its
box on paper or its place in the file. What only we keep of a revision, as its day and findings, is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.claim.revision import ClaimLine, ClaimRevision, InstitutionalBill, Party, Person
from almoner.core.money import dollars

FREQUENCIES = {"1": "1 original", "7": "7 replaces the original", "8": "8 takes the original back"}
LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is told otherwise: its name, its place, and what it says before and after; empty where it
    says nothing.
    """

    name: str
    place: str
    before: str
    after: str


Told = dict[tuple[str, str], str]


def differences(before: ClaimRevision, after: ClaimRevision) -> tuple[Difference, ...]:
    """Return what the payer is told otherwise by the later of two revisions, in the order of a claim."""
    old, new = _told(before), _told(after)
    names = [*new, *(key for key in old if key not in new)]
    return tuple(
        Difference(*key, old.get(key, ""), new.get(key, ""))
        for key in names
        if old.get(key, "") != new.get(key, "")
    )


def _told(one: ClaimRevision) -> Told:
    head: Told = {
        ("Claim frequency", "CLM05-3"): FREQUENCIES[one.frequency],
        ("Payer's claim number", "box 22, REF*F8"): one.original_ref,
        ("Prior authorization", "box 23, REF*G1"): one.authorization,
        ("Referral number", "REF*9F"): one.referral_number,
        ("Payer", "NM1*PR"): f"{one.payer.name} {one.payer.claim_payer_id}",
        ("Payer's turn", "SBR01"): str(one.payer.rank),
        ("Kind of plan", "SBR09"): one.payer.claim_filing,
        ("Member's number", "box 1a, NM109"): one.payer.member_id,
        ("Group number", "box 11, SBR03"): one.payer.group_number,
        ("Relation to the insured", "box 6, SBR02"): one.payer.relation,
        ("Secondary to Medicare because of", "SBR05"): one.payer.msp_type,
        ("Other payers", "box 9, 2320"): "; ".join(_other_payers(one)),
        ("Patient", "box 2, NM1*QC"): _person(one.patient),
        ("Insured", "box 4, NM1*IL"): _person(one.subscriber),
        ("Diagnoses", "box 21, HI"): ", ".join(_lettered(one.diagnoses)),
        ("Place of service", "box 24B, CLM05-1"): one.pos,
        ("Accident", "box 10, CLM11"): _accident(one),
        ("In hospital since", "box 18, DTP*435"): _day(one.admitted_on),
        ("Care handed over", "DTP*090"): _day(one.handed_over_on),
        ("Patient paid", "box 29, AMT*F5"): _money(one.patient_paid_cents),
        ("Charged", "box 28, CLM02"): _money(one.total_cents),
    }
    parties = (
        ("Billing provider", "box 33, NM1*85", one.billing),
        ("Rendering provider", "box 24J, NM1*82", one.rendering),
        ("Referring provider", "box 17, NM1*DN", one.referring),
        ("Supervising provider", "NM1*DQ", one.supervising),
        ("Service place", "box 32, NM1*77", one.facility),
    )
    head |= {(name, place): _party(party) for name, place, party in parties}
    if one.bill is not None:
        head |= _bill(one.bill)
    for number, line in enumerate(one.lines, 1):
        head |= {(f"Line {number}, {name}", place): text for name, place, text in _line(line)}
    return head


def _line(line: ClaimLine) -> Iterator[tuple[str, str, str]]:
    yield "service", "box 24D, SV1", line.code
    yield "modifiers", "box 24D, SV101", " ".join(line.modifiers)
    yield "diagnoses", "box 24E, SV107", " ".join(LETTERS[at - 1] for at in line.pointers)
    yield "units", "box 24G, SV104", str(line.units)
    yield "charge", "box 24F, SV102", _money(line.charge_cents)
    yield "day", "box 24A, DTP*472", _day(line.service_on)
    yield "place", "box 24B, SV105", line.pos
    yield "drug", "box 24, LIN", line.ndc
    yield "description", "SV101-7", line.description
    yield "revenue code", "box 42, SV201", line.revenue_code


def _bill(bill: InstitutionalBill) -> Told:
    """What an institutional claim tells beside the others, by its boxes on a UB-04."""
    return {
        ("Type of bill", "box 4, CLM05"): bill.bill_type,
        ("Days of the statement", "box 6, DTP*434"): f"{_day(bill.since_on)} to {_day(bill.until_on)}",
        ("Priority", "box 14, CL101"): bill.priority,
        ("Point of origin", "box 15, CL102"): bill.origin,
        ("Patient's status", "box 17, CL103"): bill.status,
        ("Conditions", "box 18, HI*BG"): " ".join(bill.conditions),
        ("Occurrences", "box 31, HI*BH"): ", ".join(f"{o.code} {_day(o.on)}" for o in bill.occurrences),
        ("Values", "box 39, HI*BE"): ", ".join(f"{v.code} ${dollars(v.cents)}" for v in bill.values),
        ("Reasons for the visit", "box 70, HI*APR"): " ".join(bill.reasons),
        ("Attending provider", "box 76, NM1*71"): _party(bill.attending),
        ("Operating provider", "box 77, NM1*72"): _party(bill.operating),
    }


def _other_payers(one: ClaimRevision) -> Iterator[str]:
    for other in one.others:
        prior = other.prior
        decided = f", paid {_money(prior.paid_cents) or '$0.00'} on {_day(prior.decided_on)}" if prior else ""
        over = ", not asked" if other.is_passed_over else ""
        yield f"{other.payer.name} {other.payer.member_id}, pays {other.payer.rank}{decided}{over}"


def _lettered(codes: tuple[str, ...]) -> Iterator[str]:
    for letter, code in zip(LETTERS, codes, strict=False):
        yield f"{letter} {code}"


def _party(party: Party | None) -> str:
    if party is None:
        return ""
    name = ", ".join(part for part in (party.last, party.first) if part)
    return " ".join(part for part in (name, party.npi, party.taxonomy, party.clia) if part)


def _person(person: Person) -> str:
    at = person.address
    home = ", ".join(part for part in (at.line1, at.line2, at.city, at.state, at.zip) if part)
    return f"{person.name.listed}, {_day(person.birth_on)} {person.sex}, {home}"


def _accident(one: ClaimRevision) -> str:
    if one.accident is None:
        return ""
    told = one.accident
    return " ".join(
        part for part in (told.cause, _day(told.happened_on), told.state, told.claim_number) if part
    )


def _day(on: date | None) -> str:
    return on.strftime("%m/%d/%Y") if on else ""


def _money(cents: int) -> str:
    return f"${dollars(cents)}" if cents else ""

"""Sample claims of a practice: visits, tests, drugs, accidents, referrals, care in a hospital."""

from dataclasses import replace
from datetime import date, timedelta

from almoner.core.wire.claim_837_noun import (
    Attachment,
    Claim,
    Code,
    Dated,
    Drug,
    Line,
    Money,
    Party,
    Place,
    Procedure,
    Reference,
)
from almoner.core.wire.sample_values import OFFICE_CODES, TAXONOMIES, SampleValues

_TESTS = ("81002",)
_CLIA = "33D0987654"
_DRUG = Line(
    charge_cents=4200,
    quantity="2",
    unit="UN",
    procedure=Procedure("HC", "J1885"),
    pointers=("1",),
    drug=Drug("N4", "00409379501", "1.5", "ML"),
)


def professional(claim: Claim, values: SampleValues) -> Claim:
    """The body of a professional claim."""
    chance, seen_on = values.chance, values.day()
    diagnoses = values.diagnoses(4)
    codes = chance.sample(OFFICE_CODES, chance.randint(1, 4))
    lines = [_visit(code, len(diagnoses), values) for code in codes]
    if chance.random() < 0.15:
        lines.append(_DRUG)
    rendering = Party(
        "rendering_provider",
        values.person().last,
        chance.choice("ABCDEF") + "NNA",
        kind="1",
        id=values.npi(),
        taxonomy=chance.choice(TAXONOMIES),
    )
    whole = replace(
        claim,
        signature_on_file="Y",
        codes=tuple(Code("diagnoses", "ABF" if at else "ABK", code) for at, code in enumerate(diagnoses)),
        references=(Reference("clia_number", _CLIA),) if set(codes) & set(_TESTS) else (),
        parties=(rendering,),
        lines=tuple(_numbered(line, at, seen_on) for at, line in enumerate(lines, 1)),
    )
    return _varied(whole, values, seen_on)


def _visit(code: str, diagnoses: int, values: SampleValues) -> Line:
    pointers = values.chance.sample(range(1, diagnoses + 1), values.chance.randint(1, diagnoses))
    return Line(
        charge_cents=values.cents(1500, 32000),
        quantity="1",
        unit="UN",
        procedure=Procedure("HC", code, ("25",) if code[:3] == "992" and diagnoses > 2 else ()),
        pointers=tuple(map(str, pointers)),
    )


def _numbered(line: Line, number: int, seen_on: date) -> Line:
    return replace(
        line,
        dates=(Dated("service_date", seen_on), *line.dates),
        references=(Reference("line_number", f"L{number:04d}"), *line.references),
    )


def _varied(claim: Claim, values: SampleValues, seen_on: date) -> Claim:
    """The claim with one of the things that some have."""
    match values.chance.randrange(7):
        case 0:
            return _accident(claim, seen_on)
        case 1:
            return _referred(claim, values)
        case 2:
            return _in_hospital(claim, values, seen_on)
        case 3:
            return replace(claim, attachments=(Attachment("attachment", "OZ", "EL", values.number(8)),))
        case 4:
            return replace(claim, amounts=(Money("patient_paid", 1000),))
        case _:
            return claim


def _accident(claim: Claim, seen_on: date) -> Claim:
    happened = Dated("accident_date", seen_on - timedelta(days=2))
    return replace(claim, causes=("AA",), accident_state="NY", dates=(happened,))


def _referred(claim: Claim, values: SampleValues) -> Claim:
    who = Party("referring_provider", values.person().last, "INES", entity="DN", id=values.npi())
    number = Reference("referral_number", values.number(7))
    return replace(claim, parties=(who, *claim.parties), references=(number, *claim.references))


def _in_hospital(claim: Claim, values: SampleValues, seen_on: date) -> Claim:
    """Inpatient care by the practice's doctor: the place, and the day of admission."""
    at = values.place()
    hospital = Party(
        "service_facility",
        "SAMPLE GENERAL HOSPITAL",
        id=values.npi(is_person=False),
        place=Place(at.line1, at.city, at.state, at.zip),
    )
    admitted = Dated("admission_date", seen_on - timedelta(days=1))
    return replace(claim, place="21", parties=(*claim.parties, hospital), dates=(admitted,))

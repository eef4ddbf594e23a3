"""Sample claims of a hospital: stays with days, diagnoses present on admission and maybe an operation, and
outpatient visits."""

from dataclasses import replace
from datetime import date, time, timedelta

from almoner.core.wire.claim_837_noun import Claim, Code, Dated, Detail, Line, Party, Procedure, Reference
from almoner.core.wire.sample_values import SampleValues

_VISITS = (("0450", "99283"), ("0300", "80053"), ("0320", "71046"), ("0510", "99213"))
_SUPPLIES = ("0250", "0270", "0300")
_OPERATION = "0DTJ4ZZ"
_ATTENDING = "207R00000X"


def institutional(claim: Claim, values: SampleValues) -> Claim:
    """The body of an institutional claim."""
    diagnoses = values.diagnoses(5)
    came_on = values.day(within=45)
    attending = _doctor("attending_provider", values, _ATTENDING)
    plain = replace(claim, parties=(attending,))
    if values.chance.random() < 0.4:
        return _stay(plain, values, came_on, diagnoses)
    return _visit(plain, values, came_on, diagnoses)


def _doctor(role: str, values: SampleValues, taxonomy: str = "") -> Party:
    who = values.person(youngest=30, oldest=65)
    return Party(role, who.last, who.first, id=values.npi(), taxonomy=taxonomy)


def _stay(claim: Claim, values: SampleValues, came_on: date, diagnoses: tuple[str, ...]) -> Claim:
    """An inpatient stay; a third of them with an operation on the second day."""
    days = values.chance.randint(2, 8)
    left_on = came_on + timedelta(days=days)
    codes = [
        Code("principal_diagnosis", "ABK", diagnoses[0], present_on_admission="Y"),
        Code("admitting_diagnosis", "ABJ", diagnoses[0]),
    ]
    codes += [Code("other_diagnoses", "ABF", code, present_on_admission="N") for code in diagnoses[1:]]
    parties = claim.parties
    if values.chance.random() < 0.33:
        on = came_on + timedelta(days=1)
        codes.append(Code("principal_procedure", "BBR", _OPERATION, on=on))
        parties = (*parties, _doctor("operating_physician", values))
    codes.append(Code("values", "BE", "80", cents=days * 100))
    return replace(
        claim,
        place="11",
        dates=(
            Dated("discharge_hour", at=time(11, 0)),
            Dated("statement_dates", came_on, left_on),
            Dated("admission_date", came_on, at=time(8, 30)),
        ),
        references=(Reference("medical_record_number", values.number(8)),),
        details=(_stay_details("1", "01"),),
        codes=tuple(codes),
        parties=parties,
        lines=(_room(days, values), *(_supply(code, values) for code in _SUPPLIES)),
    )


def _stay_details(admission_type: str, status: str) -> Detail:
    values = (("admission_type", admission_type), ("admission_source", "1"), ("patient_status", status))
    return Detail("stay", values)


def _room(days: int, values: SampleValues) -> Line:
    return Line(
        charge_cents=days * values.cents(80_000, 140_000), quantity=str(days), unit="DA", revenue_code="0120"
    )


def _supply(revenue_code: str, values: SampleValues) -> Line:
    quantity = str(values.chance.randint(1, 9))
    return Line(
        charge_cents=values.cents(5_000, 90_000), quantity=quantity, unit="UN", revenue_code=revenue_code
    )


def _visit(claim: Claim, values: SampleValues, came_on: date, diagnoses: tuple[str, ...]) -> Claim:
    """An unscheduled outpatient visit."""
    codes = [Code("principal_diagnosis", "ABK", diagnoses[0]), Code("visit_reasons", "APR", diagnoses[0])]
    codes += [Code("other_diagnoses", "ABF", code) for code in diagnoses[1:]]
    services = values.chance.sample(_VISITS, values.chance.randint(1, len(_VISITS)))
    return replace(
        claim,
        place="13",
        dates=(Dated("statement_dates", came_on, came_on),),
        details=(_stay_details("1", "01"),),
        codes=tuple(codes),
        lines=tuple(
            Line(
                charge_cents=values.cents(4_000, 95_000),
                quantity="1",
                unit="UN",
                procedure=Procedure("HC", code),
                revenue_code=revenue_code,
                dates=(Dated("service_date", came_on),),
                references=(Reference("line_number", f"L{number:04d}"),),
            )
            for number, (revenue_code, code) in enumerate(services, 1)
        ),
    )

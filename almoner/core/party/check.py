"""What a party's record must hold before it may stand in the books: sentences with a mend, no values."""

import re
from collections.abc import Iterable
from dataclasses import replace

from almoner.core.party.identifiers import is_digits, is_npi, is_service, is_tax_id, is_taxonomy
from almoner.core.party.institutional import check_institutional
from almoner.core.party.patient import Guarantor, Patient
from almoner.core.party.payer import FILINGS, Payer, PayerPlan
from almoner.core.party.people import LONGEST, Address, too_long
from almoner.core.party.practice import (
    TIME_ZONES,
    Enrollment,
    Location,
    PlaceEnrollment,
    Practice,
    Provider,
)
from almoner.core.rules import Because, Finding, Severity
from almoner.core.x12.code_places import STATES

MEDIGAP_ID = re.compile(r"55[0-9]{3}")
"""The numbers of insurers of supplements to whom Medicare passes single claims on (CMS, coordination of
benefits agreement)."""
MOST_ABSENCE_FEE_CENTS = 20_000
MOST_NOTICE_HOURS = 168
MOST_FLOAT_CENTS = 100_000
"""Beyond 200.00 a digit was typed too many."""
_REGISTER = Because("register", "837P 005010X222A1")


def _finding(edit: str, message: str, mend: str, fields: str = "") -> Finding:
    because = replace(_REGISTER, row=fields)
    return Finding(edit, "party", Severity.REJECT, line=0, message=message, mend=mend, because=because)


def _address(whose: str, address: Address, *, zip_lengths: tuple[int, ...]) -> list[Finding]:
    found = []
    if not (address.line1 and address.city and address.state):
        found.append(
            _finding(
                "ENV-05",
                f"The {whose} address is incomplete.",
                "Give street, city and state.",
                "line1 city state",
            )
        )
    elif address.state not in STATES:
        mend = "Give its two letters, as NY."
        found.append(_finding("ENV-05", f"The {whose} state isn't one.", mend, "state"))
    if not (is_digits(address.zip) and len(address.zip) in zip_lengths):
        mend = f"Give {' or '.join(str(length) for length in zip_lengths)} digits."
        found.append(_finding("ENV-05", f"The {whose} ZIP code has another length.", mend, "zip"))
    return found


def check_practice(practice: Practice) -> list[Finding]:
    """Check a billing provider: NPI, taxonomy, tax number, a street address with nine digits of ZIP."""
    found = _address("billing", practice.address, zip_lengths=(9,))
    if not is_npi(practice.npi):
        found.append(_finding("ENV-01", "The practice's NPI fails its check digit.", "Copy it from NPPES."))
    if not is_tax_id(practice.tax_id):
        found.append(_finding("ENV-04", "The tax number hasn't nine digits.", "Give it without a dash."))
    if not is_taxonomy(practice.taxonomy):
        found.append(
            _finding("ENV-19", "The taxonomy code has another shape.", "Ten characters, ending in X.")
        )
    if not 0 <= practice.absence_fee_cents <= MOST_ABSENCE_FEE_CENTS:
        found.append(_finding("ENV-21", "The fee for a missed visit is too high.", "Give at most 200.00."))
    if not 0 <= practice.cancel_notice_hours <= MOST_NOTICE_HOURS:
        found.append(_finding("ENV-24", "The hours of notice are too many.", "Give at most 168, a week."))
    if not 0 <= practice.drawer_float_cents <= MOST_FLOAT_CENTS:
        found.append(_finding("ENV-22", "The change in the drawer is too much.", "Give at most 1,000.00."))
    if practice.time_zone and practice.time_zone not in TIME_ZONES:
        mend = "Give one of the United States, as America/Chicago, or none for the machine's."
        found.append(_finding("ENV-23", "The time zone isn't one.", mend, "time_zone"))
    return found


def check_location(location: Location) -> list[Finding]:
    """Check a place of care."""
    found = _address("location's", location.address, zip_lengths=(9,))
    if not (is_digits(location.pos) and len(location.pos) == 2):
        found.append(_finding("ENV-15", "The place of service hasn't two digits.", "Office is 11."))
    if location.npi and not is_npi(location.npi):
        found.append(_finding("ENV-18", "The facility's NPI fails its check digit.", "Copy it from NPPES."))
    return [*found, *check_institutional(location.institutional)]


def check_provider(provider: Provider) -> list[Finding]:
    """Check a person who renders or refers."""
    found = []
    if not is_npi(provider.npi):
        found.append(_finding("ENV-02", "The provider's NPI fails its check digit.", "Copy it from NPPES."))
    if provider.taxonomy and not is_taxonomy(provider.taxonomy):
        found.append(
            _finding("ENV-19", "The taxonomy code has another shape.", "Ten characters, ending in X.")
        )
    return found


def check_payer(payer: Payer) -> list[Finding]:
    """Check an insurer: its ids and the limits that the clocks run by."""
    found = []
    if not payer.claim_payer_id:
        found.append(
            _finding("ENV-14", "The payer has no id for claims.", "Copy it from the clearinghouse's list.")
        )
    if payer.claim_filing not in FILINGS.get(payer.payer_kind, frozenset({payer.claim_filing})):
        wanted = ", ".join(sorted(FILINGS[payer.payer_kind]))
        found.append(
            _finding("ENV-14", "The filing indicator is another kind of payer's.", f"Give one of {wanted}.")
        )
    if payer.filing_days <= 0 or payer.answer_days <= 0:
        found.append(_finding("ENV-14", "The payer's limits are not days.", "Give days above zero."))
    if payer.medigap_id and not MEDIGAP_ID.fullmatch(payer.medigap_id):
        found.append(
            _finding("ENV-14", "The Medigap number has another shape.", "Five digits from 55000 to 55999.")
        )
    if not all(map(is_service, payer.authorized_codes)):
        found.append(
            _finding("AUT-01", "A code to be authorized has another shape.", "Give codes of five characters.")
        )
    return found


def check_enrollment(enrollment: Enrollment, others: Iterable[Enrollment]) -> list[Finding]:
    """Check a provider's standing with a payer against the others of the same two: no two agreed ones share a
    day.
    """
    if enrollment.until_on is not None and enrollment.until_on <= enrollment.since_on:
        return [_finding("ENR-01", "The enrollment ends before it begins.", "Give a later last day.")]
    if not enrollment.is_in_force:
        return []
    shared = [one for one in others if one.id != enrollment.id and one.is_in_force and _meet(one, enrollment)]
    if not shared:
        return []
    why = "Another enrollment of this provider with this payer covers some of these days."
    return [_finding("ENR-02", why, "End that one first, or begin this one after it.")]


def check_place_enrollment(
    enrollment: PlaceEnrollment, place: Location, payer: Payer, others: Iterable[PlaceEnrollment]
) -> list[Finding]:
    """Check a place's standing with a payer: the place makes institutional claims, the filing indicator is
    one of the payer's kind, and no two agreed ones of the same two share a day.
    """
    if enrollment.until_on is not None and enrollment.until_on <= enrollment.since_on:
        return [_finding("ENR-01", "The enrollment ends before it begins.", "Give a later last day.")]
    found = []
    if enrollment.is_in_force and not place.institutional.bill_type:
        why = "The place has no type of bill, so that it makes no institutional claim."
        found.append(_finding("ENR-03", why, "Give the place its type of bill first."))
    known = FILINGS.get(payer.payer_kind, frozenset())
    if enrollment.claim_filing and known and enrollment.claim_filing not in known:
        why = "The filing indicator is another kind of payer's."
        found.append(_finding("ENV-14", why, f"Give one of {', '.join(sorted(known))}."))
    if enrollment.is_own_biller and not place.npi:
        why = "The place has no NPI of its own to bill under."
        found.append(_finding("ENR-04", why, "Give the place its NPI first."))
    if enrollment.taxonomy and not is_taxonomy(enrollment.taxonomy):
        why = "The taxonomy code has another shape."
        found.append(_finding("ENV-19", why, "Ten characters, ending in X."))
    shared = [one for one in others if one.id != enrollment.id and one.is_in_force and _meet(one, enrollment)]
    if enrollment.is_in_force and shared:
        why = "Another enrollment of this place with this payer covers some of these days."
        found.append(_finding("ENR-02", why, "End that one first, or begin this one after it."))
    return found


def _meet(one: Enrollment | PlaceEnrollment, other: Enrollment | PlaceEnrollment) -> bool:
    """True where two periods share a day."""
    one_goes_on = one.until_on is None or other.since_on < one.until_on
    other_goes_on = other.until_on is None or one.since_on < other.until_on
    return one_goes_on and other_goes_on


def check_plan(plan: PayerPlan) -> list[Finding]:
    """Check a product of a payer."""
    if plan.name.strip():
        return []
    return [_finding("ENV-14", "The plan has no name.", "Copy it from the card.")]


def check_patient(patient: Patient) -> list[Finding]:
    """Check a patient: a name, a birth date and an address that a claim can carry."""
    found = _address("patient's", patient.address, zip_lengths=(5, 9))
    if not (patient.name.last.strip() and patient.name.first.strip()):
        mend = "Give last and first name."
        found.append(_finding("ENV-20", "The patient's name is incomplete.", mend, "last first"))
    for part in too_long(patient.name, patient.address):
        why = f"The patient's {PARTS[part]} is longer than a claim can carry."
        found.append(_finding("ENV-20", why, f"Give at most {LONGEST[part]} characters.", part))
    return found


PARTS = {
    "last": "last name",
    "first": "first name",
    "middle": "middle name",
    "suffix": "suffix",
    "line1": "street",
    "line2": "second line of the address",
    "city": "city",
}


LONGEST_RELATION = 60


def check_guarantor(guarantor: Guarantor) -> list[Finding]:
    """Check who answers for a bill: a name, what they are to the patient, and an address for statements."""
    found = _address("guarantor's", guarantor.address, zip_lengths=(5, 9))
    if not (guarantor.name.last.strip() and guarantor.name.first.strip()):
        mend = "Give last and first name."
        found.append(_finding("ENV-20", "The guarantor's name is incomplete.", mend, "last first"))
    relation = guarantor.relation
    if not relation.strip() or len(relation) > LONGEST_RELATION or not relation.isprintable():
        found.append(
            _finding(
                "ENV-20",
                "What the guarantor is to the patient isn't said.",
                "Say it, such as mother or aunt.",
                "relation",
            )
        )
    return found

"""The fields of the set-up: what of each of its records people change, in which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from types import MappingProxyType

from almoner.core.party import (
    TIME_ZONES,
    Address,
    Enrollment,
    Location,
    Payer,
    PayerKind,
    PayerPlan,
    PersonName,
    PlaceEnrollment,
    Provider,
)
from almoner.core.schedule import ClosedDays, OpenHours, VisitType, Week
from almoner.core.schedule.terms import USUAL_HOURS
from almoner.flow.setup.setup import Part, SetUp
from almoner.web import words
from almoner.web.setup.forms import Field

ROUTE = (("open", "open"), ("asked", "asked for"), ("closed", "not open"))
STATE = (("in_force", "in force"), ("asked", "asked for"), ("refused", "refused"))
NPI = Field("npi", "NPI", "digits", 14, is_needed=True, about="NPI")
TAXONOMY = Field("taxonomy", "Taxonomy", most=10, about="taxonomy", hint="Ten characters, ending in X")


def _address(zip_hint: str) -> tuple[Field, ...]:
    return (
        Field("address.line1", "Street", is_needed=True, about="address is incomplete"),
        Field("address.line2", "Suite"),
        Field("address.city", "City", is_needed=True),
        Field("address.state", "State", most=2, is_needed=True, about="state isn't"),
        Field("address.zip", "ZIP", "digits", 12, is_needed=True, about="ZIP", hint=zip_hint),
    )


PRACTICE = (
    Field("name", "Name", is_needed=True),
    NPI,
    replace(TAXONOMY, is_needed=True),
    Field("tax_id", "Tax number", "digits", 12, is_needed=True, about="tax number"),
    Field(
        "tax_id_kind", "Kind of tax number", "choice", choices=(("EI", "employer"), ("SY", "social security"))
    ),
    *_address("Nine digits"),
    Field("phone", "Phone", "digits", 20, is_needed=True),
    Field("contact", "Whom a payer asks for", is_needed=True),
    Field(
        "time_zone",
        "Time zone",
        "choice",
        choices=(("", "the machine's"), *TIME_ZONES.items()),
        about="time zone",
        hint="When its day turns",
    ),
    Field("clearinghouse_id", "Clearinghouse's id", most=15, is_needed=True),
    Field("clearinghouse_name", "Clearinghouse", is_needed=True),
    Field("usage", "Files are", "choice", choices=(("T", "tests"), ("P", "production"))),
    Field("pay_url", "Page where patients pay", most=200),
    Field("returned_fee_cents", "Fee for a returned check", "money", 12),
    Field("absence_fee_cents", "Fee for a missed visit", "money", 12, about="missed visit"),
    Field(
        "cancel_notice_hours",
        "Hours of notice to cancel",
        "number",
        3,
        hint="0: cancelling is free",
        about="hours of notice",
    ),
    Field("drawer_float_cents", "Change that the drawer begins with", "money", 12, about="drawer"),
    Field("first_absence_is_free", "The first missed visit is free", "yes"),
    Field(
        "charges_everybody",
        "The fee is asked of everybody alike",
        "yes",
        hint="Then of Medicare's patients too",
    ),
    Field("posts_clean", "Post what is certain unattended", "yes"),
    Field("holds_until_deposit", "Post only what is in the bank", "yes"),
)
PLACE = (
    Field("name", "Name", is_needed=True),
    Field("pos", "Place of service", most=2, is_needed=True, about="place of service", hint="Office is 11"),
    *_address("Nine digits"),
    replace(NPI, label="Facility's NPI", is_needed=False),
    Field("clia", "CLIA number", most=10),
    Field("is_program", "Substance use program (42 CFR Part 2)", "yes"),
    Field(
        "institutional.bill_type",
        "UB-04: type of bill",
        most=2,
        about="type of bill",
        hint="71 rural health clinic, 77 health center; empty: no UB-04",
    ),
    Field("institutional.since_on", "UB-04: services from", "date", 10, hint="Empty: all"),
    Field(
        "institutional.revenue_codes",
        "UB-04: revenue codes",
        "codes",
        about="revenue code",
        hint="0521 for every service, 0900=90832-90853 for some",
    ),
    Field("institutional.origin", "UB-04: point of origin", most=1, about="point of origin", hint="Box 15"),
    Field("institutional.status", "UB-04: patient's status", most=2, about="status", hint="Box 17"),
    Field("institutional.priority", "UB-04: priority", most=1, about="priority", hint="Box 14, if asked"),
)
PROVIDER = (
    Field("name.last", "Last name", is_needed=True),
    Field("name.first", "First name", is_needed=True),
    Field("name.middle", "Middle"),
    Field("name.suffix", "Suffix", most=10),
    Field("credential", "Credential", most=20),
    NPI,
    TAXONOMY,
    Field("license", "License", most=40),
    Field("license_state", "License's state", most=2),
    Field("user", "Sign-in name", most=150, about="sign-in name"),
)
PAYER = (
    Field("name", "Name", is_needed=True),
    Field(
        "payer_kind",
        "Kind",
        "choice",
        choices=tuple((one.value, one.value.replace("_", " ")) for one in PayerKind),
        made=PayerKind,
    ),
    Field("claim_filing", "Filing indicator", most=2, is_needed=True, about="filing indicator"),
    Field("claim_payer_id", "Id for claims", about="no id for claims", hint="From the clearinghouse's list"),
    Field("eligibility_payer_id", "Id for eligibility"),
    Field("remittance_payer_id", "Id in remittances"),
    *_address("Five or nine digits"),
    Field(
        "filing_days",
        "Days to file a claim",
        "number",
        5,
        is_needed=True,
        about="payer's limits are not days",
    ),
    Field("answer_days", "Days to answer one", "number", 5, is_needed=True),
    Field("takes_electronic", "Takes electronic claims", "yes"),
    Field("routes.claims", "Claims (837)", "choice", choices=ROUTE),
    Field("routes.eligibility", "Eligibility (270)", "choice", choices=ROUTE),
    Field("routes.status", "Claim status (276)", "choice", choices=ROUTE),
    Field("routes.remittances", "Remittances (835)", "choice", choices=ROUTE),
    Field("medigap_id", "Medigap number", most=5, about="Medigap"),
    Field(
        "authorized_codes",
        "Services to be authorized",
        "codes",
        about="code to be authorized",
        hint="Codes with blanks between",
    ),
    Field("holds_until_deposit", "Post only what is in the bank", "yes"),
    Field("holds_write_offs", "Write nothing off by itself", "yes"),
    Field("bars_absence_fee", "Allows no fee for a missed visit", "yes"),
)
PLAN = (
    Field("name", "Name", is_needed=True, about="plan has no name"),
    Field("needs_referral", "Wants a referral", "yes"),
)
ENROLLMENT = (
    Field("state", "State", "choice", choices=STATE),
    Field("since_on", "From", "date", 10, is_needed=True, about="covers some of these days"),
    Field("until_on", "Until before", "date", 10, about="ends before it begins"),
    Field("is_participating", "Participates", "yes"),
    Field("payer_number", "Payer's number for them", most=40),
)
INSTITUTIONAL = (
    Field("state", "State", "choice", choices=STATE, about="no type of bill"),
    Field("since_on", "Services from", "date", 10, is_needed=True, about="covers some of these days"),
    Field("until_on", "Until before", "date", 10, about="ends before it begins"),
    Field("claim_payer_id", "Id for institutional claims", most=80, hint="Empty: as for its other claims"),
    Field("remittance_payer_id", "Id in their remittances", most=80, hint="Empty: as in its other ones"),
    Field("claim_filing", "Filing indicator", most=2, about="filing indicator", hint="Medicare: MA"),
    Field("is_own_biller", "The place bills under its own NPI", "yes", about="NPI of its own"),
    replace(TAXONOMY, label="The place's taxonomy"),
    Field("payer_number", "Payer's number for it", most=40),
)
_PERIOD = (
    Field("since_on", "From", "date", 10, is_needed=True, about="period ends before"),
    Field("until_on", "Until before", "date", 10),
)
WHOM = (("anybody", "anybody"), ("new", "new patients"), ("established", "established patients"))
TYPE = (
    Field("name", "Name", is_needed=True, about="name"),
    Field("minutes", "Minutes", "number", 3, is_needed=True, about="no length of a visit"),
    Field("whom", "For", "choice", choices=WHOM),
    Field("may_be_doubled", "May be double-booked, by who has the right", "yes"),
    Field("has_absence_fee", "Missing one costs the fee", "yes"),
    Field(
        "absence_fee_cents", "A fee of its own", "money", 12, hint="0: the practice's", about="missing one"
    ),
    Field(
        "has_copay", "The copay is asked at the desk", "yes", hint="Not after an operation, within its days"
    ),
    *_PERIOD,
)
HOURS = (
    Field("opens", "Opens", "time", 5, is_needed=True, about="Other hours"),
    Field("closes", "Closes", "time", 5, is_needed=True, about="hours end before"),
    *(Field(f"days.{name}", name.capitalize(), "yes") for name in Week.__dataclass_fields__),
    *_PERIOD,
)
CLOSED = (
    Field("name", "Why", is_needed=True, hint="Such as staff day", about="no name"),
    *_PERIOD[:1],
    replace(_PERIOD[1], hint="Empty: that one day"),
    Field("is_open", "Open all the same: a federal holiday on which you work", "yes"),
)
NOWHERE = Address("", "", "", "")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record as its page says it: what one is called, its fields, and what a new one begins as."""

    one: str
    fields: tuple[Field, ...]
    blank: Callable[[date], Part] | None = None


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "practice": Kind("Practice", PRACTICE),
        "places": Kind("Place", PLACE, lambda _: Location(0, "", "11", NOWHERE)),
        "providers": Kind("Provider", PROVIDER, lambda _: Provider(0, PersonName("", ""), "", "", "", "")),
        "payers": Kind(
            "Payer",
            PAYER,
            lambda _: Payer(0, "", PayerKind.COMMERCIAL, "CI", "", "", "", NOWHERE, 90, 30),
        ),
        "plans": Kind("Plan", PLAN, lambda _: PayerPlan(0, 0, "")),
        "enrollments": Kind(
            "Enrollment",
            ENROLLMENT,
            lambda on: Enrollment(0, 0, 0, on, is_participating=True, state="asked"),
        ),
        "institutional": Kind(
            "Institutional claims",
            INSTITUTIONAL,
            lambda on: PlaceEnrollment(0, 0, 0, on, state="asked"),
        ),
        "types": Kind("Type of visit", TYPE, lambda on: VisitType(0, "", 20, on)),
        "hours": Kind("Opening hours", HOURS, lambda on: OpenHours(0, *USUAL_HOURS, on)),
        "closed": Kind("Closed days", CLOSED, lambda on: ClosedDays(0, "", on)),
    }
)


def fields_of(noun: str, found: SetUp, *, is_new: bool) -> tuple[Field, ...]:
    """Return the fields of a kind of record; a new plan or enrollment also chooses whose it is."""
    own = KINDS[noun].fields
    if noun in {"hours", "closed"}:
        return (*_where(found), *own)
    if not is_new or noun not in {"plans", "enrollments", "institutional"}:
        return own
    payers = tuple((str(one.id), one.name) for one in found.payers)
    providers = tuple((str(one.id), one.name.listed) for one in found.providers)
    whose = [Field("payer_id", "Payer", "choice", choices=payers, made=int)]
    if noun == "institutional":
        places = tuple((str(one.id), one.name) for one in found.locations)
        whose.insert(0, Field("location_id", "Place", "choice", choices=places, made=int))
    if noun == "enrollments":
        whose.insert(0, Field("provider_id", "Provider", "choice", choices=providers, made=int))
    return (*whose, *own)


def _where(found: SetUp) -> tuple[Field, ...]:
    places = (("0", "every place"), *((str(one.id), one.name) for one in found.locations))
    providers = (("0", "everybody"), *((str(one.id), one.name.listed) for one in found.providers))
    return (
        Field("location_id", "At", "choice", choices=places, made=int),
        Field("provider_id", "With", "choice", choices=providers, made=int),
    )


def label_of(noun: str, path: str) -> str:
    """Return what a field is called, for the history; one that has no field of its own by its plain name."""
    known = {one.path: one.label for one in KINDS[noun].fields}
    return known.get(path, path.replace(".", " ").replace("_", " "))


def told(noun: str, path: str, value: object) -> str:
    """Return a value of the history as people read it."""
    fields = {one.path: one for one in KINDS[noun].fields}
    one = fields.get(path)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return value.isoformat("minutes")
    if value is None or value in ("", ()):
        return "nothing"
    if one is not None and one.kind == "money" and isinstance(value, int):
        return words.money(value)
    if one is not None and one.choices:
        return dict(one.choices).get(str(value), str(value))
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)

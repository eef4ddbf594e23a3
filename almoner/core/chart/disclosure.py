"""A patient's consent that substance use records are disclosed (42 CFR Part 2, section 2.31): for what, to
whom, over which services, until when, and whether it was taken back.

Promises that `lets_claim` says for one payer, service and day whether a claim may be sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.chart import check
from almoner.core.plan import Plan, reading
from almoner.core.rules import Finding

LONGEST_SIGNER = 120
_PROGRAM = frozenset(
    {
        *("101YA0400X", "103TA0400X", "163WA0400X", "2083A0300X", "2084A0401X", "2084P0802X"),
        *("207LA0401X", "207QA0401X", "207RA0401X", "261QM2800X", "261QR0405X"),
    }
)
"""Taxonomy codes (nucc.org) of those who are known for treating substance use: addiction counselors,
psychologists, nurses, physicians of addiction medicine and psychiatry, methadone and rehabilitation
clinics."""


class Purpose(StrEnum):
    """What the disclosure is for, in the words of the consent."""

    CARE_AND_PAYMENT = "care_and_payment"
    """Treatment, payment and health care operations, once for all (2.31(a)(5)(iii))."""
    PAYMENT = "payment"
    TREATMENT = "treatment"


PAYING = frozenset({Purpose.CARE_AND_PAYMENT, Purpose.PAYMENT})


@dataclass(frozen=True, slots=True)
class DisclosureConsent:
    """One signed consent. `payer_id` 0 is every payer who answers for the patient; services count over
    [services_since_on, services_until_on), both open where not said. It is good until the day before
    `expires_on`, and ends on the day `revoked_on`; what was sent before stays sent (2.31(a)(6)).

    `signed_by` says who signed: the patient, or whoever may sign for them; `place` where the paper lies.
    """

    kind: ClassVar[str] = "disclosure_consent"
    id: int
    patient_id: int
    purpose: Purpose
    signed_on: date
    signed_by: str
    recorded_by: str
    recorded_on: date
    version: int = 1
    payer_id: int = 0
    services_since_on: date | None = None
    services_until_on: date | None = None
    expires_on: date | None = None
    place: str = ""
    revoked_on: date | None = None
    revoked_by: str = ""
    revoked_how: str = ""

    def is_good(self, on: date) -> bool:
        """True on the days on which it may be relied on."""
        is_over = self.expires_on is not None and self.expires_on <= on
        is_taken_back = self.revoked_on is not None and self.revoked_on <= on
        return self.signed_on <= on and not is_over and not is_taken_back

    def lets_claim(self, *, payer_id: int, service_on: date, on: date) -> bool:
        """True where a service may be told to a payer on a day."""
        return self.payer_id in {0, payer_id} and self.lets_bill(service_on=service_on, on=on)

    def lets_bill(self, *, service_on: date, on: date) -> bool:
        """True where a service may be told to one payer at least."""
        starts = self.services_since_on is None or self.services_since_on <= service_on
        ends = self.services_until_on is not None and self.services_until_on <= service_on
        return self.purpose in PAYING and self.is_good(on) and starts and not ends


def lets_claim(consents: Iterable[DisclosureConsent], *, payer_id: int, service_on: date, on: date) -> bool:
    """True where one of a patient's consents lets a service be told to a payer on a day."""
    return any(one.lets_claim(payer_id=payer_id, service_on=service_on, on=on) for one in consents)


def program_codes() -> list[str]:
    """Return the taxonomy codes of providers whose records are substance use records by who they are (42 CFR
    2.11, "program").
    """
    return sorted(_PROGRAM)


def against(consent: DisclosureConsent, *, on: date) -> tuple[Finding, ...]:
    """Return what stands against keeping a consent: what 2.31(a) asks of one in writing."""
    found = [
        *check.texts("The signer", consent.signed_by, longest=LONGEST_SIGNER),
        *check.texts("The place", consent.place, longest=check.LONGEST_WORDS),
    ]
    if not consent.signed_by.strip():
        found.append(check.finding("DIS-01", "Nobody signed the consent.", "Say who signed it.", "by"))
    if consent.signed_on > on:
        found.append(check.finding("DIS-02", "It is signed in the future.", "Give the day on it.", "signed"))
    if not consent.place.strip():
        found.append(
            check.finding(
                "DIS-03", "Nobody says where the paper lies.", "Give the drawer, folder or system.", "place"
            )
        )
    if consent.expires_on is not None and consent.expires_on <= consent.signed_on:
        found.append(
            check.finding("DIS-04", "It ends before it begins.", "Give a later day, or none.", "ends")
        )
    since, until = consent.services_since_on, consent.services_until_on
    if since is not None and until is not None and until <= since:
        found.append(
            check.finding(
                "DIS-05", "It covers no day of service.", "Give a last day after the first.", "last"
            )
        )
    return tuple(found)


def revoke(consent: DisclosureConsent, how: str, *, by: str, on: date) -> Plan:
    """Return the plan by which a patient takes a consent back from a day on, in writing or by word."""
    found = [*check.texts("How", how, longest=check.LONGEST_WORDS)]
    if consent.revoked_on is not None:
        found.append(check.finding("DIS-06", "The consent is taken back already.", "Load the page again."))
    if not how.strip():
        found.append(
            check.finding(
                "DIS-07", "Nobody says how it was taken back.", "Say it: a letter, or by word to whom.", "how"
            )
        )
    if found:
        return Plan(on=on, findings=tuple(found))
    gone = replace(
        consent, version=consent.version + 1, revoked_on=on, revoked_by=by, revoked_how=how.strip()
    )
    return Plan(on=on, records=(gone,), reads=reading(consent))

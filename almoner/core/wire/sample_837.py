"""Sample claims of the three 837 guides for `almoner x12 sample`.

Promises valid files without an issue up to level 5, and the same bytes for the same seed: patients who are
the subscriber and who aren't, several payers, second payers with what the first decided, and what each kind
of claim brings with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta

from almoner.core.wire.claim_837_noun import (
    Billing,
    Claim,
    Contact,
    Detail,
    Insurance,
    Party,
    Patient,
    Place,
    Reference,
    Subscriber,
)
from almoner.core.wire.claim_837_noun_write import Header, write_whole_claims
from almoner.core.wire.sample_837_cob import second
from almoner.core.wire.sample_837_dental import dental
from almoner.core.wire.sample_837_institutional import institutional
from almoner.core.wire.sample_837_professional import professional
from almoner.core.wire.sample_values import (
    BEGAN_ON,
    PAYERS,
    PRACTICES,
    TAXONOMIES,
    SamplePerson,
    SamplePlace,
    SampleValues,
)
from almoner.core.x12 import Envelope
from almoner.core.x12.check import CODES

SENT_ON = BEGAN_ON + timedelta(days=70)
_FACILITY = "282N00000X"
_DENTIST = "1223G0001X"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What differs between the guides: how a provider's kind and tax number are told, and the body."""

    kind: str
    tax_qualifier: str
    taxonomy: str
    body: Callable[[Claim, SampleValues], Claim]


_KINDS = {
    "837P": _Kind("2", "EI", TAXONOMIES[0], professional),
    "837I": _Kind("", "", _FACILITY, institutional),
    "837D": _Kind("2", "EI", _DENTIST, dental),
}


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """Return a file of so many claims; KeyError for a guide that isn't one of claims."""
    kind = _KINDS[guide_name]
    assert claims > 0, "a sample has at least one claim"
    values = SampleValues(seed)
    billing = _billing(kind, values)
    made = [_claim(guide_name, number, billing, values) for number in range(1, claims + 1)]
    header = Header(
        submitter=Party(
            "submitter",
            billing.provider.last,
            kind="2",
            id="SAMPLE1",
            contacts=(Contact((("TE", values.phone()),), "BILLING OFFICE"),),
        ),
        receiver=Party("receiver", "SAMPLE CLEARING", id="SAMPLECH"),
        reference=values.number(6),
    )
    envelope = Envelope(
        sender_qualifier="ZZ",
        sender="SAMPLE1",
        receiver_qualifier="ZZ",
        receiver="SAMPLECH",
        control=1 + seed % 999_999_999,
        usage="T",
        on=SENT_ON,
        at=time(9, 30),
    )
    return write_whole_claims(made, header=header, envelope=envelope, level=CODES)


def _billing(kind: _Kind, values: SampleValues) -> Billing:
    provider = Party(
        role="billing_provider",
        last=values.chance.choice(PRACTICES),
        kind=kind.kind,
        id=values.npi(is_person=False),
        place=place_of(values.place()),
        references=(Reference("tax_id", values.tax_id(), kind.tax_qualifier),),
    )
    return Billing(provider, taxonomy=kind.taxonomy)


def _claim(guide: str, number: int, billing: Billing, values: SampleValues) -> Claim:
    """A claim: who it is about and who pays, then what its kind says, then maybe an earlier payer."""
    payer, payer_id, filing = values.chance.choice(PAYERS)
    is_self = values.chance.random() < 0.7
    insured, home = values.person(youngest=26), place_of(values.place())
    subscriber = Subscriber(
        insurance=Insurance("P", "18" if is_self else "", values.number(6), filing=filing),
        person=_person("subscriber", insured, values.member_id(), home if is_self else None),
        payer=Party("payer", payer, id=payer_id, id_qualifier="PI"),
    )
    child = values.person(youngest=2, oldest=17)
    patient = Patient(
        replace(_person("patient", replace(child, last=insured.last), "", home), kind=""),
        (Detail("patient_details", (("relation", "19"),)),),
    )
    plain = Claim(
        guide=guide,
        billing=billing,
        subscriber=subscriber,
        patient=None if is_self else patient,
        number=f"S{number:07d}",
        charge_cents=0,
        place="11",
        frequency="1",
        assignment="A",
        benefits_assigned="Y",
        release="Y",
    )
    whole = _KINDS[guide].body(plain, values)
    whole = replace(whole, charge_cents=sum(line.charge_cents or 0 for line in whole.lines))
    return second(whole, values) if values.chance.random() < 0.2 else whole


def _person(role: str, who: SamplePerson, member_id: str, home: Place | None) -> Party:
    return Party(
        role=role,
        last=who.last,
        first=who.first,
        middle=who.middle,
        kind="1",
        id=member_id,
        id_qualifier="MI" if member_id else "",
        place=home,
        birth_on=who.birth_on if home else None,
        sex=who.sex if home else "",
    )


def place_of(place: SamplePlace) -> Place:
    """The place as a claim holds it."""
    return Place(place.line1, place.city, place.state, place.zip)

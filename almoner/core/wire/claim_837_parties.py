"""The parties of an 837P: submitter, billing provider, subscriber, payer and patient, loop by loop.

Promises what the situational rules ask for: an address of the subscriber only where the subscriber is the
patient, a group name only without a group number.
"""

from collections.abc import Callable
from datetime import date

from almoner.core.claim import ClaimRevision, Party, PayerParty, Person
from almoner.core.party import Address

Seg = Callable[..., None]
Level = tuple[int, int]
"""A hierarchical level's number and its parent's."""

SELF = "18"
SEQUENCE = "PSTABCDEFGH"
"""Whose turn it is (SBR01): the first, second and third payer, then the fourth to the eleventh; each once."""

INJURY_PAYERS = frozenset({"workers_comp", "auto"})


def submitter(seg: Seg, revision: ClaimRevision, *, receiver: str) -> None:
    """1000A and 1000B: the practice sends, the clearinghouse receives."""
    billing = revision.billing
    seg("NM1", "41", "2", billing.last, "", "", "", "", "46", revision.submitter_id)
    seg("PER", "IC", billing.contact, "TE", billing.phone)
    seg("NM1", "40", "2", receiver, "", "", "", "", "46", receiver)


def billing(seg: Seg, party: Party, pay_to: Address | None, level: int) -> None:
    """2000A, 2010AA and 2010AB. The contact is the submitter's, so it isn't repeated."""
    seg("HL", str(level), "", "20", "1")
    if party.taxonomy:
        seg("PRV", "BI", "PXC", party.taxonomy)
    provider(seg, "85", party)
    if party.address is not None:
        address(seg, party.address)
    seg("REF", party.tax_id_kind, party.tax_id)
    if pay_to is not None and pay_to != party.address:
        seg("NM1", "87", "2")
        address(seg, pay_to)


def subscriber(seg: Seg, revision: ClaimRevision, level: Level) -> None:
    """2000B, 2010BA and 2010BB."""
    payer = revision.payer
    is_self = payer.relation == SELF
    seg("HL", str(level[0]), str(level[1]), "22", "0" if is_self else "1")
    policy(seg, revision, payer, relation=SELF if is_self else "")
    member(seg, revision.subscriber, payer.member_id)
    if is_self:
        address(seg, revision.subscriber.address)
        demographics(seg, revision.subscriber)
        _injury(seg, revision)
    seg("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.claim_payer_id)
    if payer.address.line1:
        address(seg, payer.address)
    if revision.billing.payer_number:
        seg("REF", "G2", revision.billing.payer_number)


def policy(seg: Seg, revision: ClaimRevision, payer: PayerParty, *, relation: str) -> None:
    """SBR of the payer that is asked (2000B) or of another one (2320)."""
    name = "" if payer.group_number else payer.plan_name
    turn = sequence(revision, payer)
    seg("SBR", turn, relation, payer.group_number, name, payer.msp_type, "", "", "", payer.claim_filing)


def patient(seg: Seg, revision: ClaimRevision, level: Level) -> None:
    """2000C and 2010CA, for a patient who isn't the subscriber."""
    name = revision.patient.name
    seg("HL", str(level[0]), str(level[1]), "23", "0")
    seg("PAT", revision.payer.relation)
    seg("NM1", "QC", "1", name.last, name.first, name.middle, "", name.suffix)
    address(seg, revision.patient.address)
    demographics(seg, revision.patient)
    _injury(seg, revision)


def member(seg: Seg, person: Person, member_id: str) -> None:
    """The name of a subscriber with the member id (2010BA, 2330A)."""
    name = person.name
    seg("NM1", "IL", "1", name.last, name.first, name.middle, "", name.suffix, "MI", member_id)


def provider(seg: Seg, entity: str, party: Party) -> None:
    """A provider's name with its NPI; an atypical provider has none and is told by its payer number."""
    kind = "1" if party.first else "2"
    if party.npi:
        seg("NM1", entity, kind, party.last, party.first, party.middle, "", party.suffix, "XX", party.npi)
    else:
        seg("NM1", entity, kind, party.last, party.first, party.middle, "", party.suffix)


def procedure(code: str, modifiers: tuple[str, ...], description: str = "") -> tuple[str, ...]:
    """The composite of a procedure: code, four modifiers, description."""
    if not description:
        return ("HC", code, *modifiers)
    return ("HC", code, *(*modifiers, "", "", "", "")[:4], description)


def address(seg: Seg, place: Address) -> None:
    """N3 and N4. The sign `#` isn't in the basic character set; as on the paper form (NUCC), the number
    stands alone.
    """
    seg("N3", unsigned(place.line1), unsigned(place.line2))
    seg("N4", place.city, place.state, place.zip)


def unsigned(line: str) -> str:
    """Return an address line without `#`, its words one blank apart."""
    return " ".join(line.replace("#", " ").split()) if "#" in line else line


def day(on: date) -> str:
    """A day as CCYYMMDD; a third of what `strftime` takes."""
    return on.isoformat().replace("-", "")


def demographics(seg: Seg, person: Person) -> None:
    """Birth date and sex."""
    seg("DMG", "D8", day(person.birth_on), person.sex)


def sequence(revision: ClaimRevision, payer: PayerParty) -> str:
    """Return whose turn a payer's is (SBR01), from the ranks of all payers on the claim."""
    earlier = sum(other.payer.rank < payer.rank for other in revision.others)
    earlier += revision.payer.rank < payer.rank
    return SEQUENCE[min(earlier, len(SEQUENCE) - 1)]


def injury_number(revision: ClaimRevision) -> str:
    """Return the injury insurer's own claim number, where such an insurer is billed (REF*Y4)."""
    if revision.accident is None or revision.payer.payer_kind not in INJURY_PAYERS:
        return ""
    return revision.accident.claim_number


def _injury(seg: Seg, revision: ClaimRevision) -> None:
    number = injury_number(revision)
    if number:
        seg("REF", "Y4", number)

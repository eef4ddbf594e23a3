"""Items 1 to 11 of a CMS-1500: who is asked, the patient, whose policy it is, and which other policy.

Medicare wants the insured only where another policy pays before it, and another policy only where it is a
Medigap one; every other payer wants both.
"""

from collections.abc import Iterator

from almoner.core.claim import ClaimRevision
from almoner.core.claim.revision import OtherPayer, PayerParty, Person
from almoner.core.party import Address, PayerKind
from almoner.core.wire.cms1500_boxes import figures, name, printable, street, ticked, zip_code

_KINDS = {PayerKind.MEDICARE: "medicare", PayerKind.MEDICAID: "medicaid", PayerKind.TRICARE: "tricare"}
_RELATIONS = {"18": "self", "01": "spouse", "19": "child"}
_MEDIGAP = range(55_000, 56_000)
"""Numbers by which Medicare knows insurers of supplements that it passes single claims on to."""


def is_medicare(revision: ClaimRevision) -> bool:
    """True where Medicare is asked."""
    return revision.payer.payer_kind == PayerKind.MEDICARE


def people(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """The address at the top and items 1 to 11."""
    payer = revision.payer
    lines = (payer.name, payer.address.line1, payer.address.line2)
    last = f"{printable(payer.address.city)} {printable(payer.address.state)} {zip_code(payer.address)}"
    shown = [*[printable(line) for line in lines if line], last]
    yield from [(f"carrier.{place}", line) for place, line in enumerate(shown, 1)]
    yield ticked("1", _kind(payer))
    yield "1a", printable(payer.member_id)
    yield from _patient(revision.patient)
    yield from _insured(revision)
    yield from _other(revision)


def _kind(payer: PayerParty) -> str:
    kind = PayerKind(payer.payer_kind)
    if kind is PayerKind.COMMERCIAL and payer.group_number:
        return "group"
    return _KINDS.get(kind, "other")


def _patient(patient: Person) -> Iterator[tuple[str, str]]:
    yield "2", name(patient.name)
    yield from _born("3", patient)
    yield from _lives("5", patient.address)


def _born(box: str, person: Person) -> Iterator[tuple[str, str]]:
    yield from figures(box, person.birth_on)
    if person.sex in ("M", "F"):
        yield ticked(box, {"M": "male", "F": "female"}[person.sex])


def _lives(box: str, where: Address) -> Iterator[tuple[str, str]]:
    yield f"{box}.street", street(where)
    yield f"{box}.city", printable(where.city)
    yield f"{box}.state", printable(where.state)
    yield f"{box}.zip", zip_code(where)


def _insured(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """Items 4, 6, 7 and 11: the policy that is asked; for Medicare the one that pays before it."""
    if not is_medicare(revision):
        yield from _policy(revision.payer, revision.subscriber)
    elif before := _before(revision):
        yield from _policy(before[0].payer, before[0].subscriber)
    else:
        yield "11", "NONE"
    accident = revision.accident
    if accident is not None and accident.claim_number and not is_medicare(revision):
        yield "11b.qualifier", "Y4"
        yield "11b", printable(accident.claim_number)


def _policy(payer: PayerParty, holder: Person) -> Iterator[tuple[str, str]]:
    yield "4", name(holder.name)
    yield ticked("6", _RELATIONS.get(payer.relation, "other"))
    yield from _lives("7", holder.address)
    yield "11", printable(payer.group_number)
    yield from _born("11a", holder)
    yield "11c", printable(payer.plan_name or payer.name)


def _before(revision: ClaimRevision) -> list[OtherPayer]:
    return [one for one in revision.others if one.payer.rank < revision.payer.rank]


def _other(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """Items 9 and 11d."""
    if is_medicare(revision):
        supplement = next((one for one in revision.others if _is_medigap(one)), None)
        if supplement is not None:
            yield "9", name(supplement.subscriber.name)
            yield "9a", f"MEDIGAP {printable(supplement.payer.member_id)}"
            yield "9d", supplement.payer.claim_payer_id
            yield "13", "SIGNATURE ON FILE"
        return
    other = next((one for one in revision.others if not one.is_passed_over), None)
    yield ticked("11d", "yes" if other else "no")
    if other is not None:
        yield "9", name(other.subscriber.name)
        yield "9a", printable(other.payer.group_number or other.payer.member_id)
        yield "9d", printable(other.payer.plan_name or other.payer.name)


def _is_medigap(other: OtherPayer) -> bool:
    number = other.payer.claim_payer_id
    return number.isdecimal() and len(number) == 5 and int(number) in _MEDIGAP

"""Reads the people and providers of a claim in JSON. Promises that what isn't told is an unknown path."""

from almoner.core.claim.request_block import BadRequest, Block
from almoner.core.claim.revision import Party, Person
from almoner.core.party import Address, PersonName

NOWHERE = Address(line1="", city="", state="", zip="")
ASKED_OF = {
    "billing": ("tax_id", "taxonomy", "address", "phone"),
    "rendering": ("taxonomy",),
    "facility": ("address",),
}
"""What the edits ask of a provider beside name and NPI; not given, it is unknown."""
SEXES = {"FEMALE": "F", "MALE": "M"}


def patient_block(root: Block) -> Block:
    """Return the patient, who must be there."""
    patient = root.block("patient")
    if patient is None:
        raise BadRequest("patient: an object with sex and birth_date is wanted")
    return patient


def person_of(block: Block, unknown: set[str], path: str) -> Person:
    """Return a person of a block; name and address may be unknown."""
    name, address = block.block("name"), _address(block)
    unknown.update(() if name else (f"{path}.name",))
    unknown.update(() if address else (f"{path}.address",))
    return Person(
        name=PersonName(
            last=name.text("last") if name else "",
            first=name.text("first") if name else "",
            middle=name.text("middle") if name else "",
        ),
        birth_on=block.needed_day("birth_date"),
        sex=_sex(block),
        address=address or NOWHERE,
    )


def _sex(block: Block) -> str:
    word = block.text("sex", "U").upper()
    return SEXES.get(word, word)


def _address(block: Block) -> Address | None:
    address = block.block("address")
    if address is None:
        return None
    return Address(
        line1=address.text("line1"),
        line2=address.text("line2"),
        city=address.text("city"),
        state=address.text("state"),
        zip=address.text("zip").replace("-", ""),
    )


def party_of(providers: Block, who: str, unknown: set[str]) -> Party | None:
    """Return a provider, who is an object or the NPI alone; None where there is none."""
    if isinstance(providers.value.get(who), str):
        party: Block | None = Block({"npi": providers.text(who)}, providers.at(who))
    else:
        party = providers.block(who)
    if party is None:
        unknown.update(("providers.billing",) if who == "billing" else ())
        return None
    unknown.update(f"{party.path}.{key}" for key in ASKED_OF.get(who, ()) if not party.has(key))
    unknown.update(() if party.has("last") or party.has("name") else (f"{party.path}.name",))
    return Party(
        last=party.text("last") or party.text("name"),
        first=party.text("first"),
        npi=party.text("npi"),
        taxonomy=party.text("taxonomy"),
        tax_id=party.text("tax_id").replace("-", ""),
        tax_id_kind=party.text("tax_id_kind", "EI"),
        address=_address(party),
        phone=party.text("phone"),
    )

"""What a request says around the claim itself: the setting, who renders it, papers on file, and what is known
of each line beside what goes out. Promises that what isn't given is an unknown path.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from almoner.core.chart.advance_notice import Choice, Ground, ItemNotice
from almoner.core.claim.facts import Allowance, LineAround
from almoner.core.claim.request_block import BadRequest, Block
from almoner.core.claim.request_told import incident_to, remote, told, transition
from almoner.core.claim.request_visit import visit
from almoner.core.coverage import AnsweredPerson

DRUG_QUALIFIER = "N4"
SETTINGS = ("practitioner", "outpatient", "dme")
CERTIFICATES = {
    "ppm": "microscopy",
    "ppmp": "microscopy",
    "provider performed microscopy": "microscopy",
    "certificate of waiver": "waiver",
    "waived": "waiver",
}
"""Other names of CLIA certificates."""
DISCIPLINES = ("pt_slp", "ot")


def around(root: Block, lines: list[Block], unknown: set[str]) -> dict[str, Any]:
    """Return the fields of `Facts` that are neither claim nor coverage."""
    claim = root.block("claim")
    return {
        "setting": _setting(root),
        "provider_kind": _provider_kind(root, unknown),
        "credentialed": _credentialed(root, unknown),
        "documents": _documents(root, unknown),
        "notices": _notices(root),
        "therapy_cents": _therapy(root, unknown),
        "handed_over_on": claim.day("handed_over_on") if claim else None,
        "authorizations": _authorizations(root, unknown),
        "authorized_codes": _authorized_codes(root, unknown),
        "benefit_marks": _marks(root, unknown),
        "answered_person": _answered_person(root, unknown),
        "around": tuple(_line(line, root.text("payer_kind")) for line in lines),
        "told": told(root),
    }


def drug_number(line: Block) -> str:
    """Return `ndc`: a text, or an object of number, unit and quantity, written as a claim line has it."""
    value = line.value.get("ndc")
    if not isinstance(value, Mapping):
        return line.text("ndc")
    block = Block(value, line.at("ndc"))
    number = block.text("number") or block.text("code") or block.text("ndc")
    quantity = value.get("quantity")
    amount = block.text("quantity") if isinstance(quantity, str) else str(quantity or "")[:20]
    qualifier = block.text("qualifier", DRUG_QUALIFIER)
    number = number if qualifier == DRUG_QUALIFIER else f"{qualifier} {number}"
    return f"{number} {block.text('unit').upper()} {amount}"


def _setting(root: Block) -> str:
    setting = root.text("setting", SETTINGS[0])
    if setting not in SETTINGS:
        raise BadRequest(f"setting: one of {', '.join(SETTINGS)} is wanted")
    return setting


def _rendering(root: Block) -> Block | None:
    providers = root.block("providers")
    return providers.block("rendering") if providers else None


def _provider_kind(root: Block, unknown: set[str]) -> str:
    rendering = _rendering(root)
    kind = root.text("provider_kind") or (rendering.text("kind") if rendering else "")
    if not kind:
        unknown.add("provider_kind")
    return kind


def _credentialed(root: Block, unknown: set[str]) -> tuple[date | None, date | None] | None:
    rendering = _rendering(root)
    block = rendering.block("credentialed") if rendering else None
    if block is None:
        unknown.add("providers.rendering.credentialed")
        return None
    return block.day("since"), block.day("until")


def _documents(root: Block, unknown: set[str]) -> frozenset[str]:
    """A list of kinds, or of objects with a `kind`."""
    if not root.has("documents"):
        unknown.add("documents")
        return frozenset()
    value = root.value["documents"]
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return frozenset(block.text("kind") for block in root.blocks("documents"))
    return frozenset(root.words("documents"))


def _notices(root: Block) -> tuple[ItemNotice, ...]:
    """What advance notices say; a request that gives none has none."""
    return tuple(_notice(block) for block in root.blocks("notices"))


def _notice(block: Block) -> ItemNotice:
    if block.text("ground") not in set(Ground) or block.text("choice") not in set(Choice):
        grounds, choices = ", ".join(Ground), ", ".join(one for one in Choice if one)
        raise BadRequest(f"notices: ground is one of {grounds}; choice one of {choices}")
    signed_on = block.day("signed")
    last_on = block.day("last") or signed_on
    planned_on = block.day("planned") or last_on
    if last_on is None or planned_on is None:
        raise BadRequest("notices: each has the last day that it covers, or the day on which it was signed")
    ground, choice = Ground(block.text("ground")), Choice(block.text("choice"))
    return ItemNotice(block.text("code").upper(), ground, choice, signed_on, last_on, planned_on)


def _therapy(root: Block, unknown: set[str]) -> Mapping[str, int] | None:
    benefits = root.block("benefits")
    block = benefits.block("therapy_cents") if benefits else None
    if block is None:
        unknown.add("benefits.therapy_cents")
        return None
    return {name: block.number(name, 0) for name in DISCIPLINES}


def _authorizations(root: Block, unknown: set[str]) -> tuple[Allowance, ...]:
    if not root.has("authorizations"):
        unknown.add("authorizations")
    return tuple(
        Allowance(
            number=block.text("number"),
            codes=tuple(code.upper() for code in block.words("codes")),
            since_on=block.day("since"),
            until_on=block.day("until"),
            units_left=block.number("units_left") if block.has("units_left") else None,
            provider_npi=block.text("provider_npi"),
            is_pending=block.text("state") == "pending",
            is_by_visit=block.text("measure") == "visits",
        )
        for block in root.blocks("authorizations")
    )


def _authorized_codes(root: Block, unknown: set[str]) -> frozenset[str]:
    payer = None if isinstance(root.value.get("payer"), str) else root.block("payer")
    if payer is None or not payer.has("authorize"):
        unknown.add("payer.authorize")
        return frozenset()
    return frozenset(code.upper() for code in payer.words("authorize"))


def _marks(root: Block, unknown: set[str]) -> frozenset[str]:
    benefits = root.block("benefits")
    if benefits is None or not benefits.has("marks"):
        unknown.add("benefits.marks")
        return frozenset()
    return frozenset(benefits.words("marks"))


def _answered_person(root: Block, unknown: set[str]) -> AnsweredPerson | None:
    benefits = root.block("benefits")
    person = benefits.block("person") if benefits else None
    if person is None:
        unknown.add("benefits.person")
        return None
    return AnsweredPerson(
        last=person.text("last"),
        first=person.text("first"),
        birth_on=person.day("birth_date"),
        sex=person.text("sex"),
    )


def _line(line: Block, payer_kind: str) -> LineAround:
    number, certificate = _clia(line)
    return LineAround(
        clia=number,
        certificate=certificate,
        minutes=line.number("minutes") if line.has("minutes") else None,
        dose=line.text("dose"),
        is_single_dose=line.flag("single_dose"),
        by_assistant=line.flag("by_assistant"),
        allowed_cents=line.number("allowed_cents") if line.has("allowed_cents") else None,
        supported_code=line.text("supported_code").upper(),
        visit=visit(line, payer_kind=payer_kind),
        has_own_work=line.flag("own_work"),
        transition=transition(line),
        reading_days=line.number("reading_days") if line.has("reading_days") else None,
        incident_to=incident_to(line),
        remote=remote(line),
        medicare_cents=line.number("medicare_cents") if line.has("medicare_cents") else None,
    )


def _clia(line: Block) -> tuple[str, str]:
    """`clia` is the number, or an object of number and certificate."""
    if isinstance(line.value.get("clia"), Mapping):
        block = Block(line.value["clia"], line.at("clia"))
        word = block.text("certificate").lower().replace("-", " ").replace("_", " ")
        return block.text("number"), CERTIFICATES.get(word, word)
    return line.text("clia"), ""

"""The fields in which a decided claim is corrected: what they say as the claim stands, and what of a form
differs from that.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from almoner.core.chart import Accident
from almoner.core.chart.institutional import InstitutionalVisit
from almoner.core.coverage import Subscriber
from almoner.core.party import PersonName
from almoner.flow.claim.mend_hold import LETTERS, LineMend
from almoner.flow.follow.correction import OWN, Cleared, Correction, Holder
from almoner.flow.follow.foresee_correction import Foreseen
from almoner.web.asked import read_day
from almoner.web.claims import bill_fields

LONGEST = 160
CAUSES = (("", "none"), ("AA", "auto"), ("EM", "at work"), ("OA", "other"))
"""What an accident may be (CLM11), in our words."""
RELATIONS = ((OWN, "the patient"), ("01", "spouse"), ("19", "parent"), ("G8", "somebody else"))
SEXES = (("U", "not said"), ("F", "female"), ("M", "male"))
FIRST = frozenset({"authorization", "referral", "member"})
"""What is asked for most; the other fields are behind one key."""
DAYS = ("admitted", "handed", "happened", "holder_birth")
EMPTIED = frozenset({*DAYS, "cause", "state", "number", "group", *bill_fields.NAMES})
"""What a form may leave empty to take it off; any other number that it leaves empty stays."""
HOLDER = ("relation", "holder_last", "holder_first", "holder_birth", "holder_sex")
ACCIDENT = ("cause", "happened", "state", "number")
FIELD_OF = {
    "FOL-13": "reason",
    "FOL-14": "authorization",
    "FOL-15": "place",
    "FOL-16": "referring",
    "FOL-17": "group",
    "FOL-18": "holder_last",
    "FOL-19": "rendering",
    "MND-02": "member",
    "MND-07": "modifiers",
    "MND-08": "modifiers",
    "MND-09": "modifiers",
    "MND-10": "pointers",
    **bill_fields.FIELD_OF,
}
"""The field beside which a refusal stands."""


def stands(found: Foreseen) -> dict[str, str]:
    """Return every field as the claim tells it, or as the records that it is built from say."""
    revision, visit = found.revision, found.visit
    hurt, holder = visit.accident, found.policy.subscriber
    fields = {
        "authorization": revision.authorization,
        "referral": revision.referral_number,
        "member": revision.payer.member_id,
        "group": revision.payer.group_number,
        "relation": found.policy.relation,
        "holder_last": holder.name.last if holder else "",
        "holder_first": holder.name.first if holder else "",
        "holder_birth": _iso(holder.birth_on if holder else None),
        "holder_sex": holder.sex if holder else "U",
        "place": revision.pos,
        "rendering": str(visit.provider_id),
        "referring": str(visit.referral.provider_id),
        "supervising": str(visit.supervising_id),
        "admitted": _iso(visit.admitted_on),
        "handed": _iso(visit.handed_over_on),
        "cause": hurt.cause if hurt else "",
        "happened": _iso(hurt.happened_on if hurt else None),
        "state": hurt.state if hurt else "",
        "number": hurt.claim_number if hurt else "",
    }
    if revision.bill is not None:
        fields |= bill_fields.stands(visit.institutional)
    for line in revision.lines:
        fields[f"modifiers-{line.line_id}"] = " ".join(line.modifiers)
        fields[f"pointers-{line.line_id}"] = "".join(LETTERS[at - 1] for at in line.pointers)
    return fields


def relations(found: Foreseen) -> tuple[tuple[str, str], ...]:
    """Return who may hold the policy, in our words; a relation that is none of these stays as it stands."""
    stands = found.policy.relation
    return RELATIONS if stands in dict(RELATIONS) else (*RELATIONS, (stands, "as it stands"))


def typed(given: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the fields as a form says them; what it leaves empty stays, or is taken off where it may be."""
    found = {name: str(given.get(name, kept)).strip()[:LONGEST] for name, kept in before.items()}
    return {name: said or ("" if name in EMPTIED else before[name]) for name, said in found.items()}


def correction(found: Foreseen, form: Mapping[str, str]) -> Correction:
    """Return what of a form isn't as it stands; a day that can't be read stays as it is."""
    before = stands(found)

    def changed(name: str) -> str:
        return "" if form[name] == before[name] else form[name]

    return Correction(
        authorization=changed("authorization"),
        referral_number=changed("referral"),
        accident=_accident(before, form),
        member_id=changed("member"),
        place=changed("place"),
        referring_id=_id(changed("referring")),
        supervising_id=_id(changed("supervising")),
        admitted_on=_day(changed("admitted")),
        handed_over_on=_day(changed("handed")),
        lines=tuple(_lines(before, form)),
        rendering_id=_id(changed("rendering")),
        group_number=changed("group"),
        holder=_holder(found, form) if any(form[name] != before[name] for name in HOLDER) else None,
        cleared=frozenset(_cleared(before, form)),
        institutional=_bill(before, form),
    )


def _bill(before: Mapping[str, str], form: Mapping[str, str]) -> InstitutionalVisit | None:
    """What is told anew of the visit for an institutional claim."""
    own = [name for name in bill_fields.NAMES if name in before]
    return bill_fields.read(form) if any(form[name] != before[name] for name in own) else None


def _cleared(before: Mapping[str, str], form: Mapping[str, str]) -> list[Cleared]:
    """What was told and is left empty now."""
    named = {"admitted": Cleared.ADMITTED, "handed": Cleared.HANDED_OVER, "group": Cleared.GROUP}
    named["cause"] = Cleared.ACCIDENT
    return [what for name, what in named.items() if before[name] and not form[name]]


def _holder(found: Foreseen, form: Mapping[str, str]) -> Holder:
    """Who holds the policy: at the address that was told, or the patient's."""
    born_on = _day(form["holder_birth"])
    if form["relation"] == OWN or born_on is None:
        return Holder(form["relation"])
    name = PersonName(form["holder_last"], form["holder_first"])
    before = found.policy.subscriber
    if before and (before.name.last, before.name.first) == (name.last, name.first):
        name = before.name
    sex: Literal["F", "M", "U"] = (
        "F" if form["holder_sex"] == "F" else "M" if form["holder_sex"] == "M" else "U"
    )
    home = before.address if before else found.revision.patient.address
    return Holder(form["relation"], Subscriber(name, born_on, sex, home))


def unread_day(form: Mapping[str, str]) -> str:
    """Return the first field of a day that says none, where one is wanted; empty where all can be read."""
    wanted = {"happened"} if form["cause"] else set()
    return next((name for name in DAYS if (form[name] or name in wanted) and _day(form[name]) is None), "")


def _accident(before: Mapping[str, str], form: Mapping[str, str]) -> Accident | None:
    on = _day(form["happened"])
    if on is None or not form["cause"] or all(form[name] == before[name] for name in ACCIDENT):
        return None
    return Accident(form["cause"], on, form["state"].upper(), form["number"])


def _lines(before: Mapping[str, str], form: Mapping[str, str]) -> list[LineMend]:
    found = []
    for name in before:
        part, _, line = name.partition("-")
        if part != "modifiers":
            continue
        pointers = f"pointers-{line}"
        if form[name] != before[name] or form[pointers] != before[pointers]:
            modifiers = tuple(form[name].replace(",", " ").split())
            found.append(LineMend(int(line), modifiers, form[pointers]))
    return found


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""

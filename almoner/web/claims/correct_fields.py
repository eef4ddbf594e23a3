"""The fields in which a decided claim is corrected: what they say as the claim stands, and what of a form
differs from that.
"""

from collections.abc import Mapping
from datetime import date

from almoner.core.chart import Accident
from almoner.flow.correction import Correction
from almoner.flow.foresee_correction import Foreseen
from almoner.flow.mend_hold import LETTERS, LineMend

LONGEST = 80
CAUSES = (("", "none"), ("AA", "auto"), ("EM", "at work"), ("OA", "other"))
"""What an accident may be (CLM11), in our words."""
FIRST = frozenset({"authorization", "referral", "member"})
"""What is asked for most; the other fields are behind one key."""
DAYS = ("admitted", "handed", "happened")
FIELD_OF = {
    "FOL-13": "reason",
    "FOL-14": "authorization",
    "FOL-15": "place",
    "FOL-16": "referring",
    "MND-02": "member",
    "MND-07": "modifiers",
    "MND-08": "modifiers",
    "MND-09": "modifiers",
    "MND-10": "pointers",
}
"""The field beside which a refusal stands."""


def stands(found: Foreseen) -> dict[str, str]:
    """Return every field as the claim tells it, or as the records that it is built from say."""
    revision, visit = found.revision, found.visit
    hurt = visit.accident
    fields = {
        "authorization": revision.authorization,
        "referral": revision.referral_number,
        "member": revision.payer.member_id,
        "place": revision.pos,
        "referring": str(visit.referral.provider_id),
        "supervising": str(visit.supervising_id),
        "admitted": _iso(visit.admitted_on),
        "handed": _iso(visit.handed_over_on),
        "cause": hurt.cause if hurt else "",
        "happened": _iso(hurt.happened_on if hurt else None),
        "state": hurt.state if hurt else "",
        "number": hurt.claim_number if hurt else "",
    }
    for line in revision.lines:
        fields[f"modifiers-{line.line_id}"] = " ".join(line.modifiers)
        fields[f"pointers-{line.line_id}"] = "".join(LETTERS[at - 1] for at in line.pointers)
    return fields


def typed(given: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the fields as a form says them; a number that it leaves empty stays."""
    found = {name: str(given.get(name, kept)).strip()[:LONGEST] for name, kept in before.items()}
    return {name: said or before[name] for name, said in found.items()}


def correction(before: Mapping[str, str], form: Mapping[str, str]) -> Correction:
    """Return what of a form isn't as it stands; a day that can't be read stays as it is."""

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
    )


def unread_day(form: Mapping[str, str]) -> str:
    """Return the first field of a day that says none; empty where all can be read."""
    return next((name for name in DAYS if form[name] and _day(form[name]) is None), "")


def _accident(before: Mapping[str, str], form: Mapping[str, str]) -> Accident | None:
    names = ("cause", "happened", "state", "number")
    on = _day(form["happened"])
    if on is None or not form["cause"] or all(form[name] == before[name] for name in names):
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
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""

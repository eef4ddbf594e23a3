"""What a person found to be wrong on a claim beside its codes, and the records that tell it wrongly, mended.

Codes and diagnoses are the coder's: they are asked for, never changed here. Who gave the service is who
signed for it: the rendering provider becomes one whom the visit's note names, and nobody else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from almoner.core.charge import ChargeLine
from almoner.core.chart import Accident, Note, Visit
from almoner.core.chart.institutional import InstitutionalVisit
from almoner.core.chart.note import CareRole
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.folder import Folder
from almoner.core.coverage import Coverage, Subscriber
from almoner.core.party import Provider
from almoner.core.plan import Record
from almoner.flow.claim.mend_bill import told_anew
from almoner.flow.claim.mend_hold import LineMend, mended_lines, mended_policy
from almoner.flow.refused import refusal
from almoner.store.session import NotFound, Session

LONGEST_NUMBER = 50
OWN = "18"
"""The patient holds the policy."""
RELATIONS = frozenset({OWN, "01", "19", "G8"})
LONGEST_NAME = 60
UNDER_ANOTHER = frozenset({CareRole.INCIDENT_TO, CareRole.SHARED, CareRole.TEACHING})
"""Roles in which a service may stand under the second clinician's name."""
_PLACE = re.compile(r"[0-9]{2}")


class Cleared(StrEnum):
    """What a claim told and should not have told."""

    ACCIDENT = "accident"
    ADMITTED = "admitted"
    HANDED_OVER = "handed"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a policy: the patient's `relation` to them, and who they are where it isn't the patient."""

    relation: str
    subscriber: Subscriber | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong; what is empty or None stays as it is, but for what is `cleared`. `referring_id` and
    `supervising_id` 0: nobody. `member_id`, `group_number` and `holder` are of the policy, `place` the two
    digits of the place of service, `rendering_id` who gave the service.
    """

    authorization: str = ""
    referral_number: str = ""
    accident: Accident | None = None
    member_id: str = ""
    place: str = ""
    referring_id: int | None = None
    supervising_id: int | None = None
    admitted_on: date | None = None
    handed_over_on: date | None = None
    lines: tuple[LineMend, ...] = ()
    rendering_id: int | None = None
    group_number: str = ""
    holder: Holder | None = None
    cleared: frozenset[Cleared] = frozenset()
    institutional: InstitutionalVisit | None = None


def mended(
    session: Session, claim: Claim, folder: Folder, correction: Correction
) -> tuple[Folder, list[Record]]:
    """Return the claim's folder as it should have been, and the next versions of the records that differ
    (inside another flow's session). Refused where a value can't be, and where it would change a fee.
    """
    _check(correction)
    visit = folder.visits[0]
    better = _visit(session, visit, correction)
    others = _given_by(session, folder.visits[1:], correction.rendering_id)
    policies = _policy(folder.coverage, correction)
    revision = session.get(ClaimRevision, claim.revision_id)
    lines = _placed(
        mended_lines(session, claim, revision, better, correction.lines), folder, correction.place
    )
    changed: list[Record] = [*([] if better is visit else [better]), *others, *policies, *lines]
    return _with(folder, [better, *others], policies, lines), changed


def _check(correction: Correction) -> None:
    for number in (correction.authorization, correction.referral_number):
        if len(number) > LONGEST_NUMBER or not (number.isprintable() and number.isascii()):
            mend = "Copy it from the payer's answer."
            raise refusal("FOL-14", "An authorization or referral has no such number.", mend)
    if correction.place and not _PLACE.fullmatch(correction.place):
        raise refusal("FOL-15", "A place of service is two digits.", "11 is an office, 22 a hospital.")


def _policy(policy: Coverage, correction: Correction) -> list[Coverage]:
    """Return the policy's next version, where it is another."""
    (better,) = mended_policy(policy, correction.member_id or None) or [policy]
    group = "" if Cleared.GROUP in correction.cleared else correction.group_number or policy.group_number
    if len(group) > LONGEST_NUMBER or not (group.isprintable() and group.isascii()):
        raise refusal("FOL-17", "The policy has no such group number.", "Copy it from the card.")
    holder = correction.holder or Holder(policy.relation, policy.subscriber)
    if correction.holder:
        _check_holder(correction.holder, policy.relation)
    better = replace(
        better,
        group_number=group,
        relation=holder.relation,
        subscriber=holder.subscriber,
        version=policy.version,
    )
    return [] if better == policy else [replace(better, version=policy.version + 1)]


def _check_holder(holder: Holder, stands: str) -> None:
    """Refuse a holder that no claim could tell: the patient beside another, or another without a name."""
    one = holder.subscriber
    if holder.relation not in RELATIONS | {stands}:
        raise refusal("FOL-18", "The policy knows no such relation.", "Choose one of the list.")
    names = (one.name.last, one.name.first) if one else ()
    is_named = all(0 < len(name) <= LONGEST_NAME and name.isprintable() for name in names)
    if (holder.relation == OWN) is not (one is None) or not is_named:
        why = "Whoever else holds the policy has a name and a birth date."
        raise refusal("FOL-18", why, "Copy them from the card, or ask.")


def _given_by(session: Session, visits: Sequence[Visit], rendering_id: int | None) -> list[Visit]:
    """Return the next versions of the claim's other visits, which share their provider with the first."""
    found = [(one, _rendering(session, one, rendering_id)) for one in visits]
    return [
        replace(one, provider_id=gave, version=one.version + 1)
        for one, gave in found
        if gave != one.provider_id
    ]


def _rendering(session: Session, visit: Visit, wanted: int | None) -> int:
    """Return who gave the service. Refused unless the visit's note names them: its author, or the second
    clinician under whose name the service stands.
    """
    gave = _known(session, wanted or None, visit.provider_id)
    note = session.get(Note, visit.note_id) if visit.note_id and gave != visit.provider_id else None
    if note is None:
        return gave
    named = _authors(session, note) | (
        {note.care.supervising_id} if note.care.role in UNDER_ANOTHER else set()
    )
    if named and gave not in named:
        mend = "Let who gave it sign a correction of the note first."
        raise refusal("FOL-19", "The visit's note doesn't say that they gave the service.", mend)
    return gave


def _authors(session: Session, note: Note) -> set[int]:
    """Return the provider who wrote a note; of an older one that names none, who signs in as its signer."""
    if note.author_id:
        return {note.author_id}
    return {one.id for one in session.find(Provider) if one.user and one.user == note.signed_by}


def _visit(session: Session, visit: Visit, correction: Correction) -> Visit:
    referral = replace(
        visit.referral,
        provider_id=_known(session, correction.referring_id, visit.referral.provider_id),
        authorization_number=correction.authorization or visit.referral.authorization_number,
        referral_number=correction.referral_number or visit.referral.referral_number,
    )
    cleared = correction.cleared
    better = replace(
        told_anew(session, visit, correction.institutional),
        provider_id=_rendering(session, visit, correction.rendering_id),
        referral=referral,
        supervising_id=_known(session, correction.supervising_id, visit.supervising_id),
        accident=None if Cleared.ACCIDENT in cleared else correction.accident or visit.accident,
        admitted_on=None if Cleared.ADMITTED in cleared else correction.admitted_on or visit.admitted_on,
        handed_over_on=None
        if Cleared.HANDED_OVER in cleared
        else correction.handed_over_on or visit.handed_over_on,
        pos=correction.place or visit.pos,
    )
    return visit if better == visit else replace(better, version=visit.version + 1)


def _known(session: Session, wanted: int | None, stands: int) -> int:
    if wanted is None or wanted == stands:
        return stands
    try:
        return wanted and session.get(Provider, wanted).id
    except NotFound:
        raise refusal("FOL-16", "The practice knows no such provider.", "Choose one of the list.") from None


def _placed(lines: Sequence[ChargeLine], folder: Folder, place: str) -> list[ChargeLine]:
    """Return the lines that differ, those too that the place of service makes differ."""
    better = {line.id: line for line in lines}
    for line in folder.lines:
        if place and line.pos != place:
            found = better.get(line.id, replace(line, version=line.version + 1))
            better[line.id] = replace(found, pos=place)
    return [*better.values()]


def _with(
    folder: Folder, visits: Sequence[Visit], policies: Sequence[Coverage], lines: Sequence[ChargeLine]
) -> Folder:
    seen = {one.id: one for one in visits}
    policy = {one.id: one for one in policies}
    line = {one.id: one for one in lines}
    return replace(
        folder,
        visits=tuple(seen.get(one.id, one) for one in folder.visits),
        coverages=tuple(policy.get(one.id, one) for one in folder.coverages),
        lines=tuple(line.get(one.id, one) for one in folder.lines),
    )

"""What a person found to be wrong on a claim beside its codes, and the records that tell it wrongly, mended.

Codes and diagnoses are the coder's: they are asked for, never changed here; who gave the service is the
signed note's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.chart import Accident, Visit
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.folder import Folder
from almoner.core.coverage import Coverage
from almoner.core.party import Provider
from almoner.core.plan import Record
from almoner.flow.mend_hold import LineMend, mended_lines, mended_policy
from almoner.flow.refused import refusal
from almoner.store.session import NotFound, Session

LONGEST_NUMBER = 50
_PLACE = re.compile(r"[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong; what is empty or None stays as it is. `referring_id` and `supervising_id` 0: nobody.
    `member_id` is of the policy, `place` the two digits of the place of service.
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


def mended(
    session: Session, claim: Claim, folder: Folder, correction: Correction
) -> tuple[Folder, list[Record]]:
    """Return the claim's folder as it should have been, and the next versions of the records that differ
    (inside another flow's session). Refused where a value can't be, and where it would change a fee.
    """
    _check(correction)
    visit = folder.visits[0]
    better = _visit(session, visit, correction)
    policies = mended_policy(folder.coverage, correction.member_id or None)
    revision = session.get(ClaimRevision, claim.revision_id)
    lines = _placed(
        mended_lines(session, claim, revision, better, correction.lines), folder, correction.place
    )
    changed: list[Record] = [*([] if better is visit else [better]), *policies, *lines]
    return _with(folder, better, policies, lines), changed


def _check(correction: Correction) -> None:
    for number in (correction.authorization, correction.referral_number):
        if len(number) > LONGEST_NUMBER or not (number.isprintable() and number.isascii()):
            mend = "Copy it from the payer's answer."
            raise refusal("FOL-14", "An authorization or referral has no such number.", mend)
    if correction.place and not _PLACE.fullmatch(correction.place):
        raise refusal("FOL-15", "A place of service is two digits.", "11 is an office, 22 a hospital.")


def _visit(session: Session, visit: Visit, correction: Correction) -> Visit:
    referral = replace(
        visit.referral,
        provider_id=_known(session, correction.referring_id, visit.referral.provider_id),
        authorization_number=correction.authorization or visit.referral.authorization_number,
        referral_number=correction.referral_number or visit.referral.referral_number,
    )
    better = replace(
        visit,
        referral=referral,
        supervising_id=_known(session, correction.supervising_id, visit.supervising_id),
        accident=correction.accident or visit.accident,
        admitted_on=correction.admitted_on or visit.admitted_on,
        handed_over_on=correction.handed_over_on or visit.handed_over_on,
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


def _with(folder: Folder, visit: Visit, policies: Sequence[Coverage], lines: Sequence[ChargeLine]) -> Folder:
    policy = {one.id: one for one in policies}
    line = {one.id: one for one in lines}
    return replace(
        folder,
        visits=(visit, *folder.visits[1:]),
        coverages=tuple(policy.get(one.id, one) for one in folder.coverages),
        lines=tuple(line.get(one.id, one) for one in folder.lines),
    )

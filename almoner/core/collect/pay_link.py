"""The link by which a guarantor sees and pays a bill without a sign-in: its token, its tries, and its end.

Promises that a token is told only by who made it, for nothing but its hash is kept; that a few wrong answers
close a link for good; and that an answer to a closed one is counted too.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from almoner.core.collect.card import CardCharge, CardState
from almoner.core.plan import Ids, Plan, Task, reading

MOST_TRIES = 5
"""Wrong answers one after the other that close a link."""
TASK = "pay_link_locked"
OWNER = "front_desk"
CALL_WITHIN = timedelta(days=3)
SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Digits and letters without those that read alike on paper."""
TOKEN_SIGNS = 24
"""120 bits: nobody guesses one."""
_GROUP = 6
_TOKEN = re.compile(rf"([1-9][0-9]{{0,17}})((?:-?[{SIGNS}]){{{TOKEN_SIGNS}}})")


class LinkState(StrEnum):
    """Whether a link may still lead to a bill."""

    STANDING = "standing"
    REVOKED = "revoked"
    """Somebody of the practice closed it."""
    REPLACED = "replaced"
    """A later one was made for the same guarantor."""


@dataclass(frozen=True, slots=True)
class PayLink:
    """A link to what a guarantor owes, made with a statement. `digest` is the hash of its token, `until_on`
    the first day on which it opens nothing any more; `patient_id` the patient that its statement goes by.
    """

    kind: ClassVar[str] = "pay_link"
    id: int
    statement_id: int
    patient_id: int
    guarantor: str
    digest: str
    made_on: date
    until_on: date
    version: int = 1
    state: LinkState = LinkState.STANDING
    wrong_tries: int = 0
    openings: int = 0
    opened_on: date | None = None
    ended_on: date | None = None
    ended_by: str = ""
    why: str = ""

    @property
    def is_locked(self) -> bool:
        """True where it was answered wrongly too often."""
        return self.wrong_tries >= MOST_TRIES

    def leads_to_a_bill(self, *, on: date) -> bool:
        """True where the right answer opens it on a day."""
        return self.state is LinkState.STANDING and not self.is_locked and on < self.until_on


def token_of(practice_id: int, secret: bytes) -> str:
    """Return the token that a secret of at least 15 bytes makes, as it stands on paper: the practice's number
    and four groups of signs.
    """
    number = int.from_bytes(secret[:15], "big")
    signs = "".join(SIGNS[number >> 5 * place & 31] for place in range(TOKEN_SIGNS))
    groups = [signs[start : start + _GROUP] for start in range(0, TOKEN_SIGNS, _GROUP)]
    return "-".join([str(practice_id), *groups])


def read_token(text: str) -> tuple[int, str] | None:
    """Return the practice and the digest that a typed token stands for; None where it is none."""
    found = _TOKEN.fullmatch(text.strip().lower()) if len(text) < 100 else None
    if found is None:
        return None
    practice_id, signs = int(found[1]), found[2].replace("-", "")
    return practice_id, hashlib.sha256(f"{practice_id}-{signs}".encode()).hexdigest()


def digest_of(token: str) -> str:
    """Return the digest of a token of ours."""
    read = read_token(token)
    assert read is not None, "we made it"
    return read[1]


def ended(link: PayLink, state: LinkState, *, by: str, why: str, on: date) -> PayLink:
    """Return a link's next version, closed."""
    return replace(link, version=link.version + 1, state=state, ended_on=on, ended_by=by, why=why)


def answered(link: PayLink, *, is_right: bool, ids: Ids, on: date) -> Plan:
    """Return the plan of an answer: counted, and somebody's task where it was the last wrong one."""
    assert not link.is_locked, "a locked link is asked nothing"
    if is_right:
        opens = link.leads_to_a_bill(on=on)
        made = replace(
            link,
            version=link.version + 1,
            wrong_tries=0,
            openings=link.openings + opens,
            opened_on=on if opens else link.opened_on,
        )
        return Plan(on=on, records=(made,), reads=reading(link))
    made = replace(link, version=link.version + 1, wrong_tries=link.wrong_tries + 1)
    is_work = made.is_locked and link.state is LinkState.STANDING
    tasks = (_call(link, task_id=next(ids), on=on),) if is_work else ()
    return Plan(on=on, records=(made,), tasks=tasks, reads=reading(link))


def _call(link: PayLink, *, task_id: int, on: date) -> Task:
    return Task(
        id=task_id,
        what=TASK,
        subject_kind=link.kind,
        subject_id=link.id,
        why="The link of a statement was answered wrongly too often and is closed: call, and make a new one.",
        owner=OWNER,
        opened_on=on,
        due_on=on + CALL_WITHIN,
        patient_id=link.patient_id,
    )


def paid_cents(link: PayLink, charges: Sequence[CardCharge]) -> int:
    """Return what was paid by a link, in cents, of the charges of its patients."""
    return sum(one.cents for one in charges if one.link_id == link.id and one.state is CardState.APPROVED)

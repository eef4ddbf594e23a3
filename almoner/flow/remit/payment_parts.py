"""What a payment's page is made of, whether it is planned, was planned before, or is posted: the decisions
that are shown, what they do, and what concerns the whole. Pure functions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from almoner.core.ledger import Posting, Reason
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Advice, RemittanceState
from almoner.core.rules import Finding
from almoner.flow.remit.look_remit_money import Effects, effects
from almoner.flow.remit.post import Preview
from almoner.store.lists.lists_remits import Told

AT_BANK = frozenset({Reason.DEPOSIT_CASH})
"""What the bank's list did to a payment is not a part of it."""
NOTHING = Effects()


@dataclass(frozen=True, slots=True)
class Content:
    """What a payment is made of: how many claims and what they came to, the decisions that are shown, and of
    the postings those of them and of no decision.
    """

    advices: tuple[Advice, ...]
    postings: tuple[Posting, ...]
    tasks: tuple[Task, ...]
    becomes: RemittanceState
    claims: int = 0
    total: Effects = NOTHING
    is_too_long: bool = False
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pieces:
    """All that a plan does: its decisions in the order of the file, its postings but those of the bank, and
    the work that it opens.
    """

    advices: tuple[Advice, ...]
    postings: tuple[Posting, ...]
    tasks: tuple[Task, ...]


def pieces(preview: Preview) -> Pieces:
    """Return what a preview plans, piece by piece."""
    plan = preview.plan
    matched = {record.id: record for record in plan.records if isinstance(record, Advice)}
    return Pieces(
        advices=tuple(matched.get(advice.id, advice) for advice in preview.read.advices),
        postings=tuple(one for one in plan.postings if one.reason not in AT_BANK),
        tasks=tuple(task for task in plan.tasks if task.state is TaskState.OPEN),
    )


def planned_content(preview: Preview, part: slice) -> Content:
    """Return a part of what a preview plans, with what concerns the whole."""
    made = pieces(preview)
    shown = some(made.advices, made.tasks, part)
    owners, every = ({place_of(advice) for advice in each} for each in (shown, made.advices))
    return Content(
        advices=tuple(shown),
        postings=tuple(
            one for one in made.postings if (owner := owner_of(one)) in owners or owner not in every
        ),
        tasks=made.tasks,
        becomes=preview.state,
        claims=len(made.advices),
        total=effects(made.postings),
        findings=preview.plan.findings,
        notes=preview.plan.notes,
    )


D = TypeVar("D", Advice, Told)


def some(decisions: Sequence[D], tasks: Iterable[Task], part: slice) -> list[D]:
    """Those that are shown: first of all what a person has to look at, and else in the order of the file."""
    about = {task.claim_id or task.subject_id for task in tasks}
    odd = {one.id for one in decisions if not one.claim_id or not about.isdisjoint((one.id, one.claim_id))}
    in_order = sorted(decisions, key=lambda one: (one.id not in odd, one.ordinal))
    return in_order[part]


def place_of(advice: Advice) -> str:
    """Return the remittance and the place of an advice, as keys of postings name them."""
    return f"{advice.remittance_id}:{advice.ordinal}"


def owner_of(posting: Posting) -> str:
    """Return the remittance and the place of the advice that a posting's key names (`era:7:3:...`,
    `undo:era:...`).
    """
    words = posting.key.removeprefix("undo:").split(":")
    return ":".join(words[1:3]) if len(words) > 2 and words[0] == "era" else posting.key

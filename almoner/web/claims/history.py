"""One claim's history as a list of moments: what each audit entry brought, the latest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.differences import Difference, differences
from almoner.core.claim.payer_call import PayerCall
from almoner.core.claim.state import Event, event_of
from almoner.core.ledger import Posting, account_name
from almoner.core.ledger.accounts import CHART
from almoner.flow.claim.look_claim import Life
from almoner.flow.remit.look_remit_money import effects
from almoner.store.lists.lists_claim import AckRow, AdviceRow, Entry
from almoner.store.lists.lists_comments import CommentRow
from almoner.web import words

E = Event
TITLES = {
    E.BUILT: ("file-text", "quiet", "Claim built"),
    E.HELD: ("hand", "held", "Held by an edit"),
    E.RELEASED: ("check", "ready", "Released"),
    E.REBUILT: ("pencil-line", "ready", "Corrected and built again"),
    E.SENT: ("send", "sent", "Sent"),
    E.ENVELOPE_ACCEPTED: ("check", "quiet", "The file arrived"),
    E.ENVELOPE_REJECTED: ("undo-2", "rejected", "The file was refused"),
    E.SYNTAX_ACCEPTED: ("check", "paid", "The clearinghouse took it"),
    E.SYNTAX_REJECTED: ("undo-2", "rejected", "The clearinghouse refused it"),
    E.PAYER_ACCEPTED: ("check-check", "paid", "The payer took it"),
    E.PAYER_REJECTED: ("undo-2", "rejected", "The payer refused to take it"),
    E.PAID: ("circle-check", "paid", "Decided"),
    E.DENIED: ("octagon-x", "denied", "Refused"),
    E.REVERSED: ("rotate-ccw", "partial", "The payer took its decision back"),
    E.SUSPENDED: ("circle-alert", "partial", "The decision could not be posted"),
    E.FORWARDED: ("forward", "sent", "Passed on to another payer"),
    E.VOIDED: ("ban", "quiet", "Withdrawn"),
    E.VOID_CONFIRMED: ("ban", "quiet", "The payer confirmed the void"),
    E.TAKEN_UP: ("rotate-ccw", "denied", "The refusal stands again"),
    E.VOID_UNDONE: ("rotate-ccw", "partial", "What confirmed the void was undone"),
    E.NOTED: ("pencil-line", "quiet", "Noted"),
    E.CLOSED: ("archive", "quiet", "Ended"),
}


ACTS = {
    "charge": "Charged",
    "adjust": "Given up or moved by hand",
    "suspense": "Cash placed by hand",
    "collect": "A patient's money",
    "refund": "Refund",
    "post": "A payment, or what undid it",
    "takeback": "A takeback placed by hand",
}
"""What an act that moved money, and changed nothing else of the claim, is called by the flow that did it."""
MONEY = frozenset({*ACTS.values(), "Money moved"})


SORTS = (("", "All"), ("money", "Money"), ("messages", "Messages"), ("people", "People"))
"""What the history can be narrowed to: what moved money, what went out or came back, what a person did."""
CLOCKWORK = "almoner"
"""Who acts where no person does."""


@dataclass(slots=True)
class Moment:
    """One entry of the history: its title, who and when, the lines below, and what the payer is told
    otherwise since.
    """

    entry_id: int
    at: datetime
    day: date
    on: str
    actor: str
    icon: str = "coins"
    tone: str = "quiet"
    title: str = ""
    details: list[str] = field(default_factory=list)
    changes: tuple[Difference, ...] = ()
    remittance: tuple[int, str] | None = None
    is_money: bool = False
    is_message: bool = False

    def is_of(self, sort: str) -> bool:
        """True where the moment is of a sort of `SORTS`."""
        sorts = {"money": self.is_money, "messages": self.is_message, "people": self.actor != CLOCKWORK}
        return sorts.get(sort, True)


def history(life: Life) -> list[Moment]:
    """Return what happened, the latest first; everything of one audit entry is one moment."""
    moments: dict[int, Moment] = {}
    revisions = {one.number: one for one in life.revisions}
    for version in life.versions:
        moment = _at(moments, version.entry)
        _tell_version(moment, version.claim, version.file)
        if event_of(version.claim) is Event.REBUILT:
            moment.changes = _changes(revisions, version.claim.revision_number)
    for ack in life.acks:
        _tell_ack(_at(moments, ack.entry), ack)
    for advice in life.advices:
        _tell_advice(_at(moments, advice.entry), advice)
    _tell_postings(moments, life)
    return sorted(moments.values(), key=lambda moment: -moment.entry_id)


Said = tuple[str, Moment | CommentRow | PayerCall]
"""One entry of the history with what it is: a moment, a comment or a call."""


def with_people(life: Life, moments: Sequence[Moment], sort: str) -> list[Said]:
    """Return the moments of a sort with what people wrote about the claim between them, each at its day."""
    written: list[tuple[date, Said]] = []
    if sort in ("", "people"):
        written += [(one.comment.written_on, ("comment", one)) for one in life.comments.rows]
        written += [(one.called_on, ("call", one)) for one in reversed(life.calls)]
        written.sort(key=lambda one: one[0], reverse=True)
    found: list[Said] = []
    for moment in (one for one in moments if one.is_of(sort)):
        while written and written[0][0] >= moment.day:
            found.append(written.pop(0)[1])
        found.append(("moment", moment))
    return [*found, *(said for _, said in written)]


def _changes(revisions: Mapping[int, ClaimRevision], number: int) -> tuple[Difference, ...]:
    before, after = revisions.get(number - 1), revisions.get(number)
    return differences(before, after) if before and after else ()


def _at(moments: dict[int, Moment], entry: Entry) -> Moment:
    fresh = Moment(entry.id, entry.at, entry.on, words.day(entry.on), entry.actor)
    found = moments.setdefault(entry.id, fresh)
    if entry.reason and entry.reason not in found.details:
        found.details.append(entry.reason)
    return found


def _tell_version(moment: Moment, claim: Claim, file: str) -> None:
    event = event_of(claim)
    icon, tone, title = TITLES[event]
    if moment.title:
        title = f"{moment.title}, then {title[:1].lower()}{title[1:]}"
    moment.icon, moment.tone, moment.title = icon, tone, title
    _, colon, cause = claim.cause.partition(": ")
    if colon and cause not in {*moment.details, "TA1", "999", "277CA"}:
        moment.details.append(cause)
    if event is Event.SENT and file:
        moment.is_message = True
        moment.details.append(f"{'837I' if claim.is_institutional else '837P'} in {file}")
    if event is Event.REBUILT:
        moment.details.append(f"Revision {claim.revision_number}")


def _tell_ack(moment: Moment, ack: AckRow) -> None:
    moment.is_message = True
    if not moment.title:
        moment.icon, moment.tone = ("check", "quiet") if ack.is_accepted else ("undo-2", "rejected")
        moment.title = f"{ack.form} came: {'accepted' if ack.is_accepted else 'refused'}"
    said = f"{ack.form} {ack.verbatim or ack.code}"
    moment.details.append(f"{said}: {ack.words}" if ack.words else said)
    if ack.payer_control:
        moment.details.append(f"The payer's number {ack.payer_control}")


def _tell_advice(moment: Moment, row: AdviceRow) -> None:
    moment.is_message = moment.is_money = True
    if not moment.title:
        moment.title, moment.icon = "The payer decided", "landmark"
    moment.remittance = (row.remittance_id, row.trace)
    advice = row.advice
    said = (
        f"835 of {words.day(row.paid_on)}, status {advice.status}: charged {words.money(advice.charge_cents)}"
    )
    moment.details.append(f"{said}, paid {words.money(advice.paid_cents)}")


def _tell_postings(moments: dict[int, Moment], life: Life) -> None:
    by_entry: dict[int, list[Posting]] = {}
    for booked in life.postings:
        by_entry.setdefault(booked.entry.id, []).append(booked.posting)
        if booked.entry.id not in moments:
            _at(moments, booked.entry).title = ACTS.get(booked.entry.flow, "Money moved")
    for entry_id, postings in by_entry.items():
        moments[entry_id].is_money = True
        if moments[entry_id].title in MONEY:
            moments[entry_id].details += _by_reason(postings)
            continue
        sums = effects(postings)
        parts = [
            f"{name} {words.money(cents)}"
            for name, cents in (
                ("charged", sums.charged),
                ("paid", sums.paid),
                ("adjusted", sums.adjusted),
                ("patient", sums.patient),
                ("to the next payer", sums.later),
                ("refused", sums.denied),
                ("in suspense", sums.suspended),
            )
            if cents
        ]
        if parts:
            moments[entry_id].details.append(f"Posted: {', '.join(parts)}")


def _by_reason(postings: list[Posting]) -> list[str]:
    """What was moved, by its reason in the ledger; what only undoes another counts against it."""
    sums: dict[str, int] = {}
    for posting in postings:
        debit, credit = CHART[posting.reason]
        is_turned = account_name(posting.debit) is not debit or (debit is credit and bool(posting.reverses))
        cents = -posting.cents if is_turned else posting.cents
        sums[posting.reason.value] = sums.get(posting.reason.value, 0) + cents
    return [f"{words.plain(reason)} {words.money(cents)}" for reason, cents in sums.items()]

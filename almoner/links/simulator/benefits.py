"""What a payer knows about a member on a day: the facts of a 271, or the reason why it can't tell."""

from dataclasses import dataclass
from datetime import date

from almoner.links.simulator import member
from almoner.links.simulator.book import Book
from almoner.links.simulator.member import Member
from almoner.links.simulator.questions import Question
from almoner.links.simulator.screen import is_npi

_FARTHEST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Refused:
    """An AAA: the level where it stands (provider, subscriber, dependent), reason, and what to do next."""

    level: str
    reason: str
    action: str = "C"


@dataclass(frozen=True, slots=True)
class Benefits:
    """The answer for a member; `deductible_left_cents` counts what the payer's own book knows."""

    member: Member
    on: date
    is_active: bool
    deductible_left_cents: int


def look_up(book: Book, question: Question, on: date) -> Benefits | Refused:
    """The benefits on the day asked about (today where none is named), as the book stands."""
    refused = _refusal(book, question, on)
    if refused is not None:
        return refused
    who = member.find(book.seed, book.payer.id, question.subscriber.number)
    assert who is not None
    asked = question.on or on
    used = member.met_elsewhere(book.seed, book.payer, who, asked.year) + book.used[who.number, asked.year]
    left = max(0, who.plan.deductible_cents - used)
    return Benefits(who, asked, who.is_covered(asked), left)


def _refusal(book: Book, question: Question, on: date) -> Refused | None:
    level = "dependent" if question.is_dependent else "subscriber"
    number = question.subscriber.number
    if not is_npi(question.provider.number):
        return Refused("provider", "43")
    if not number or not book.payer.pattern.fullmatch(number):
        return Refused("subscriber", "72")
    if member.find(book.seed, book.payer.id, number) is None:
        return Refused("subscriber", "75")
    if question.is_dependent and not book.payer.members.has_dependents:
        return Refused("dependent", "67")
    if question.patient.birth_on is None:
        return Refused(level, "58")
    known = book.births.get(person(question))
    if known is not None and known != question.patient.birth_on:
        return Refused(level, "71")
    if question.on is not None and abs((question.on - on).days) > _FARTHEST_DAYS:
        return Refused(level, "62")
    return None


def person(question: Question) -> tuple[str, str]:
    """Whose birth date it is; the same key as a claim's."""
    return (question.subscriber.number, question.patient.first if question.is_dependent else "")

"""Tests the way to a payer with a real question about nobody, and shows what was exchanged last.

Promises that no patient's data leaves: the question is about a person who doesn't exist. What the payer says
is laid on the test, and opens no task.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.party import Payer, Practice
from almoner.core.plan import Plan, reading
from almoner.core.wire.benefits_271 import BenefitAnswer, BenefitInquiry, read_benefits, write_inquiries
from almoner.core.wire.interchange import Acknowledgement, Interchange
from almoner.core.wire.route_test import RouteTest, answered, question
from almoner.core.wire.writable import Form, write_most
from almoner.core.x12 import TransactionSet, read
from almoner.flow.access import Actor, Permission, cause, enter, office, require
from almoner.flow.claim.outbox import deliver, envelope, numbered, store_out
from almoner.flow.clock import written_at
from almoner.flow.exchange.verify import BENEFITS
from almoner.flow.once import first_act
from almoner.flow.refused import refusal
from almoner.links.clearinghouse import Clearinghouse, LinkDown, LinkRefused
from almoner.store.commit import commit
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_setup import Exchanged, last_exchanged, waiting_to_go
from almoner.store.session import Session

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Mailbox:
    """How the clearinghouse's mailbox answered just now; `why` where it didn't."""

    waiting: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A payer and the last test of its route: the segments of question and answer, a line each, and what was
    said to the file itself. Of an answer in a file with others only its own segments are given.
    """

    frame: Frame
    payer: Payer
    test: RouteTest | None = None
    sent: tuple[str, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    came: tuple[str, ...] = ()
    is_sent: bool = False


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went and came last, the newest first, and how many files wait to go."""

    frame: Frame
    files: tuple[Exchanged, ...]
    waiting: int


def look(actor: Actor, link: Clearinghouse) -> Mailbox:
    """Look into the mailbox without taking anything from it."""
    require(actor, Permission.SETUP_WRITE)
    try:
        return Mailbox(len(link.names()))
    except (LinkDown, LinkRefused) as error:
        return Mailbox(why=str(error))


def ask(actor: Actor, payer_id: int, link: Clearinghouse, *, on: date) -> RouteTest:
    """Ask a payer about nobody, and send what waits. Refused where the question can't be written; the file
    stays in the outbox where the mailbox doesn't answer.
    """
    test = _stored(actor, payer_id, on=on)
    deliver(office(actor.practice_id), link, on=on)
    return test


def _stored(actor: Actor, payer_id: int, *, on: date) -> RouteTest:
    with enter(actor, Permission.SETUP_WRITE) as session:
        if (first := first_act(session, actor, RouteTest)) is not None:
            return first
        payer, practice = session.get(Payer, payer_id), session.get(Practice, session.practice_id)
        number = session.next_control(practice.clearinghouse_id)
        around = envelope(practice, number, purpose=BENEFITS, when=written_at(actor, on, hour=9))
        ids = session.ids()
        draft = RouteTest(next(ids), payer.id, 0, actor.name, on)

        def write(inquiries: Sequence[BenefitInquiry]) -> bytes:
            return write_inquiries(inquiries, envelope=around, batch_number=number)

        asked = [question(draft, payer, practice)]
        written = write_most(asked, write, form=Form("270", around, lambda inquiry: inquiry.trace))
        if written.content is None:
            why = written.why or " ".join(reason for _, reason in written.refused)
            message = f"The question can't be written. {why}"
            raise refusal("RTE-01", message, "Complete the payer's and the practice's record.")
        plan, contents = store_out(session, Plan(on=on), numbered("270", number, written.content))
        (file_id,) = contents
        test = RouteTest(draft.id, payer.id, file_id, actor.name, on)
        made = Plan(on=on, records=(*plan.records, test))
        commit(session, made, cause=cause(actor, "setup", "a test of the route"), contents=contents)
        return test


def route(actor: Actor, payer_id: int, *, on: date) -> Route:
    """Return a payer with the last test of its route, or raise NotFound."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        payer = session.get(Payer, payer_id)
        found = session.find(RouteTest, payer_id=payer_id, order="id DESC", limit=1)
        bare = Route(lists.frame(session, on=on), payer)
        if not found:
            return bare
        (test,) = found
        (file,) = session.find(Interchange, id=test.interchange_id)
        return replace(
            bare,
            test=test,
            sent=tuple(_lines(session.content(file.id), test, file.control)),
            acknowledgements=tuple(session.find(Acknowledgement, original_id=file.id)),
            came=tuple(_lines(session.content(test.answer_id), test, file.control)) if test.answer_id else (),
            is_sent=file.id not in waiting_to_go(session),
        )


def _lines(content: bytes, test: RouteTest, control: str) -> Iterator[str]:
    """The segments of the sets that are the test's alone."""
    for interchange in read(content).interchanges:
        for each in interchange.sets:
            rows = list(each.iter_rows())
            traces = {row[2] for row in rows if row[0] == "TRN" and len(row) > 2}
            if traces == {test.trace} or (not traces and _control(each) == control):
                yield from (each.delimiters.element.join(row) for row in rows)


def traffic(actor: Actor, *, on: date) -> Traffic:
    """Return what was exchanged last."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        frame = lists.frame(session, on=on)
        return Traffic(frame, last_exchanged(session, most=MOST_SHOWN), len(waiting_to_go(session)))


def settled(
    session: Session, sets: Sequence[TransactionSet], *, interchange_id: int, on: date
) -> tuple[Plan, list[BenefitAnswer]]:
    """Return the plan that lays the answers to our tests on them, and the answers that are to something else
    (in `receive`). A refusal of the whole question names no trace: it is known by the number that it repeats.
    """
    told = [(_control(one), answer) for one in sets for answer in read_benefits(one)]
    waiting = session.find(RouteTest, state="waiting") if told else []
    if not waiting:
        return Plan(on=on), [answer for _, answer in told]
    files = session.find(Interchange, id=[test.interchange_id for test in waiting])
    numbers = {file.id: file.control for file in files}
    by_trace = {test.trace: test for test in waiting}
    by_number = {numbers[test.interchange_id]: test for test in waiting}
    done: dict[int, RouteTest] = {}
    left = []
    for control, answer in told:
        test = by_trace.get(answer.trace) if answer.trace else by_number.get(control)
        if test is None:
            left.append(answer)
        elif test.id not in done:
            done[test.id] = answered(test, answer, answer_id=interchange_id, on=on)
    reads = reading(*(test for test in waiting if test.id in done))
    return Plan(on=on, records=tuple(done.values()), reads=reads), left


def _control(one: TransactionSet) -> str:
    """The number of our file that an answer repeats (BHT03 begins with it), or nothing."""
    for segment in one.iter_segments():
        if segment.id == "BHT":
            return segment.get(3)[:9]
    return ""

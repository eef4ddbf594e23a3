"""Takes in a file from outside: whole and ours, stored to the byte and laid where it belongs, or refused."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from almoner.core.party import Location, Practice, Provider
from almoner.core.plan import Plan, Task, TaskState, join, reading
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.remit.receive import MISROUTED, is_ours
from almoner.core.wire.bank_csv import BankListError
from almoner.core.wire.bank_list import is_bank_list, read_bank
from almoner.core.wire.interchange import Interchange
from almoner.core.wire.remit_835 import read_payments
from almoner.core.wire.status_277 import GUIDE_RECEIPT, read_status
from almoner.core.x12 import Document, TransactionSet
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.admit import admit, digest, name_of
from almoner.flow.books.close import plan_bank_list
from almoner.flow.exchange.acknowledge import plan_acknowledgements
from almoner.flow.exchange.route_test import settled
from almoner.flow.exchange.status import plan_statuses
from almoner.flow.exchange.verify import plan_answers
from almoner.flow.refused import refusal
from almoner.store.commit import AlreadyDone, RefusedByStore, commit
from almoner.store.load import refused_under
from almoner.store.session import Ask, Session

ASIDE = frozenset({"refused", "repeated"})
BY_HAND = "by hand: "
"""Before the name of a file that a person brought; a mailbox's name holds no colon."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a file was and what came of it, in words for a person; its remittances wait to be posted.
    `earlier_ids` are those that a file which came before had brought.
    """

    name: str
    about: str
    words: str
    interchange_id: int = 0
    remittance_ids: tuple[int, ...] = ()
    is_repeated: bool = False
    earlier_ids: tuple[int, ...] = ()


def receive(actor: Actor, name: str, content: bytes, *, on: date, is_mailed: bool = False) -> Received:
    """Take in a file. Raises Refused, and nothing is changed, when it is no file for us or isn't whole.

    The same bytes again change nothing either; the answer says when they came first. `is_mailed` says that
    the name is the mailbox's own; any other is marked, so that the mailbox's file of that name still comes.
    """
    require(actor, Permission.FILE_RECEIVE)
    sha256 = digest(content)
    name = name_of(name) if is_mailed else f"{BY_HAND}{name_of(name)}"
    try:
        return _receive(actor, name, content, sha256, on=on)
    except AlreadyDone:  # another process took the same bytes in at the same moment
        return _receive(actor, name, content, sha256, on=on)
    except RefusedByStore as error:
        why = f"A value of the file does not fit into the books ({error})."
        raise refusal("RCV-09", why, "Ask the sender for a corrected file.") from None


def _receive(actor: Actor, name: str, content: bytes, sha256: str, *, on: date) -> Received:
    with enter(actor, Permission.FILE_RECEIVE) as session:
        same = session.find(Interchange, direction="in", sha256=sha256)
        first = [one for one in same if one.about not in ASIDE]
        if first:
            words = f"This file came before, on {first[0].exchanged_on.isoformat()}; nothing was changed."
            brought = session.find(Remittance, interchange_id=first[0].id)
            earlier = tuple(sorted(one.id for one in brought))
            return Received(name, first[0].about, words, first[0].id, is_repeated=True, earlier_ids=earlier)
        taken = _take(session, name, content, on=on)
        file = replace(taken.file, sha256=sha256, size=len(content))
        plan = join([taken.plan, _settled(session, name, on=on)], on=on)
        plan = replace(plan, records=(file, *plan.records))
        commit(session, plan, cause=cause(actor, "receive"), contents={file.id: content})
        remittances = tuple(
            one.id
            for one in plan.records
            if isinstance(one, Remittance) and one.state is RemittanceState.RECEIVED
        )
        return Received(name, file.about, taken.words, file.id, remittances)


def _settled(session: Session, name: str, *, on: date) -> Plan:
    """Close the tasks of what was refused under the same name, read while it was still being written."""
    refused = [file.id for file in refused_under(session, name)]
    asked = session.find(Task, subject_id=refused, state=TaskState.OPEN) if refused else []
    done = tuple(task.closed(by="almoner", outcome="The whole file has come.", on=on) for task in asked)
    return Plan(on=on, tasks=done, reads=reading(*asked))


@dataclass(frozen=True, slots=True)
class Aside:
    """A file of the mailbox that changes nothing: its name, its bytes, and what stands against it."""

    name: str
    content: bytes
    about: Literal["refused", "repeated"]
    why: str


def keep_aside(actor: Actor, aside: Aside, *, on: date) -> None:
    """Keep a file so that it is neither lost nor tried for ever; a refused one gets an owner."""
    with enter(actor, Permission.FILE_RECEIVE) as session:
        ids = session.ids()
        file = replace(
            _file(session, next(ids), aside.name, about=aside.about, on=on),
            sha256=hashlib.sha256(aside.content).hexdigest(),
            size=len(aside.content),
            why=aside.why,
        )
        tasks = (_refused(file, next(ids)),) if aside.about == "refused" else ()
        plan = Plan(on=on, records=(file,), tasks=tasks)
        commit(session, plan, cause=cause(actor, "receive", aside.about), contents={file.id: aside.content})


@dataclass(frozen=True, slots=True)
class _Taken:
    file: Interchange
    plan: Plan
    words: str


def _take(session: Session, name: str, content: bytes, *, on: date) -> _Taken:
    interchange_id = next(session.ids())
    if is_bank_list(content):
        return _take_bank_list(session, name, content, interchange_id, on=on)
    document = admit(content, session.get(Practice, session.practice_id))
    plans, about, words = [], [], []
    for kind, take in TAKERS.items():
        plan, said = take(session, document, interchange_id, on)
        if said:
            plans.append(plan)
            about.append(kind)
            words.append(said)
    if not plans:
        raise refusal(
            "RCV-03", "The file holds nothing that a practice receives.", "See that it is the right file."
        )
    changed = [(each.kind, each.id) for plan in plans for each in (*plan.records, *plan.tasks)]
    if len(set(changed)) < len(changed):
        why = "The file answers about one claim in two kinds of transaction."
        raise refusal("RCV-10", why, "Ask the sender to send them apart.")
    header = document.interchanges[0]
    file = replace(
        _file(session, interchange_id, name, about=about[0] if len(about) == 1 else "several", on=on),
        control=header.control,
        sender=header.sender.strip(),
        receiver=header.receiver.strip(),
        usage=header.usage or "P",
        sets=sum(len(one.sets) for one in document.interchanges),
    )
    return _Taken(file, join(plans, on=on), " ".join(words))


def _file(session: Session, interchange_id: int, name: str, *, about: str, on: date) -> Interchange:
    practice = session.get(Practice, session.practice_id)
    return Interchange(
        id=interchange_id,
        direction="in",
        name=name,
        about=about,
        sha256="",
        size=0,
        control="",
        sender=practice.clearinghouse_id,
        receiver=practice.submitter_id,
        exchanged_on=on,
        usage=practice.usage,
    )


def _refused(file: Interchange, task_id: int) -> Task:
    return Task(
        id=task_id,
        what="refused_file",
        subject_kind="interchange",
        subject_id=file.id,
        why=f"A file in the mailbox was refused: {file.why}",
        owner="biller",
        opened_on=file.exchanged_on,
        due_on=file.exchanged_on + timedelta(days=4),
    )


def _take_bank_list(session: Session, name: str, content: bytes, interchange_id: int, *, on: date) -> _Taken:
    try:
        rows = read_bank(content)
    except BankListError as error:
        raise refusal(
            "RCV-07", f"The bank's list cannot be read: {error}", "Correct it and send it again."
        ) from None
    plan = plan_bank_list(session, rows, source_id=interchange_id, on=on)
    file = _file(session, interchange_id, name, about="bank", on=on)
    words = f"The bank's list has {len(rows)} rows; {len(plan.tasks)} need somebody."
    return _Taken(replace(file, control=name), plan, words)


def _take_remittances(
    session: Session, document: Document, interchange_id: int, on: date
) -> tuple[Plan, str]:
    """Payments are stored as received; posting is another flow's decision."""
    ids = session.ids()
    found = read_payments(document, ids=ids, received_on=on, interchange_id=interchange_id)
    if not found:
        return Plan(on=on), ""
    npis, tax_ids = _own_numbers(session)
    ours = [one for one in found if is_ours(one, npis, tax_ids)]
    strange = [one for one in found if one not in ours]
    kept = [replace(one, state=MISROUTED.state, why=MISROUTED.why) for one in strange]
    tasks = tuple(_misrouted(one, next(ids)) for one in kept)
    claims = sum(remittance.claim_count for remittance in ours)
    counted = f"{_many(len(ours), 'remittance')} with {_many(claims, 'claim')}"
    said = [f"{counted}, not posted yet."] if ours else []
    said += [f"{len(kept)} for another payee: kept apart."] if kept else []
    return Plan(on=on, records=(*ours, *kept), tasks=tasks), " ".join(said)


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _own_numbers(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """The practice's NPIs, those of its places too, and its tax numbers, by which a payee is known (MT1)."""
    practice = session.get(Practice, session.practice_id)
    providers, places = Ask(Provider), Ask(Location)
    found = session.gather(providers, places)
    own = {practice.npi, *(one.npi for one in found.of(providers)), *(one.npi for one in found.of(places))}
    return frozenset(own - {""}), frozenset({practice.tax_id})


def _misrouted(remittance: Remittance, task_id: int) -> Task:
    """An incident: somebody else's payment, and their patients', came to us (DM5)."""
    return Task(
        id=task_id,
        what=MISROUTED.task,
        subject_kind=remittance.kind,
        subject_id=remittance.id,
        why=f"{MISROUTED.why} Tell the sender, and the privacy officer: other people's patients are in it.",
        owner="manager",
        opened_on=remittance.received_on,
        due_on=remittance.received_on + timedelta(days=2),
    )


def _take_benefits(session: Session, document: Document, interchange_id: int, on: date) -> tuple[Plan, str]:
    tests, answers = settled(session, _sets(document, "271"), interchange_id=interchange_id, on=on)
    plan = join([tests, plan_answers(session, answers, interchange_id=interchange_id, on=on)], on=on)
    said = [f"{len(answers)} eligibility answers; {len(plan.tasks)} need somebody."] if answers else []
    said += [f"{len(tests.records)} answers to tests of a route."] if tests.records else []
    return plan, " ".join(said)


def _take_statuses(session: Session, document: Document, _interchange_id: int, on: date) -> tuple[Plan, str]:
    sets = [one for one in _sets(document, "277") if not one.guide.startswith(GUIDE_RECEIPT)]
    answers = [answer for one in sets for answer in read_status(one)]
    return plan_statuses(session, answers, on=on), f"{len(answers)} claim status answers." if answers else ""


def _sets(document: Document, set_id: str) -> list[TransactionSet]:
    return [each for one in document.interchanges for each in one.sets if each.set_id == set_id]


Taker = Callable[[Session, Document, int, date], tuple[Plan, str]]
TAKERS: Mapping[str, Taker] = {
    "835": _take_remittances,
    "271": _take_benefits,
    "277": _take_statuses,
    "acknowledgement": plan_acknowledgements,
}
"""What each kind of content becomes; one says nothing where the file holds none of its kind."""

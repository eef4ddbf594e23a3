"""One payer at work through a mailbox: takes claims up, answers, pays. Its state is its book and its purse,
both folds."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from almoner.core.x12 import SetWriter
from almoner.links.simulator import benefits, write_271, write_277
from almoner.links.simulator.bank import Credit
from almoner.links.simulator.benefits import Benefits, Refused
from almoner.links.simulator.book import Book
from almoner.links.simulator.nouns import Address, Claim
from almoner.links.simulator.post import Post
from almoner.links.simulator.questions import Question
from almoner.links.simulator.remit import Purse, Remit
from almoner.links.simulator.rules import Payer
from almoner.links.simulator.write_277 import NOT_FOUND, Standing
from almoner.links.simulator.write_277ca import GUIDE as GUIDE_277CA
from almoner.links.simulator.write_277ca import Answer, Source, write_277ca
from almoner.links.simulator.write_835 import GUIDE as GUIDE_835
from almoner.links.simulator.write_835 import write_835


@dataclass(frozen=True, slots=True)
class Letter:
    """The questions of one kind that one file has for one payer, by transaction."""

    kind: str
    tag: str
    sender: Address
    sets: list[list[Question]]


@dataclass(slots=True)
class Office:
    """A payer's desk: claims that wait to be taken up, the book, the purse."""

    payer: Payer
    post: Post
    book: Book
    purse: Purse
    waiting: list[Claim] = field(default_factory=list)
    unanswered: list[Letter] = field(default_factory=list)
    heard: list[Question] = field(default_factory=list)
    worked_on: date | None = None

    def work(self, on: date) -> list[tuple[date, Credit]]:
        """The day's work, once a day and only on a day when the payer answers: 277CAs, then 835s.

        Gives what the bank will credit, and when."""
        if self.worked_on == on or not self.post.speaks(self.payer.id, on):
            return []
        self.worked_on = on
        self._take_up(on)
        remits = self.purse.pay(self.book.work(on), on)
        for number, remit in enumerate(remits, 1):
            self._send(remit, number)
        letters, self.unanswered = self.unanswered, []
        for letter in letters:
            self.answer(letter, on)
        return [_credit(remit) for remit in remits if remit.paid_cents]

    def _take_up(self, on: date) -> None:
        self.waiting.sort(key=lambda claim: claim.key)
        answers = [Answer(claim, self.book.take(claim, on)) for claim in self.waiting]
        self.waiting = []
        source = Source("PR", self.payer.name, "PI", self.payer.id)
        send_answers(self.post, source, answers, on, party=self.payer.id)

    def answer(self, letter: Letter, on: date) -> None:
        """Answer questions at once, or keep them for the first day on which the payer speaks again."""
        if not self.post.speaks(self.payer.id, on):
            self.unanswered.append(letter)
            return
        self.heard += [question for each in letter.sets for question in each]
        answer_letter(self.post, letter, on, book=self.book)

    def learn(self, on: date) -> None:
        """At the end of the day: birth dates that were told, silent claims that were asked for."""
        heard, self.heard = self.heard, []
        for question in heard:
            if question.kind == "270":
                self._learn_birth(question, on)
            else:
                icn = write_277.look_up(self.book, question).icn
                if icn:
                    self.book.ask(icn, on)

    def _learn_birth(self, question: Question, on: date) -> None:
        if isinstance(benefits.look_up(self.book, question, on), Benefits) and question.patient.birth_on:
            self.book.births.setdefault(benefits.person(question), question.patient.birth_on)

    def _send(self, remit: Remit, number: int) -> None:
        for result in remit.results:
            self.book.entries[result.icn].trace = remit.trace
        name = f"{remit.on:%Y%m%d}-{self.payer.id}-835-{number}.x12"
        self.post.send(name, "835", remit.key.sender, partial(_sets_835, remit), guide=GUIDE_835)


def open_office(payer: Payer, post: Post, seed: int) -> Office:
    """A payer with empty books."""
    return Office(payer, post, Book(payer, seed), Purse(payer, seed))


def send_answers(post: Post, source: Source, answers: list[Answer], on: date, *, party: str) -> None:
    """One 277CA for each file, one transaction in it for each batch."""
    by_file: dict[str, dict[str, list[Answer]]] = defaultdict(dict)
    for answer in answers:
        by_file[answer.claim.tag].setdefault(answer.claim.batch, []).append(answer)
    for tag, batches in by_file.items():
        sender = next(iter(batches.values()))[0].claim.sender
        post.send(
            f"{on:%Y%m%d}-{party}-277CA-{tag}.x12",
            "277CA",
            sender,
            partial(_sets_277ca, source, list(batches.values()), on),
            guide=GUIDE_277CA,
        )


def answer_letter(post: Post, letter: Letter, on: date, *, book: Book | None) -> None:
    """Send a 271 or a 277; without a book nobody of that number is known, and the clearinghouse says so."""
    party = book.payer.id if book else "BOX"
    kind, guide = ("271", write_271.GUIDE) if letter.kind == "270" else ("277", write_277.GUIDE)
    name = f"{on:%Y%m%d}-{party}-{kind}-{letter.tag}.x12"
    post.send(name, kind, letter.sender, partial(_sets_of_letter, letter, on, book), guide=guide)


def _sets_of_letter(letter: Letter, on: date, book: Book | None) -> list[SetWriter]:
    payer = book.payer if book else None
    sets = []
    for control, questions in enumerate(letter.sets, 1):
        if letter.kind == "270":
            answers = [
                (q, benefits.look_up(book, q, on) if book else Refused("payer", "79")) for q in questions
            ]
            sets.append(write_271.write_271(payer, answers, on, control=control))
        else:
            standings = [write_277.look_up(book, q) if book else Standing(q, NOT_FOUND) for q in questions]
            sets.append(write_277.write_277(payer, standings, on, control=control))
    return sets


def _sets_835(remit: Remit) -> list[SetWriter]:
    return [write_835(remit)]


def _sets_277ca(source: Source, batches: list[list[Answer]], on: date) -> list[SetWriter]:
    return [write_277ca(source, each, on, control=at) for at, each in enumerate(batches, 1)]


def _credit(remit: Remit) -> tuple[date, Credit]:
    kind = "eft" if remit.method == "ACH" else "check"
    return remit.effective_on, Credit(kind, remit.trace, remit.payer.id, remit.paid_cents)

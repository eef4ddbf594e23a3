"""The box itself: moves the clock day by day and lets the clearinghouse, the payers and the bank do their
work.

A day has two parts. In the morning everybody works off what came in before that day; then files of the day
are answered. What comes in on a day never changes what was sent that morning, so a day may be visited again
at any time: it adds only what is missing. That is the whole secret of losing nothing."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from almoner.links.simulator import banking
from almoner.links.simulator.bank import SLIP, Credit, Slip, deposits_in, read_slip, write_statement
from almoner.links.simulator.folder import Folder
from almoner.links.simulator.house import House, Opened, source_of_house
from almoner.links.simulator.inbound import Inbound, sent_on, tag_of
from almoner.links.simulator.nouns import Claim
from almoner.links.simulator.payer import Office, answer_letter, open_office, send_answers
from almoner.links.simulator.post import Post
from almoner.links.simulator.rules import payers
from almoner.links.simulator.screen import UNKNOWN_PAYER
from almoner.links.simulator.write_277ca import Answer, Source

_LONGEST_BACK = timedelta(days=400)


class Box:
    """A clearinghouse, five payers and a bank behind one mailbox folder.

    Keeps its fold in memory between calls; a new Box over the same folder says the same."""

    def __init__(self, mailbox: Path, *, seed: int = 1) -> None:
        self.folder = Folder(mailbox)
        self.seed = seed
        self._begin()

    @property
    def on(self) -> date | None:
        """The date on the box's clock; None before its first day."""
        return self.folder.clock()

    def advance(self, on: date) -> list[str]:
        """Move the clock to `on`, never back, day by day; gives the new names in `from/` in the order of
        writing.

        A date that the clock has passed counts as the clock's own. Called twice for a date it writes what has
        come in between, and nothing else."""
        with self.folder.locked():
            try:
                return self._advance(self.folder.clock(), on)
            except BaseException:
                self._begin()  # what was half done in memory is forgotten; the folder knows it all
                raise

    def _advance(self, clock: date | None, on: date) -> list[str]:
        names = self.folder.refresh()
        self._post.refresh()
        on = max(on, clock or on)
        self._take_note(names, clock or on, clock or on - _LONGEST_BACK)
        self._post.new = []
        self._run(clock, on)
        self.folder.move_clock(on)
        return list(self._post.new)

    def _begin(self) -> None:
        self._post = Post(self.folder)
        self._house = House(self.folder, self._post)
        self._offices = {payer.id: open_office(payer, self._post, self.seed) for payer in payers().values()}
        self._day: date | None = None
        self._seen: set[str] = set()
        self._due: dict[date, list[Inbound]] = defaultdict(list)
        self._opened: dict[str, Opened] = {}
        self._strays: list[Claim] = []
        self._credits: dict[date, list[Credit]] = defaultdict(list)
        self._slips: dict[str, Slip] = {}
        self._echoed: set[str] = set()

    # ------------------------------------------------------------------------------------------- what came in

    def _take_note(self, names: list[str], today: date, earliest: date) -> None:
        """Give each new file the day on which it is received: that of its first answer, else what its ISA
        says, but no day that is over. Where another process has gone on meanwhile, fold anew."""
        new = [name for name in names if name not in self._seen]
        answered = [self._post.received_on(tag_of(name)) for name in new]
        if self._day is not None and any(on is not None and on < self._day for on in answered):
            self._begin()
            self._post.refresh()
            self._take_note(names, today, earliest)
            return
        for name, answered_on in zip(new, answered, strict=True):
            self._seen.add(name)
            if SLIP.fullmatch(name):
                self._note_slip(name)
            elif not name.endswith(".csv"):
                on = answered_on or max(earliest, sent_on(self.folder.head(name)) or today)
                self._due[on].append(Inbound(name, on))

    def _note_slip(self, name: str) -> None:
        slip = read_slip(self.folder.read(name))
        if slip is not None:
            self._slips.setdefault(slip.number, slip)

    # --------------------------------------------------------------------------------------------- day by day

    def _run(self, clock: date | None, on: date) -> None:
        if self._day is None:
            self._day = min([*self._due, self._post.first_day() or on, clock or on, on])
        self._post.open_on = clock or self._day
        while True:
            self._morning(self._day)
            self._answer(self._day)
            if self._day == on:
                return
            self._evening(self._day)
            self._day += banking.ONE_DAY

    def _morning(self, on: date) -> None:
        for office in self._offices.values():
            for credited_on, credit in office.work(on):
                self._credits[credited_on].append(credit)
        if self._strays and self._post.speaks("BOX", on):
            strays, self._strays = sorted(self._strays, key=lambda claim: claim.key), []
            answers = [Answer(claim, UNKNOWN_PAYER) for claim in strays]
            send_answers(self._post, Source(*source_of_house()), answers, on, party="BOX")
        self._statement(on)

    def _answer(self, on: date) -> None:
        """Answer the files of the day; those of a day on which the house is silent wait."""
        speaks = self._post.speaks("BOX", on)
        for file in sorted(self._due.get(on, ()), key=lambda file: file.name):
            if file.name not in self._opened and (speaks or self._post.received_on(file.tag) == on):
                self._opened[file.name] = self._house.open(file)
                self._ask(self._opened[file.name], on)

    def _ask(self, opened: Opened, on: date) -> None:
        for (payer, _kind), letter in opened.letters.items():
            office = self._offices.get(payer)
            if office is None:
                answer_letter(self._post, letter, on, book=None)
            else:
                office.answer(letter, on)

    def _evening(self, on: date) -> None:
        """Hand the day's claims to the payers; what the house could not open goes over to the next day."""
        for each in self._offices.values():
            each.learn(on)
        for file in self._due.pop(on, ()):
            opened = self._opened.pop(file.name, None)
            if opened is None:
                file.on = on + banking.ONE_DAY
                self._due[file.on].append(file)
                continue
            for payer, claims in opened.claims.items():
                office: Office | None = self._offices.get(payer)
                (office.waiting if office else self._strays).extend(claims)

    def _statement(self, on: date) -> None:
        """The bank's file of a banking day: payments due by now, and deposits made before."""
        if not banking.is_banking_day(on):
            return
        name = f"{on:%Y%m%d}-BANK-bank-1.csv"
        rows = [
            credit
            for due in sorted(day for day in self._credits if day <= on)
            for credit in self._credits.pop(due)
        ]
        if self._post.has(name):
            self._echoed |= deposits_in(self.folder.read_sent(name))
            return
        fresh = [s for s in self._slips.values() if s.on < on and s.number not in self._echoed]
        rows += [
            Credit("deposit", s.number, "", s.cents) for s in sorted(fresh, key=lambda s: (s.on, s.number))
        ]
        if rows:
            self._post.send_plain(name, write_statement(on, rows))
            self._echoed |= {slip.number for slip in fresh}

"""A payer's book: which claims it holds, what it decided, what it will do on which day. It is a fold: the
same claims in the same order on the same days give the same book, and nothing else goes in."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from almoner.core.money import percent
from almoner.links.simulator import banking, chance, member, screen
from almoner.links.simulator.decide import Facts, decide
from almoner.links.simulator.member import Member
from almoner.links.simulator.nouns import Claim, Line, Result
from almoner.links.simulator.refuse import Refusal
from almoner.links.simulator.reverse import reverse
from almoner.links.simulator.rules import Payer
from almoner.links.simulator.screen import Verdict

_APART_MODIFIERS = {"59", "76", "77", "91", "XE", "XP", "XS", "XU", "LT", "RT", "26", "TC"}
_APART_DAYS = 7
_ASKED_DAYS = 3
_DAYS_A_YEAR = 365

Identity = tuple[str, str]
Service = tuple[str, date | None, str, tuple[str, ...], str]


@dataclass(slots=True)
class Entry:
    """A claim that the payer took in. `state`: pending, silent, decided, taken_back, closed."""

    claim: Claim
    due_on: date
    state: str = "pending"
    result: Result | None = None
    decided_on: date | None = None
    trace: str = ""
    filed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """True while the payer has not decided."""
        return self.state in ("pending", "silent")


@dataclass(frozen=True, slots=True)
class Job:
    """What the payer will do with an entry on a day: decide, take_back or correct."""

    kind: str
    icn: str


@dataclass(slots=True)
class Book:
    """All that one payer remembers."""

    payer: Payer
    seed: int
    entries: dict[str, Entry] = field(default_factory=dict)
    by_control: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_member: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    agenda: dict[date, list[Job]] = field(default_factory=lambda: defaultdict(list))
    services: dict[Service, str] = field(default_factory=dict)
    used: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    births: dict[Identity, date] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    # ---------------------------------------------------------------------------------------------- taking in

    def take(self, claim: Claim, on: date) -> Verdict:
        """Screen one claim and, where nothing is wrong, hold it. The claim's `icn` is set then."""
        verdict = self._screen(claim)
        if not verdict.is_accepted:
            return verdict
        claim.icn = f"{claim.received_on:%y%j}{self.payer.letter}" + chance.mark(
            self.seed, 9, self.payer.id, claim.tag, str(claim.place_in_file)
        )
        self._learn(claim)
        replaced = self.original(claim) if claim.frequency == "7" else None
        filed_on = replaced.filed_on if replaced else claim.received_on
        entry = Entry(claim, self._due_on(claim, on), filed_on=filed_on)
        if self._is_silent(claim):
            entry.state = "silent"
        else:
            self.agenda[entry.due_on].append(Job("decide", claim.icn))
        self.entries[claim.icn] = entry
        self.by_control[claim.control].append(claim.icn)
        self.by_member[claim.subscriber.number].append(claim.icn)
        return verdict

    def _screen(self, claim: Claim) -> Verdict:
        found = screen.check_content(claim, is_injury_only=self.payer.is_injury_only)
        if found:
            return found[0]
        rules = self.payer.members
        who = self._member(claim)
        if who is None and rules.unknown == "reject":
            return screen.NOT_A_MEMBER
        if rules.mismatch == "reject" and not self.is_known_birth(claim):
            return screen.OTHER_BIRTH_DATE
        held = self._repeats(claim)
        if held:
            return held
        self.tries[claim.control] += 1
        quirk = chance.falls(self.seed, self.payer.temper.quirk_bp, "quirk", self.payer.id, claim.lot)
        if (quirk or (who is not None and who.ending == "Q3")) and self.tries[claim.control] == 1:
            return screen.NOT_NOW
        return screen.TAKEN_IN

    def _repeats(self, claim: Claim) -> Verdict | None:
        """Sent back because the same claim, or the one to be replaced, is still in work; or the original is
        unknown."""
        is_open = any(self.entries[icn].is_open for icn in self.by_control.get(claim.control, ()))
        if claim.frequency not in ("7", "8"):
            return screen.ALREADY_IN_WORK if is_open else None
        original = self.original(claim)
        if original is None or original.state == "closed":
            return screen.UNKNOWN_ORIGINAL
        controls = self.by_control.get(original.claim.control, ())
        is_open = is_open or original.is_open or any(self.entries[icn].is_open for icn in controls)
        is_open = is_open or original.state == "taken_back"
        return screen.ORIGINAL_IN_WORK if is_open else None

    def _due_on(self, claim: Claim, on: date) -> date:
        timing = self.payer.timing
        spread = timing.pay_days_most - timing.pay_days_least + 1
        days = timing.pay_days_least + chance.pick(self.seed, spread, "days", claim.lot)
        return banking.from_day(max(claim.received_on + timedelta(days=days), on + banking.ONE_DAY))

    def _is_silent(self, claim: Claim) -> bool:
        who = self._member(claim)
        bp = self.payer.temper.silent_bp
        return (who is not None and who.ending == "S8") or chance.falls(self.seed, bp, "silent", claim.lot)

    def _member(self, claim: Claim) -> Member | None:
        if claim.relation != "18" and not self.payer.members.has_dependents:
            return None
        return member.find(self.seed, self.payer.id, claim.subscriber.number)

    def is_known_birth(self, claim: Claim) -> bool:
        """False where another birth date is known for this person."""
        known = self.births.get(identity(claim))
        return known is None or claim.patient.birth_on is None or known == claim.patient.birth_on

    def _learn(self, claim: Claim) -> None:
        if claim.patient.birth_on is not None:
            self.births.setdefault(identity(claim), claim.patient.birth_on)

    def original(self, claim: Claim) -> Entry | None:
        """The entry that a replacement or a void names: its number, and the same patient account."""
        entry = self.entries.get(claim.original)
        same = entry is not None and entry.claim.subscriber.number == claim.subscriber.number
        return entry if same else None

    # ----------------------------------------------------------------------------------------------- deciding

    def work(self, on: date) -> list[Result]:
        """Everything that is due by the day, in order: what the remittances of the day tell."""
        jobs = [
            job for due in sorted(day for day in self.agenda if day <= on) for job in self.agenda.pop(due)
        ]
        jobs.sort(key=lambda job: self.entries[job.icn].claim.key)
        return [result for job in jobs for result in self._do(job, on)]

    def ask(self, icn: str, on: date) -> None:
        """An inquiry wakes a silent entry: it is decided a few days later."""
        entry = self.entries[icn]
        if entry.state == "silent":
            entry.state = "pending"
            entry.due_on = banking.from_day(on + timedelta(days=_ASKED_DAYS))
            self.agenda[entry.due_on].append(Job("decide", icn))

    def _do(self, job: Job, on: date) -> list[Result]:
        entry = self.entries[job.icn]
        if job.kind == "take_back":
            is_free = entry.state == "decided" and not self._is_named(job.icn)
            return self._take_back(entry, on) if is_free else []
        if job.kind == "correct":
            return [self._correct(entry, on)] if entry.state == "taken_back" else []
        return self._decide(entry, on) if entry.state == "pending" else []

    def _is_named(self, icn: str) -> bool:
        """True where a replacement or void of this claim is in work; the payer then leaves it alone."""
        mine = self.entries[icn]
        others = (self.entries[other] for other in self.by_member[mine.claim.subscriber.number])
        return any(other.is_open and self.entries.get(other.claim.original) is mine for other in others)

    def _decide(self, entry: Entry, on: date) -> list[Result]:
        claim = entry.claim
        results = self._undo_original(claim) if claim.frequency in ("7", "8") else []
        if claim.frequency == "8":
            entry.state = "closed"
            entry.decided_on = on
            return results
        result = decide(self.payer, claim, self._facts(entry), self.seed)
        self._charge_interest(result, claim, on)
        self._enter(entry, result, on)
        self._plan_take_back(entry, on)
        return [*results, result]

    def _facts(self, entry: Entry) -> Facts:
        claim = entry.claim
        who = self._member(claim)
        refusal = None
        if self._is_decided_already(claim):
            refusal = Refusal("OA", "18")
        elif not self.is_known_birth(claim):
            refusal = Refusal(self.payer.refusing.eligibility_group, "31", ("MA38",))
        return Facts(
            member=who,
            refusal=refusal,
            is_repeated=lambda line: self._is_repeated(claim, line),
            used={year: self.used[who.number, year] for year in _years(claim)} if who else {},
            filed_on=entry.filed_on,
        )

    def _is_decided_already(self, claim: Claim) -> bool:
        """An original claim whose number has been decided and not voided since."""
        if claim.frequency != "1":
            return False
        others = (self.entries[icn] for icn in self.by_control[claim.control] if icn != claim.icn)
        return any(
            entry.state == "decided" and entry.result and not entry.result.is_denied for entry in others
        )

    def _is_repeated(self, claim: Claim, line: Line) -> bool:
        if set(line.modifiers) & _APART_MODIFIERS:
            return False
        return self.services.get(_service(claim, line), claim.icn) != claim.icn

    def _enter(self, entry: Entry, result: Result, on: date) -> None:
        """Make the decision part of the book: services paid, deductible used."""
        entry.state, entry.result, entry.decided_on = "decided", result, on
        for year, taken in result.deductible.items():
            self.used[entry.claim.subscriber.number, year] += taken
        for line in result.lines:
            if not line.is_denied:
                self.services.setdefault(_service(entry.claim, line.line), entry.claim.icn)

    def _withdraw(self, entry: Entry) -> Result:
        """Take the decision out of the book again; gives the reversal to send."""
        assert entry.result is not None
        for year, taken in entry.result.deductible.items():
            self.used[entry.claim.subscriber.number, year] -= taken
        for line in entry.result.lines:
            key = _service(entry.claim, line.line)
            if self.services.get(key) == entry.claim.icn:
                del self.services[key]
        return reverse(entry.result)

    def _undo_original(self, claim: Claim) -> list[Result]:
        """The reversal of what a replacement or a void names. A replaced denial needs none; a voided one is
        told."""
        original = self.original(claim)
        if original is None or original.result is None or original.state not in ("decided", "taken_back"):
            return []
        was_open = original.state == "decided"
        original.state = "closed"
        if not was_open or (original.result.is_denied and claim.frequency == "7"):
            return []
        return [self._withdraw(original)]

    # ---------------------------------------------------------------------------------------- second thoughts

    def _charge_interest(self, result: Result, claim: Claim, on: date) -> None:
        temper = self.payer.temper
        late = (on - claim.received_on).days - temper.interest_after_days
        if temper.interest_bp_a_year and late > 0 and result.paid_cents > 0:
            yearly = percent(result.paid_cents, temper.interest_bp_a_year)
            result.interest_cents = (yearly * late * 2 + _DAYS_A_YEAR) // (2 * _DAYS_A_YEAR)

    def _plan_take_back(self, entry: Entry, on: date) -> None:
        who, temper = self._member(entry.claim), self.payer.temper
        forced = who is not None and who.ending == "V5"
        by_chance = chance.falls(self.seed, temper.reverse_bp, "take back", entry.claim.lot)
        if entry.result and entry.result.paid_cents > 0 and (forced or by_chance):
            day = banking.from_day(on + timedelta(days=temper.reverse_after_days))
            self.agenda[day].append(Job("take_back", entry.claim.icn))

    def _take_back(self, entry: Entry, on: date) -> list[Result]:
        reversal = self._withdraw(entry)
        entry.state = "taken_back"
        if chance.falls(self.seed, self.payer.temper.apart_bp, "apart", entry.claim.lot):
            day = banking.from_day(on + timedelta(days=_APART_DAYS))
            self.agenda[day].append(Job("correct", entry.claim.icn))
            return [reversal]
        return [reversal, self._correct(entry, on)]

    def _correct(self, entry: Entry, on: date) -> Result:
        """Decide again at the rate that the payer now holds for right; a new payer number, the old one still
        known."""
        facts = self._facts(entry)
        facts.refusal = None
        facts.allowed_bp = self.payer.temper.corrected_bp
        result = decide(self.payer, entry.claim, facts, self.seed)
        result.icn = f"{entry.claim.icn}C"
        self.entries[result.icn] = entry
        self._enter(entry, result, on)
        return result


def identity(claim: Claim) -> Identity:
    """Whose birth date it is: the subscriber's, or the dependent's of that first name."""
    return (claim.subscriber.number, "" if claim.relation == "18" else claim.patient.first)


def _service(claim: Claim, line: Line) -> Service:
    rendering = claim.rendering.number if claim.rendering else claim.billing.number
    who = f"{claim.subscriber.number}/{identity(claim)[1]}"
    return (who, line.since_on, line.code, line.modifiers, rendering)


def _years(claim: Claim) -> set[int]:
    return {(line.since_on or claim.received_on).year for line in claim.lines}

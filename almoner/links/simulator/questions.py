"""From a 270 or a 276 to questions: about whom, about what, on which day, to be answered under which
trace."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from almoner.links.simulator.intake import Row, cents_or_zero, day, get
from almoner.links.simulator.nouns import Party


@dataclass(slots=True)
class Question:
    """One patient level with its trace. `on` is the day asked about, `claim_number` the payer's own number of
    a claim, `control` the practice's, `reference` the BHT03 of the transaction."""

    kind: str
    reference: str
    payer: str
    receiver: Party
    provider: Party
    subscriber: Party
    patient: Party
    is_dependent: bool = False
    traces: list[tuple[str, str]] = field(default_factory=list)
    on: date | None = None
    until_on: date | None = None
    services: list[str] = field(default_factory=list)
    claim_number: str = ""
    control: str = ""
    charge_cents: int = 0
    bill_type: str = ""


def read_questions(rows: Iterable[Row], *, kind: str, repetition: str = "^") -> list[Question]:
    """The questions of one ST..SE, in order. A level without a trace and without a question asks nothing."""
    desk = _Reader(kind, repetition)
    for row in rows:
        desk.read(row)
    desk.close()
    return desk.found


@dataclass(slots=True)
class _Reader:
    kind: str
    repetition: str
    found: list[Question] = field(default_factory=list)
    reference: str = ""
    level: str = ""
    payer: Party = field(default_factory=Party)
    receiver: Party = field(default_factory=Party)
    provider: Party = field(default_factory=Party)
    subscriber: Party = field(default_factory=Party)
    question: Question | None = None

    def read(self, row: Row) -> None:
        match row[0]:
            case "BHT":
                self.reference = get(row, 3)
            case "HL":
                self._level(row)
            case "NM1":
                self._name(row)
            case "TRN":
                self._trace(row)
            case _:
                if self.question is not None:
                    self._detail(self.question, row)

    def close(self) -> None:
        """End the level: keep its question if it asks something."""
        if self.question is not None and (self.question.traces or self.question.services):
            self.found.append(self.question)
        self.question = None

    def _level(self, row: Row) -> None:
        self.close()
        self.level = get(row, 3)
        if self.level == "22":
            self.subscriber = Party()
        if self.level in ("22", "23"):
            is_dependent = self.level == "23"
            self.question = Question(
                kind=self.kind,
                reference=self.reference,
                payer=self.payer.number,
                receiver=self.receiver,
                provider=self.provider,
                subscriber=self.subscriber,
                patient=Party() if is_dependent else self.subscriber,
                is_dependent=is_dependent,
            )

    def _name(self, row: Row) -> None:
        party = Party(
            last=get(row, 3),
            first=get(row, 4),
            middle=get(row, 5),
            is_person=get(row, 2) == "1",
            qualifier=get(row, 8),
            number=get(row, 9),
        )
        match self.level:
            case "20":
                self.payer = party
            case "21":
                self.receiver = party
                self.provider = party
            case "19":
                self.provider = party
            case "22" | "23" if self.question is not None:
                self._patient(self.question, party)

    def _patient(self, question: Question, party: Party) -> None:
        if question.is_dependent:
            question.patient = replace(party, number=self.subscriber.number)
        else:
            self.subscriber = question.subscriber = question.patient = replace(
                party, birth_on=question.patient.birth_on, sex=question.patient.sex
            )

    def _trace(self, row: Row) -> None:
        if self.question is None:
            return
        if self.kind == "276" and self.question.traces:
            again = replace(self.question, traces=[], claim_number="", control="", charge_cents=0, on=None)
            self.close()
            self.question = again
        self.question.traces.append((get(row, 2), get(row, 3)))

    def _detail(self, question: Question, row: Row) -> None:
        kind, value = get(row, 1), get(row, 2)
        match row[0]:
            case "DMG":
                question.patient.birth_on, question.patient.sex = day(value), get(row, 3)
            case "DTP" if kind in ("291", "472", "307"):
                question.on = day(get(row, 3))
                question.until_on = day(get(row, 3).partition("-")[2])
            case "EQ":
                question.services += [part for part in kind.split(self.repetition) if part] or ["30"]
            case "REF" if kind == "1K":
                question.claim_number = value
            case "REF" if kind == "EJ":
                question.control = value
            case "REF" if kind == "BLT":
                question.bill_type = value
            case "AMT" if kind == "T3":
                question.charge_cents = cents_or_zero(value)

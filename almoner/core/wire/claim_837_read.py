"""Reads claims (837P, I and D): every CLM becomes a claim with its parties, other payers and lines.

Promises that no claim is lost, whatever stands around it: an amount that cannot be read is None and the claim
is still there; a segment out of place goes to the claim or line that is open.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from almoner.core.claim import PriorAdjustment
from almoner.core.wire.reading import cents_or_none, day_or_none
from almoner.core.x12 import Document, Segment, TransactionSet

CLAIM_SET = "837"
_TRIPLETS = range(2, 20, 3)


@dataclass(slots=True)
class ReadParty:
    """A name with its id number; `birth_on` for people where it was sent."""

    last: str = ""
    first: str = ""
    number: str = ""
    birth_on: date | None = None
    taxonomy: str = ""


@dataclass(slots=True)
class ReadDecision:
    """How another payer decided a line (2430)."""

    payer_id: str
    paid_cents: int | None
    code: str
    adjustments: list[PriorAdjustment] = field(default_factory=list)
    decided_on: date | None = None


@dataclass(slots=True)
class ReadOther:
    """Another payer (2320): its turn, who it is, and what it decided on the claim."""

    sequence: str
    payer: ReadParty = field(default_factory=ReadParty)
    subscriber: ReadParty = field(default_factory=ReadParty)
    paid_cents: int | None = None
    adjustments: list[PriorAdjustment] = field(default_factory=list)
    payer_control: str = ""


@dataclass(slots=True)
class ReadLine:
    """A service line; `code` is without its qualifier, or the revenue code where there is no other."""

    control: str = ""
    code: str = ""
    modifiers: tuple[str, ...] = ()
    charge_cents: int | None = None
    units: str = ""
    pointers: tuple[int, ...] = ()
    service_on: date | None = None
    pos: str = ""
    ndc: str = ""
    revenue_code: str = ""
    decisions: list[ReadDecision] = field(default_factory=list)


@dataclass(slots=True)
class ReadClaim:
    """A claim as it stands in a file. `parties` by their X12 entity: 85, IL, QC, PR, 82, DN, 77, DQ."""

    control: str
    charge_cents: int | None
    pos: str
    frequency: str
    isa_control: str
    st_control: str
    guide: str
    sequence: str = ""
    relation: str = ""
    filing: str = ""
    group_number: str = ""
    parties: dict[str, ReadParty] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """Reference numbers of the claim by qualifier: F8, G1, 9F, X4, Y4."""
    dates: dict[str, date | None] = field(default_factory=dict)
    """Dates of the claim by qualifier: 439, 435, 090, 091."""
    causes: tuple[str, ...] = ()
    patient_paid_cents: int | None = None
    diagnoses: tuple[str, ...] = ()
    others: list[ReadOther] = field(default_factory=list)
    lines: list[ReadLine] = field(default_factory=list)


def read_claims(document: Document) -> list[ReadClaim]:
    """Return every claim of a file, in its order, over all interchanges."""
    return [claim for each in document.sets if each.set_id == CLAIM_SET for claim in read_claims_of(each)]


def read_claims_of(received: TransactionSet) -> list[ReadClaim]:
    """Return the claims of one transaction."""
    reader = _Reader(received)
    for segment in received.iter_segments():
        reader.take(segment)
    return reader.claims


class _Reader:
    """Walks one transaction. What stands above a claim (provider, subscriber, patient) is copied into it."""

    def __init__(self, received: TransactionSet) -> None:
        self.claims: list[ReadClaim] = []
        self._received = received
        self._provider: dict[str, ReadParty] = {}
        self._subscriber: dict[str, ReadParty] = {}
        self._patient: dict[str, ReadParty] = {}
        self._level = self._provider
        self._policy = ("", "", "", "")
        self._relation = ""
        self._injury = ""
        self._claim: ReadClaim | None = None
        self._other: ReadOther | None = None
        self._line: ReadLine | None = None
        self._decision: ReadDecision | None = None
        self._named: ReadParty | None = None

    def take(self, segment: Segment) -> None:
        """Read one segment."""
        handle = _HANDLERS.get(segment.id)
        if handle is not None:
            handle(self, segment)

    def level(self, segment: Segment) -> None:
        """HL: a new provider, subscriber or patient; everything below the last one ends."""
        self._claim = self._other = self._line = self._decision = self._named = None
        code = segment.get(3)
        if code == "20":
            self._provider, self._subscriber, self._patient = {}, {}, {}
            self._level = self._provider
        elif code == "23":
            self._patient, self._injury = {}, ""
            self._level = self._patient
        else:
            self._subscriber, self._patient = {}, {}
            self._policy, self._relation, self._injury = ("", "", "", ""), "", ""
            self._level = self._subscriber

    def policy(self, segment: Segment) -> None:
        """SBR: the subscriber's, or within a claim another payer's."""
        if self._claim is not None:
            self._other = ReadOther(sequence=segment.get(1))
            self._claim.others.append(self._other)
            self._line = self._decision = None
            return
        self._policy = (segment.get(1), segment.get(2), segment.get(3), segment.get(9))

    def patient(self, segment: Segment) -> None:
        """PAT: the patient's relation to the subscriber."""
        self._relation = segment.get(1)

    def name(self, segment: Segment) -> None:
        """NM1: a party of the level, of the claim, of another payer or (not kept) of a line."""
        entity = segment.get(1)
        self._named = ReadParty(last=segment.get(3), first=segment.get(4), number=segment.get(9))
        if self._line is not None:
            return
        if self._other is not None:
            if entity == "PR":
                self._other.payer = self._named
            elif entity == "IL":
                self._other.subscriber = self._named
        elif self._claim is not None:
            self._claim.parties.setdefault(entity, self._named)
        else:
            self._level.setdefault(entity, self._named)

    def birth(self, segment: Segment) -> None:
        """DMG: the birth date of the person named before."""
        if self._named is not None:
            self._named.birth_on = day_or_none(segment.get(2))

    def taxonomy(self, segment: Segment) -> None:
        """PRV: of the party named before; the billing provider's comes before its name and isn't kept."""
        if self._named is not None:
            self._named.taxonomy = segment.get(3)

    def claim(self, segment: Segment) -> None:
        """CLM: a new claim, whatever was open."""
        self._other = self._line = self._decision = self._named = None
        parts = (*segment.parts(5), "", "", "")
        sequence, relation, group, filing = self._policy
        self._claim = ReadClaim(
            control=segment.get(1),
            charge_cents=cents_or_none(segment.get(2)),
            pos=parts[0],
            frequency=parts[2],
            isa_control=self._received.isa_control,
            st_control=self._received.st_control,
            guide=self._received.guide,
            sequence=sequence,
            relation=relation or self._relation,
            group_number=group,
            filing=filing,
            parties={**self._provider, **self._subscriber, **self._patient},
            numbers={"Y4": self._injury} if self._injury else {},
            causes=tuple(segment.parts(11)) if segment.get(11) else (),
        )
        self.claims.append(self._claim)

    def date(self, segment: Segment) -> None:
        """DTP: of the decision, the line or the claim that is open."""
        kind, day = segment.get(1), day_or_none(segment.get(3))
        if kind == "573" and self._decision is not None:
            self._decision.decided_on = day
        elif kind == "472" and self._line is not None:
            self._line.service_on = day
        elif self._claim is not None and self._line is None:
            self._claim.dates.setdefault(kind, day)

    def number(self, segment: Segment) -> None:
        """REF: of the line, another payer, the claim, or an injury number above it."""
        kind, value = segment.get(1), segment.get(2)
        if self._line is not None:
            if kind == "6R":
                self._line.control = value
        elif self._other is not None:
            if kind == "F8":
                self._other.payer_control = value
        elif self._claim is not None:
            self._claim.numbers.setdefault(kind, value)
        elif kind == "Y4":
            self._injury = value

    def money(self, segment: Segment) -> None:
        """AMT: what the patient or another payer paid."""
        kind, cents = segment.get(1), cents_or_none(segment.get(2))
        if kind == "D" and self._other is not None and self._line is None:
            self._other.paid_cents = cents
        elif kind == "F5" and self._claim is not None:
            self._claim.patient_paid_cents = cents

    def diagnoses(self, segment: Segment) -> None:
        """HI: diagnoses only (principal and others); other lists of the 837I are not kept."""
        if self._claim is None:
            return
        parts = (segment.parts(number) for number in range(1, len(segment.elements)))
        codes = tuple(part[1] for part in parts if len(part) > 1 and part[0] in _DIAGNOSES)
        self._claim.diagnoses += codes

    def adjustment(self, segment: Segment) -> None:
        """CAS: of the decision on a line, or of the payer on the claim."""
        found = [
            PriorAdjustment(
                group=segment.get(1),
                carc=segment.get(at),
                cents=cents_or_none(segment.get(at + 1)) or 0,
                quantity=segment.get(at + 2),
            )
            for at in _TRIPLETS
            if segment.get(at)
        ]
        if self._decision is not None:
            self._decision.adjustments += found
        elif self._other is not None:
            self._other.adjustments += found

    def line(self, segment: Segment) -> None:
        """LX: a new line."""
        del segment
        self._decision = None
        self._line = None
        if self._claim is not None:
            self._line = ReadLine()
            self._claim.lines.append(self._line)

    def service(self, segment: Segment) -> None:
        """SV1, SV2 or SV3: what was done, for how much."""
        line = self._line
        if line is None:
            return
        kind = segment.id
        line.revenue_code = segment.get(1) if kind == "SV2" else ""
        procedure = segment.parts(2 if kind == "SV2" else 1)
        line.code = (procedure[1] if len(procedure) > 1 else "") or line.revenue_code
        line.modifiers = tuple(part for part in procedure[2:6] if part)
        line.charge_cents = cents_or_none(segment.get(3 if kind == "SV2" else 2))
        line.units = segment.get({"SV1": 4, "SV2": 5, "SV3": 6}[kind])
        line.pos = segment.get(5) if kind == "SV1" else ""
        if kind == "SV1":
            line.pointers = tuple(int(part) for part in segment.parts(7) if part.isascii() and part.isdigit())

    def drug(self, segment: Segment) -> None:
        """LIN: the drug's number."""
        if self._line is not None and segment.get(2) == "N4":
            self._line.ndc = segment.get(3)

    def decision(self, segment: Segment) -> None:
        """SVD: another payer's decision on the line."""
        if self._line is None:
            return
        procedure = segment.parts(3)
        self._decision = ReadDecision(
            payer_id=segment.get(1),
            paid_cents=cents_or_none(segment.get(2)),
            code=procedure[1] if len(procedure) > 1 else "",
        )
        self._line.decisions.append(self._decision)


_DIAGNOSES = frozenset({"ABK", "ABF", "BK", "BF"})

_HANDLERS: dict[str, Callable[[_Reader, Segment], None]] = {
    "HL": _Reader.level,
    "SBR": _Reader.policy,
    "PAT": _Reader.patient,
    "NM1": _Reader.name,
    "DMG": _Reader.birth,
    "PRV": _Reader.taxonomy,
    "CLM": _Reader.claim,
    "DTP": _Reader.date,
    "REF": _Reader.number,
    "AMT": _Reader.money,
    "HI": _Reader.diagnoses,
    "CAS": _Reader.adjustment,
    "LX": _Reader.line,
    "SV1": _Reader.service,
    "SV2": _Reader.service,
    "SV3": _Reader.service,
    "LIN": _Reader.drug,
    "SVD": _Reader.decision,
}

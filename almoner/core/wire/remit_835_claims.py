"""The claims of an 835 (loops 2100 and 2110). A segment belongs to the open service, else to the open claim,
whatever order it comes in; only CLP, SVC, LX and PLB open or close one.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from almoner.core.plan import Ids
from almoner.core.remit import Adjustment, Advice, AdviceLine, Amount
from almoner.core.wire.remit_835_values import CODE_KIND, LONGEST, LOST_LINE, Notes, day, get

LINE_DATES = ("472", "150")
CLAIM_DATES = ("232", "233")
COVERAGE_ENDS = "036"
CAS_TRIPLETS = range(2, 20, 3)
CAS_PLACES = {number: f"/CAS{number + 1:02d}" for number in CAS_TRIPLETS}
PROCEDURE = "HC"
MOA_REMARKS = range(3, 8)
MIA_REMARKS = (5, 20, 21, 22, 23)
MOA_AMOUNTS = (2, 8, 9)
MIA_AMOUNTS = (2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 24)
QUALIFIERS = frozenset({"HC", "NU", "N4", "AD", "HP", "IV", "ER", "WK", "UI", "N6"})
CONTROL = frozenset({1})
"""Our number of a claim, which is looked at when the claim begins."""
PROCEDURES = frozenset({1, 6})
"""Elements of a service that hold a code with its modifiers and a description."""
LONGEST_PROCEDURE = 200
HEARD = 1000
"""Advices that are heard at once."""

Hear = Callable[[Sequence[Advice]], None]
"""Hears the advices of a remittance, each once and in order, while the rest of it is still read."""


class _Line:
    """A service while its segments come."""

    __slots__ = ("adjustments", "allowed", "control", "index", "remarks", "row", "service_on")

    def __init__(self, index: int, row: list[str]) -> None:
        self.index = index
        self.row = row
        self.control = ""
        self.service_on: date | None = None
        self.allowed: int | None = None
        self.adjustments: list[Adjustment] = []
        self.remarks: list[str] = []


class _Claim:
    """A claim while its segments come."""

    __slots__ = (
        "adjustments",
        "amounts",
        "control",
        "corrected",
        "coverage_ends_on",
        "forwarded_to",
        "index",
        "insured",
        "lines",
        "original",
        "other_payer",
        "patient",
        "remarks",
        "row",
        "service_on",
    )

    def __init__(self, index: int, row: list[str], control: str) -> None:
        self.index = index
        self.row = row
        self.control = control
        self.lines: list[AdviceLine] = []
        self.adjustments: list[Adjustment] = []
        self.remarks: list[str] = []
        self.amounts: list[Amount] = []
        self.service_on: date | None = None
        self.coverage_ends_on: date | None = None
        self.patient = self.insured = self.corrected = ""
        self.forwarded_to = self.other_payer = self.original = ""


class ClaimCounter:
    """Counts the claims of table 2 as `ClaimReader` reads them."""

    def __init__(self) -> None:
        self.count = 0
        self.has_begun = False

    def take(self, name: str, _index: int, _row: list[str]) -> bool:
        """Take a segment; False where the header may have it, which passes over what is in the claims."""
        if name == "CLP":
            self.count += 1
            self.has_begun = True
        elif name in ("LX", "PLB"):
            self.has_begun = True
        return False


class ClaimReader:
    """Takes the segments of table 2 and keeps the advices that they make."""

    def __init__(
        self, notes: Notes, component: str, *, remittance_id: int, ids: Ids, hear: Hear | None = None
    ) -> None:
        self.advices: list[Advice] = []
        self.has_begun = False
        self.notes = notes
        self._component = component
        self._remittance_id = remittance_id
        self._ids = ids
        self._hear = hear
        self._heard = 0
        self._claim: _Claim | None = None
        self._line: _Line | None = None
        self._takers: dict[str, Callable[[_Claim, int, list[str]], None]] = {
            "CAS": self._cas,
            "REF": self._ref,
            "DTM": self._dtm,
            "AMT": self._amt,
            "LQ": self._lq,
            "NM1": self._nm1,
            "MOA": self._moa,
            "MIA": self._mia,
        }

    def take(self, name: str, index: int, row: list[str]) -> bool:
        """Take a segment; False where it is not about a claim."""
        taker = self._takers.get(name)
        if taker is not None:
            if self._claim is None:
                return False
            taker(self._claim, index, row)
            return True
        if name == "SVC":
            self._open_line(index, row)
            return True
        if name == "CLP":
            self._close_claim()
            self.has_begun = True
            self._claim = _Claim(index, row, self.notes.text(row, 1, index))
            return True
        if name in ("LX", "PLB"):
            self._close_claim()
            self.has_begun = True
        return name == "LX"

    @property
    def count(self) -> int:
        """How many claims were read."""
        return len(self.advices)

    def finish(self) -> None:
        """Close what is open at the end of the set."""
        self._close_claim()
        self._let_hear()

    def _let_hear(self) -> None:
        if self._hear is not None and len(self.advices) > self._heard:
            self._hear(self.advices[self._heard :])
            self._heard = len(self.advices)

    def _open_line(self, index: int, row: list[str]) -> None:
        self._close_line()
        if self._claim is None:
            self.notes.add(LOST_LINE, index, "SVC")
            return
        self._line = _Line(index, row)

    def _close_line(self) -> None:
        line, claim = self._line, self._claim
        self._line = None
        if line is None or claim is None:
            return
        index, row = line.index, self.notes.short(line.row, line.index, claim.control, PROCEDURES)
        size = len(row)
        qualifier, code, modifiers = self._procedure(get(row, 1))
        submitted_code = ""
        submitted_modifiers: tuple[str, ...] = ()
        if size > 6 and row[6]:
            kind, submitted_code, submitted_modifiers = self._procedure(get(row, 6))
            if qualifier == PROCEDURE != kind:  # the drug or revenue code of the same procedure, no other one
                submitted_code, submitted_modifiers = "", ()
        if qualifier not in QUALIFIERS:
            self.notes.add(CODE_KIND, index, "SVC01", claim=claim.control)
        claim.lines.append(
            AdviceLine(
                control=line.control,
                qualifier=qualifier,
                code=code,
                modifiers=modifiers,
                charge_cents=self.notes.money(row, 2, index, claim=claim.control),
                paid_cents=self.notes.money(row, 3, index, claim=claim.control),
                adjustments=tuple(line.adjustments),
                remarks=tuple(line.remarks),
                revenue_code=row[4].strip() if size > 4 else "",
                units=row[5].strip() if size > 5 else "",
                submitted_code=submitted_code,
                submitted_modifiers=submitted_modifiers,
                submitted_units=row[7].strip() if size > 7 else "",
                service_on=line.service_on,
                allowed_cents=line.allowed,
                element=f"{index}/SVC03",
            )
        )

    def _procedure(self, text: str) -> tuple[str, str, tuple[str, ...]]:
        """Return qualifier, code and modifiers of a composite."""
        parts = text[:LONGEST_PROCEDURE].split(self._component) if self._component else [text[:LONGEST]]
        if len(parts) == 2:
            return parts[0].strip(), parts[1].strip(), ()
        if len(parts) == 1:
            return "", parts[0].strip(), ()
        modifiers = tuple([part.strip() for part in parts[2:6] if part.strip()])
        return parts[0].strip(), parts[1].strip(), modifiers

    def _close_claim(self) -> None:
        self._close_line()
        claim = self._claim
        self._claim = None
        if claim is None:
            return
        index, notes = claim.index, self.notes
        row = notes.short(claim.row, index, claim.control, CONTROL)
        self.advices.append(
            Advice(
                id=next(self._ids),
                remittance_id=self._remittance_id,
                ordinal=len(self.advices) + 1,
                control=claim.control,
                status=get(row, 2),
                charge_cents=notes.money(row, 3, index, claim=claim.control),
                paid_cents=notes.money(row, 4, index, claim=claim.control),
                patient_cents=notes.money(row, 5, index, claim=claim.control) if get(row, 5) else 0,
                payer_control=get(row, 7),
                lines=tuple(claim.lines),
                adjustments=tuple(claim.adjustments),
                remarks=tuple(claim.remarks),
                frequency=get(row, 9),
                filing=get(row, 6),
                forwarded_to=claim.forwarded_to,
                service_on=claim.service_on,
                member_id=claim.insured or claim.patient,
                element=f"{index}/CLP04",
                amounts=tuple(claim.amounts),
                other_payer=claim.other_payer,
                original_control=claim.original,
                corrected_member_id=claim.corrected,
                coverage_ends_on=claim.coverage_ends_on,
            )
        )
        if len(self.advices) - self._heard == HEARD:
            self._let_hear()

    def _cas(self, claim: _Claim, index: int, row: list[str]) -> None:
        """Read up to six triplets of reason, amount and quantity."""
        target = claim.adjustments if self._line is None else self._line.adjustments
        group, size = get(row, 1), len(row)
        for number in CAS_TRIPLETS:
            if number >= size:
                return
            carc = row[number].strip()
            if not carc and not get(row, number + 1):
                continue
            cents = self.notes.money(row, number + 1, index, claim=claim.control)
            if cents is not None:
                quantity = row[number + 2].strip() if number + 2 < size else ""
                if len(group) + len(carc) + len(quantity) > LONGEST:
                    text = self.notes.text
                    group, carc = text(row, 1, index, claim.control), text(row, number, index, claim.control)
                    quantity = quantity[:LONGEST]
                target.append(Adjustment(group, carc, cents, quantity, f"{index}{CAS_PLACES[number]}"))

    def _ref(self, claim: _Claim, index: int, row: list[str]) -> None:
        line, qualifier = self._line, get(row, 1)
        if line is None and qualifier == "F8":
            claim.original = self.notes.text(row, 2, index, claim.control)
        elif line is not None and qualifier == "6R":
            line.control = self.notes.text(row, 2, index, claim.control)

    def _dtm(self, claim: _Claim, index: int, row: list[str]) -> None:
        del index
        qualifier = get(row, 1)
        if self._line is not None and qualifier in LINE_DATES:
            self._line.service_on = day(get(row, 2))
        elif qualifier in CLAIM_DATES:
            claim.service_on = claim.service_on or day(get(row, 2))
        elif qualifier == COVERAGE_ENDS:
            claim.coverage_ends_on = day(get(row, 2))

    def _amt(self, claim: _Claim, index: int, row: list[str]) -> None:
        qualifier = self.notes.text(row, 1, index, claim.control)
        cents = self.notes.money(row, 2, index, claim=claim.control)
        if cents is None:
            return
        if self._line is None:
            claim.amounts.append(Amount(qualifier, cents))
        elif qualifier == "B6":
            self._line.allowed = cents

    def _lq(self, claim: _Claim, index: int, row: list[str]) -> None:
        kind = self.notes.text(row, 1, index, claim.control)
        code = self.notes.text(row, 2, index, claim.control)
        if code:
            target = claim.remarks if self._line is None else self._line.remarks
            target.append(code if kind in ("HE", "") else f"{kind}:{code}")

    def _nm1(self, claim: _Claim, index: int, row: list[str]) -> None:
        role, number = get(row, 1), self.notes.text(row, 9, index, claim.control)
        if role == "QC":
            claim.patient = number
        elif role == "IL":
            claim.insured = number
        elif role == "74":
            claim.corrected = number
        elif role == "TT":
            claim.forwarded_to = get(row, 3)[:LONGEST] or number
        elif role == "PR":
            claim.other_payer = get(row, 3)[:LONGEST] or number

    def _moa(self, claim: _Claim, index: int, row: list[str]) -> None:
        self._remarks(claim, index, row, MOA_REMARKS)
        self._amounts(claim, index, row, MOA_AMOUNTS)

    def _mia(self, claim: _Claim, index: int, row: list[str]) -> None:
        self._remarks(claim, index, row, MIA_REMARKS)
        self._amounts(claim, index, row, MIA_AMOUNTS)

    def _remarks(self, claim: _Claim, index: int, row: list[str], numbers: Iterable[int]) -> None:
        for number in numbers:
            if code := self.notes.text(row, number, index, claim.control):
                claim.remarks.append(code)

    def _amounts(self, claim: _Claim, index: int, row: list[str], numbers: tuple[int, ...]) -> None:
        """Keep the amounts of MIA and MOA under their place, for the next payer's claim."""
        for number in numbers:
            if number < len(row) and row[number]:
                cents = self.notes.money(row, number, index, claim=claim.control)
                if cents is not None:
                    claim.amounts.append(Amount(f"{row[0]}{number:02d}", cents))

"""Questions, reviews and papers (270, 276, 278, 275) as plain rows: one a trace number, with who asks whom
about whom, and what is asked or decided.

Promises a row for every trace number whatever stands around it, and one under the transaction's own reference
where there is none. A key that is absent wasn't said."""

from collections.abc import Callable, Iterator
from typing import Any

from almoner.core.wire.reading import cents_or_none, count_or_none, day_or_none
from almoner.core.x12 import Segment, TransactionSet

Row = dict[str, Any]

_KINDS = {"270": "inquiry", "276": "status_request", "278": "authorization", "275": "attachment"}
_SERVICE = "SS"
"""The level of a service, which belongs to the event above it (278)."""
_ANSWER = "11"
_ROLES = {
    "PR": "payer",
    "X3": "payer",
    "1P": "provider",
    "FA": "provider",
    "IL": "member",
    "QC": "member",
}
_PARTY_LEVELS = ("", "20", "21", "19")
"""Levels of those who ask and are asked; providers below them are an event's own."""


def questions(each: TransactionSet) -> Iterator[Row]:
    """The rows of one transaction."""
    reader = _Reader(_KINDS[each.set_id])
    for segment in each.iter_segments():
        reader.take(segment)
    return iter(reader.finish())


class _Reader:
    """Takes the segments; keeps who was named above, and the rows that facts still belong to."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.found: list[Row] = []
        self.open: list[Row] = []
        self.named: Row = {}
        self.facts: Row = {}
        """What was said before any trace: of the whole transaction, or of its patient."""
        self.reference = ""
        self.level = ""
        self.service: Row | None = None

    def take(self, segment: Segment) -> None:
        """Read one segment."""
        match segment.id:
            case "BHT" | "BGN":
                self._begin(segment)
            case "HL":
                self._level(segment.get(3))
            case "TRN":
                self._trace(segment.get(2))
            case "NM1":
                self._name(segment)
            case _:
                fact = _FACTS.get(segment.id)
                if fact is not None:
                    self._tell(fact, segment)

    def finish(self) -> list[Row]:
        """The rows."""
        if not self.found:
            self.found.append(self._row(self.reference))
        return self.found

    def _begin(self, segment: Segment) -> None:
        at = 3 if segment.id == "BHT" else 2
        self.reference = segment.get(at)
        if self.kind == "authorization":
            self.named["is_answer"] = segment.get(2) == _ANSWER

    def _level(self, code: str) -> None:
        self.level, self.service = code, None
        if code != _SERVICE:
            self.open = []
        if code == "22":
            self.named.pop("member", None)

    def _trace(self, number: str) -> None:
        if self.kind in ("status_request", "attachment"):
            self.open = []
        row = self._row(number)
        self.open.append(row)
        self.found.append(row)

    def _row(self, control: str) -> Row:
        copied = {key: list(value) if isinstance(value, list) else value for key, value in self.facts.items()}
        return {"kind": self.kind, "control": control, **self.named, **copied}

    def _name(self, segment: Segment) -> None:
        role, number = _ROLES.get(segment.get(1), ""), segment.get(9)
        if not role or not number or (role == "provider" and self.level not in _PARTY_LEVELS):
            return
        self.named[role] = number
        for row in self.open:
            row[role] = number

    def _tell(self, fact: Callable[[Row, Segment], None], segment: Segment) -> None:
        if segment.id in ("SV1", "SV2", "SV3"):
            self.service = {}
            for row in self._rows():
                row.setdefault("services", []).append(self.service)
        is_of_service = self.service is not None and segment.id in _OF_SERVICE
        for row in [self.service] if self.service is not None and is_of_service else self._rows():
            fact(row, segment)

    def _rows(self) -> list[Row]:
        return self.open or ([self.facts] if not self.found else [])


# ------------------------------------------------------------------------------------- facts


def _iso(text: str) -> str | None:
    day = day_or_none(text)
    return day.isoformat() if day else None


def _date(row: Row, segment: Segment) -> None:
    row.setdefault("dos", _iso(segment.get(3)))


def _asked(row: Row, segment: Segment) -> None:
    row.setdefault("services", [part for part in segment.repeats(1) if part])
    code = [*segment.parts(2), ""][1]
    if code:
        row["code"] = code


def _number(row: Row, segment: Segment) -> None:
    key = {"EJ": "claim", "1K": "payer_control", "BB": "authorization", "EA": "record"}.get(segment.get(1))
    if key:
        row[key] = segment.get(2)


def _charge(row: Row, segment: Segment) -> None:
    if segment.get(1) == "T3":
        row["charge_cents"] = cents_or_none(segment.get(2))


def _review(row: Row, segment: Segment) -> None:
    row.setdefault("category", segment.get(1))
    row.setdefault("review", segment.get(2))


def _decision(row: Row, segment: Segment) -> None:
    row["action"] = segment.get(1)
    if segment.get(2):
        row["authorization"] = segment.get(2)
    reasons = [part for part in segment.repeats(3) if part]
    if reasons:
        row["reasons"] = reasons


def _refusal(row: Row, segment: Segment) -> None:
    row.setdefault("refusals", []).append(segment.get(3))


def _diagnoses(row: Row, segment: Segment) -> None:
    codes = [[*segment.parts(number), ""][1] for number in range(1, len(segment.elements))]
    row.setdefault("diagnoses", []).extend(code for code in codes if code)


def _service(row: Row, segment: Segment) -> None:
    at, charge = (2, 3) if segment.id == "SV2" else (1, 2)
    row["code"] = [*segment.parts(at), ""][1]
    row["charge_cents"] = cents_or_none(segment.get(charge))
    if segment.id == "SV2":
        row["revenue_code"] = segment.get(1)


def _line(row: Row, segment: Segment) -> None:
    code, charge = [*segment.parts(1), ""][1], cents_or_none(segment.get(2))
    row.setdefault("lines", []).append({"code": code, "charge_cents": charge})


def _document(row: Row, segment: Segment) -> None:
    is_plain = segment.id == "BIN"
    size = segment.get(1 if is_plain else 2)
    told = {"filter": "" if is_plain else segment.get(1), "bytes": count_or_none(size)}
    row.setdefault("documents", []).append(told)


_OF_SERVICE = ("SV1", "SV2", "SV3")
_FACTS: dict[str, Callable[[Row, Segment], None]] = {
    "DTP": _date,
    "EQ": _asked,
    "REF": _number,
    "AMT": _charge,
    "UM": _review,
    "HCR": _decision,
    "AAA": _refusal,
    "HI": _diagnoses,
    "SV1": _service,
    "SV2": _service,
    "SV3": _service,
    "SVC": _line,
    "BIN": _document,
    "BDS": _document,
}

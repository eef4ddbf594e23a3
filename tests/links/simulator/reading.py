"""What the box sent, read back plainly for assertions, and the balances that every remittance owes."""

from dataclasses import dataclass, field
from pathlib import Path

from almoner.core.money import cents
from almoner.core.x12 import TransactionSet, read


@dataclass
class Paid:
    """An SVC loop."""

    code: str
    modifiers: list[str]
    charge: int
    paid: int
    original: str = ""
    adjustments: list[tuple[str, str, int]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    control: str = ""
    allowed: int = 0


@dataclass
class Decision:
    """A CLP loop."""

    control: str
    status: str
    charge: int
    paid: int
    patient: int
    icn: str
    adjustments: list[tuple[str, str, int]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lines: list[Paid] = field(default_factory=list)
    interest: int = 0
    original: str = ""


@dataclass
class Advice:
    """An 835."""

    name: str
    payment: int
    method: str
    trace: str
    claims: list[Decision] = field(default_factory=list)
    provider_level: list[tuple[str, str, int]] = field(default_factory=list)

    def check(self) -> None:
        """BQ1 to BQ5 of the remittance."""
        for claim in self.claims:
            for line in claim.lines:
                assert line.charge - sum(cents for _, _, cents in line.adjustments) == line.paid
            own = sum(cents for _, _, cents in claim.adjustments)
            of_lines = [part for line in claim.lines for part in line.adjustments]
            assert claim.charge - own - sum(cents for _, _, cents in of_lines) == claim.paid
            if claim.lines:
                assert sum(line.charge for line in claim.lines) == claim.charge
                assert sum(line.paid for line in claim.lines) - own == claim.paid
            parts = [*claim.adjustments, *of_lines]
            assert claim.patient == sum(cents for group, _, cents in parts if group == "PR")
        level = sum(cents for _, _, cents in self.provider_level)
        assert self.payment == sum(claim.paid for claim in self.claims) - level
        assert (self.payment == 0) == (self.method == "NON")
        assert self.payment >= 0


class _Reader:
    """Where the reading of an 835 stands."""

    def __init__(self, name: str) -> None:
        self.found = Advice(name, 0, "", "")
        self.claim: Decision | None = None
        self.line: Paid | None = None

    def take(self, row: list[str]) -> None:
        """Take one segment in."""
        match row[0]:
            case "BPR":
                self.found.payment, self.found.method = cents(row[2]), row[4]
            case "TRN":
                self.found.trace = row[2]
            case "CLP":
                self.claim = Decision(row[1], row[2], cents(row[3]), cents(row[4]), cents(row[5]), row[7])
                self.line = None
                self.found.claims.append(self.claim)
            case "PLB":
                for at in range(3, len(row), 2):
                    code, _, reference = row[at].partition(":")
                    self.found.provider_level.append((code, reference, cents(row[at + 1])))
            case _ if self.claim is not None:
                self._inside(self.claim, row)

    def _inside(self, claim: Decision, row: list[str]) -> None:
        line = self.line
        match (row[0], row[1]):
            case ("SVC", product):
                code = product.split(":")
                original = row[6].split(":")[1] if len(row) > 6 else ""
                self.line = Paid(code[1], code[2:], cents(row[2]), cents(row[3]), original)
                claim.lines.append(self.line)
            case ("CAS", group):
                into = line.adjustments if line else claim.adjustments
                into += [(group, row[at], cents(row[at + 1])) for at in range(2, len(row), 3)]
            case ("MOA", _):
                claim.remarks += [part for part in row[3:] if part]
            case ("REF", "F8"):
                claim.original = row[2]
            case ("AMT", "I"):
                claim.interest = cents(row[2])
            case _ if line is not None:
                _inside_line(line, row)


def _inside_line(line: Paid, row: list[str]) -> None:
    match (row[0], row[1]):
        case ("REF", "6R"):
            line.control = row[2]
        case ("AMT", "B6"):
            line.allowed = cents(row[2])
        case ("LQ", "HE"):
            line.remarks.append(row[2])


def advice(body: TransactionSet, name: str = "") -> Advice:
    """One 835 read."""
    reader = _Reader(name)
    for row in body.rows():
        reader.take(row)
    return reader.found


def advices(mailbox: Path, payer: str = "") -> list[Advice]:
    """All 835s sent so far, in order, each checked for its balances."""
    names = sorted(path.name for path in (mailbox / "from").glob(f"*-{payer or '*'}-835-*.x12"))
    found = [
        advice(body, name) for name in names for body in read((mailbox / "from" / name).read_bytes()).sets
    ]
    for one in found:
        one.check()
    return found


@dataclass
class Heard:
    """What a 277CA said of one claim."""

    payer: str
    member: str
    control: str
    status: str
    icn: str


def heard(mailbox: Path) -> list[Heard]:
    """All claims in all 277CAs, in order."""
    found: list[Heard] = []
    for path in sorted((mailbox / "from").glob("*-277CA-*.x12")):
        for body in read(path.read_bytes()).sets:
            found += _heard_in(body, path.name.split("-")[1])
    return found


def _heard_in(body: TransactionSet, payer: str) -> list[Heard]:
    found: list[Heard] = []
    is_patient = False
    for row in body.rows():
        if row[0] == "HL":
            is_patient = row[3] == "PT"
        elif row[0] == "NM1" and is_patient:
            found.append(Heard(payer, row[9] if len(row) > 9 else "", "", "", ""))
        elif row[0] == "TRN" and is_patient:
            found[-1].control = row[2]
        elif row[0] == "STC" and is_patient:
            found[-1].status = row[1]
        elif row[:2] == ["REF", "1K"]:
            found[-1].icn = row[2]
    return found


def verdicts(mailbox: Path) -> dict[str, list[str]]:
    """What the 277CAs said of each claim number, in order: STC01."""
    found: dict[str, list[str]] = {}
    for one in heard(mailbox):
        found.setdefault(one.control, []).append(one.status)
    return found


def rows(mailbox: Path, name: str) -> list[list[str]]:
    """All segments of the sets of a file in `from/`."""
    return [row for body in read((mailbox / "from" / name).read_bytes()).sets for row in body.rows()]


def folder(mailbox: Path) -> dict[str, bytes]:
    """All that the box has sent, by name."""
    return {path.name: path.read_bytes() for path in sorted((mailbox / "from").iterdir())}

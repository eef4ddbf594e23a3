"""A small 837P, 270 and 276 writer for the tests of the payer in a box: what a practice would put into
`to/`."""

from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from almoner.core.money import amount
from almoner.core.x12 import Envelope, SetWriter, write

PRACTICE = "ALMONER1"
HOUSE = "BOXCLEAR"
BILLING_NPI = "1234567893"
RENDERING_NPI = "1245319599"
TAX = "123456789"


@dataclass
class Prior:
    """What an earlier payer decided, line by line: (paid, [(group, reason, cents)])."""

    payer: str
    lines: list[tuple[int, list[tuple[str, str, int]]]]
    rank: str = "P"
    on: date = date(2026, 3, 20)
    control: str = "PRIOR1"


@dataclass
class Service:
    """A service line."""

    code: str
    charge: int
    modifiers: tuple[str, ...] = ()
    units: str = "1"
    pointers: tuple[str, ...] = ("1",)
    on: date | None = None
    ndc: str = ""


@dataclass
class Bill:
    """A claim as the tests want it."""

    control: str
    payer: str
    member: str
    services: list[Service]
    on: date = date(2026, 3, 2)
    birth: date = date(1950, 5, 5)
    last: str = "SMITH"
    first: str = "ANNA"
    diagnoses: tuple[str, ...] = ("I10",)
    frequency: str = "1"
    original: str = ""
    rank: str = "P"
    filing: str = "CI"
    authorization: str = ""
    clia: str = ""
    causes: tuple[str, ...] = ()
    accident: date | None = None
    injury: str = ""
    billing_npi: str = BILLING_NPI
    rendering_npi: str = RENDERING_NPI
    charge: int | None = None
    dependent: str = ""
    priors: list[Prior] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(service.charge for service in self.services) if self.charge is None else self.charge


def day(on: date) -> str:
    return f"{on:%Y%m%d}"


def envelope(
    control: int, on: date, *, kind: str = "HC", guide: str = "005010X222A1", wants_ta1: bool = False
) -> Envelope:
    return Envelope(
        "ZZ",
        PRACTICE,
        "ZZ",
        HOUSE,
        control,
        "P",
        on,
        time(9, 0),
        PRACTICE,
        HOUSE,
        kind,
        guide,
        control,
        wants_ta1,
    )


def claim_set(
    bills: list[Bill], *, control: int = 1, batch: str = "BATCH1", on: date = date(2026, 3, 3)
) -> SetWriter:
    """One ST..SE with each bill under a subscriber of its own."""
    out = SetWriter("837", control, "005010X222A1")
    out.seg("BHT", "0019", "00", batch, day(on), "0900", "CH")
    out.seg("NM1", "41", "2", "GREEN VALLEY CLINIC", "", "", "", "", "46", PRACTICE)
    out.seg("PER", "IC", "BILLING", "TE", "5125550100")
    out.seg("NM1", "40", "2", HOUSE, "", "", "", "", "46", HOUSE)
    out.seg("HL", "1", "", "20", "1")
    out.seg("NM1", "85", "2", "GREEN VALLEY CLINIC", "", "", "", "", "XX", bills[0].billing_npi)
    out.seg("N3", "10 MAIN ST")
    out.seg("N4", "AUSTIN", "TX", "787011234")
    out.seg("REF", "EI", TAX)
    number = 1
    for bill in bills:
        number = _subscriber(out, bill, number + 1)
    return out


def _subscriber(out: SetWriter, bill: Bill, number: int) -> int:
    out.seg("HL", str(number), "1", "22", "1" if bill.dependent else "0")
    out.seg("SBR", bill.rank, "" if bill.dependent else "18", "", "", "", "", "", "", bill.filing)
    out.seg("NM1", "IL", "1", bill.last, bill.first, "", "", "", "MI", bill.member)
    if not bill.dependent:
        out.seg("N3", "1 ELM ST")
        out.seg("N4", "AUSTIN", "TX", "78701")
        out.seg("DMG", "D8", day(bill.birth), "F")
        if bill.injury:
            out.seg("REF", "Y4", bill.injury)
    out.seg("NM1", "PR", "2", "PAYER", "", "", "", "", "PI", bill.payer)
    if bill.dependent:
        number += 1
        out.seg("HL", str(number), str(number - 1), "23", "0")
        out.seg("PAT", "19")
        out.seg("NM1", "QC", "1", bill.last, bill.dependent)
        out.seg("N3", "1 ELM ST")
        out.seg("N4", "AUSTIN", "TX", "78701")
        out.seg("DMG", "D8", day(bill.birth), "F")
    _claim(out, bill)
    return number


def _claim(out: SetWriter, bill: Bill) -> None:
    place = ("11", "B", bill.frequency)
    causes: tuple[str, ...] | str = bill.causes or ""
    out.seg("CLM", bill.control, amount(bill.total), "", "", place, "Y", "A", "Y", "Y", "", causes)
    if bill.accident:
        out.seg("DTP", "439", "D8", day(bill.accident))
    if bill.authorization:
        out.seg("REF", "G1", bill.authorization)
    if bill.original:
        out.seg("REF", "F8", bill.original)
    if bill.clia:
        out.seg("REF", "X4", bill.clia)
    if bill.diagnoses:
        out.seg("HI", *[("ABK" if not at else "ABF", code) for at, code in enumerate(bill.diagnoses)])
    if bill.rendering_npi:
        out.seg("NM1", "82", "1", "HOUSE", "GRETA", "", "", "", "XX", bill.rendering_npi)
    for prior in bill.priors:
        _prior(out, prior)
    for number, service in enumerate(bill.services, 1):
        _service(out, bill, number, service)


def _prior(out: SetWriter, prior: Prior) -> None:
    out.seg("SBR", prior.rank, "18", "", "", "", "", "", "", "CI")
    out.seg("AMT", "D", amount(sum(paid for paid, _ in prior.lines)))
    out.seg("OI", "", "", "Y", "", "", "Y")
    out.seg("NM1", "IL", "1", "SMITH", "ANNA", "", "", "", "MI", "OTHERID1")
    out.seg("NM1", "PR", "2", "OTHER PAYER", "", "", "", "", "PI", prior.payer)
    out.seg("REF", "F8", prior.control)


def _service(out: SetWriter, bill: Bill, number: int, service: Service) -> None:
    out.seg("LX", str(number))
    product = ("HC", service.code, *service.modifiers)
    out.seg("SV1", product, amount(service.charge), "UN", service.units, "", "", service.pointers)
    out.seg("DTP", "472", "D8", day(service.on or bill.on))
    out.seg("REF", "6R", f"{bill.control}L{number}")
    if service.ndc:
        out.seg("LIN", "", "N4", service.ndc)
        out.seg("CTP", "", "", "", "1", "UN")
    for prior in bill.priors:
        paid, adjustments = prior.lines[number - 1]
        out.seg("SVD", prior.payer, amount(paid), product, "", service.units)
        for group, reason, cents in adjustments:
            out.seg("CAS", group, reason, amount(cents))
        out.seg("DTP", "573", "D8", day(prior.on))


def put(mailbox: Path, name: str, data: bytes) -> None:
    """Into `to/`, as the practice does it."""
    folder = mailbox / "to"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f".{name}.tmp").write_bytes(data)
    (folder / f".{name}.tmp").rename(folder / name)


def send(mailbox: Path, bills: list[Bill], on: date, *, control: int = 1) -> str:
    """One 837P file with these bills in one transaction; gives its name."""
    name = f"837P-{control:09d}.x12"
    put(mailbox, name, write(envelope(control, on), [claim_set(bills, batch=f"B{control}", on=on)]))
    return name


@dataclass
class Asked:
    """About whom or which claim a question is."""

    payer: str
    member: str
    claim: str = ""
    birth: date | None = date(1950, 5, 5)


def ask_benefits(mailbox: Path, asked: Asked, on: date, *, control: int) -> str:
    """One 270 about one member; gives its name."""
    out = SetWriter("270", 1, "005010X279A1")
    out.seg("BHT", "0022", "13", f"R{control}", day(on), "0900")
    out.seg("HL", "1", "", "20", "1")
    out.seg("NM1", "PR", "2", "PAYER", "", "", "", "", "PI", asked.payer)
    out.seg("HL", "2", "1", "21", "1")
    out.seg("NM1", "1P", "2", "GREEN VALLEY CLINIC", "", "", "", "", "XX", BILLING_NPI)
    out.seg("HL", "3", "2", "22", "0")
    out.seg("TRN", "1", f"T{control}", "9ALMONER01")
    out.seg("NM1", "IL", "1", "SMITH", "ANNA", "", "", "", "MI", asked.member)
    if asked.birth is not None:
        out.seg("DMG", "D8", day(asked.birth))
    out.seg("DTP", "291", "D8", day(on))
    out.seg("EQ", "30")
    name = f"270-{control:09d}.x12"
    put(mailbox, name, write(envelope(control, on, kind="HS", guide="005010X279A1"), [out]))
    return name


def ask_status(mailbox: Path, asked: Asked, on: date, *, control: int) -> str:
    """One 276 about one claim by the practice's number; gives its name."""
    out = SetWriter("276", 1, "005010X212")
    out.seg("BHT", "0010", "13", f"Q{control}", day(on), "0900")
    out.seg("HL", "1", "", "20", "1")
    out.seg("NM1", "PR", "2", "PAYER", "", "", "", "", "PI", asked.payer)
    out.seg("HL", "2", "1", "21", "1")
    out.seg("NM1", "41", "2", "GREEN VALLEY CLINIC", "", "", "", "", "46", PRACTICE)
    out.seg("HL", "3", "2", "19", "1")
    out.seg("NM1", "1P", "2", "GREEN VALLEY CLINIC", "", "", "", "", "XX", BILLING_NPI)
    out.seg("HL", "4", "3", "22", "0")
    out.seg("DMG", "D8", "19500505", "F")
    out.seg("NM1", "IL", "1", "SMITH", "ANNA", "", "", "", "MI", asked.member)
    out.seg("TRN", "1", f"T{control}")
    out.seg("REF", "EJ", asked.claim)
    out.seg("DTP", "472", "D8", day(on))
    name = f"276-{control:09d}.x12"
    put(mailbox, name, write(envelope(control, on, kind="HR", guide="005010X212"), [out]))
    return name

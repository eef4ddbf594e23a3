"""From an 837P or 837I to claims, as a payer's front door reads them: by hierarchical level and qualifier,
loops by position.

It is only given transactions that the clearinghouse let through; what it can't make sense of it leaves
empty."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from almoner.core.money import cents
from almoner.links.simulator.nouns import Address, Adjustment, Bill, Claim, Line, Party, Prior, PriorLine

Row = list[str]

_POINTER = re.compile("[0-9]{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Batch:
    """Where a transaction came from."""

    tag: str
    received_on: date
    sender: Address
    component: str = ":"


def read_claims(rows: Iterable[Row], batch: Batch, *, first_place: int = 0) -> list[Claim]:
    """The claims of one ST..SE, in order. `first_place` numbers them on through the file."""
    desk = _Reader(batch, first_place)
    for row in rows:
        step = _STEPS.get(row[0])
        if step is not None:
            step(desk, row)
    return desk.claims


@dataclass(slots=True)
class _Reader:
    """Where the reader stands: the level's parties, the claim, the other payer, the line."""

    batch: Batch
    place: int
    claims: list[Claim] = field(default_factory=list)
    reference: str = ""
    submitter: Party = field(default_factory=Party)
    level: str = ""
    billing: Party = field(default_factory=Party)
    subscriber: Party = field(default_factory=Party)
    patient: Party = field(default_factory=Party)
    payer: Party = field(default_factory=Party)
    sbr: Row = field(default_factory=list)
    injury: str = ""
    relation: str = ""
    claim: Claim | None = None
    prior: Prior | None = None
    line: Line | None = None
    told: PriorLine | None = None
    party: Party | None = None

    def split(self, row: Row, number: int) -> list[str]:
        whole = get(row, number)
        return whole.split(self.batch.component) if self.batch.component else [whole]

    def outside_claim(self, who: str) -> Party | None:
        """The party of the level that a name with this qualifier fills."""
        match who:
            case "85":
                return self.billing
            case "IL":
                return self.subscriber
            case "QC":
                return self.patient
            case "PR":
                return self.payer
            case "41":
                return self.submitter
            case _:
                return None


def get(row: Row, number: int) -> str:
    """Element `number`, or nothing."""
    return row[number] if number < len(row) else ""


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """A date CCYYMMDD, or the first of a range; None where it is none."""
    text = text[:8]
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def cents_or_zero(text: str) -> int:
    """Cents, or zero where the text is no amount (the clearinghouse has refused those that matter)."""
    try:
        return cents(text) if text else 0
    except ValueError:
        return 0


def _thousandths(text: str) -> int:
    """Units as thousandths: "2" is 2000, "1.5" is 1500; one unit where the text is no number."""
    whole, _, part = text.partition(".")
    digits = whole + part[:3].ljust(3, "0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else 1000


# ------------------------------------------------------------------------------------------------- the levels


def _bht(desk: _Reader, row: Row) -> None:
    desk.reference = get(row, 3)


def _hl(desk: _Reader, row: Row) -> None:
    desk.level = get(row, 3)
    desk.claim = desk.prior = desk.line = desk.told = desk.party = None
    if desk.level == "22":
        desk.subscriber, desk.payer, desk.patient = Party(), Party(), Party()
        desk.sbr, desk.injury, desk.relation = [], "", ""
    elif desk.level == "23":
        desk.patient, desk.relation = Party(), ""
    elif desk.level == "20":
        desk.billing = Party()


def _sbr(desk: _Reader, row: Row) -> None:
    if desk.claim is None:
        desk.sbr = row
        return
    desk.prior = Prior(rank=get(row, 1))
    desk.claim.priors.append(desk.prior)
    desk.party = None


def _pat(desk: _Reader, row: Row) -> None:
    if desk.level == "23":
        desk.relation = get(row, 1)


def _nm1(desk: _Reader, row: Row) -> None:
    desk.party = None
    who = get(row, 1)
    if desk.claim is None:
        target = desk.outside_claim(who)
        if target is not None:
            _fill(target, row)
            desk.party = target
    elif desk.line is not None:
        return
    elif desk.prior is not None:
        if who == "PR":
            desk.prior.payer = get(row, 9)
            desk.party = Party()
    elif who == "82":
        desk.claim.rendering = _fill(Party(), row)
    elif who == "71" and desk.claim.bill is not None:
        desk.claim.bill.attending = _fill(Party(), row)
    elif who in ("DN", "P3"):
        desk.claim.has_referrer = True


def _fill(party: Party, row: Row) -> Party:
    party.is_person = get(row, 2) == "1"
    party.last, party.first, party.middle = get(row, 3), get(row, 4), get(row, 5)
    party.qualifier, party.number = get(row, 8), get(row, 9)
    return party


def _n3(desk: _Reader, row: Row) -> None:
    if desk.party is not None:
        desk.party.street = get(row, 1)


def _n4(desk: _Reader, row: Row) -> None:
    if desk.party is not None:
        desk.party.city, desk.party.state, desk.party.postal = get(row, 1), get(row, 2), get(row, 3)


def _dmg(desk: _Reader, row: Row) -> None:
    if desk.party is not None and desk.claim is None:
        desk.party.birth_on, desk.party.sex = day(get(row, 2)), get(row, 3)


# -------------------------------------------------------------------------------------------------- the claim


def _clm(desk: _Reader, row: Row) -> None:
    place = desk.split(row, 5)
    is_own = desk.level == "22"
    patient = desk.subscriber if is_own else replace(desk.patient, number=desk.subscriber.number)
    desk.claim = Claim(
        tag=desk.batch.tag,
        place_in_file=desk.place + len(desk.claims),
        received_on=desk.batch.received_on,
        sender=desk.batch.sender,
        submitter=desk.submitter,
        batch=desk.reference,
        payer=desk.payer.number,
        payer_name=desk.payer.last,
        control=get(row, 1),
        charge_cents=cents_or_zero(get(row, 2)),
        billing=desk.billing,
        subscriber=desk.subscriber,
        patient=patient,
        place=place[0],
        frequency=place[2] if len(place) > 2 else "1",
        rank=get(desk.sbr, 1) or "P",
        relation="18" if is_own else desk.relation,
        filing=get(desk.sbr, 9),
        injury_number=desk.injury,
        causes=tuple(part for part in desk.split(row, 11)[:3] if part),
        bill=Bill() if place[1:2] == ["A"] else None,
    )
    desk.claims.append(desk.claim)
    desk.prior = desk.line = desk.told = desk.party = None


def _ref(desk: _Reader, row: Row) -> None:
    kind, value = get(row, 1), get(row, 2)
    claim = desk.claim
    if claim is None:
        _level_ref(desk, kind, value)
    elif desk.told is not None:
        return
    elif desk.line is not None:
        _line_ref(desk.line, kind, value)
    elif desk.prior is not None:
        if kind == "F8":
            desk.prior.control = value
    elif kind == "F8":
        claim.original = value
    elif kind == "G1":
        claim.authorization = value
    elif kind == "X4":
        claim.clia = value
    elif kind == "D9":
        claim.house_number = value


def _level_ref(desk: _Reader, kind: str, value: str) -> None:
    if desk.level == "20" and kind in ("EI", "SY"):
        desk.billing.tax_qualifier, desk.billing.tax_number = kind, value
    elif kind == "Y4":
        desk.injury = value


def _line_ref(line: Line, kind: str, value: str) -> None:
    if kind == "6R":
        line.control = value
    elif kind == "G1":
        line.authorization = value
    elif kind == "X4":
        line.clia = value


def _dtp(desk: _Reader, row: Row) -> None:
    kind, value = get(row, 1), get(row, 3)
    if desk.claim is None:
        return
    if kind == "573":
        _decided(desk, day(value))
    elif kind == "472" and desk.line is not None:
        desk.line.since_on = day(value)
        desk.line.until_on = day(value.partition("-")[2]) or desk.line.since_on
    elif kind == "439" and desk.line is None:
        desk.claim.accident_on = day(value)
    elif kind == "434" and desk.claim.bill is not None:
        bill = desk.claim.bill
        bill.since_on, bill.until_on = day(value), day(value.partition("-")[2])


def _decided(desk: _Reader, on: date | None) -> None:
    """The date of an earlier payer's decision: of the payer in 2330B, or of the one that the line's SVD
    names."""
    if desk.line is None and desk.prior is not None:
        desk.prior.decided_on = on
    elif desk.line is not None and desk.claim is not None:
        for prior in desk.claim.priors:
            if desk.line.priors.get(prior.payer) is desk.told:
                prior.decided_on = on


def _cl1(desk: _Reader, row: Row) -> None:
    if desk.claim is not None and desk.claim.bill is not None:
        desk.claim.bill.status = get(row, 3)


def _hi(desk: _Reader, row: Row) -> None:
    if desk.claim is None:
        return
    for number in range(1, len(row)):
        parts = desk.split(row, number)
        if len(parts) > 1 and parts[0] in ("ABK", "ABF", "BK", "BF"):
            desk.claim.diagnoses.append(parts[1])


def _cas(desk: _Reader, row: Row) -> None:
    if desk.told is not None:
        into = desk.told.adjustments
    elif desk.line is None and desk.prior is not None:
        into = desk.prior.adjustments
    else:
        return
    for at in range(2, min(len(row), 20), 3):
        if row[at]:
            into.append(Adjustment(get(row, 1), row[at], cents_or_zero(get(row, at + 1))))


def _amt(desk: _Reader, row: Row) -> None:
    if desk.line is None and desk.prior is not None and get(row, 1) == "D":
        desk.prior.paid_cents = cents_or_zero(get(row, 2))


# --------------------------------------------------------------------------------------------------- the line


def _lx(desk: _Reader, _row: Row) -> None:
    if desk.claim is None:
        return
    desk.line = Line(number=len(desk.claim.lines) + 1)
    desk.claim.lines.append(desk.line)
    desk.told = desk.party = None


def _product(line: Line, product: list[str]) -> None:
    line.qualifier, line.code = product[0], product[1] if len(product) > 1 else ""
    line.modifiers = tuple(part for part in product[2:6] if part)


def _sv2(desk: _Reader, row: Row) -> None:
    """An institutional line; one without a procedure goes by its revenue code."""
    line = desk.line
    if line is None:
        return
    line.revenue = get(row, 1)
    _product(line, desk.split(row, 2) if get(row, 2) else ["NU", line.revenue])
    line.charge_cents = cents_or_zero(get(row, 3))
    line.units = _thousandths(get(row, 5))


def _sv1(desk: _Reader, row: Row) -> None:
    line = desk.line
    if line is None:
        return
    _product(line, desk.split(row, 1))
    line.charge_cents = cents_or_zero(get(row, 2))
    line.units = _thousandths(get(row, 4))
    line.place = get(row, 5)
    line.pointers = tuple(int(part) if _POINTER.fullmatch(part) else 0 for part in desk.split(row, 7) if part)


def _lin(desk: _Reader, row: Row) -> None:
    if desk.line is not None and get(row, 2) == "N4":
        desk.line.ndc = get(row, 3)


def _svd(desk: _Reader, row: Row) -> None:
    if desk.line is None or desk.claim is None:
        return
    desk.told = PriorLine(cents_or_zero(get(row, 2)))
    desk.line.priors[get(row, 1)] = desk.told


_STEPS: dict[str, Callable[[_Reader, Row], None]] = {
    "BHT": _bht,
    "HL": _hl,
    "SBR": _sbr,
    "PAT": _pat,
    "NM1": _nm1,
    "N3": _n3,
    "N4": _n4,
    "DMG": _dmg,
    "CLM": _clm,
    "REF": _ref,
    "DTP": _dtp,
    "HI": _hi,
    "CAS": _cas,
    "AMT": _amt,
    "LX": _lx,
    "SV1": _sv1,
    "SV2": _sv2,
    "CL1": _cl1,
    "LIN": _lin,
    "SVD": _svd,
}

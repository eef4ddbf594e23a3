"""Files as a clearinghouse sends them to a practice of the tests: whole envelopes around given segments.

An 835 says about claims what a test wants.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.money import amount
from tests.practices import House

PAID_ON = date(2026, 3, 16)
_NUMBERS = itertools.count(1)

Segments = list[str]


@dataclass(frozen=True)
class Served:
    """What a payer says of one line; without adjustments it pays what it was charged."""

    line: ChargeLine
    paid: int
    reasons: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class Decided:
    """What a payer says of one claim."""

    claim: Claim
    lines: tuple[Served, ...]
    status: str = "1"
    payer_control: str = "PCN1"
    control: str = ""
    names: tuple[str, ...] = ()
    """Further names (NM1), as the file has them."""

    @property
    def charge(self) -> int:
        return sum(one.line.charge_cents for one in self.lines)

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.lines)


@dataclass(frozen=True)
class Payment:
    """One 835 transaction set."""

    payer: str
    trace: str
    claims: Sequence[Decided]
    levels: tuple[tuple[str, str, int], ...] = ()
    amount: int | None = None
    paid_on: date = PAID_ON
    extra: Segments = field(default_factory=list)

    @property
    def cents(self) -> int:
        if self.amount is not None:
            return self.amount
        return sum(one.paid for one in self.claims) - sum(cents for _, _, cents in self.levels)


def mirrored(decided: Decided) -> Decided:
    """The reversal of a decision: the same with every sign turned (CLP02 22)."""
    lines = tuple(
        Served(one.line, -one.paid, tuple((group, carc, -cents) for group, carc, cents in one.reasons))
        for one in decided.lines
    )
    return Decided(decided.claim, lines, "22", decided.payer_control, decided.control)


def whole(house: House, *sets: Segments, kind: str = "HP", guide: str = "005010X221A1", **odd: str) -> bytes:
    """An interchange to the practice with one group of these sets; `odd` replaces ISA elements (`isa08`)."""
    number = f"{next(_NUMBERS):09d}"
    isa = dict.fromkeys(range(1, 17), "")
    isa |= {1: "00", 2: " " * 10, 3: "00", 4: " " * 10, 5: "ZZ", 6: "BOXCLEAR".ljust(15), 7: "ZZ"}
    isa |= {8: house.practice.submitter_id.ljust(15), 9: "260316", 10: "1200", 11: "^", 12: "00501"}
    isa |= {13: number, 14: "0", 15: house.practice.usage, 16: ":"}
    isa |= {int(name.removeprefix("isa")): text for name, text in odd.items()}
    rows = ["*".join(["ISA", *isa.values()])]
    receiver = house.practice.submitter_id
    rows.append(f"GS*{kind}*BOXCLEAR*{receiver}*20260316*1200*{int(number)}*X*{guide}")
    for place, body in enumerate(sets, 1):
        name = {"HP": "835", "FA": "999", "HN": "277", "HB": "271"}[kind]
        rows += [f"ST*{name}*{place:04d}*{guide}", *body, f"SE*{len(body) + 2}*{place:04d}"]
    rows += [f"GE*{len(sets)}*{int(number)}", f"IEA*1*{number}"]
    return ("~".join(rows) + "~").encode("latin-1")


def paying(house: House, *payments: Payment, **odd: str) -> bytes:
    """A file of 835s to the practice."""
    return whole(house, *(remittance(house, each) for each in payments), **odd)


def remittance(house: House, payment: Payment) -> Segments:
    """The segments of an 835 between its ST and SE."""
    cents = payment.cents
    day, method = f"{payment.paid_on:%Y%m%d}", "ACH" if cents else "NON"
    rows = [
        f"BPR*I*{amount(cents)}*C*{method}*CCP*01*021000021*DA*1234*1512345678**01*021000021*DA*5678*{day}",
        f"TRN*1*{payment.trace}*1512345678",
        f"DTM*405*{day}",
        f"N1*PR*A PAYER*XV*{payment.payer}",
        "N3*1 LIGHTHOUSE WAY",
        "N4*BALTIMORE*MD*212440001",
        f"REF*2U*{payment.payer}",
        "PER*BL*EDI DESK*TE*8005550100",
        f"N1*PE*THE PRACTICE*XX*{house.practice.npi}",
        f"REF*TJ*{house.practice.tax_id}",
        "LX*1",
    ]
    for decided in payment.claims:
        rows += list(_claim(decided))
    if payment.levels:
        pairs = "*".join(f"{code}:{reference}*{amount(cents)}" for code, reference, cents in payment.levels)
        rows.append(f"PLB*{house.practice.npi}*20261231*{pairs}")
    return [*rows, *payment.extra]


def _claim(decided: Decided) -> Iterable[str]:
    claim = decided.claim
    shares = [cents for one in decided.lines for group, _, cents in one.reasons if group == "PR"]
    share = amount(sum(shares)) if decided.status != "22" else ""
    charge, paid = amount(decided.charge if decided.status != "22" else -decided.charge), amount(decided.paid)
    control = decided.control or claim.control
    yield f"CLP*{control}*{decided.status}*{charge}*{paid}*{share}*MB*{decided.payer_control}*11*1"
    yield "NM1*QC*1*OKAFOR*HELEN****MI*1EG4TE5MK73"
    yield from decided.names
    for one in decided.lines:
        line_charge = one.line.charge_cents if decided.status != "22" else -one.line.charge_cents
        code = ":".join(["HC", one.line.code, *one.line.modifiers])
        yield f"SVC*{code}*{amount(line_charge)}*{amount(one.paid)}**{one.line.units}"
        yield f"DTM*472*{one.line.service_on:%Y%m%d}"
        for group, carc, cents in one.reasons:
            yield f"CAS*{group}*{carc}*{amount(cents)}"
        yield f"REF*6R*{one.line.control}"


def acknowledging(house: House, control: str, *, code: str = "A") -> bytes:
    """A 999 that accepts or refuses (R) the whole group of an interchange of ours."""
    body = [f"AK1*HC*{int(control)}*005010X222A1", "AK2*837*0001*005010X222A1"]
    body += [f"IK5*{code}", f"AK9*{code}*1*1*{1 if code == 'A' else 0}"]
    return whole(house, body, kind="FA", guide="005010X231A1")


def receipt(house: House, claim: Claim, code: str, *, payer_control: str = "ICN1") -> Segments:
    """The segments of a payer's 277CA that takes one claim in (`A2:20`) or sends it back (`A3:21`)."""
    is_taken = code.startswith("A2")
    total = amount(claim.total_cents)
    rows = [
        "BHT*0085*08*1*20260316*1200*TH",
        "HL*1**20*1",
        "NM1*PR*2*A PAYER*****PI*MCR01",
        "TRN*1*1",
        "DTP*050*D8*20260316",
        "DTP*009*D8*20260316",
        "HL*2*1*21*1",
        f"NM1*41*2*CLINIC*****46*{house.practice.submitter_id}",
        "TRN*2*1",
        f"STC*A1:19:PR*20260316*WQ*{total}",
        "HL*3*2*19*1",
        f"NM1*85*2*CLINIC*****XX*{house.practice.npi}",
        "HL*4*3*PT",
        "NM1*QC*1*OKAFOR*HELEN****MI*1EG4TE5MK73",
        f"TRN*2*{claim.control}",
        f"STC*{code}:PR*20260316*{'WQ' if is_taken else 'U'}*{total}",
    ]
    rows += [f"REF*1K*{payer_control}"] if is_taken else []
    return [*rows, f"DTP*472*D8*{claim.service_on:%Y%m%d}"]


def receipts(house: House, *bodies: Segments) -> bytes:
    """A file of 277CAs to the practice."""
    return whole(house, *bodies, kind="HN", guide="005010X214")


def envelope_answer(house: House, control: str, *, code: str) -> bytes:
    """A TA1 about an interchange of ours: `A` or `R`."""
    head, _, rest = whole(house).partition(b"~")
    del rest
    number = head.split(b"*")[13].decode()
    note = "000" if code == "A" else "024"
    return head + f"~TA1*{control}*260302*0800*{code}*{note}~IEA*0*{number}~".encode()

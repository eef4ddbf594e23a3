"""A payer's file for a shelf's claims: an 835 whose check is the sum of what it pays, built segment by
segment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.money import amount


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim with what the payer adjusts on each of its lines: (group, CARC, cents); the rest is paid."""

    control: str
    payer_control: str
    lines: Sequence[ChargeLine]
    adjusted: Sequence[Sequence[tuple[str, str, int]]] = field(default_factory=list)
    status: str = "1"

    @property
    def paid(self) -> list[int]:
        """Cents paid for each line."""
        adjusted = [*self.adjusted, *([[]] * (len(self.lines) - len(self.adjusted)))]
        return [
            line.charge_cents - sum(cents for _, _, cents in reasons)
            for line, reasons in zip(self.lines, adjusted, strict=True)
        ]


def decided(claim: Claim, lines: Sequence[ChargeLine], *adjusted: Sequence[tuple[str, str, int]]) -> Decided:
    """The payer's decision on a claim of ours."""
    return Decided(claim.control, claim.payer_control, lines, adjusted)


@dataclass(frozen=True, slots=True)
class Check:
    """Who pays whom, by which trace, on which day."""

    payer: str
    payer_number: str
    payee_npi: str
    receiver: str
    trace: str
    on: date


def era(check: Check, claims: Sequence[Decided]) -> bytes:
    """Return the file; its envelope, counts and sums are right."""
    day, total = check.on.strftime("%Y%m%d"), sum(sum(one.paid) for one in claims)
    body = [
        f"BPR*I*{amount(total)}*C*ACH*CCP*01*999999999*DA*123*1512345678**01*999988880*DA*98765*{day}",
        f"TRN*1*{check.trace}*1512345678",
        f"DTM*405*{day}",
        f"N1*PR*{check.payer}*XV*{check.payer_number}",
        "N3*1 MAIN STREET",
        "N4*ALBANY*NY*12207",
        f"REF*2U*{check.payer_number}",
        "PER*BL*SUPPORT*TE*8005550100",
        f"N1*PE*RIVERBEND*XX*{check.payee_npi}",
        "LX*1",
    ]
    for one in claims:
        body += _claim(one)
    segments = ["ST*835*0001", *body, f"SE*{len(body) + 2}*0001"]
    parties = f"ZZ*{check.payer_number:<15}*ZZ*{check.receiver:<15}"
    head = [
        f"ISA*00*          *00*          *{parties}*{day[2:]}*0800*^*00501*000000001*0*P*:",
        f"GS*HP*{check.payer_number}*{check.receiver}*{day}*0800*1*X*005010X221A1",
    ]
    return ("~\n".join([*head, *segments, "GE*1*1", "IEA*1*000000001"]) + "~\n").encode()


def _claim(one: Decided) -> list[str]:
    charged = sum(line.charge_cents for line in one.lines)
    adjusted = [*one.adjusted, *([[]] * (len(one.lines) - len(one.adjusted)))]
    share = sum(cents for reasons in adjusted for group, _, cents in reasons if group == "PR")
    claim = f"CLP*{one.control}*{one.status}*{amount(charged)}*{amount(sum(one.paid))}"
    rows = [
        f"{claim}*{amount(share)}*12*{one.payer_control}*11*1",
        "NM1*QC*1*DOE*JO****MI*W1",
    ]
    for line, paid, reasons in zip(one.lines, one.paid, adjusted, strict=True):
        code = ":".join(["HC", line.code, *line.modifiers])
        rows.append(f"SVC*{code}*{amount(line.charge_cents)}*{amount(paid)}**{line.units}")
        rows.append(f"DTM*472*{line.service_on.strftime('%Y%m%d')}")
        rows += [f"CAS*{group}*{carc}*{amount(cents)}" for group, carc, cents in reasons]
        rows.append(f"REF*6R*{line.control}")
    return rows

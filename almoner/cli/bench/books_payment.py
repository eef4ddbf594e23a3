"""Makes one large 835 for claims that lie in the books: each line is allowed a share of its charge, of which
the patient owes a little; the rest is written off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim
from almoner.core.money import amount
from almoner.core.party import Payer, Practice

ALLOWED_PERCENT = 60
SHARE_CENTS = 2000


@dataclass(frozen=True, slots=True)
class Check:
    """A payment that is to be told: who pays whom, by which number, on which day."""

    practice: Practice
    payer: Payer
    number: int
    on: date


def payment_file(check: Check, claims: Iterable[tuple[Claim, Sequence[ChargeLine]]]) -> bytes:
    """Return the 835 that pays these claims."""
    paid = 0
    body: list[str] = []
    for claim, lines in claims:
        told = [_Told.of(line) for line in lines]
        paid += sum(one.paid_cents for one in told)
        body += _claim(claim, told)
    segments = [*_head(check, paid), *body]
    segments.append(f"SE*{len(segments) + 1}*0001")
    return ("~\n".join([*_envelope(check), *segments, "GE*1*1", f"IEA*1*{check.number:09}"]) + "~\n").encode()


@dataclass(frozen=True, slots=True)
class _Told:
    """What the payer says of a line, in cents."""

    line: ChargeLine
    paid_cents: int
    share_cents: int
    contractual_cents: int

    @classmethod
    def of(cls, line: ChargeLine) -> "_Told":
        allowed = line.charge_cents * ALLOWED_PERCENT // 100
        share = min(SHARE_CENTS, allowed)
        return cls(line, allowed - share, share, line.charge_cents - allowed)

    def segments(self) -> Iterator[str]:
        line = self.line
        procedure = ":".join(("HC", line.code, *line.modifiers))
        yield f"SVC*{procedure}*{amount(line.charge_cents)}*{amount(self.paid_cents)}**{line.units}"
        yield f"DTM*472*{line.service_on:%Y%m%d}"
        if self.contractual_cents:
            yield f"CAS*CO*45*{amount(self.contractual_cents)}"
        if self.share_cents:
            yield f"CAS*PR*2*{amount(self.share_cents)}"
        yield f"REF*6R*{line.control}"
        yield f"AMT*B6*{amount(self.paid_cents + self.share_cents)}"


def _claim(claim: Claim, told: Sequence[_Told]) -> Iterator[str]:
    paid, share = sum(one.paid_cents for one in told), sum(one.share_cents for one in told)
    amounts = "*".join(amount(cents) for cents in (claim.total_cents, paid, share))
    yield f"CLP*{claim.control}*1*{amounts}*12*P{claim.id}*11*1"
    yield "NM1*QC*1*DOE*JOHN****MI*M1"
    for one in told:
        yield from one.segments()


def _head(check: Check, paid_cents: int) -> list[str]:
    practice, on = check.practice, f"{check.on:%Y%m%d}"
    accounts = "01*021000021*DA*123*1512345678**01*021000089*DA*456"
    return [
        "ST*835*0001",
        f"BPR*I*{amount(paid_cents)}*C*ACH*CCP*{accounts}*{on}",
        f"TRN*1*T{check.number:09}*1512345678",
        f"DTM*405*{on}",
        f"N1*PR*PAYER*XV*{check.payer.remittance_payer_id}",
        *("N3*1 MAIN", "N4*SYRACUSE*NY*13202", "PER*BL*HELP*TE*8005550100"),
        f"N1*PE*PRACTICE*XX*{practice.npi}",
        *("N3*1 MAIN", "N4*SYRACUSE*NY*13202", f"REF*TJ*{practice.tax_id}", "LX*1"),
    ]


def _envelope(check: Check) -> list[str]:
    practice, blank = check.practice, " " * 10
    sender, receiver = practice.clearinghouse_id, practice.submitter_id
    parties = f"ZZ*{sender:15}*ZZ*{receiver:15}"
    control = f"{check.number:09}"
    return [
        f"ISA*00*{blank}*00*{blank}*{parties}*{check.on:%y%m%d}*1200*^*00501*{control}*0*{practice.usage}*:",
        f"GS*HP*{sender}*{receiver}*{check.on:%Y%m%d}*1200*1*X*005010X221A1",
    ]


def with_lines(
    claims: Sequence[Claim], lines: Mapping[int, ChargeLine], carried: Mapping[int, Sequence[int]]
) -> Iterator[tuple[Claim, list[ChargeLine]]]:
    """Pair claims with the lines that their revisions carry."""
    for claim in claims:
        yield claim, [lines[line_id] for line_id in carried[claim.revision_id]]

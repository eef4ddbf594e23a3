"""What a payment did to the books, claim by claim, as a list to keep beside the payer's advice: its cash
equals the check to the cent.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date

from almoner.core.money import dollars
from almoner.core.remit import Advice
from almoner.core.report.sheet import Cell, Cents, Column, Sheet, plain

PRIOR_PAYER = ("OA", "23")
"""What an earlier payer did is no reduction by this one."""
COLUMNS = (
    "Claim",
    "Patient",
    "Charged",
    "Paid",
    "Contractual",
    "Patient share",
    "Next payer",
    "Stays with payer",
    "Suspense",
)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One claim of the payment, in cents; `patient` is our number of the patient, empty for a claim that is
    not ours.
    """

    claim: str
    patient: str
    charged: int
    paid: int
    adjusted: int
    share: int
    later: int
    stays: int
    suspended: int

    @property
    def cents(self) -> tuple[int, ...]:
        """The amounts in the order of the columns."""
        return (
            self.charged,
            self.paid,
            self.adjusted,
            self.share,
            self.later,
            self.stays,
            self.suspended,
        )


@dataclass(frozen=True, slots=True)
class PostingReport:
    """A payment and what was posted of it. `levels` are its provider-level amounts with what each added to
    cash (code, reference, cents), `state` what became of it.
    """

    payer: str
    trace: str
    method: str
    paid_on: date
    received_on: date
    check_cents: int
    state: str
    rows: tuple[ReportRow, ...]
    levels: tuple[tuple[str, str, int], ...] = ()

    @property
    def totals(self) -> tuple[int, ...]:
        """The sums of the columns."""
        return tuple(map(sum, zip(*(row.cents for row in self.rows), strict=True))) or (0,) * 7

    @property
    def cash_cents(self) -> int:
        """All that came to cash: paid, held in suspense, and at provider level."""
        return self.totals[1] + self.totals[6] + sum(cents for _, _, cents in self.levels)

    @property
    def ties(self) -> bool:
        """True when the cash is the check, to the cent."""
        return self.cash_cents == self.check_cents


def stays_of(advice: Advice, moved_cents: int) -> int:
    """Return what the payer reduced and nothing moved: it stays in its receivable. `moved_cents` are the
    reductions that were posted.
    """
    reasons = [*advice.adjustments, *(one for line in advice.lines for one in line.adjustments)]
    return sum(one.cents for one in reasons if (one.group, one.carc) != PRIOR_PAYER) - moved_cents


def table(report: PostingReport) -> list[list[str]]:
    """Return the lines as texts: one a claim, one a provider-level amount, then the sums and the check."""
    blank = [""] * 5
    lines = [[row.claim, row.patient, *map(dollars, row.cents)] for row in report.rows]
    lines += [
        [f"Provider level {code}", reference, "", dollars(cents), *blank]
        for code, reference, cents in report.levels
    ]
    sums = list(report.totals)
    sums[1] += sum(cents for _, _, cents in report.levels)
    lines.append(["Total", "", *map(dollars, sums)])
    word = "equals the cash" if report.ties else "IS NOT the cash"
    lines.append(["Check", word, "", dollars(report.check_cents), *blank])
    return lines


def to_csv(report: PostingReport) -> bytes:
    """Return the report as CSV; a text that a sheet would take for a formula is marked as text."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(
        ["Payer", plain(report.payer), "Trace", plain(report.trace), "Paid", report.paid_on.isoformat()]
    )
    sheet.writerow(COLUMNS)
    sheet.writerows((plain(line[0]), plain(line[1]), *line[2:]) for line in table(report))
    return out.getvalue().encode()


def to_sheet(report: PostingReport) -> Sheet:
    """Return the same lines with their amounts as money."""
    blank = (None,) * 5
    lines: list[tuple[Cell, ...]] = [(row.claim, row.patient, *map(Cents, row.cents)) for row in report.rows]
    lines += [
        (f"Provider level {code}", reference, None, Cents(cents), *blank)
        for code, reference, cents in report.levels
    ]
    sums = list(report.totals)
    sums[1] += sum(cents for _, _, cents in report.levels)
    word = "equals the cash" if report.ties else "IS NOT the cash"
    lines += [
        ("Total", None, *map(Cents, sums)),
        ("Check", word, None, Cents(report.check_cents), *blank),
    ]
    about = (
        f"{report.payer}, {report.method} {report.trace}, {report.state}",
        f"Paid {report.paid_on.isoformat()}, received {report.received_on.isoformat()}",
        "What the payment did to the books, claim by claim, in dollars; its cash is the check.",
    )
    return Sheet("Posting report", about, tuple(Column(name, name) for name in COLUMNS), lines)

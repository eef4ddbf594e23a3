"""A good-faith estimate as plain text of at most 80 columns, to be handed out, mailed or read aloud.

Promises what 45 CFR 149.610(c) wants of the notice: who, what, by whom, when, for how much, and what the
patient may do about a bill that is far above it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap

from almoner.core.collect.estimate_notice import DISPUTE_CENTS, DISPUTE_DAYS, EstimatedLine, EstimateNotice
from almoner.core.money import dollars
from almoner.core.party import Patient, Practice, Provider
from almoner.core.report.mail import (
    address_lines,
    day_in_figures,
    day_in_words,
    full_name,
    phone_number,
    plain,
)

WIDTH = 80
_RULE = "-" * WIDTH
_WORDS = f"""
This is what we expect the visit to cost, from what we know today. It is an estimate and no contract: you need
not have the visit here. If something more is needed that nobody could foresee, the bill may be higher.

If we bill you ${dollars(DISPUTE_CENTS)} or more above this estimate, you may dispute the bill. Call us first:
we look at it together and can put it right. You may also start a dispute with the federal Department of
Health and Human Services within {DISPUTE_DAYS} days of the first bill; there is a small fee, and while it
goes on we do not collect. See www.cms.gov/nosurprises or call 1-800-985-3059.

Others who take part in your care, such as a laboratory, may bill apart; ask them for an estimate of their
own. Keep this paper: you may need it.
"""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who gives the estimate to whom; without a provider the practice as a whole gives it."""

    practice: Practice
    patient: Patient
    provider: Provider | None = None


def text(notice: EstimateNotice, parties: Parties, labels: Mapping[str, str]) -> str:
    """Return the notice. `labels` are our own words by procedure code."""
    practice, patient = parties.practice, parties.patient
    blocks = [
        [plain(practice.name), *address_lines(practice.address), phone_number(practice.phone)],
        ["Good-faith estimate", f"Number {notice.id}, made {day_in_words(notice.made_on)}"],
        [
            f"For {full_name(patient.name)}, born {day_in_figures(patient.birth_on)}",
            f"Visit on {day_in_words(notice.service_on)}",
            *_who(parties),
        ],
        [_RULE, *(row for line in notice.lines for row in _line(line, labels)), _RULE],
        [_amount("Expected in all", notice.total_cents)],
        *(wrap(words, WIDTH) for words in _WORDS.strip().split("\n\n")),
    ]
    rows = (part for block in blocks for row in [*block, ""] for part in _fit(row))
    return "\n".join(rows).rstrip() + "\n"


def _who(parties: Parties) -> list[str]:
    provider, practice = parties.provider, parties.practice
    with_whom = [f"With {full_name(provider.name)}, NPI {provider.npi}"] if provider else []
    return [*with_whom, f"{plain(practice.name)}, NPI {practice.npi}, tax id {practice.tax_id}"]


def _line(line: EstimatedLine, labels: Mapping[str, str]) -> list[str]:
    units = f", {line.units} units" if line.units > 1 else ""
    return [_amount(f"{plain(labels.get(line.code, 'Service'))} ({plain(line.code)}){units}", line.cents)]


def _amount(words: str, cents: int) -> str:
    return f"{words[:56]:<58}{dollars(cents):>22}"


def _fit(row: str) -> list[str]:
    return [row] if len(row) <= WIDTH else wrap(row, WIDTH)

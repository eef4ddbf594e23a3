"""`almoner scrub`: a claim in JSON, or a list of them, against the edits. It needs no server and no books."""

import argparse
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from almoner.cli.given import Unusable, given_json
from almoner.core.claim.request import facts
from almoner.core.claim.request_block import BadRequest
from almoner.core.claim.scrub import Scrubber, Verdict
from almoner.core.rules import CardError, Finding
from almoner.core.rules.pack import PackError
from almoner.flow.policy import PolicyBroken
from almoner.flow.scrub.bundles import with_overlay
from almoner.settings import data_folder
from almoner.store.shipped.codes import CodeStore

MOST_BYTES = 64_000_000
MOST_DIGITS = 15


def run(argv: list[str]) -> int:
    """Print what the edits say: 1 where a finding stops a claim, else 0; 2 where the request is wrong."""
    parser = argparse.ArgumentParser(prog="almoner scrub", description="Check claims against the edits.")
    parser.add_argument("file", metavar="CLAIM.json")
    parser.add_argument(
        "--on", metavar="DATE", type=date.fromisoformat, help="the day on which they arrive; YYYY-MM-DD"
    )
    parser.add_argument("--overlay", metavar="FOLDER", type=Path, help="cards to lay over, for a what-if")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        request = given_json(options.file, most=MOST_BYTES, parse_float=_decimal)
        edits = Scrubber(with_overlay(options.overlay).on_tables(CodeStore(data_folder()).tables()))
        verdicts = _verdicts(request, edits, options.on)
    except (Unusable, BadRequest, CardError, PackError, PolicyBroken) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if options.json:
        answers = [as_json(verdict) for verdict in verdicts]
        whole: Any = answers if isinstance(request, list) else answers[0]
        sys.stdout.write(json.dumps(whole, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_text(verdict) for verdict in verdicts))
    return 1 if any(verdict.is_stopping for verdict in verdicts) else 0


def _verdicts(request: Any, edits: Scrubber, on: date | None) -> list[Verdict]:
    """Judge one claim or each of a list; what is wrong with one of a list is said with its place in it.
    Without `on` today is no day of arrival: then the filing limit is judged only where a claim tells one.
    """
    today = on or date.today()  # noqa: DTZ011 - a command is run on a day
    is_list = isinstance(request, list)
    verdicts = []
    for place, claim in enumerate(request if is_list else [request]):
        try:
            verdicts.append(edits.scrub(facts(claim, on=today, is_sent_on=on is not None)))
        except BadRequest as error:
            raise BadRequest(f"[{place}] {error}" if is_list else str(error)) from None
    return verdicts


def _decimal(text: str) -> int | Decimal:
    """A number with a point; with nothing behind it, it is a whole one."""
    whole, _, rest = text.partition(".")
    is_whole = "." in text and not rest.strip("0") and len(whole) <= MOST_DIGITS
    return int(whole) if is_whole else Decimal(text)


def as_json(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as the contract shows it."""
    answer: dict[str, Any] = {
        "findings": [_finding(one) for one in verdict.findings],
        "not_judged": [{"edit": one.edit, "why": one.why} for one in verdict.not_judged],
    }
    return answer | ({"shadow": [_finding(one) for one in verdict.shadow]} if verdict.shadow else {})


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "edit": one.edit,
        "kind": one.kind,
        "severity": one.severity.value,
        "line": one.line,
        "message": one.message,
        "mend": one.mend,
        "because": {"card": one.because.card, "source": one.because.source, "row": one.because.row},
        "expected_denial": one.expected_denial,
        "cents": one.cents,
    }


def _text(verdict: Verdict) -> str:
    lines = [
        f"{one.severity.value:6} {one.edit} {f'line {one.line}' if one.line else 'claim'}"
        f" ({one.because.row}): {one.message} {one.mend}"
        for one in verdict.findings
    ]
    lines += [f"shadow {one.edit} ({one.because.row}): {one.message}" for one in verdict.shadow]
    lines = lines or ["clean of what could be judged" if verdict.not_judged else "clean"]
    silent: dict[str, list[str]] = {}
    for each in verdict.not_judged:
        silent.setdefault(each.why, []).append(each.edit)
    lines += [f"silent {why}: {', '.join(dict.fromkeys(edits))}" for why, edits in silent.items()]
    return "".join(f"{line}\n" for line in lines)

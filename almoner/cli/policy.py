"""`almoner policy test|conflicts`: the shipped cards prove themselves. It needs no server and no books."""

import argparse
import json
import sys
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from almoner.core.claim.request import facts
from almoner.core.claim.scrub import Scrubber
from almoner.core.rules import Card, Trial
from almoner.core.rules.conflict import conflicts
from almoner.core.rules.trial import changed
from almoner.core.rules.trial_tables import trial_tables
from almoner.flow.policy import policy

TRIAL_DAY = date(2026, 3, 5)
"""The day on which a case's claim would leave, where the case names none."""


def run(arguments: list[str]) -> int:
    """Exit 0 when every case does what its card says and no two cards conflict, else 1 with the list."""
    parser = argparse.ArgumentParser(prog="almoner policy", description="The cards and their cases.")
    parser.add_argument("act", choices=("test", "conflicts"))
    options = parser.parse_args(arguments)
    cards = policy().cards
    if options.act == "conflicts":
        found = [str(conflict) for conflict in conflicts(cards)]
        sys.stdout.write("".join(f"{pair}\n" for pair in found) or f"{len(cards)} cards, no conflict\n")
        return 1 if found else 0
    return _test(cards)


def _test(cards: tuple[Card, ...]) -> int:
    tried = [(card, trial) for card in cards for trial in card.trials]
    failed = [f"{card.id}: {trial.name}" for card, trial in tried if not is_right(card, trial)]
    sys.stdout.write("".join(f"failed: {one}\n" for one in failed))
    sys.stdout.write(f"{len(cards)} cards, {len(tried)} cases, {len(failed)} failed\n")
    return 1 if failed else 0


@cache
def _scrubber() -> Scrubber:
    """The cards on the small tables of the cases, whatever was imported here."""
    folder = files("almoner").joinpath("policy", "trials", "tables")
    tables = trial_tables(
        (file.name, file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".csv")
    )
    return Scrubber(policy().on_tables(tables))


def is_right(card: Card, trial: Trial) -> bool:
    """True where a card fires on a case exactly as the case says, on the line that it names."""
    text = files("almoner").joinpath("policy", "trials", f"{trial.base}.json").read_text(encoding="utf-8")
    claim: dict[str, Any] = json.loads(text)
    verdict = _scrubber().scrub(facts(changed(claim, trial), on=trial.on or TRIAL_DAY))
    lines = [finding.line for finding in verdict.findings if finding.because.card == card.id]
    return bool(lines) is trial.fires and (trial.line is None or trial.line in lines)

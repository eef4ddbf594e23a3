"""What the example cases share: bills in, the calendar run on, decisions out by claim number."""

from datetime import date
from pathlib import Path

from almoner.links.simulator import Box
from tests.links.simulator.claims import Bill, send
from tests.links.simulator.reading import Decision, advices

START = date(2026, 3, 3)


def decide(
    mailbox: Path, *bills: Bill, until: date = date(2026, 4, 30), seed: int = 1
) -> dict[str, Decision]:
    """Send the bills on the first day and run the calendar; the last decision for each claim number."""
    send(mailbox, list(bills), START)
    Box(mailbox, seed=seed).advance(until)
    return {claim.control: claim for one in advices(mailbox) for claim in one.claims}

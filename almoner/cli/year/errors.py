"""The biller of the year finds charges made in error, and takes them back after their payer has paid.

It follows from the books and the day alone, and happens once a day, so that a kill changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.cli.demo.practice import Team
from almoner.cli.year.people import Act
from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.party import Patient
from almoner.flow.follow import take_back
from almoner.flow.follow.take_back import Fate
from almoner.store.money.postings import line_balances
from almoner.store.session import Session, books

EVERY_DAYS = 3
WHY = "it was not done"
MOST_LOOKED_AT = 5
MOST_FOUND = 25
"""So many errors are found in a year: each is answered days later, and a year ends when nothing waits."""


@dataclass(frozen=True, slots=True)
class Errors:
    """The hands that take charges back."""

    team: Team

    def acts(self, on: date) -> Iterator[Act]:
        """Yield what is due on a day, before its usual work."""
        if on.toordinal() % EVERY_DAYS == 0:
            yield self._take_back

    def _take_back(self, on: date) -> None:
        """The last line of the oldest claim that was paid goes, where the claim can go again without it."""
        with books(self.team.practice_id) as session:
            lines = session.find(ChargeLine)
            gone = [one.taken_back_on for one in lines if not one.stands]
            if on in gone or len(gone) >= MOST_FOUND:
                return
            wanted = list(_paid(session, lines))
        for line in wanted[:MOST_LOOKED_AT]:
            seen = take_back.look(self.team.biller, line.id)
            if not seen.stays and [one.fate for one in seen.claims] == [Fate.REPLACED]:
                take_back.take_back(self.team.biller, line.id, on=on, reason=WHY)
                return


def _paid(session: Session, lines: list[ChargeLine]) -> Iterator[ChargeLine]:
    """Yield the last line of each visit of which all stands, whose one claim was paid; the oldest first, in
    an order that says nothing of our own numbers, which a kill may shift.
    """
    of_visit: defaultdict[int, list[ChargeLine]] = defaultdict(list)
    for line in lines:
        of_visit[line.visit_id].append(line)
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in session.find(Claim):
        for visit_id in claim.visit_ids:
            claims[visit_id].append(claim)
    numbers = {one.id: one.number for one in session.find(Patient)}
    held = line_balances(session, [line.id for line in lines])
    for own in sorted(of_visit.values(), key=lambda own: (own[0].service_on, numbers[own[0].patient_id])):
        last = max(own, key=lambda line: line.sequence)
        is_paid = [one.state for one in claims[last.visit_id]] == [ClaimState.PAID]
        is_whole = len(own) > 1 and all(line.stands for line in own)
        if is_paid and is_whole and held.get((last.id, "cash"), 0) > 0:
            yield last

"""A practice of the tests whose place is a rural health clinic, with the mailbox of its clearinghouse."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.party import Location, PlaceEnrollment
from almoner.core.party.institutional import Institutional
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.wire.interchange import Interchange
from almoner.flow.access import Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.exchange import exchange
from almoner.flow.remit.post import post
from almoner.flow.setup import setup
from almoner.links.folder import FolderMailbox
from almoner.links.simulator import Box
from almoner.store.session import books
from tests.flow.cycle import Sent
from tests.mailboxes import make_mailbox
from tests.practices import DAY, House, add_patient, new_house, visit_of

MEDICARE, MEDICAID = ("MCR01", "1EG4TE5MK73"), ("MCD01", "MD77001234")
TERMS = Institutional("71", revenue_codes=("0521", "0300=36415", "0300=80047-89398"), origin="1", status="01")
SEEN = SuperbillLine("99213", 1, 15000, (1, 2), ("CG",))
DRAWN = SuperbillLine("36415", 1, 2000, (1,))


@dataclass
class Clinic:
    """A practice whose place is a rural health clinic, with the mailbox of its clearinghouse."""

    house: House
    folder: Path

    @property
    def manager(self) -> Actor:
        return Actor("moira", self.house.practice.id, frozenset({"manager"}))

    def enroll(self, payer: str, **changes: Any) -> PlaceEnrollment:
        """Let a payer take institutional claims from the place, from the year's first day on."""
        here, whose = self.house.location.id, self.house.payers[payer].id
        wanted = replace(PlaceEnrollment(0, here, whose, date(2026, 1, 1)), **changes)
        made = setup.keep(self.manager, wanted, on=DAY, reason="")
        assert isinstance(made, PlaceEnrollment)
        return made

    def keep_place(self, version: int, terms: Institutional, **changes: Any) -> Location:
        """Say other things of the place."""
        wanted = replace(self.house.location, version=version, institutional=terms, **changes)
        made = setup.keep(self.manager, wanted, on=DAY, reason="another thing is said")
        assert isinstance(made, Location)
        return made

    def see(self, *covered: tuple[str, str], lines: tuple[SuperbillLine, ...] = (SEEN, DRAWN)) -> Visit:
        patient = add_patient(self.house, *(covered or (MEDICARE,)))
        visit = visit_of(self.house, patient, *lines)
        charge.charge_visits(self.house.actor, [visit.id], on=DAY)
        return visit

    def bill(self, *covered: tuple[str, str], lines: tuple[SuperbillLine, ...] = (SEEN, DRAWN)) -> Sent:
        visit = self.see(*covered, lines=lines)
        (made,) = claim.build_claims(self.house.actor, [visit.id], on=DAY)
        return self.sent(made)

    def sent(self, made: Claim) -> Sent:
        with books(self.house.practice.id) as session:
            return Sent(made, tuple(session.find(ChargeLine, visit_id=made.visit_ids[0])))

    def now(self, made: Claim) -> Claim:
        with books(self.house.practice.id) as session:
            return session.get(Claim, made.id)

    def revision(self, made: Claim) -> ClaimRevision:
        with books(self.house.practice.id) as session:
            return session.get(ClaimRevision, session.get(Claim, made.id).revision_id)

    def submit(self) -> submit.Batch:
        batch = submit.submit_ready(self.house.actor, on=DAY)
        assert batch is not None
        return batch

    def files(self, about: str) -> list[str]:
        with books(self.house.practice.id) as session:
            found = session.find(Interchange, direction="out", about=about)
            return [session.content(one.id).decode() for one in found]

    def goes_on(self, days: int) -> date:
        """Let the box work so many days from the visit's day on, and post what comes."""
        link = FolderMailbox(self.folder)
        exchange.exchange_files(self.house.actor, link, on=DAY)
        for ahead in range(days + 1):
            on = DAY + timedelta(days=ahead)
            Box(self.folder).advance(on)
            done = exchange.exchange_files(self.house.actor, link, on=on)
            assert not done.refused
            with books(self.house.practice.id) as session:
                came = session.find(Remittance, state=RemittanceState.RECEIVED)
            for one in came:
                post(self.house.actor, one.id, on=on)
        return DAY + timedelta(days=days)


def new_clinic(folder: Path) -> Clinic:
    """Open a practice whose place is a clinic; nobody takes institutional claims from it yet."""
    make_mailbox(folder)
    made = Clinic(new_house(), folder)
    made.keep_place(1, TERMS)
    return made

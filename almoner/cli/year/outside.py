"""What reaches the practice beside the box: rows of the bank that are no payer's, and payments of claims that
were never ours.

Each file follows from the day and the seed, but for the settlement of cards and the agency's share, which
follow from what was paid; it is written once, so that a kill changes nothing.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from almoner.cli.demo.chance import Chance
from almoner.cli.year.agency import AGENCY
from almoner.core.party import Practice
from almoner.core.x12 import Envelope, write
from almoner.links.simulator.banking import is_banking_day
from almoner.links.simulator.nouns import Address, Claim, Party, Result
from almoner.links.simulator.remit import PayeeKey, ProviderLevel, Remit
from almoner.links.simulator.rules import clearinghouse, payers
from almoner.links.simulator.write_835 import GUIDE, write_835

PROCESSOR, OWNER = "CARD PROCESSOR", "OWNER TRANSFER"
NOT_PAYERS = frozenset({PROCESSOR, OWNER})
SHARE = "SHR"
"""How the traces of the agency's share begin."""
STRAY = "STRAY"
"""How the traces of payments begin that are for claims which were never ours."""
EVERY = {"fee": 5, "transfer": 9, "stray": 4}
KEPT_OF_THOUSAND = 29
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """What follows from the days before: the cards to be settled, and what the agency takes as its share."""

    cards_cents: int
    share_cents: int


@dataclass(frozen=True, slots=True)
class Outside:
    """The card processor, the bank itself, the agency, and a payer that mistakes us for others; `folder` is
    theirs.
    """

    folder: Path
    practice: Practice
    chance: Chance

    def send(self, on: date, moved: Moved, *, is_visit_day: bool) -> None:
        """Put a day's files into the folder, once."""
        if not is_banking_day(on) or (self.folder / _list_name(on)).exists():
            return
        due = {what for what, days in EVERY.items() if is_visit_day and on.toordinal() % days == 0}
        rows = list(self._rows(on, due, moved))
        if "stray" in due:
            remit = self._stray(on)
            rows.append((on.isoformat(), "eft", remit.trace, remit.payer.id, remit.paid_cents))
            self._put(f"{on:%Y%m%d}-{remit.payer.id}-835-stray.x12", self._written(remit))
        if rows:
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\n")
            writer.writerows([("date", "kind", "trace", "payer", "cents"), *rows])
            self._put(_list_name(on), out.getvalue().encode("ascii"))

    def _rows(self, on: date, due: set[str], moved: Moved) -> Iterator[tuple[str, str, str, str, int]]:
        day, mark = on.isoformat(), f"{on:%Y%m%d}"
        if moved.cards_cents:
            kept = moved.cards_cents * KEPT_OF_THOUSAND // 1000
            yield day, "eft", f"SQ{mark}", PROCESSOR, moved.cards_cents - kept
        if moved.share_cents:
            yield day, "deposit", f"{SHARE}{mark}", AGENCY, -moved.share_cents
        if "fee" in due:
            yield day, "deposit", f"FEE{mark}", "MONTHLY FEE", -self.chance.of("fee", on).randint(500, 2500)
        if "transfer" in due:
            yield day, "eft", f"OWN{mark}", OWNER, self.chance.of("transfer", on).randint(10_000, 90_000)

    def _stray(self, on: date) -> Remit:
        """A payment for a stranger, and a takeback of another that is put off."""
        chance, payer = self.chance.of("stray", on), payers()["CMA01"]
        paid, back = chance.randint(3000, 20_000), chance.randint(500, 2500)
        payee = Party(self.practice.name, number=self.practice.npi, tax_number=self.practice.tax_id)
        results = [self._result(on, "1", paid), self._result(on, "2", -back)]
        key = PayeeKey(self._address, payee.number, payee.tax_number)
        remit = Remit(payer, key, payee, on, f"{STRAY}{on:%Y%m%d}", results)
        remit.provider_level.append(ProviderLevel("WO", results[1].icn, -back))
        remit.paid_cents = paid
        return remit

    def _result(self, on: date, place: str, cents: int) -> Result:
        control = f"S{on:%y%m%d}X{place}"
        stranger = Party("Stranger", "Pat", is_person=True, number=f"CMA{on:%y%m%d}")
        claim = Claim(
            tag="stray",
            place_in_file=1,
            received_on=on - 20 * ONE_DAY,
            sender=self._address,
            submitter=Party(),
            batch="",
            payer="CMA01",
            control=control,
            charge_cents=abs(cents),
            billing=Party(),
            subscriber=stranger,
            patient=stranger,
            place="11",
            icn=f"I{control}",
        )
        return Result(claim, claim.icn, "22" if cents < 0 else "1", cents, cents)

    @property
    def _address(self) -> Address:
        return Address(self.practice.submitter_id, self.practice.usage)

    def _written(self, remit: Remit) -> bytes:
        control = remit.on.toordinal() * 100 + 77
        envelope = Envelope(
            sender_qualifier="ZZ",
            sender=clearinghouse()["id"],
            receiver_qualifier="ZZ",
            receiver=self.practice.submitter_id,
            control=control,
            usage=self.practice.usage,
            on=remit.on,
            at=time(6, 30),
            functional_id="HP",
            guide=GUIDE,
            group_control=control,
        )
        return write(envelope, [write_835(remit)], is_extended=True)

    def _put(self, name: str, content: bytes) -> None:
        """Complete or not at all; the bank's list of a day comes last and tells that the day is done."""
        fresh = self.folder / f".{name}.tmp"
        fresh.write_bytes(content)
        fresh.replace(self.folder / name)


def _list_name(on: date) -> str:
    return f"{on:%Y%m%d}-BANK-bank-2.csv"


def settled_of(on: date) -> tuple[date, date]:
    """Return the days [since_on, until_on) of which a banking day's settlement pays the cards."""
    since_on = on - ONE_DAY
    while not is_banking_day(since_on):
        since_on -= ONE_DAY
    return since_on, on


def share_of(on: date) -> tuple[date, date]:
    """Return the days [since_on, until_on) of which the agency takes its share on a day: each Friday, of the
    week before; no days on any other.
    """
    return (on - 7 * ONE_DAY, on) if on.weekday() == 4 and is_banking_day(on) else (on, on)

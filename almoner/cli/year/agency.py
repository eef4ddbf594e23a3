"""Debts of the year at a collection agency: placed, paid to the agency, taken back, given back as lost, and
paid after that.

The agency keeps its own book in a folder: what it was given, and what it brought in. Each file is written
once, so that a kill changes nothing.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team
from almoner.cli.year.people import Act
from almoner.core.collect import Receipt, Target
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.ledger import Account
from almoner.core.money import cents
from almoner.core.party import Patient
from almoner.core.report.sheet import to_csv
from almoner.core.report.statement import Statement
from almoner.flow.access import office
from almoner.flow.collect import collect, collections
from almoner.flow.refused import Refused
from almoner.store.money.dunning import owed_by_patients
from almoner.store.money.postings import line_balances
from almoner.store.session import Session, books

AGENCY = "HARBOR RECOVERY"
SHARE_OF_TEN = 3
"""How much the agency keeps of what it brings in."""
MARK = "AGY"
"""How the numbers of the agency's checks begin."""
EVERY_DAYS = 2
TOLD_BEFORE = timedelta(days=9)
PAYS_AFTER, RECALLED_AFTER, LOST_AFTER = timedelta(days=3), timedelta(days=9), timedelta(days=14)
LATE_BY = timedelta(days=12)
"""When the last of what was given up is paid after all."""
HELD, LOST = Account.COLLECTIONS.value, Account.BAD_DEBT.value


@dataclass(frozen=True, slots=True)
class Agency:
    """The biller and the manager at placed debts, and the agency with its `folder`."""

    team: Team
    folder: Path
    chance: Chance

    def acts(self, on: date) -> Iterator[Act]:
        """Yield what is due on a day: what the clockwork does, the agency's money, ends, and new debts."""
        yield self._tend
        yield self._bring_in
        yield self._end
        if on.toordinal() % EVERY_DAYS == 0:
            yield self._place

    def _tend(self, on: date) -> None:
        collections.tend_placements(office(self.team.practice_id), on=on)

    def _place(self, on: date) -> None:
        """The whole bill of somebody who was told and did not pay goes to the agency, with its file."""
        with books(self.team.practice_id) as session:
            placed = session.find(Placement)
            wanted = [] if any(one.placed_on == on for one in placed) else self._wanted(session, placed, on)
        for patient_id in wanted:
            try:
                collections.place_bills(self.team.biller, [patient_id], AGENCY, on=on)
            except Refused:
                continue  # a plan, or nothing that may be placed
            break
        with books(self.team.practice_id) as session:
            made = session.find(Placement, placed_on=on)
        if made:
            sheet = collections.placement_sheet(self.team.biller, made[0].batch_id)
            self._keep(f"placed-{on:%Y%m%d}.csv", to_csv(sheet))

    def _wanted(self, session: Session, placed: list[Placement], on: date) -> list[int]:
        """Who was told some time ago and owes, and was never placed, in the order of their own numbers."""
        had = {one.patient_id for one in placed}
        until_on = on - TOLD_BEFORE
        told = {
            part.patient_id
            for one in session.find(Statement)
            if one.stated_on <= until_on
            for part in one.parts
        }
        patients = {one.id: one.number for one in session.find(Patient, id=sorted(told - had))}
        owed = owed_by_patients(session, list(patients))
        wanted = sorted((number, found) for found, number in patients.items() if owed.get(found, 0) > 0)
        return [found for number, found in wanted if self.chance.of("placed", number).random() < 0.6]

    # ---------------------------------------------------------------------------------------------- its money

    def _bring_in(self, on: date) -> None:
        """The agency sends a check for each patient who paid it: taken at the desk, laid by the biller."""
        name = f"paid-{on:%Y%m%d}.csv"
        if not (self.folder / name).exists():
            self._pay(name, on)
        with books(self.team.practice_id) as session:
            taken = {
                one.patient_id: one for one in session.find(Receipt, received_on=on) if is_of_agency(one)
            }
            by_number = {one.number: one.id for one in session.find(Patient)}
        for number, paid in _rows(self.folder / name):
            patient_id = by_number[number]
            receipt = taken.get(patient_id) or self._take(patient_id, paid, on)
            if not receipt.allocated_cents:
                self._lay(receipt, on)

    def _take(self, patient_id: int, paid: int, on: date) -> Receipt:
        """Gross of the agency's share, and meant for what it holds alone."""
        desk, number = self.team.desk, f"{MARK}{on:%y%m%d}"
        draft = Receipt(0, patient_id, "check", paid, on, desk.name, reference=number, target=Target.NOTHING)
        return collect.take_receipt(desk, draft, on=on)

    def _lay(self, receipt: Receipt, on: date) -> None:
        try:
            collections.lay_agency_money(self.team.biller, receipt.id, on=on)
        except Refused:
            return  # it was taken back on the way, and what came is the patient's to have back

    def _pay(self, name: str, on: date) -> None:
        """Write what the agency brings in today: of what it holds, and of what it gave back as lost."""
        with books(self.team.practice_id) as session:
            placed = session.find(Placement)
            held = line_balances(session, [one.line_id for one in placed])
            numbers = {one.id: one.number for one in session.find(Patient)}
        owed: dict[str, int] = {}
        for one in placed:
            account = self._pays_on(one, numbers[one.patient_id], on)
            if account and (left := held.get((one.line_id, account), 0)) > 0:
                number = numbers[one.patient_id]
                owed[number] = owed.get(number, 0) + left
        rows = [(number, self._part(number, left, on)) for number, left in sorted(owed.items())]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([("account", "cents"), *rows])
        self._keep(name, out.getvalue().encode("ascii"))

    def _pays_on(self, one: Placement, number: str, on: date) -> str:
        """The account of which somebody pays the agency today; empty where they don't."""
        roll, ended_on = self.chance.of("agency", number, on).random(), one.ended_on
        if one.state is PlacementState.PLACED and one.placed_on + PAYS_AFTER <= on and roll < 0.12:
            return HELD
        is_late = ended_on is not None and ended_on < on <= ended_on + LATE_BY
        return LOST if one.state is PlacementState.LOST and is_late and roll < 0.06 else ""

    def _part(self, number: str, left: int, on: date) -> int:
        chance = self.chance.of("part", number, on)
        return left if chance.random() < 0.4 or left < 4 else chance.randint(left // 4, left)

    # ---------------------------------------------------------------------------------------------- the ends

    def _end(self, on: date) -> None:
        """Some debts are taken back, some the agency gives back as lost; who placed writes nothing off."""
        with books(self.team.practice_id) as session:
            placed = session.find(Placement, state=PlacementState.PLACED)
            numbers = {one.id: one.number for one in session.find(Patient)}
        due: dict[tuple[str, int, int], date] = {}
        for one in placed:
            due[numbers[one.patient_id], one.batch_id, one.patient_id] = one.placed_on
        for (number, batch_id, patient_id), placed_on in sorted(due.items()):
            roll, own = self.chance.of("end", number).random(), [patient_id]
            if roll < 0.3 and placed_on + RECALLED_AFTER <= on:
                why = "they came to the desk"
                collections.recall_batch(self.team.biller, batch_id, on=on, reason=why, patient_ids=own)
            elif roll > 0.5 and placed_on + LOST_AFTER <= on:
                why = "the agency found nothing"
                collections.write_off_batch(self.team.manager, batch_id, on=on, reason=why, patient_ids=own)

    # ----------------------------------------------------------------------------------------------- its book

    def share_cents(self, since_on: date, until_on: date) -> int:
        """What the agency keeps of what it brought in from a day up to another."""
        days = [since_on + timedelta(days=back) for back in range((until_on - since_on).days)]
        brought = [cents for on in days for _, cents in _rows(self.folder / f"paid-{on:%Y%m%d}.csv")]
        return sum(brought) * SHARE_OF_TEN // 10

    def given(self) -> dict[date, int]:
        """What the agency was given, in cents, by the day of the file."""
        return {
            _day_of(path): cents(path.read_text(encoding="utf-8").rstrip().rpartition(",")[2])
            for path in self.folder.glob("placed-*.csv")
        }

    def brought(self) -> dict[tuple[date, str], int]:
        """What the agency brought in, in cents, by day and the patient's number."""
        found = {}
        for path in self.folder.glob("paid-*.csv"):
            found.update({(_day_of(path), number): paid for number, paid in _rows(path)})
        return found

    def _keep(self, name: str, content: bytes) -> None:
        """Once, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / name).exists():
            fresh = self.folder / f".{name}.tmp"
            fresh.write_bytes(content)
            fresh.replace(self.folder / name)


def is_of_agency(receipt: Receipt) -> bool:
    """True of a check of the agency's."""
    return receipt.reference.startswith(MARK)


def _rows(path: Path) -> list[tuple[str, int]]:
    if not path.exists():
        return []
    told = list(csv.reader(io.StringIO(path.read_text(encoding="ascii"))))
    return [(number, int(paid)) for number, paid in told[1:]]


def _day_of(path: Path) -> date:
    return date.fromisoformat(path.stem.partition("-")[2])

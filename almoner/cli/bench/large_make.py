"""Makes the large practice, or goes on making it: lives the small one, copies it, puts the guards back."""

import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from almoner.cli.bench import large_guards, large_lay, large_life
from almoner.cli.bench.large_lay import Life, Own
from almoner.cli.bench.large_shape import WEEKS_A_SLOT, Copy, Wanted, copies_of, lanes_of
from almoner.cli.demo import cast
from almoner.cli.demo.practice import practice_named
from almoner.cli.demo.run import Size, build
from almoner.core.party import Enrollment, Payer, PersonName, Provider
from almoner.core.party.identifiers import npi
from almoner.flow.access import office
from almoner.flow.books import ledger
from almoner.flow.clock import today
from almoner.flow.manage import charge_lag, kpi
from almoner.flow.patient import register
from almoner.flow.remit import takebacks, variance
from almoner.store.session import Session, books

AT_ONCE = 4
"""Copies of a transaction."""
_FIRST_NPI = 170000000


class Another(RuntimeError):
    """The folder holds a practice of another size."""


@dataclass(slots=True)
class Progress:
    """Tells how far the work is, on one line where somebody looks at it."""

    began: float = field(default_factory=time.monotonic)

    def tell(self, what: str) -> None:
        """Say what is done now."""
        line = f"{time.monotonic() - self.began:6.0f} s  {what}"
        sys.stderr.write(f"\r\x1b[K{line}" if sys.stderr.isatty() else f"{line}\n")
        sys.stderr.flush()


def make(wanted: Wanted) -> int:
    """Make the practice in the books that are open; return its id. Raises Another."""
    progress = Progress()
    practice_id = practice_named(cast.PRACTICE.name)
    if practice_id is None or not _copied(practice_id):
        build(Size(wanted.lived, wanted.visits_a_day, wanted.days))
    practice_id = practice_named(cast.PRACTICE.name)
    assert practice_id is not None, "the demonstration has built its practice"
    with books(practice_id, alias="owner") as session:
        if not large_guards.is_same(session, asdict(wanted)):
            raise Another
    if _copied(practice_id) < wanted.copies:
        _copy(practice_id, wanted, progress)
    for statement, left in large_guards.put_back(practice_id):
        progress.tell(f"{left} guards to put back: {' '.join(statement.split()[:6])}")
    with books(practice_id, alias="owner") as session:
        large_lay.settle(session)
    progress.tell("counting the board, the variance, the lags and what stands, as the worker does at night")
    actor = office(practice_id)
    kpi.keep_board(actor, on=today(actor) - timedelta(days=1))
    variance.keep_variance(actor, on=today(actor) - timedelta(days=1))
    charge_lag.keep_lags(actor, on=today(actor) - timedelta(days=1))
    takebacks.keep_standings(actor, on=today(actor) - timedelta(days=1))
    ledger.keep_receivables(actor, on=today(actor) - timedelta(days=1))
    return practice_id


def _copied(practice_id: int) -> int:
    with books(practice_id, alias="owner") as session:
        return large_lay.laid(session)


def _copy(practice_id: int, wanted: Wanted, progress: Progress) -> None:
    on = today(office(practice_id))
    progress.tell("reading the lived practice")
    with books(practice_id, alias="owner") as session:
        life = large_life.read_life(session)
        until_on = large_life.present_on(session, on)
        at: datetime = session.value(
            "SELECT max(recorded_at) FROM audit_entry WHERE practice_id = %s", practice_id
        )
    staff = _staff(practice_id, lanes_of(wanted.copies))
    families = cast.family_names()
    with books(practice_id, alias="owner") as session:
        large_guards.take_off(session)
    waiting = islice(copies_of(wanted.copies), _copied(practice_id), None)
    for slot, copies in groupby(waiting, key=lambda copy: copy.slot):
        shifted = _shifted(life, slot, on=on, until_on=until_on)
        with books(practice_id, alias="owner") as session:
            large_lay.load(session, shifted)
        for chunk in _chunks(copies):
            owns = [Own(one, staff[one.lane], families[one.number % len(families)] + "-") for one in chunk]
            with books(practice_id, alias="owner") as session:
                large_lay.lay(session, shifted, owns, at=at)
            progress.tell(f"copy {chunk[-1].number} of {wanted.copies}")


def _shifted(life: Life, slot: int, *, on: date, until_on: date) -> Life:
    """Return the life as a slot has it: the present one is cut off at the lived day that is today."""
    if slot == 0:
        return life.until(until_on).moved((on - until_on).days // 7)
    return life.moved(-WEEKS_A_SLOT * slot)


def _chunks(copies: Iterator[Copy]) -> Iterator[list[Copy]]:
    while chunk := list(islice(copies, AT_ONCE)):
        yield chunk


def _staff(practice_id: int, lanes: int) -> list[tuple[int, ...]]:
    """Return the providers of each lane, the first one's the lived practice's; who is missing is added."""
    actor = office(practice_id)
    with books(practice_id, alias="owner") as session:
        first = sorted(large_life.team(session), key=lambda one: one.id)
        numbers = [[_npi(lane, place) for place in range(len(first))] for lane in range(1, lanes)]
        known = _known(session)
        payers = session.find(Payer)
    families = cast.family_names()
    drafts = [
        Provider(
            *(
                0,
                PersonName(families[(lane * 7 + place) % len(families)], one.name.first),
                numbers[lane - 1][place],
            ),
            *(one.taxonomy, one.license, one.license_state),
            credential=one.credential,
        )
        for lane in range(1, lanes)
        for place, one in enumerate(first)
        if numbers[lane - 1][place] not in known
    ]
    if drafts:
        made = register.set_up(actor, drafts, on=cast.OPENED_ON)
        enrolled = [Enrollment(0, one.id, payer.id, cast.OPENED_ON, True) for one in made for payer in payers]
        register.set_up(actor, enrolled, on=cast.OPENED_ON)
        with books(practice_id, alias="owner") as session:
            known = _known(session)
    return [tuple(one.id for one in first), *(tuple(known[each] for each in row) for row in numbers)]


def _npi(lane: int, place: int) -> str:
    return npi(str(_FIRST_NPI + lane * 10 + place))


def _known(session: Session) -> dict[str, int]:
    return {one.npi: one.id for one in session.find(Provider)}

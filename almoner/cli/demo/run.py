"""`almoner demo`: takes a small practice's visits through the whole cycle, shows a table, serves the screens.

Cut off anywhere, it goes on where the books stand; `--fresh` builds new books beside the old and swaps them
in when they are done.
"""

import argparse
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.demo import cast
from almoner.cli.demo.practice import (
    Team,
    open_practice,
    practice_named,
    register_everybody,
    setting_of,
)
from almoner.cli.demo.prices import lay_prices
from almoner.cli.demo.staff import Staff
from almoner.cli.demo.table import as_json, as_text
from almoner.cli.demo.world import World
from almoner.cli.keeping import keep_code_sets
from almoner.cli.stopping import ended_by_signals
from almoner.core.claim import Claim
from almoner.core.claim.claim import WAITING
from almoner.core.money import dollars
from almoner.flow.access import office
from almoner.flow.clock import box_folder, today
from almoner.links.clearinghouse import clearinghouse
from almoner.links.simulator.box import Box
from almoner.settings import data_folder
from almoner.store.boot import has_books, open_store, reopen
from almoner.store.lists.cycle import Figures, figures
from almoner.store.load import appointments_between
from almoner.store.money.figures import closing, open_tasks
from almoner.store.money.postings import account_totals
from almoner.store.proof.verify import practices, verify
from almoner.store.server.embed import (
    connect_server,
    create_database,
    drop_database,
    swap_database,
)
from almoner.store.server.embed import data_folder as make_folder
from almoner.store.server.embed_locks import take_lock
from almoner.store.session import books

BOOKS = "almoner"
NEXT = "almoner_next"
FIRST_DAY = date(2026, 3, 2)
VISIT_DAYS = 10
LAST_DAY = FIRST_DAY + timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the demonstration is; a test makes it smaller."""

    patients: int = 150
    visits_a_day: int = 12
    visit_days: int = VISIT_DAYS
    seed: int = 1


@ended_by_signals()
def run(arguments: list[str]) -> int:
    """Run the demonstration; exit 0 when the books are whole at the end, 1 when they are not."""
    parser = argparse.ArgumentParser(prog="almoner demo", description="The whole cycle on a small practice.")
    parser.add_argument(
        "--once", action="store_true", help="end with the table instead of serving the screens"
    )
    parser.add_argument("--fresh", action="store_true", help="build new books and swap them in")
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser.add_argument("--port", type=int, default=8000, help="of the screens, on this machine alone")
    _add_size(parser)
    options = parser.parse_args(arguments)
    if not options.once and not _is_free(options.port):
        sys.stderr.write(f"almoner: port {options.port} is taken or none: give another with --port\n")
        return 2
    data = make_folder({"ALMONER_DATA": str(data_folder())}, data_folder())
    held = take_lock(data / "demo.lock")
    if held is None:
        sys.stderr.write(f"almoner: another `almoner demo` works on {data}: end that one first\n")
        return 2
    try:
        return _demonstrate(options, data)
    finally:
        os.close(held)


def _is_free(port: int) -> bool:
    """True where the screens may listen; it is asked before the books are made, which takes a minute."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def _demonstrate(options: argparse.Namespace, data: Path) -> int:
    size = Size(options.patients, options.visits, options.days, options.seed)
    if options.fresh:
        if strangers := _other_practices(data):
            sys.stderr.write(
                f"almoner: these books keep {strangers} other practice(s), which --fresh would replace: "
                "give the demonstration a folder of its own in ALMONER_DATA\n"
            )
            return 2
        with _fresh_books(data):
            build(size)
    else:
        open_store(data)
        build(size)
    keep_code_sets()
    status = _report(is_json=options.json)
    if options.once:
        return status
    World(_practice(), size.visits_a_day, size.seed).begin()
    from almoner.cli.serve import serve_screens

    outside = ("almoner.cli.demo.outside", str(size.visits_a_day), str(size.seed))
    return serve_screens("127.0.0.1", options.port, greeting=_sign_ins(data), beside=[outside])


def _add_size(parser: argparse.ArgumentParser) -> None:
    usual = Size()
    shape = parser.add_argument_group("size", "The same numbers have to be given again to go on.")
    shape.add_argument("--patients", type=int, default=usual.patients, metavar="N", help="who is registered")
    shape.add_argument("--visits", type=int, default=usual.visits_a_day, metavar="N", help="booked a day")
    shape.add_argument("--days", type=int, default=usual.visit_days, metavar="N", help="days with visits")
    shape.add_argument("--seed", type=int, default=usual.seed, metavar="N", help="whose chance it is")


def _other_practices(data: Path) -> int:
    """Count the practices of these books that the demonstration didn't open."""
    if not has_books(data):
        return 0
    open_store(data)
    own = practice_named(cast.PRACTICE.name)
    return len([practice_id for practice_id in practices() if practice_id != own])


@contextmanager
def _fresh_books(data: Path) -> Iterator[None]:
    """Open a new, empty database beside the books; after the block, it takes their place at one stroke."""
    server = connect_server(data, url=os.environ.get("DATABASE_URL") or None)
    drop_database(server, NEXT)
    create_database(server, NEXT)
    open_store(data, database=NEXT)
    yield
    kept = box_folder(office(_practice()))
    reopen(data, lambda: swap_database(server, BOOKS, NEXT), database=BOOKS)
    for folder in kept.parent.iterdir():  # mailboxes of books that are gone
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)


def build(size: Size) -> None:
    """Bring the practice to the end of its cycle, from wherever the books stand."""
    practice_id = open_practice(submitter_id=f"ALMONER{secrets.randbelow(10**7):07d}")
    team = Team(practice_id)
    lay_prices(team.manager, on=cast.OPENED_ON)
    register_everybody(team, setting_of(practice_id), count=size.patients, seed=size.seed)
    folder = box_folder(office(practice_id))
    folder.mkdir(parents=True, exist_ok=True)
    box = Box(folder, seed=size.seed)
    staff = Staff(team, clearinghouse(str(folder)), box.advance, seed=size.seed)
    on = _day_to_go_on(practice_id, box.on)
    if _is_lived_in(practice_id, on, size):
        return
    # A day that was begun is worked to its end: what closed the cycle may have been its first act.
    is_begun = on == box.on
    while on <= LAST_DAY and (is_begun or not _is_over(practice_id, on, size)):
        staff.work(on, seen=size.visits_a_day if _is_visit_day(on, size) else 0)
        _tell(practice_id, on)
        is_begun = False
        on += timedelta(days=1)
    sys.stderr.write("\n" if sys.stderr.isatty() else "")


def _practice() -> int:
    practice_id = practice_named(cast.PRACTICE.name)
    assert practice_id is not None, "the demonstration has built its practice"
    return practice_id


def _day_to_go_on(practice_id: int, clock: date | None) -> date:
    """The day under way: the clock's, or the next one where that day is closed."""
    with books(practice_id) as session:
        closed_on = closing(session).closed_through_on
    if closed_on is not None:
        return max(clock or FIRST_DAY, closed_on + timedelta(days=1))
    return clock or FIRST_DAY


def _is_lived_in(practice_id: int, on: date, size: Size) -> bool:
    """True where a morning was begun for whoever opens the screens: their day is left to them."""
    days = timedelta(days=7)  # over a feast too
    if any(_is_visit_day(on + timedelta(days=ahead), size) for ahead in range(days.days)):
        return False
    with books(practice_id) as session:
        return bool(appointments_between(session, on, on + days))


def _is_visit_day(on: date, size: Size) -> bool:
    weeks, rest = divmod((on - FIRST_DAY).days, 7)
    return rest < 5 and weeks * 5 + rest < size.visit_days


def _is_over(practice_id: int, on: date, size: Size) -> bool:
    """True when the visits are done and no claim waits for anybody outside any more."""
    if any(_is_visit_day(on + timedelta(days=ahead), size) for ahead in range(8)):
        return False
    with books(practice_id) as session:
        waiting = session.find(Claim, state=[*WAITING], limit=1)
        asked = open_tasks(session, "bill_next_payer", "rejected_claim")
        totals = account_totals(session)
    return not (waiting or asked or totals.get("cash") or totals.get("undeposited"))


def _tell(practice_id: int, on: date) -> None:
    seen = _figures(practice_id)
    cash = dollars(seen.cash_cents)
    line = f"{on:%a %b %d}  {seen.visits} visits, {seen.sent} claims sent, {seen.paid} paid, cash {cash}"
    sys.stderr.write(f"\r\x1b[K{line}" if sys.stderr.isatty() else f"{line}\n")
    sys.stderr.flush()


def _figures(practice_id: int) -> Figures:
    with books(practice_id) as session:
        return figures(session)


def _report(*, is_json: bool) -> int:
    practice_id = _practice()
    seen = _figures(practice_id)
    sys.stdout.write(as_json(seen) if is_json else as_text(seen))
    broken = verify(practice_id, on=today(office(practice_id)))
    sys.stderr.writelines(f"broken: {one}\n" for one in broken)
    return 1 if broken or seen.trial_balance_cents else 0


def _sign_ins(data: Path) -> str:
    """Give every role a sign-in, made once, and return the lines that tell them."""
    from almoner.flow.users import add_user  # signing in needs the opened books

    actor = office(_practice())
    password = _password(data)
    for name, role in cast.USERS:
        add_user(actor, name=name, password=password, role=role)
    lines = [f"  {role.ljust(10)} {name}" for name, role in cast.USERS]
    return "\n".join([f"Sign in with the password {password} as", *lines, ""])


def _password(data: Path) -> str:
    """The demonstration's password, made with its first sign-in and kept beside the books."""
    path = data / "demo-password"
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(f"river-{secrets.token_hex(5)}\n", encoding="ascii")
        fresh.replace(path)
    return path.read_text(encoding="ascii").strip()

"""`almoner demo`: takes a small practice's visits through the whole cycle, shows the table, then serves the screens.

Cut off anywhere, it goes on where the books stand; `--fresh` builds new books beside the old and swaps them in when done.
"""

import argparse
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.demo import cast
from almoner.settings import data_folder
from almoner.store.boot import open_store, reopen
from almoner.store.embed import (
    Server,
    create_database,
    data_folder as make_folder,
    drop_database,
    swap_database,
)

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


def run(arguments: list[str]) -> int:
    """Run the demonstration; exit 0 when the books are whole at the end, 1 when they are not."""
    parser = argparse.ArgumentParser(prog="almoner demo", description="The whole cycle on a small practice.")
    parser.add_argument(
        "--once", action="store_true", help="end with the table instead of serving the screens"
    )
    parser.add_argument("--fresh", action="store_true", help="build new books and swap them in")
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    data = make_folder({"ALMONER_DATA": str(data_folder())}, data_folder())
    if options.fresh:
        with _fresh_books(data):
            build(Size())
    else:
        open_store(data)
        build(Size())
    status = _report(is_json=options.json)
    if options.once:
        return status
    from almoner.cli.serve import serve_screens

    return serve_screens("127.0.0.1", options.port, greeting=_sign_ins(data))


@contextmanager
def _fresh_books(data: Path) -> Iterator[None]:
    """Open a new, empty database beside the books; when the block is done, it takes their place at one stroke."""
    server = open_server(data)
    drop_database(server, NEXT)
    create_database(server, NEXT)
    open_store(data, database=NEXT)
    yield
    from almoner.cli.demo.staff import practice_named
    from almoner.flow.access import office
    from almoner.flow.clock import box_folder

    practice_id = practice_named(cast.PRACTICE.name)
    assert practice_id is not None, "the demonstration has just built its practice"
    kept = box_folder(office(practice_id))
    reopen(data, lambda: swap_database(server, BOOKS, NEXT), database=BOOKS)
    for folder in kept.parent.iterdir():  # mailboxes of books that are gone
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)


def open_server(data: Path) -> Server:
    """Connect to the server without opening the books."""
    import os

    from almoner.store.embed import connect_server

    return connect_server(data, url=os.environ.get("DATABASE_URL") or None)


def build(size: Size) -> None:
    """Bring the practice to the end of its cycle, from wherever the books stand."""
    from almoner.cli.demo.staff import (
        Staff,
        Team,
        open_practice,
        practice_named,
        register_everybody,
        setting_of,
    )
    from almoner.flow.access import office
    from almoner.flow.clock import box_folder
    from almoner.links.clearinghouse import clearinghouse
    from almoner.links.simulator.box import Box

    practice_id = practice_named(cast.PRACTICE.name)
    if practice_id is None:
        practice_id = open_practice(submitter_id=f"ALMONER{secrets.randbelow(10**7):07d}")
    team = Team(practice_id)
    register_everybody(team, setting_of(practice_id), count=size.patients, seed=size.seed)
    folder = box_folder(office(practice_id))
    folder.mkdir(parents=True, exist_ok=True)
    box = Box(folder, seed=size.seed)
    staff = Staff(team, clearinghouse(str(folder)), box.advance, seed=size.seed)
    on = _day_to_go_on(practice_id, box.on)
    while on <= LAST_DAY and not _is_over(practice_id, on, size):
        staff.work(on, seen=size.visits_a_day if _is_visit_day(on, size) else 0)
        _tell(practice_id, on)
        on += timedelta(days=1)
    sys.stderr.write("\n" if sys.stderr.isatty() else "")


def _day_to_go_on(practice_id: int, clock: date | None) -> date:
    """The day under way: the clock's, or the next one where that day is closed."""
    from almoner.store.session import books

    with books(practice_id) as session:
        rows = session.rows("SELECT closed_on FROM audit_chain WHERE practice_id = %s", practice_id)
    closed_on = rows[0][0] if rows else None
    if closed_on is not None:
        return max(clock or FIRST_DAY, closed_on + timedelta(days=1))
    return clock or FIRST_DAY


def _is_visit_day(on: date, size: Size) -> bool:
    weeks, rest = divmod((on - FIRST_DAY).days, 7)
    return rest < 5 and weeks * 5 + rest < size.visit_days


def _is_over(practice_id: int, on: date, size: Size) -> bool:
    """True when the visits are done and no claim waits for anybody outside any more."""
    from almoner.core.claim.claim import WAITING
    from almoner.store.session import books

    if any(_is_visit_day(on + timedelta(days=ahead), size) for ahead in range(8)):
        return False
    with books(practice_id) as session:
        waiting = session.value(
            "SELECT (SELECT count(*) FROM claim WHERE practice_id = %s AND state = ANY(%s)) + "
            "(SELECT count(*) FROM task WHERE practice_id = %s AND state = 'open' AND what = ANY(%s)) + "
            "(SELECT count(*) FROM account_total WHERE practice_id = %s AND account IN ('cash', 'undeposited') "
            "AND debit_cents <> credit_cents)",
            *(practice_id, [*WAITING], practice_id, ["bill_next_payer", "rejected_claim"], practice_id),
        )
    return not waiting


def _tell(practice_id: int, on: date) -> None:
    from almoner.core.money import dollars
    from almoner.cli.demo.table import figures

    seen = figures(practice_id)
    line = f"{on:%a %b %d}  {seen.visits} visits, {seen.sent} claims sent, {seen.paid} paid, cash {dollars(seen.cash_cents)}"
    sys.stderr.write(f"\r\x1b[K{line}" if sys.stderr.isatty() else f"{line}\n")
    sys.stderr.flush()


def _report(*, is_json: bool) -> int:
    from almoner.cli.demo.staff import practice_named
    from almoner.cli.demo.table import as_json, as_text, figures
    from almoner.flow.access import office
    from almoner.flow.clock import today
    from almoner.store.verify import verify

    practice_id = practice_named(cast.PRACTICE.name)
    assert practice_id is not None, "the demonstration has built its practice"
    seen = figures(practice_id)
    sys.stdout.write(as_json(seen) if is_json else as_text(seen))
    broken = verify(practice_id, on=today(office(practice_id)))
    sys.stderr.writelines(f"broken: {one}\n" for one in broken)
    return 1 if broken or seen.trial_balance_cents else 0


def _sign_ins(data: Path) -> str:
    """Give every role a sign-in, made once, and return the lines that tell them."""
    from almoner.cli.demo.staff import practice_named
    from almoner.flow.access import office
    from almoner.flow.users import add_user

    practice_id = practice_named(cast.PRACTICE.name)
    assert practice_id is not None, "the demonstration has built its practice"
    password = _password(data)
    for name, role in cast.USERS:
        add_user(office(practice_id), name=name, password=password, role=role)
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

"""`almoner accounts`: the number and name of each account in the practice's own general ledger, by day."""

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from almoner.cli.given import Unusable, given
from almoner.cli.opening import open_books, practice_actor
from almoner.core.pricing.rows import MOST_BYTES
from almoner.core.report.sheet import to_csv

if TYPE_CHECKING:
    from almoner.flow.access import Actor


def run(arguments: list[str]) -> int:
    """List the numbers of a day, set one, load a list, or tell an account's history; exit 2 where it is
    refused.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    open_books()
    from almoner.flow.clock import today
    from almoner.flow.refused import Refused

    actor = practice_actor(options.practice)
    try:
        acts = {"list": _list, "set": _set, "load": _load, "history": _history}
        return acts[options.act](actor, options, today(actor))
    except Refused as refused:
        sys.stderr.writelines(f"almoner: {one.message} {one.mend}\n" for one in refused.findings)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="almoner accounts", description="The accounts in the practice's own general ledger."
    )
    acts = parser.add_subparsers(dest="act", required=True)
    listing = acts.add_parser("list", help="the accounts as they are on a day, as a CSV that can be loaded")
    listing.add_argument("--on", type=date.fromisoformat, help="a day such as 2026-03-31; today by default")
    one = acts.add_parser("set", help="say what an account is from a day on")
    one.add_argument("account", help="its name here, such as bank_fees")
    one.add_argument("number", help="its number in your chart, such as 6130-2")
    one.add_argument("name", help="its name in your chart")
    many = acts.add_parser("load", help="take a list over (CSV or XLSX: account, number, name)")
    many.add_argument("file", help="the list; - reads standard input")
    for act in (one, many):
        act.add_argument("--from", dest="since", type=date.fromisoformat, required=True, help="the first day")
        act.add_argument("--why", default="", help="the reason, for the history")
    history = acts.add_parser("history", help="all that was said of an account")
    history.add_argument("account", help="its name here, such as bank_fees")
    for act in (listing, one, many, history):
        act.add_argument("--practice", help="number or part of the name, where there are several")
    return parser


def _list(actor: "Actor", options: argparse.Namespace, today: date) -> int:
    from almoner.flow.books.general_ledger import numbers_sheet

    sys.stdout.write(to_csv(numbers_sheet(actor, on=options.on or today)).decode().replace("\r\n", "\n"))
    return 0


def _set(actor: "Actor", options: argparse.Namespace, today: date) -> int:
    from almoner.core.collect.general_ledger import Named, Wanted
    from almoner.flow.books.general_ledger import set_number

    wanted = Wanted({options.account: Named(options.number, options.name)}, options.since, options.why)
    set_number(actor, wanted, on=today)
    return 0


def _load(actor: "Actor", options: argparse.Namespace, today: date) -> int:
    from almoner.flow.books.general_ledger import load

    try:
        content = given(options.file, most=MOST_BYTES)
    except Unusable as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    made = load(actor, content, options.since, on=today, why=options.why)
    sys.stdout.write(f"{len(made)} accounts from {options.since.isoformat()}\n")
    return 0


def _history(actor: "Actor", options: argparse.Namespace, today: date) -> int:
    from almoner.flow.books.general_ledger import account_page
    from almoner.store.session import NotFound

    try:
        found = account_page(actor, options.account, on=today)
    except NotFound:
        sys.stderr.write("almoner: there is no such account; `almoner accounts list` names them\n")
        return 2
    for one in found.history:
        why = f": {one.why}" if one.why else ""
        said = f"{one.since_on}  {one.number}  {one.name}  [{one.set_on} by {one.set_by}{why}]"
        sys.stdout.write(f"{said}\n")
    sys.stdout.write(f"as shipped  {found.shipped.number}  {found.shipped.name}\n")
    return 0

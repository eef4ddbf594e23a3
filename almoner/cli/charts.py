"""`almoner charts`: charts that may be of one patient, merged into one for a reason, or parted again."""

import argparse
import sys

from almoner.cli.opening import open_books, practice_actor


def run(arguments: list[str]) -> int:
    """List likely pairs, compare two charts, merge or part them; exit 2 where it can't be done."""
    parser = argparse.ArgumentParser(prog="almoner charts", description="Charts of one patient.")
    parser.add_argument("--practice", help="number or part of the name, where there are several")
    parser.add_argument("act", nargs="?", default="list", choices=("list", "compare", "merge", "part"))
    parser.add_argument("numbers", nargs="*", help="chart numbers: the one that stays, the one that goes")
    parser.add_argument("--why", default="", help="the reason, which the audit keeps")
    options = parser.parse_args(arguments)
    wanted = 0 if options.act == "list" else 2
    if len(options.numbers) != wanted:
        parser.error(f"{options.act} takes {wanted or 'no'} chart numbers")
    open_books()
    from almoner.flow.refused import Refused
    from almoner.store.session import NotFound

    try:
        return _act(options)
    except (Refused, NotFound) as refused:
        sys.stderr.write(f"almoner: {refused}\n")
        return 2


def _act(options: argparse.Namespace) -> int:
    from almoner.flow.clock import today
    from almoner.flow.desk import merge_charts

    actor = practice_actor(options.practice)
    on = today(actor)
    if options.act == "list":
        found = merge_charts.likely_pairs(actor, on=on)
        for pair in found.pairs:
            why = ", ".join(pair.match.why)
            sys.stdout.write(f"{pair.older.number}  {pair.newer.number}  {pair.match.score:>3}  {why}\n")
        return 0
    one, other = (merge_charts.chart_named(actor, number) for number in options.numbers)
    if options.act == "part":
        merge_charts.part_named(actor, options.numbers[1], on=on, reason=options.why)
        sys.stdout.write("they stand apart again\n")
        return 0
    compared = merge_charts.compare(actor, one, other, on=on)
    if options.act == "merge":
        merge_charts.merge_charts(actor, compared.wish(options.why), on=on)
        sys.stdout.write(f"{options.numbers[1]} leads to {options.numbers[0]}\n")
        return 0
    for name, ours, theirs in compared.counted():
        sys.stdout.write(f"{name:<16}{ours:>10}{theirs:>10}\n")
    for line in (*(f"{one.message} {one.mend}" for one in compared.against), *compared.look_at):
        sys.stdout.write(f"! {line}\n")
    return 0

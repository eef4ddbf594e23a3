"""`almoner codes`: look up and search code sets, import releases, compare them and go back. It needs no
server and no books."""

import argparse
import sys
from collections.abc import Callable
from datetime import date

from almoner.core.rules.pack import PackError

_CHANGING = ("import", "rollback")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def run(arguments: list[str]) -> int:
    """Exit 0 when done, 1 when a code isn't there or a file isn't plausible, 2 when the request is wrong."""
    parser = argparse.ArgumentParser(prog="almoner codes", description="Code sets and their releases.")
    acts = parser.add_subparsers(dest="act", required=True)
    _looking(acts.add_parser)
    _risking(acts.add_parser)
    _importing(acts.add_parser)
    _comparing(acts.add_parser)
    options = parser.parse_args(arguments)
    try:
        status = _act(options)
        if options.act in _CHANGING:
            from almoner.cli.keeping import keep_where_books_run

            keep_where_books_run()
        return status
    except PackError as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2


def _act(options: argparse.Namespace) -> int:
    if options.act == "lookup":
        from almoner.cli.codes_lookup import lookup

        return lookup(options)
    if options.act == "search":
        from almoner.cli.codes_search import search

        return search(options)
    if options.act == "risk":
        from almoner.cli.codes_risk import risk

        return risk(options)
    if options.act == "import":
        from almoner.cli.codes_import import import_codes

        return import_codes(options)
    if options.act == "diff":
        from almoner.cli.codes_diff import diff

        return diff(options)
    from almoner.cli import codes_releases

    return (
        codes_releases.releases(options) if options.act == "releases" else codes_releases.roll_back(options)
    )


Add = Callable[..., argparse.ArgumentParser]


def _looking(add: Add) -> None:
    lookup = add("lookup", help="what a code means on a day")
    lookup.add_argument("code", help="with or without its dot; a modifier may follow it")
    lookup.add_argument("beside", nargs="?", help="a second procedure: do the two stand together")
    search = add("search", help="codes by the start of them, by words, by what people say")
    search.add_argument("text", nargs="+", help="the start of a code, or words")
    search.add_argument("--kind", help="only this kind of table")
    search.add_argument("--limit", type=int, default=20, help="how many at most")
    for parser in (lookup, search):
        parser.add_argument("--on", metavar="DATE", type=_day, help="the day of service; today unless said")
        parser.add_argument("--json", action="store_true", help="answer as JSON")


def _risking(add: Add) -> None:
    parser = add("risk", help="Medicare's risk groups of a patient's diagnoses of a year")
    parser.add_argument("codes", nargs="+", metavar="CODE", help="diagnoses, of meetings face to face")
    parser.add_argument("--age", type=int, required=True, help="whole years on 1 February of the next year")
    parser.add_argument("--sex", required=True, choices=["F", "M"], help="F or M")
    parser.add_argument("--year", type=int, help="of the services; this year unless said")
    parser.add_argument("--dual", action="store_true", help="Medicaid pays too, in full")
    parser.add_argument("--disabled", action="store_true", help="Medicare began for a disability")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def _importing(add: Add) -> None:
    parser = add("import", help="import a file, or all known files of a folder")
    parser.add_argument("kind", help="what the file is, as mpfs; `all` for a folder")
    parser.add_argument("file", help="the file, packed or not; the folder")
    parser.add_argument(
        "--keep-descriptors",
        action="store_true",
        help="keep owners' wording; you confirm that you hold a licence",
    )
    parser.add_argument("--since", metavar="DATE", type=_day, help="first day, where the file doesn't tell")
    parser.add_argument("--until", metavar="DATE", type=_day, help="first day on which it no longer holds")
    parser.add_argument("--release", default="", help="a name for it, where the file doesn't tell")
    parser.add_argument("--part", default="", help="which part of its set it is, where the file doesn't tell")
    parser.add_argument(
        "--partial", action="store_true", help="an extract, from whose silence nothing follows"
    )
    parser.add_argument(
        "--force", metavar="REASON", default="", help="import in spite of doubts; kept with it"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def _comparing(add: Add) -> None:
    releases = add("releases", help="what is loaded, how old it is, what is due")
    releases.add_argument("--json", action="store_true", help="answer as JSON")
    diff = add("diff", help="what a release adds, ends and changes")
    diff.add_argument("kind", help="the kind, as icd10cm")
    diff.add_argument("old", help="name or first day of a release")
    diff.add_argument("new", help="name or first day of the later one")
    diff.add_argument("--limit", type=int, default=20, help="how many codes of each sort are shown")
    diff.add_argument("--books", action="store_true", help="also what the practice billed in the last year")
    diff.add_argument("--practice", help="number or part of the name, where there are several")
    diff.add_argument("--json", action="store_true", help="answer as JSON, all of them")
    back = add("rollback", help="undo the last import of a kind")
    back.add_argument("kind", help="the kind")

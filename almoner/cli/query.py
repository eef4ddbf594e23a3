"""`almoner query lint FILE`: judges queries to providers by compliant practice."""

import argparse
import sys
from pathlib import Path

from almoner.cli.given import Unusable, given_json
from almoner.core.coding.query_lint import QueryError, QueryText, lint_query, read_query

_MOST_BYTES, _MOST_QUERIES = 1_000_000, 500


def run(arguments: list[str]) -> int:
    """Print the faults: 0 where there are none, 1 with some, 2 where the file holds no query."""
    options = _parser().parse_args(arguments)
    try:
        queries = _read(Path(options.file))
    except (Unusable, QueryError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    count = 0
    for number, query in enumerate(queries, 1):
        for fault in lint_query(query):
            count += 1
            sys.stdout.write(f"query {number}: {fault.rule}. {fault.mend}\n")
    if not count:
        sys.stdout.write(f"{len(queries)} queries, no fault\n")
    return 1 if count else 0


def _read(path: Path) -> list[QueryText]:
    """The queries of a file: one object or a list."""
    table = given_json(str(path), most=_MOST_BYTES, what=path.name)
    listed = table if isinstance(table, list) else [table]
    if len(listed) > _MOST_QUERIES:
        raise QueryError(f"{path.name}: at most {_MOST_QUERIES} queries")
    found = []
    for number, each in enumerate(listed, 1):
        try:
            found.append(read_query(each))
        except QueryError as error:
            raise QueryError(f"query {number}: {error}") from None
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="almoner query", description="Judge queries to providers.")
    works = parser.add_subparsers(dest="work", required=True, metavar="WORK")
    work = works.add_parser("lint", help="list the faults of queries", description="List their faults.")
    work.add_argument("file", metavar="FILE", help="a query as JSON, or a list of them")
    return parser

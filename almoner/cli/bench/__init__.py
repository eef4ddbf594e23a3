"""`almoner bench NAME`: measurements that anybody can repeat, each in a data folder of its own."""

import sys
from collections.abc import Callable
from importlib import import_module

BENCHES = {
    "cycle": "claims a second in bulk, from the signed visit to the posted cash",
    "visit": "one visit alone, from its booking to its posted cash",
    "books": "a large remittance beside its floor, a million postings; --events: money by chance",
    "x12": "reading, writing and planning X12, against the bare split and other readers",
    "policy": "loading pairs, the whole scrub and prices, against a join in SQL and a dict of pairs",
    "coding": "the coder against labelled notes: agreement, tiers, must-nots, spans, speed",
    "practice": "a large practice to measure on: 100,000 patients, copied from a lived one",
    "screens": "server time and queries of every screen, at two sizes of the books",
    "lighthouse": "what Lighthouse says of the main screens, on a desktop and on a mobile",
    "reset": "practice mode begun anew, from the learner's click to the page",
    "year": "thousands of visits under trouble, every day proved",
    "fuzz": "broken and random X12 files: always an answer, in bounded time and memory",
    "mutants": "X12 files with one fault each: who finds it, and in the right place",
}


def run(arguments: list[str]) -> int:
    """Run a bench; exit 2 for a name that there isn't."""
    name = arguments[0] if arguments else ""
    if name not in BENCHES:
        listed = "\n".join(f"  {bench.ljust(8)} {doc}" for bench, doc in BENCHES.items())
        sys.stderr.write(f"usage: almoner bench NAME ...\n\n{listed}\n")
        return 0 if name in ("-h", "--help") else 2
    measure: Callable[[list[str]], int] = import_module(f"almoner.cli.bench.{name}_command").run
    return measure(arguments[1:])

"""`almoner lexicon test`: the tests that every phrase of the lexicon brings with it."""

import argparse
import json
import sys
from datetime import date

from almoner.cli.codes_store import open_store, today
from almoner.core.coding.concept import LexiconError
from almoner.core.coding.lexicon_trial import Fault, Trial
from almoner.core.coding.suggest import Tools
from almoner.core.rules.pack import PackError
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights


def run(arguments: list[str]) -> int:
    """Print the faults: 1 where there are some, 2 where the lexicon or the codes can't be read."""
    options = _parser().parse_args(arguments)
    try:
        tools = Tools(shipped_lexicon(), shipped_weights(), open_store().tables())
    except (LexiconError, PackError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    trial = Trial(tools, options.on or today())
    concepts = [each for each in tools.lexicon.concepts.values() if _is_meant(each.id, options.concept)]
    if not concepts:
        sys.stderr.write("almoner: no concept of the lexicon has such a name\n")
        return 2
    faults = [fault for concept in concepts for fault in trial.faults(concept)]
    phrases = sum(len(concept.say) for concept in concepts)
    if options.json:
        answer = {
            "concepts": len(concepts),
            "phrases": phrases,
            "faults": [fault._asdict() for fault in faults],
        }
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(map(_line, faults))
        sys.stdout.write(f"{len(concepts)} concepts, {phrases} phrases, {len(faults)} faults\n")
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="almoner lexicon", description="Test the lexicon of the coder.")
    parser.add_argument("work", choices=("test",), help="try every phrase in short notes")
    parser.add_argument("concept", nargs="*", help="only these concepts, or all that begin so (heart*)")
    parser.add_argument(
        "--on", metavar="DATE", type=date.fromisoformat, help="the day of service; YYYY-MM-DD"
    )
    parser.add_argument("--json", action="store_true", help="the faults as JSON")
    return parser


def _is_meant(name: str, wanted: list[str]) -> bool:
    return not wanted or any(
        name == each or (each.endswith("*") and name.startswith(each[:-1])) for each in wanted
    )


def _line(fault: Fault) -> str:
    phrase = f" {fault.phrase!r}" if fault.phrase else ""
    return f"[{fault.concept}]{phrase} {fault.case}: {fault.what}\n"

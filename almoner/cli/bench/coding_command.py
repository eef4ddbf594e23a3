"""`bench coding FILE.jsonl`: the coder against labelled notes, wherever the labels came from."""

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from almoner.cli.bench.coding_curve import general_curve
from almoner.cli.bench.coding_figures import Figures, Judged, judge, quantile
from almoner.cli.bench.coding_rows import Row, rows
from almoner.cli.bench.meter import memory_mb
from almoner.cli.codes_store import open_store, today
from almoner.core.coding.cues import NO_CUES
from almoner.core.coding.day_codes import day_codes
from almoner.core.coding.head import date_of_service
from almoner.core.coding.headings import NO_HEADINGS
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.suggest import Asked, Tools, suggest
from almoner.store.shipped.coder_tools import shipped_tools
from almoner.store.shipped.lexicon import shipped_lexicon

PARTS = ("lexicon", "sections", "negation", "side")


def run(arguments: list[str]) -> int:
    """Measure and print; 1 where rows were malformed, 2 where the file can't be read."""
    options = _parser().parse_args(arguments)
    path = Path(options.file)
    if not path.is_file():
        sys.stderr.write("almoner: bench coding wants a file of labelled notes, one JSON object a line\n")
        return 2
    began = time.perf_counter()
    lexicon = without(shipped_lexicon(), options.ablate)
    tools = replace(shipped_tools(open_store().tables()), lexicon=lexicon)
    tools = replace(tools, calibration=None) if options.fit else tools
    suggest("Assessment: hypertension", Asked(on=options.on or today()), tools)
    load_seconds = time.perf_counter() - began
    judged, bad = [], []
    for number, row in rows(path):
        if isinstance(row, str):
            bad.append({"line": number, "why": row})
            sys.stderr.write(f"almoner: line {number}: {row}\n")
        else:
            judged.append(_judged(row, options.on, tools))
    figures = Figures(judged, lambda one, code: _is_valid(one, code, options.on, tools)).all()
    figures |= {"malformed": bad, "ablated": options.ablate or "", "speed": _speed(judged, load_seconds)}
    figures["floors"] = {tier.value: round(floor, 3) for tier, floor in tools.worth.floors.items()}
    figures["hashes"] = _hashes(tools, options.on or today())
    if options.fit:
        Path(options.fit).write_text(general_curve(judged, tools, options.on or today()), "utf-8")
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n" if options.json else _text(figures))
    return 1 if bad else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="almoner bench coding", description="Measure the coder against labelled notes."
    )
    parser.add_argument("file", metavar="FILE.jsonl", help='one {"id", "note", "codes": [...]} a line')
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument(
        "--on", metavar="DATE", type=date.fromisoformat, help="the day of service of all notes; YYYY-MM-DD"
    )
    parser.add_argument(
        "--fit", metavar="OUT.toml", help="fit the general curve from scores to confidence on these notes"
    )
    parser.add_argument("--ablate", choices=PARTS, help="leave a part out, to see what it is worth")
    return parser


def without(lexicon: Lexicon, part: str | None) -> Lexicon:
    """A lexicon with one part left out."""
    if part == "lexicon":
        return replace(lexicon, concepts={}, phrases={}, treats={})
    if part == "sections":
        return replace(lexicon, headings=NO_HEADINGS)
    if part == "negation":
        return replace(lexicon, cues=NO_CUES)
    if part == "side":
        concepts = {name: replace(each, has_sides=False) for name, each in lexicon.concepts.items()}
        return replace(lexicon, concepts=concepts)
    return lexicon


def _judged(row: Row, on: date | None, tools: Tools) -> Judged:
    asked = Asked(on=_day(row, on), age=row.age, sex=row.sex, is_new=row.is_new)
    began = time.process_time()  # of a core: what else runs on the machine doesn't count
    answer = suggest(row.note, asked, tools)
    return judge(row, answer, (time.process_time() - began) * 1000)


def _day(row: Row, on: date | None) -> date:
    return on or date_of_service(row.note) or today()


def _is_valid(one: Judged, code: str, on: date | None, tools: Tools) -> bool:
    return day_codes(tools.tables, _day(one.row, on)).is_billable(code)


def _speed(judged: list[Judged], load_seconds: float) -> dict[str, float]:
    times = [one.milliseconds for one in judged]
    return {
        "median_ms": round(quantile(times, 0.5), 2),
        "p95_ms": round(quantile(times, 0.95), 2),
        "notes_a_second": round(1000 * len(times) / sum(times), 1) if sum(times) else 0.0,
        "load_seconds": round(load_seconds, 2),
        "memory_mb": float(memory_mb(os.getpid())["peak"]),
    }


def _hashes(tools: Tools, on: date) -> dict[str, str]:
    codes = day_codes(tools.tables, on)
    facts = json.dumps([part.facts for part in codes.parts], sort_keys=True, default=str)
    return {
        "codes": f"{codes.release} {sha256(facts.encode()).hexdigest()[:16]}",
        "lexicon": tools.lexicon.hash[:16],
        "weights": tools.weights.hash[:16],
        "rules": tools.guidelines.hash[:16],
    }


def _text(figures: dict[str, Any]) -> str:
    exact, category = figures["exact"], figures["category"]
    lines = [f"{figures['notes']} notes{', without ' + figures['ablated'] if figures['ablated'] else ''}"]
    lines += [
        f"{name:<10} F1 {one['f1']} {one['interval']}  precision {one['precision']}  recall {one['recall']}  "
        f"({one['right']} right, {one['extra']} extra, {one['missed']} missed)"
        for name, one in (("exact", exact), ("category", category))
    ]
    lines.append(f"macro F1   codes {figures['macro_f1_codes']}  notes {figures['macro_f1_notes']}")
    lines += [
        f"{tier:<10} {one['count']} said, precision {one['precision']}, coverage {one['coverage']}"
        for tier, one in figures["tiers"].items()
    ]
    for name in ("recall_at", "must_not", "spans", "levels", "procedures", "speed", "hashes"):
        shown = {key: value for key, value in figures[name].items() if key != "which"}
        lines.append(f"{name:<10} " + ", ".join(f"{key} {value}" for key, value in shown.items()))
    lines.append(f"{'off set':<10} {figures['off_set']}")
    held = figures["reliability"]
    lines.append(
        f"{'confidence':<10} by {held['calibration']}: ece {held['ece']}, Brier {held['brier']}; "
        f"scores alone {held['score_ece']}, {held['score_brier']}"
    )
    lines += [f"    {tier} from {floor}" for tier, floor in figures["floors"].items()]
    for row in held["deciles"]:
        lines.append(f"    from {row['from']}: {row['count']} said {row['said']}, right {row['was']}")
    lines += [
        f"  {row['id']}  F1 {row['f1']}  missed {' '.join(row['missed'])}  extra {' '.join(row['extra'])}"
        for row in figures["worst"]
    ]
    return "\n".join(lines) + "\n"

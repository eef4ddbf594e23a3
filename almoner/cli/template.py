"""`almoner template lint FILE`: judges a note template: each billable field proves something that a rule
reads, each choice leads to a value that the code set has."""

import argparse
import sys
from pathlib import Path

from almoner.core.chart.template import MAX_TEXT, TemplateError, read_template
from almoner.core.chart.template_lint import lint
from almoner.core.coding.template_proofs import TemplateProofs
from almoner.store.shipped.lexicon import shipped_lexicon


def run(arguments: list[str]) -> int:
    """Print a template's faults: 0 where there are none, 1 with some, 2 where the file is no template."""
    options = _parser().parse_args(arguments)
    try:
        template = read_template(_text(Path(options.file)), Path(options.file).name)
    except TemplateError as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    proofs = TemplateProofs(shipped_lexicon().concepts)
    faults = lint(template, reads=proofs.reads, has_value=proofs.has_value)
    for fault in faults:
        sys.stdout.write(f"{fault.field}: {fault.rule}. {fault.mend}\n")
    if not faults:
        sys.stdout.write(f"{template.id}: {len(template.fields)} fields, no fault\n")
    return 1 if faults else 0


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(4 * MAX_TEXT).decode("utf-8")
    except OSError as error:
        raise TemplateError(f"{path.name} can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise TemplateError(f"{path.name} is not UTF-8 text (byte {error.start})") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="almoner template", description="Judge a note template.")
    works = parser.add_subparsers(dest="work", required=True, metavar="WORK")
    work = works.add_parser("lint", help="list the faults of a template", description="List its faults.")
    work.add_argument("file", metavar="FILE", help="a template as TOML")
    return parser

"""Writes docs/reference from the code; with --check it tells which pages are older than what they describe.

Promises the same bytes for the same tree, whatever machine, terminal or environment it runs in. It connects
to no database, and leaves the pages alone that people write.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# Found here also where Python is told not to look beside a script.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import reference_books
import reference_commands
import reference_kpi
import reference_pains
import reference_rules
import reference_x12
from reference_page import ROOT

PAGES = ROOT / "docs" / "reference"
BUILDERS: dict[str, Callable[[], str]] = {
    "commands": reference_commands.commands,
    "options": reference_commands.options,
    "screens": reference_commands.screens,
    "access": reference_commands.access,
    "tables": reference_books.tables,
    "accounts": reference_books.accounts,
    "claim-states": reference_books.claim_states,
    "indicators": reference_kpi.indicators,
    "pains": reference_pains.pains,
    "edits": reference_rules.edits,
    "adjustment-codes": reference_rules.adjustment_codes,
    "x12-guides": reference_x12.x12_guides,
    "x12-coverage": reference_x12.x12_coverage,
    "x12-rules": reference_x12.x12_rules,
    "refusals": reference_rules.refusals,
}


def main(arguments: Sequence[str]) -> int:
    """Write the pages that are not as the code says; with --check only name them, and return 1."""
    prepare()
    made = {PAGES / f"{name}.md": build() for name, build in BUILDERS.items()}
    stale = {path: text for path, text in made.items() if not is_fresh(path, text)}
    for path, text in stale.items():
        name = path.relative_to(ROOT).as_posix()
        if list(arguments) == ["--check"]:
            print(f"{name} is not what the code says: run `./run docs` and commit it")
        else:
            path.write_text(text, encoding="utf-8")
            print(name)
    return 1 if stale and list(arguments) == ["--check"] else 0


def prepare() -> None:
    """Let the package be imported, with the product's defaults and not with this machine's."""
    for name in [name for name in os.environ if name.startswith("ALMONER_") or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "almoner.settings"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def is_fresh(path: Path, text: str) -> bool:
    """True where a page says exactly this."""
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

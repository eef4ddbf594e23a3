"""Reads the docs as a newcomer would: every command, link, term and package in them must be real.

What the docs must hold is read off the code, so a new command, option, table or reason fails here until it is
told of.
"""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.machinery import SourceFileLoader
from itertools import pairwise
from pathlib import Path

import pytest

from almoner.cli.main import COMMANDS
from almoner.core.claim.claim import ClaimState
from almoner.core.claim.request import facts
from almoner.core.claim.scrub import Scrubber
from almoner.core.claim.state import Event
from almoner.core.ledger.accounts import CHART, Account, Reason
from almoner.core.rules import Policy
from almoner.core.rules.card import parse
from almoner.core.rules.trial import changed
from almoner.core.x12.faults import FAULTS
from almoner.flow.policy import policy
from almoner.settings import OPTIONS

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"
PICTURES = ROOT / "docs" / "pictures"
MADE = "Made by `./run docs`"
WIDTH = 120
HEADER = "| term | what it is | FHIR | X12 | we don't say |"


@cache
def docs() -> dict[str, str]:
    """The text of every page, by its path from the root."""
    pages = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    return {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in pages}


def found(pattern: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Each match, with the place where it stands as path:line."""
    for name, text in docs().items():
        for number, line in enumerate(text.splitlines(), 1):
            yield from ((f"{name}:{number}", match) for match in re.finditer(pattern, line))


def report(rule: str, faults: list[str]) -> None:
    if faults:
        pytest.fail("\n  ".join([rule, *faults]), pytrace=False)


def anchors(text: str) -> set[str]:
    titles = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


# ------------------------------------------------------------------------------------ commands and links


def test_every_run_command_in_the_docs_is_known() -> None:
    run = SourceFileLoader("run_in_docs", str(ROOT / "run"))
    spec = importlib.util.spec_from_loader("run_in_docs", run)
    assert spec
    module = importlib.util.module_from_spec(spec)
    run.exec_module(module)
    named = list(found(r"\./run ([a-z]\w*)"))
    assert named, "the docs name no command at all"
    faults = [f"{place}: ./run {match[1]}" for place, match in named if match[1] not in module.COMMANDS]
    report("a command of ./run that does not exist", faults)


def test_every_almoner_command_in_the_docs_is_known() -> None:
    named = found(r"(?:`|^|\./run )almoner ([a-z][\w-]*)")
    faults = [f"{place}: almoner {match[1]}" for place, match in named if match[1] not in COMMANDS]
    report("a command of almoner that does not exist", faults)


def test_every_relative_link_leads_somewhere() -> None:
    faults = []
    for place, match in found(r"\]\(([^)\s]+)\)"):
        target, _, anchor = match[1].partition("#")
        if "://" in match[1] or match[1].startswith("mailto:"):
            continue
        page = ROOT / place.partition(":")[0]
        there = (page.parent / target).resolve() if target else page
        is_dead = not there.exists() or (anchor and anchor not in anchors(there.read_text(encoding="utf-8")))
        if is_dead or ROOT not in there.parents:
            faults.append(f"{place}: {match[1]}")
    report("a link that leads nowhere", faults)


def test_every_path_in_the_docs_exists() -> None:
    named = found(r"`((?:almoner|tests|docs|\.ci)/[\w/.-]+)`")
    faults = [f"{place}: {match[1]}" for place, match in named if not (ROOT / match[1]).exists()]
    report("the docs name a place that is not there", faults)


def test_the_readme_leads_to_every_step() -> None:
    steps = {path.relative_to(ROOT).as_posix() for path in (ROOT / "almoner" / "flow").rglob("*.py")}
    numbered = {
        step for step in steps if re.search(r'^"""Step \d', (ROOT / step).read_text(encoding="utf-8"))
    }
    assert numbered, "no flow says which step it is"
    report("a step of the cycle that the README does not lead to", sorted(numbered - named_in("README.md")))


def named_in(page: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", docs()[page]))


def test_pictures_are_shown_and_small() -> None:
    shown = {match[1] for _, match in found(r"!\[[^\]]+\]\((?:[\w./]*/)?pictures/([\w-]+\.png)\)")}
    there = {path.name: path.stat().st_size for path in PICTURES.glob("*")}
    report("a picture that no page shows", sorted(there.keys() - shown))
    report("a picture is at most 150 kB", [name for name, size in there.items() if size > 150_000])


def test_lines_are_short() -> None:
    faults = []
    for name, text in docs().items():
        prose = (
            ""
            if MADE in text
            else re.sub(r"(?ms)^```.*?^```$", lambda block: "\n" * block[0].count("\n"), text)
        )
        lines = enumerate(prose.splitlines(), 1)
        faults += [
            f"{name}:{place}" for place, line in lines if len(line) > WIDTH and not line.startswith("|")
        ]
    report(f"a line of prose has at most {WIDTH} characters", faults)


def test_figures_come_with_their_command() -> None:
    """Output that is shown has, in the same section, the command that gives it."""
    faults = []
    for name, text in docs().items():
        for section in re.split(r"(?m)^#+ ", text):
            shown = re.findall(r"(?ms)^```\n(.+?)^```$", section)
            is_output = any(re.search(r"(?m)\d\.\d\d$", block) for block in shown)
            if is_output and "./run " not in section:
                faults.append(f"{name}: {section.splitlines()[0]}")
    report("figures without the command that gives them", faults)


def test_docs_open_with_a_title() -> None:
    report(
        "a page opens with its title", [name for name, text in docs().items() if not text.startswith("# ")]
    )


# ------------------------------------------------------------------------------------ the reference


def test_the_reference_says_what_the_code_says() -> None:
    made = [sys.executable, str(ROOT / ".ci" / "reference.py"), "--check"]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_the_index_of_the_reference_lists_every_page() -> None:
    pages = {Path(name).name for name in docs() if name.startswith("docs/reference/")} - {"README.md"}
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", docs()["docs/reference/README.md"]))
    assert listed == pages


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("commands", {f"almoner {name}" for name in COMMANDS}),
        ("options", {one.name for one in OPTIONS}),
        ("accounts", {*Account, *Reason}),
        ("claim-states", {*ClaimState, *Event}),
        ("edits", {card.id for card in policy().cards}),
        ("x12-rules", set(FAULTS)),
    ],
)
def test_everything_is_in_the_reference(page: str, names: set[str]) -> None:
    text = docs()[f"docs/reference/{page}.md"]
    report(f"not in docs/reference/{page}.md", sorted(name for name in names if str(name) not in text))


def test_every_complaint_has_a_test_of_its_number() -> None:
    page = (ROOT / "docs" / "reference" / "pains.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| P(\d+) \|.*\| ([^|]*) \|$", page, re.M)
    assert [int(number) for number, _ in rows] == list(range(1, 46))
    assert [number for number, tests in rows if "`tests/" not in tests] == []


def test_every_argument_is_explained() -> None:
    rows = re.findall(r"(?m)^\| (`.+`) \| -(?: \||$)", docs()["docs/reference/commands.md"])
    report("an argument without words: give it a `help`", rows)


def test_every_reason_and_table_says_what_it_is() -> None:
    """A row that ends in a dash has no docstring; a table without one opens with its columns."""
    reasons = docs()["docs/reference/accounts.md"].partition("## Accounts")[0]
    report("a reason without its docstring", re.findall(r"(?m)^\| (`\w+`) .* \| - \|$", reasons))
    report(
        "a table without its docstring",
        re.findall(r"(?m)^## (\w+)\n\n(?:\||\w+\()", docs()["docs/reference/tables.md"]),
    )
    assert set(CHART) == set(Reason), "each reason has its pair of accounts"


def test_the_ledger_explains_every_account() -> None:
    explained = named_in("docs/concepts/ledger.md")
    report("an account without words", sorted(account for account in Account if account not in explained))


def test_access_explains_every_role() -> None:
    from almoner.flow.access import ROLES

    report("a role without words", sorted(ROLES.keys() - named_in("docs/concepts/access.md")))


# ------------------------------------------------------------------------------------ examples


def test_cards_in_the_docs_do_what_they_say() -> None:
    blocks = re.findall(r"(?ms)^```toml\n(.+?)^```$", "\n".join(docs().values()))
    assert blocks, "the docs show no card"
    shipped = policy()
    known = {card.id: card for card in shipped.cards}
    for block in blocks:
        cards = parse("docs", block, known)
        scrubber = Scrubber(Policy([*shipped.cards, *cards], version="docs"))
        for card in cards:
            assert {trial.fires for trial in card.trials} == {True, False}
            for trial in card.trials:
                base = json.loads((ROOT / "almoner/policy/trials" / f"{trial.base}.json").read_text("utf-8"))
                verdict = scrubber.scrub(facts(changed(base, trial), on=trial.on or date(2026, 3, 5)))
                fired = any(one.because.card == card.id for one in verdict.findings)
                assert fired is trial.fires, f"{card.id}: {trial.name}"


def imports_shown() -> Iterator[tuple[str, str, str]]:
    """Each name that an example imports from the package: page, module, name."""
    for page, text in docs().items():
        code = "\n".join(re.findall(r"(?ms)^```python\n(.+?)^```$", text))
        for module, names in re.findall(r"(?m)^from (almoner[\w.]*) import (.+)$", code):
            yield from ((page, module, name) for name in names.split(", "))


def is_there(module: str, name: str) -> bool:
    """True where a module or package holds a name, or the package a module of it."""
    folder = ROOT / module.replace(".", "/")
    source = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    text = source.read_text(encoding="utf-8") if source.exists() else ""
    is_module = (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()
    return is_module or bool(re.search(rf"\b{name}\b", text))


def test_python_in_the_docs_names_what_is_there() -> None:
    shown = list(imports_shown())
    assert shown, "the docs show no call of a flow"
    faults = [f"{page}: {module} has no {name}" for page, module, name in shown if not is_there(module, name)]
    report("an example imports what is not there", faults)


# ------------------------------------------------------------------------------------ the glossary


def glossary() -> list[list[list[str]]]:
    """Its tables as rows of cells, without header and rule."""
    tables: list[list[list[str]]] = []
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    for above, line in pairwise(lines):
        if above == HEADER:
            tables.append([])
        elif line.startswith("| ") and line != HEADER:
            assert tables, f"a row before any header: {line}"
            tables[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    return tables


def test_every_table_of_the_glossary_has_the_same_columns() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    sections = re.findall(r"(?m)^## .+$", text)
    assert len(glossary()) == len(sections) > 0, f"each section opens with {HEADER}"
    assert all(table for table in glossary())


def test_glossary_entries_are_well_formed() -> None:
    faults = []
    for row in (row for table in glossary() for row in table):
        if len(row) != 5 or not all(row):
            faults.append(f"{row[0]}: five cells, a dash where there is nothing")
            continue
        term, meaning, *_, avoided = row
        if not (meaning.endswith(".") and meaning[0].isupper()):
            faults.append(f"{term}: the meaning is a sentence")
        if term in [word.strip() for word in avoided.split(",")]:
            faults.append(f"{term}: is among the words that we don't say for it")
    report("an entry of the glossary is malformed", faults)


def test_glossary_terms_are_unique_and_in_order() -> None:
    terms = [[row[0] for row in table] for table in glossary()]
    for table in terms:
        assert table == sorted(table, key=str.casefold)
    flat = [term for table in terms for term in table]
    assert len(flat) == len(set(flat))


# ------------------------------------------------------------------------------------ decisions


def test_the_index_lists_every_decision() -> None:
    listed = re.findall(r"(?m)^\| \[[\w-]+\]\(([\w-]+\.md)\)", docs()["docs/decisions/README.md"])
    pages = sorted(page.name for page in DECISIONS.glob("*.md") if page.name != "README.md")
    assert sorted(listed) == pages


def test_every_decision_says_why() -> None:
    faults = []
    for name, text in docs().items():
        if not name.startswith("docs/decisions/") or name.endswith("README.md"):
            continue
        titles = re.findall(r"(?m)^## (.+)$", text)
        wanted = ["Context", "Decision", "Why not", "Consequences"]
        missing = [part for part in wanted if not any(title.startswith(part) for title in titles)]
        faults += [f"{name}: no section {part}" for part in missing]
    report("a decision has context, decision, why not the others, consequences", faults)


def test_every_package_has_its_decision() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = told["project"]
    needs = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *told["tool"]["almoner"]["samples"],
    ]
    packages = [match[0] for need in needs if (match := re.match(r"[\w-]+", need))]
    text = "\n".join(text for name, text in docs().items() if name.startswith("docs/decisions/"))
    report(
        "a package without its reason in docs/decisions",
        [name for name in packages if f"`{name}`" not in text],
    )

"""Reads the docs as a newcomer would: every command, link, term and package in them must be real."""

import importlib
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"
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
    if not importlib.util.find_spec("almoner.cli") or not importlib.util.find_spec("almoner.cli.main"):
        pytest.skip("almoner.cli.main is not there yet")
    known = getattr(importlib.import_module("almoner.cli.main"), "COMMANDS", None)
    if known is None:
        pytest.skip("almoner.cli.main has no COMMANDS yet")
    named = found(r"(?:`|^|\./run )almoner ([a-z][\w-]*)")
    faults = [f"{place}: almoner {match[1]}" for place, match in named if match[1] not in known]
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


def test_every_path_in_the_readme_exists() -> None:
    named = [
        (place, match) for place, match in found(r"`(almoner/[\w/.]+)`") if place.startswith("README.md")
    ]
    faults = [f"{place}: {match[1]}" for place, match in named if not (ROOT / match[1]).exists()]
    report("the README shows a place that is not there", faults)


def test_docs_open_with_a_title() -> None:
    report(
        "a page opens with its title", [name for name, text in docs().items() if not text.startswith("# ")]
    )


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

"""Measures the tree against the house style; each finding says where, what, and which rule it breaks."""

import ast
import itertools
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).resolve().parent.parent
TREES = ("almoner", "tests", "bench")
SCRIPTS = ("run", *sorted(f".ci/{path.name}" for path in (ROOT / ".ci").glob("*.py")))
MODULE_LINES, FUNCTION_LINES, PARAMETERS, NESTING, DECISION_LINES = 400, 50, 5, 3, 60
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "base"}
MONEY = ("money.py", "ledger", "remit", "collect", "pricing", "charge", "claim")
# What would give the core a clock, a network or a database.
OUTSIDE = {
    "asyncio",
    "http",
    "multiprocessing",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "threading",
    "time",
    "urllib",
}
CLOCKS = {"now", "today", "utcnow"}
# Tests of the tree as a whole, and folders that mirror no package.
WHOLE = {"test_docs.py", "test_policy.py", "test_run.py", "test_tidy.py"}
UNMIRRORED = {"cases", "year"}
# In two pieces, so that this file does not name what it looks for.
HOSTS = [
    ("py", "pi.org"),
    ("python", "hosted.org"),
    ("registry.npm", "js.org"),
    ("deb.debian", ".org"),
    ("cra", "tes.io"),
]
PLACES = [("/ro", "ot/"), ("/wo", "rk/main"), ("/wo", "rk/shared"), ("/wo", "rk/venv"), ("/opt/wh", "eels")]

# What leads to another page or to the books, and what is read of them.
ACTS = {"click", "tap"}
READS = {"inner_text", "text_content", "url", "title", "count", "content", "books", "now", "totals", "faults"}
BLIND_WAITS = ("time.sleep", "page.wait_for_load_state", "wait_for_timeout", "wait_for_function")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file, parsed once."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def is_in(self, *folders: str) -> bool:
        return any(self.name == folder or self.name.startswith(f"{folder}/") for folder in folders)

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if is_function(node))

    def classes(self) -> Iterator[ast.ClassDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


def is_function(node: ast.AST) -> TypeGuard[Function]:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def read_sources() -> list[Source]:
    paths = [path for tree in TREES for path in sorted((ROOT / tree).rglob("*.py"))]
    paths += [ROOT / script for script in SCRIPTS]
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    return [Source(path, text, ast.parse(text, str(path))) for path, text in texts.items()]


SOURCES = read_sources()
PACKAGE = [source for source in SOURCES if source.is_in("almoner")]
CORE = [source for source in SOURCES if source.is_in("almoner/core")]
TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["almoner"]
EXEMPT: dict[str, str] = TOLD["exempt"]


def judge(sources: list[Source], rule: str, find: Callable[[Source], Iterator[tuple[int, str]]]) -> None:
    report(rule, [f"{source.name}:{line}: {what}" for source in sources for line, what in find(source)])


def report(rule: str, found: list[str]) -> None:
    if found:
        pytest.fail("\n  ".join([rule, *found]), pytrace=False)


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


# ------------------------------------------------------------------------------------ size and shape


def test_exemptions_are_few_and_real() -> None:
    assert len(EXEMPT) <= 2, "at most two modules are exempt from the limits of size"
    assert all(EXEMPT.values()), "an exemption says why"
    gone = [name for name in EXEMPT if not (ROOT / name).is_file()]
    assert not gone, f"exempt in pyproject.toml, but not there: {gone}"


def test_modules_are_short() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        lines = source.text.count("\n")
        if lines > MODULE_LINES and source.name not in EXEMPT:
            yield lines, f"{lines} lines: split it by what it is about"

    judge(SOURCES, f"a module has at most {MODULE_LINES} lines", find)


def test_functions_are_short() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        for node in source.functions():
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES and source.name not in EXEMPT:
                yield node.lineno, f"{node.name} has {lines} lines"

    judge(SOURCES, f"a function has at most {FUNCTION_LINES} lines", find)


def test_functions_take_few_parameters() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        for node in source.functions():
            names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            taken = [name for name in names if name not in {"self", "cls"}]
            if len(taken) > PARAMETERS:
                yield node.lineno, f"{node.name} takes {len(taken)}: give it a dataclass"

    judge(SOURCES, f"a function takes at most {PARAMETERS} parameters", find)


def inner_blocks(node: ast.stmt) -> list[list[ast.stmt]]:
    """The bodies one level further in; an `elif` stands on the level of its `if`."""
    bodies = [getattr(node, "body", []), getattr(node, "finalbody", [])]
    bodies += [part.body for part in (*getattr(node, "handlers", []), *getattr(node, "cases", []))]
    return [*bodies, getattr(node, "orelse", [])]


def deep_lines(body: list[ast.stmt], level: int) -> Iterator[int]:
    for node in body:
        if is_function(node) or isinstance(node, ast.ClassDef):
            continue  # measured on its own
        blocks = inner_blocks(node)
        if not any(blocks):
            continue
        if level == NESTING:
            yield node.lineno
            continue
        *inner, last = blocks
        is_elif = isinstance(node, ast.If) and len(last) == 1 and isinstance(last[0], ast.If)
        yield from (line for block in inner for line in deep_lines(block, level + 1))
        yield from deep_lines(last, level if is_elif else level + 1)


def test_nesting_is_shallow() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        for node in source.functions():
            yield from ((line, f"too deep in {node.name}") for line in deep_lines(node.body, 0))

    judge(SOURCES, f"blocks nest at most {NESTING} deep", find)


def test_modules_say_what_they_are_for() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        if source.text and not ast.get_docstring(source.tree):
            yield 1, "no docstring: what is it for, what does it promise?"

    judge(SOURCES, "a module opens with a docstring", find)


def test_names_say_something() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        parts = {Path(part).stem.removeprefix("test_") for part in Path(source.name).parts}
        yield from ((1, f"`{name}` says nothing about what is in it") for name in sorted(parts & VAGUE))

    judge(SOURCES, f"no module is called {', '.join(sorted(VAGUE))}", find)


def test_inheritance_is_flat() -> None:
    bases = {
        node.name: {dotted(base) for base in node.bases} for source in PACKAGE for node in source.classes()
    }

    def find(source: Source) -> Iterator[tuple[int, str]]:
        for node in source.classes():
            for parent in sorted(bases[node.name] & bases.keys()):
                grand = sorted(bases[parent] & bases.keys())
                yield from ((node.lineno, f"{node.name} < {parent} < {name}") for name in grand)

    judge(PACKAGE, "inheritance is one deep", find)


def test_nothing_is_a_stub() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        open_classes = [
            node for node in source.classes() if any("Protocol" in ast.unparse(b) for b in node.bases)
        ]
        promised = {child for node in open_classes for child in node.body}
        for node in source.functions():
            *_, last = node.body
            is_overload = any(dotted(mark).endswith("overload") for mark in node.decorator_list)
            is_empty = isinstance(last, ast.Pass) or ast.unparse(last) == "..."
            if is_empty and not is_overload and node not in promised:
                yield node.lineno, f"{node.name} does nothing"
        for raised in ast.walk(source.tree):
            if isinstance(raised, ast.Raise) and "NotImplementedError" in ast.unparse(raised):
                yield raised.lineno, "not implemented"

    judge(SOURCES, "no stubs", find)


# ------------------------------------------------------------------------------------ what is where


def test_the_core_imports_the_standard_library_only() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        for line, name in imports(source.tree):
            top = name.partition(".")[0]
            if not f"{name}.".startswith("almoner.core.") and top not in sys.stdlib_module_names:
                yield line, f"imports {name}"
            if top in OUTSIDE:
                yield line, f"imports {name}: the core has no clock, network or database"

    judge(CORE, "the core imports the standard library and itself", find)


def test_the_core_reads_no_clock() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        for node in ast.walk(source.tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in CLOCKS
            ):
                yield node.lineno, f"{ast.unparse(node.func)}(): `on` is passed in"

    judge(CORE, "the core reads no clock", find)


def test_p43_money_is_never_a_float() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                yield node.lineno, f"{node.value}: cents are int, shares are Fraction or Decimal"
            elif isinstance(node, ast.Name) and node.id == "float":
                yield node.lineno, "float"

    near = [source for source in CORE if source.is_in(*(f"almoner/core/{name}" for name in MONEY))]
    judge(near, "no float near money", find)


def test_only_the_cli_prints() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and dotted(node.func) == "print":
                yield node.lineno, "print()"

    judge([source for source in PACKAGE if not source.is_in("almoner/cli")], "only the cli prints", find)


def test_nothing_happens_behind_a_flow() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        yield from (
            (line, f"imports {name}") for line, name in imports(source.tree) if "signals" in name.split(".")
        )
        yield from (
            (line, f"imports {name}") for line, name in imports(source.tree) if "django.dispatch" in name
        )
        methods = [(node, part) for node in source.classes() for part in node.body if is_function(part)]
        yield from ((part.lineno, f"{node.name}.save") for node, part in methods if part.name == "save")

    judge(PACKAGE, "no signals, no logic in save(): what follows from a step is said in its flow", find)


def statements(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    """Each statement with the one that follows it in its block."""
    for node in ast.walk(tree):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list):
                yield from itertools.pairwise(block)


def called(node: ast.AST) -> set[str]:
    """The last words of what is called, or asked for, in a statement; of a block its head alone."""
    heads = [item.context_expr for item in node.items] if isinstance(node, ast.With) else [node]
    nodes = [one for head in heads for one in ast.walk(head)]
    return {one.attr for one in nodes if isinstance(one, ast.Attribute)} | {
        one.func.id for one in nodes if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
    }


def test_browser_tests_wait_before_they_read() -> None:
    """A click is over before the page that it leads to is there: what is read at once may be old. A waiting
    function is evaluated in the page, which the page's own policy forbids.
    """

    def find(source: Source) -> Iterator[tuple[int, str]]:
        for act, read in statements(source.tree):
            acts, reads = called(act) & ACTS, called(read) & READS
            if isinstance(act, ast.Expr) and isinstance(read, ast.Assert | ast.With) and acts and reads:
                yield read.lineno, f"{min(reads)} straight after {min(acts)}"
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and dotted(node.func).endswith(BLIND_WAITS):
                yield node.lineno, f"{dotted(node.func)} waits for nothing that the test is about"

    browsers = [
        source for source in SOURCES if source.is_in("tests/web") and "tests.web.hands" in source.text
    ]
    assert len(browsers) > 10
    judge(
        browsers,
        "wait for what an act changes: `follow`, `go`, `opening`, `loading`, wait_for_selector",
        find,
    )


def test_tests_mirror_the_tree() -> None:
    def find(source: Source) -> Iterator[tuple[int, str]]:
        place = Path(source.name).relative_to("tests")
        if place.parts[0] in UNMIRRORED or source.name.endswith("__init__.py"):
            return
        package = ROOT / "almoner" / place.parent
        known = {path.stem for path in package.iterdir()} | {package.name} if package.is_dir() else set()
        about = place.stem.removeprefix("test_")
        if not known:
            yield 1, f"there is no almoner/{place.parent}"
        elif place.name.startswith("test_") and not any(f"{about}_".startswith(f"{name}_") for name in known):
            yield 1, f"no {about} in almoner/{place.parent}: name it test_<module or package>[_<aspect>]"

    tests = [source for source in SOURCES if source.is_in("tests") and source.path.name not in WHOLE]
    judge(tests, "tests mirror the tree", find)


# ------------------------------------------------------------------------------------ its text


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the checkout that is not made by a tool."""
    made = {"build", "dist", "__pycache__", "htmlcov"}
    roots = [path for path in ROOT.iterdir() if not path.name.startswith(".") and path.name not in made]
    for path in [*roots, ROOT / ".ci", ROOT / ".gitignore", ROOT / ".gitattributes"]:
        for file in [path, *path.rglob("*")]:
            if not file.is_file() or made & set(file.parts) or file.stat().st_size > 2**20:
                continue
            data = file.read_bytes()
            if b"\0" not in data[:4096]:
                yield file.relative_to(ROOT).as_posix(), data.decode("utf-8", "replace")


def test_the_tree_names_no_machine() -> None:
    signs = re.compile("|".join(re.escape(left + right) for left, right in (*HOSTS, *PLACES)))
    found = [
        f"{name}:{number}: {match.group()}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := signs.search(line))
    ]
    report("the tree names no registry's host and no folder of one machine", found)


def test_decisions_are_a_page() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in pages}
    long = [f"docs/decisions/{name}:{lines}" for name, lines in lengths.items() if lines > DECISION_LINES]
    report(f"a decision is at most a page of {DECISION_LINES} lines", long)

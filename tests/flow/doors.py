"""Reads which functions of the flows lead where: the ways on which a claim could become ready, or leave."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import almoner

ROOT = Path(almoner.__file__).resolve().parent
Graph = dict[str, set[str]]


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """Each module of some packages with its tree."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT.parent).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported(name: str, tree: ast.Module) -> dict[str, str]:
    """What the names of a module stand for: its own, and what it took from others of ours."""
    found: dict[str, str] = {}
    for each in ast.walk(tree):
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("almoner"):
            found |= {one.asname or one.name: f"{each.module}.{one.name}" for one in each.names}
    for node, target in defined(tree):
        value = getattr(node, "value", None)
        is_alias = isinstance(value, ast.Name) and value.id in found
        found[target] = found[value.id] if is_alias else f"{name}.{target}"  # type: ignore[union-attr]
    return found


def defined(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """The functions, classes and tables of a module, with their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node, node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((node, one.id) for one in targets if isinstance(one, ast.Name))


def refers(node: ast.AST, names: dict[str, str]) -> set[str]:
    """What a piece of code names, called or handed on, as `module.name`."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id in names:
            found.add(names[each.id])
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in names:
            found.add(f"{names[each.value.id]}.{each.attr}")
    return found


@cache
def graph(*packages: str) -> Graph:
    """Who names whom, by functions, classes and tables of modules."""
    found: Graph = {}
    for name, tree in modules(*packages):
        names = imported(name, tree)
        found |= {f"{name}.{alias}": {meant} for alias, meant in names.items() if meant != f"{name}.{alias}"}
        for node, target in defined(tree):
            found[f"{name}.{target}"] = refers(node, names) - {f"{name}.{target}"}
    return found


def reached(start: str, links: Graph, *, but: frozenset[str] = frozenset()) -> set[str]:
    """Everything that something leads to, on ways that don't go through some of it."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for after in links.get(waiting.pop(), set()) - seen - but:
            seen.add(after)
            waiting.append(after)
    return seen


def naming(wanted: str, *packages: str) -> set[str]:
    """Who names something straight away, beside who imports it."""
    own = wanted.rpartition(".")[2]
    found = (name for name, named_there in graph(*packages).items() if wanted in named_there)
    return {name for name in found if name.rpartition(".")[2] != own}


def calls(wanted: str, *packages: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call of something, with the function that it stands in."""
    for name, tree in modules(*packages):
        names = imported(name, tree)
        for node, target in defined(tree):
            made = (each for each in ast.walk(node) if isinstance(each, ast.Call))
            yield from (
                (f"{name}.{target}", each) for each in made if names.get(ast.unparse(each.func)) == wanted
            )

"""Faults in Python source, one at a time: a comparison, a sign, a condition, a number, an act left out.

Asserts, docstrings, annotations and decorators are left alone: they say what we promise and do nothing to the
books.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
SIGNS: dict[type[ast.operator], tuple[str, str]] = {ast.Add: ("+", "-"), ast.Sub: ("-", "+")}
WORDS: dict[type[ast.boolop], tuple[str, str]] = {ast.And: ("and", "or"), ast.Or: ("or", "and")}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the module's path, where it stands, what was written and what stands there now; the lines of
    its statement, of which one runs before the fault can do anything."""

    path: str
    line: int
    column: int
    start: int
    end: int
    old: str
    new: str
    lines: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: `{self.old}` -> `{self.new}`"

    def applied(self, source: bytes) -> bytes:
        """Return the source with the fault."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def faults_of(path: Path, root: Path) -> list[Fault]:
    """Return the faults that a module can have, in the order of its text; each compiles."""
    source = path.read_bytes()
    text = _Text(path.relative_to(root).as_posix(), source)
    found = [
        replace(fault, lines=lines)
        for node, lines in _nodes(ast.parse(source), (0, 0))
        for fault in text.faults(node)
    ]
    return sorted(
        {fault for fault in found if _compiles(fault, source)}, key=lambda one: (one.start, one.new)
    )


def _compiles(fault: Fault, source: bytes) -> bool:
    try:
        compile(fault.applied(source), fault.path, "exec")
    except SyntaxError:
        return False
    return True


def _nodes(tree: ast.AST, lines: tuple[int, int]) -> Iterator[tuple[ast.AST, tuple[int, int]]]:
    """Walk a tree without asserts, annotations and docstrings, with the lines of each node's statement."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "type_params", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.Assert) or not isinstance(child, ast.AST):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            own = _lines(child) or lines
            yield child, own
            yield from _nodes(child, own)


def _lines(node: ast.AST) -> tuple[int, int] | None:
    """The lines of a statement, without what it holds; None for a part of one. The first line within a loop
    counts to its head: of `while True` only that runs."""
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, node.body[0].lineno
    if not isinstance(node, ast.stmt):
        return None
    body = getattr(node, "body", [])
    return node.lineno, (body[0].lineno if body else node.end_lineno or node.lineno)


class _Text:
    """A module's text, in which nodes find their places."""

    def __init__(self, path: str, source: bytes) -> None:
        self._path = path
        self._source = source
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def faults(self, node: ast.AST) -> Iterator[Fault]:
        make = MAKERS.get(type(node))
        if make is not None:
            yield from make(self, node)

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None, "what was parsed has its place"
        assert node.end_col_offset is not None, "what was parsed has its place"
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _put(self, start: int, end: int, new: str) -> Fault:
        line = self._source.count(b"\n", 0, start) + 1
        old = " ".join(self._source[start:end].decode().split())
        return Fault(self._path, line, start - self._starts[line - 1] + 1, start, end, old, new)

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> Iterator[Fault]:
        start, end = self._span(left)[1], self._span(right)[0]
        place = self._source.find(old.encode(), start, end)
        if place >= 0:
            yield self._put(place, place + len(old), new)

    def compare(self, node: ast.Compare) -> Iterator[Fault]:
        if len(node.ops) == 1 and type(node.ops[0]) in COMPARED:
            yield from self._between(node.left, node.comparators[0], *COMPARED[type(node.ops[0])])

    def sum(self, node: ast.BinOp) -> Iterator[Fault]:
        if type(node.op) in SIGNS:
            yield from self._between(node.left, node.right, *SIGNS[type(node.op)])

    def both(self, node: ast.BoolOp) -> Iterator[Fault]:
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield from self._between(left, right, *WORDS[type(node.op)])

    def turned(self, node: ast.UnaryOp) -> Iterator[Fault]:
        if isinstance(node.op, ast.Not | ast.USub):
            yield self._put(self._span(node)[0], self._span(node.operand)[0], "")

    def value(self, node: ast.Constant) -> Iterator[Fault]:
        if isinstance(node.value, bool):
            yield self._put(*self._span(node), str(not node.value))
        elif isinstance(node.value, int):
            yield self._put(*self._span(node), str(node.value + 1))

    def condition(self, node: ast.If | ast.IfExp | ast.While) -> Iterator[Fault]:
        start, end = self._span(node.test)
        yield self._put(start, end, f"not ({self._source[start:end].decode()})")

    def act(self, node: ast.Expr) -> Iterator[Fault]:
        yield self._put(*self._span(node), "pass")

    def added(self, node: ast.AugAssign) -> Iterator[Fault]:
        if type(node.op) in SIGNS:
            old, new = SIGNS[type(node.op)]
            yield from self._between(node.target, node.value, f"{old}=", f"{new}=")


MAKERS: dict[type[ast.AST], Callable[[_Text, Any], Iterator[Fault]]] = {
    ast.Compare: _Text.compare,
    ast.BinOp: _Text.sum,
    ast.BoolOp: _Text.both,
    ast.UnaryOp: _Text.turned,
    ast.Constant: _Text.value,
    ast.If: _Text.condition,
    ast.IfExp: _Text.condition,
    ast.While: _Text.condition,
    ast.Expr: _Text.act,
    ast.AugAssign: _Text.added,
}

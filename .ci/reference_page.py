"""How a page of the reference is written: title, tables, and what the code says of its own names."""

import ast
import inspect
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def page(title: str, about: str, *parts: str) -> str:
    """A whole page; `about` is its first sentence."""
    opening = (f"# {title}", "Made by `./run docs`: edit the code, not this page.", about)
    return "\n\n".join([*opening, *(part for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; an empty cell shows a dash."""
    lines = [list(head), ["---"] * len(head), *([cell(one) for one in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: object) -> str:
    """A value as it stands in a table."""
    return flat(str(value)).replace("|", "\\|") or "-"


def code(words: Iterable[object]) -> str:
    """Names in the font of code."""
    return ", ".join(f"`{word}`" for word in words)


def flat(text: str | None) -> str:
    """A text on one line."""
    return " ".join((text or "").split())


def member_docs(enum: type[StrEnum]) -> dict[str, str]:
    """What stands below each member of an enum, by value; nothing where nothing stands."""
    (node,) = ast.parse(inspect.getsource(enum)).body
    assert isinstance(node, ast.ClassDef), "an enum is a class"
    told = {member.value: "" for member in enum}
    for one, following in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(one, ast.Assign) and isinstance(following, ast.Expr):
            assert isinstance(one.targets[0], ast.Name), "a member has a name"
            told[enum[one.targets[0].id].value] = flat(str(ast.literal_eval(following.value)))
    return told

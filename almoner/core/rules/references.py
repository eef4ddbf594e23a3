"""What notes of the diagnosis list refer to, as marks in one text: `R8281` a code and all below it,
`E08:E13` a range of stems, `E08:E13/17` only its codes that go on with a tail. Read from prose; what is
unsure is left out."""

import re
from functools import lru_cache

_CODE = r"[A-Z](?:\d[0-9AB]|A\d)(?:\.[0-9A-Z]{0,4})?"
_MARK = re.compile(rf"({_CODE})(?:-({_CODE}))?-?")
_INSIDE = re.compile(r"\(([^()]*)\)")
_TAILS = re.compile(r"^\s*(?:,\s*)?with (?:final characters? )?(?:[.-]+[0-9A-Z]+(?:[.,]?\s+|,|\.$)?)+$")
_VAGUE = re.compile(r"^\s*(?:,\s*)?(?:with|except|ending)\b")


def references_in(note: str) -> str:
    """The references in the brackets of a note, separated by blanks; those that are unsure are left out.

    >>> references_in("angina pectoris (I20.-), diabetes (E08-E13 with .17)")
    'I20 E08:E13/17'
    """
    found = [mark for inside in _INSIDE.findall(note) for mark in _marks(inside)]
    return " ".join(dict.fromkeys(found))


def _marks(inside: str) -> list[str]:
    marks: list[str] = []
    for match in _MARK.finditer(inside):
        first, last = match[1].replace(".", ""), (match[2] or "").replace(".", "")
        behind = inside[match.end() :]
        is_tailed = bool(_TAILS.match(behind))
        if not is_tailed and _VAGUE.match(behind):
            continue
        if last and (len(last) != len(first) or last < first):
            continue
        stem = first + (f":{last}" if last else "")
        marks += (
            [f"{stem}/{tail}" for tail in re.findall(r"[.-]([0-9A-Z]+)", behind)] if is_tailed else [stem]
        )
    return marks


@lru_cache(maxsize=16_384)
def _parts(references: str) -> tuple[tuple[str, str, str], ...]:
    """First stem, last stem and tail of each."""
    parts = []
    for mark in references.split():
        stems, _, tail = mark.partition("/")
        first, _, last = stems.partition(":")
        parts.append((first, last or first, tail))
    return tuple(parts)


@lru_cache(maxsize=65_536)
def refers(references: str, code: str) -> bool:
    """One of the references means this code (without its dot)."""
    for first, last, tail in _parts(references):
        size = len(first)
        if first <= code[:size] <= last and len(code) >= size and code[size:].startswith(tail):
            return True
    return False

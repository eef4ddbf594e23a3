"""The tabular list of diagnoses (XML): titles, seven-character codes built from their tables, and notes that
are inherited down the tree."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from almoner.core.rules.code_key import plain
from almoner.core.rules.references import references_in
from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout

NOTE_COLUMNS = ("note", "references", "text", "above")
"""`note` is includes, excludes1, excludes2, code_first, use_additional, code_also or seventh; `references` as
`rules.references` has them, of `seventh` the characters that may stand; `above` the block or chapter that the
note is for (`E08-E13`), empty where it is the code's own."""
_KINDS = {
    "includes": "includes",
    "inclusionTerm": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
}
_OF_ONE_BLOCK = {"code_first", "use_additional", "code_also"}
_SIX, _DEEPEST = 6, 40
_CODE = re.compile("[A-Z][0-9A-Z]{2,6}")
_SPAN = re.compile(r"\(([A-Z][0-9A-Z]{2}-[A-Z][0-9A-Z]{2})\)")
_BARRED = re.compile(r"7th characters? ((?:[A-Z](?:, | and )?)+) do(?:es)? not apply to codes(.*)", re.DOTALL)


@dataclass(slots=True)
class Tabular:
    """What the list says: each code with its title and whether it may be billed, and the notes by the code
    that they begin at."""

    year: str = ""
    titles: dict[str, tuple[str, bool]] = field(default_factory=dict)
    notes: list[Line] = field(default_factory=list)


def read_tabular(source: Source) -> Tabular:
    """Reads the whole list. NotThisLayout where the file is another."""
    if "ICD10CM.tabular" not in source.head:
        raise NotThisLayout(f"{source.name} isn't the tabular list (ICD10CM.tabular)")
    if "<!ENTITY" in source.head:
        raise CodeFileError(f"{source.name} defines entities, which the list doesn't: fetch it again")
    with source.open_bytes() as file:
        return _read(file, source.name)


def _read(file: IO[bytes], name: str) -> Tabular:
    found = Tabular()
    try:
        for _, node in ET.iterparse(file):  # noqa: S314 - entities are refused above
            if node.tag == "version":
                found.year = (node.text or "").strip()
            elif node.tag == "chapter":
                _chapter(node, found)
                node.clear()
    except ET.ParseError as error:
        raise CodeFileError(f"{name}, line {error.position[0]}: no whole XML; fetch it again") from None
    except LookupError:
        raise CodeFileError(f"{name} names an encoding that there isn't; fetch it again") from None
    return found


def _chapter(chapter: ET.Element, found: Tabular) -> None:
    codes = _SPAN.search(chapter.findtext("desc") or "")
    above = list(_notes(chapter, codes[1] if codes else "the chapter"))
    for section in chapter.iter("section"):
        notes = above + list(_notes(section, section.get("id") or "the block"))
        for diag in section.findall("diag"):
            stem = plain(diag.findtext("name") or "")
            found.notes += [Line(stem, values=values) for values in notes]
            _diag(diag, found, {}, {}, 0)


def _diag(
    diag: ET.Element, found: Tabular, seventh: dict[str, str], barred: dict[str, set[str]], depth: int
) -> None:
    code, title = plain(diag.findtext("name") or ""), " ".join((diag.findtext("desc") or "").split())
    if depth > _DEEPEST or not _CODE.fullmatch(code):
        raise CodeFileError("the tabular list has a name that is no code of three to seven places")
    table = diag.find("sevenChrDef")
    if table is not None:
        seventh = {
            each.get("char", ""): " ".join((each.text or "").split()) for each in table.iter("extension")
        }
        labels = "; ".join(f"{char} {label}" for char, label in seventh.items())
        found.notes.append(Line(code, values=("seventh", " ".join(seventh), labels, "")))
    found.notes += [Line(code, values=values) for values in _notes(diag)]
    below = diag.findall("diag")
    barred = _barred(diag) or barred
    for each in below:
        _diag(each, found, seventh, barred, depth + 1)
    is_leaf = not below
    is_whole = is_leaf and (len(code) > _SIX or not seventh)
    found.titles[code] = (title, is_whole)
    if is_leaf and not is_whole:
        stem = code.ljust(_SIX, "X")
        for char, label in seventh.items():
            if re.fullmatch("[0-9A-Z]", char) and char not in barred.get(stem[-1], ()):
                found.titles[stem + char] = (f"{title}, {label}", True)


def _barred(diag: ET.Element) -> dict[str, set[str]]:
    """Seventh characters that a note takes from codes with some sixth character."""
    note = " ".join(
        " ".join(part.itertext()) for part in [*diag.findall("sevenChrNote"), *diag.findall("notes")]
    )
    match = _BARRED.search(note)
    if not match:
        return {}
    chars = set(re.findall(r"\b[A-Z]\b", match[1]))
    return dict.fromkeys(re.findall(r"(?:6th character|, or) (\w)\b", match[2]), chars)


def _notes(node: ET.Element, above: str = "") -> Iterator[tuple[str, str, str, str]]:
    """The notes that stand at a node itself, each with its references."""
    for part in node:
        kind = _KINDS.get(part.tag)
        if kind:
            texts = [" ".join("".join(note.itertext()).split()).lstrip(" ,") for note in part.iter("note")]
            joined = _blocks(texts) if kind in _OF_ONE_BLOCK else _led(texts)
            yield from ((kind, references_in(text), text, above) for text in joined)


def _blocks(texts: list[str]) -> list[str]:
    """Lines under a line that ends with a colon are one note with it."""
    blocks: list[str] = []
    is_open = False
    for text in texts:
        if is_open and not text.endswith(":"):
            blocks[-1] += ("; " if not blocks[-1].endswith(":") else " ") + text
        else:
            blocks.append(text)
            is_open = text.endswith(":")
    return blocks


def _led(texts: list[str]) -> list[str]:
    """Each line is its own note; a line that ends with a colon leads those below it."""
    led, lead = [], ""
    for text in texts:
        if text.endswith(":"):
            lead = f"{text} "
        else:
            led.append(lead + text)
    return led

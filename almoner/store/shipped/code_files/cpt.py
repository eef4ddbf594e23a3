"""The user's licensed procedure texts (CPT): code and text between tabs, any table with a header, or the
names file of UMLS. They stay in the user's data folder."""

import re
from collections.abc import Iterator

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.layout import BadRow, Column, Layout, one_line
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally

_CODE = re.compile(r"\d{4}[0-9AFTUM]")
_UMLS_KINDS = {"PT": "long", "SY": "medium", "AB": "short", "ETCLIN": "consumer"}


def _code(text: str) -> str:
    found = text.strip().upper().zfill(5)
    if not _CODE.fullmatch(found):
        raise BadRow("a code is four digits and a digit or A, F, T, U, M")
    return found


_TABLE = Layout(
    "cpt",
    key=(Column("code", ("cpt code", "code", "cpt"), _code),),
    columns=(
        Column("short", ("short description", "short descriptor", "short")),
        Column("medium", ("medium description", "medium descriptor", "medium")),
        Column("long", ("long description", "long descriptor", "long", "description", "descriptor")),
    ),
    words="long",
    by="year",
    since=("effective", "effective date"),
    last=("ended", "end date", "termination date"),
)


def load_cpt(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Codes with the texts that the file has."""
    head = source.head
    if re.search(r"(?m)^C\d{7}\|[A-Z]{3}\|", head):
        lines = list(_umls(source, tally))
    elif re.search(r"(?m)^\d{4}[0-9AFTUM]\t", head):
        lines = list(_tabbed(source, tally))
    else:
        (found,) = _TABLE.load(source, asked, tally)
        if not any(any(line.values) for line in found.lines):
            raise NotThisLayout(f"{source.name} has codes and no text of them")
        lines = [Line(one.code, one.since_on, one.until_on, _filled(one.values)) for one in found.lines]
    span = span_of(source, asked, by="year")
    return [Loaded("cpt", span, ("short", "medium", "long"), lines, asked.part, "long", asked.is_partial)]


def _filled(values: tuple[str, ...]) -> tuple[str, ...]:
    """The longest text also stands as the long one, by whose words codes are searched."""
    return (*values[:2], values[2] or values[1] or values[0])


def _tabbed(source: Source, tally: Tally) -> Iterator[Line]:
    """Twins differ by the length of their texts only."""
    is_short = bool(re.search(r"(?i)short", source.name))
    is_medium = bool(re.search(r"(?i)med", source.name))
    for number, text in source.lines():
        code, _, title = text.partition("\t")
        if not _CODE.fullmatch(code.strip()):
            tally.skip("captions") if not tally.accepted else tally.refuse(number, "a code, a tab, its text")
            continue
        tally.accepted += 1
        title = one_line(title)
        yield Line(code.strip(), values=(title if is_short else "", title if is_medium else "", title))


def _umls(source: Source, tally: Tally) -> Iterator[Line]:
    texts: dict[str, dict[str, str]] = {}
    for _, text in source.lines():
        cells = text.split("|")
        if len(cells) < 15 or cells[11] != "CPT" or cells[12] not in _UMLS_KINDS:
            tally.skip("names of other vocabularies and kinds")
        elif _CODE.fullmatch(cells[13]):
            tally.accepted += 1
            texts.setdefault(cells[13], {})[_UMLS_KINDS[cells[12]]] = one_line(cells[14])
    for code, found in texts.items():
        yield Line(
            code, values=_filled((found.get("short", ""), found.get("medium", ""), found.get("long", "")))
        )

"""Clinical terminologies of the user's own licence: RxNorm, SNOMED CT, LOINC."""

import re
from collections.abc import Iterator

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.layout import MOST_ROWS, BadRow, Column, Layout, code
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RXNORM_KINDS = frozenset("IN PIN MIN SCD SBD SCDC SBDC BN GPCK BPCK".split())
_SYNONYM, _FULL_NAME = "900000000000013009", "900000000000003001"


def snomed_key(concept: str) -> str:
    """The key of a SNOMED concept, whose number may have eighteen digits: the same number by 36."""
    number, chars = int(concept), ""
    while number:
        number, digit = divmod(number, 36)
        chars = _DIGITS[digit] + chars
    return chars or "0"


def load_rxnorm(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The names file (RXNCONSO): ingredients, clinical and branded drugs and packs by their RXCUI."""
    if source.head.partition("\n")[0].count("|") < 16:
        raise NotThisLayout(f"{source.name} isn't RXNCONSO.RRF (eighteen columns between bars)")
    lines = list(_rxnorm(source, tally))
    span = span_of(source, asked, by="always")
    return [Loaded("rxnorm", span, ("name", "kind"), lines, words="name", is_partial=asked.is_partial)]


def _rxnorm(source: Source, tally: Tally) -> Iterator[Line]:
    for number, text in source.lines():
        cells = text.split("|")
        if len(cells) < 17 or not cells[0].isdigit():
            tally.refuse(number, "a row has eighteen columns, the first a number")
        elif cells[11] != "RXNORM" or cells[12] not in _RXNORM_KINDS or cells[16] == "O":
            tally.skip("names of other vocabularies, kinds and suppressed ones")
        else:
            tally.accepted += 1
            yield Line(cells[0][:12], values=(cells[14], cells[12]))


def load_snomed(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Descriptions of release format 2, active ones; a synonym is a further row of its concept."""
    header = source.head.partition("\n")[0].lower().split("\t")
    if "conceptid" not in header or "term" not in header:
        raise NotThisLayout(f"{source.name} isn't a description file (conceptId, term, ...)")
    lines: list[Line] = []
    for number, text in source.lines():
        cells = text.split("\t")
        if number == 1:
            continue
        if len(cells) != len(header) or not re.fullmatch(r"\d{6,18}", cells[4]):
            tally.refuse(number, "a row has all its columns and a concept of six to eighteen digits")
        elif cells[2] != "1" or cells[6] not in (_SYNONYM, _FULL_NAME):
            tally.skip("inactive descriptions and definitions")
        else:
            tally.accepted += 1
            kind = "full" if cells[6] == _FULL_NAME else "synonym"
            lines.append(Line(snomed_key(cells[4]), values=(cells[7], cells[4], kind)))
        if len(lines) > MOST_ROWS:
            raise CodeFileError(f"more than {MOST_ROWS:,} rows: import an extract of what you need")
    span = span_of(source, asked, by="always")
    return [Loaded("snomed", span, ("term", "concept", "kind"), lines, words="term")]


def _loinc(text: str) -> str:
    if not re.fullmatch(r"[A-Z0-9]{1,7}-\d", text.strip().upper()):
        raise BadRow("a LOINC number is digits, a dash and a check digit")
    return code(text)


LOINC = Layout(
    "loinc",
    key=(Column("number", ("loinc num",), _loinc),),
    columns=(
        Column("name", ("long common name",), is_required=True),
        Column("component", ("component",)),
        Column("system", ("system",)),
        Column("class", ("class",)),
        Column("status", ("status",)),
    ),
    words="name",
    by="always",
)

"""The physician fee schedule: relative values (official by position and plain by name) and geographic
indices. Descriptors are never kept unless the user holds a licence."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.layout import (
    BadRow,
    Column,
    Layout,
    SkippedRow,
    number,
    one_line,
    procedure,
)
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally

# In the order of the official file from its third column on; `pricing_ind` came in 2026.
MPFS_COLUMNS = (
    "code modifier status not_used_for_medicare work_rvu nonfac_pe nonfac_na fac_pe fac_na mp total_nonfac "
    "total_fac pctc global_days pre intra post mult_proc bilat asst cosurg team pricing_ind endo_base "
    "conv_factor supervision calc_flag diag_imaging_family opps_nonfac_pe opps_fac_pe opps_mp"
).split()
_NUMBERS = {
    "work_rvu nonfac_pe fac_pe mp total_nonfac total_fac pre intra post conv_factor opps_nonfac_pe",
    "opps_fac_pe opps_mp",
}
NUMBERS = frozenset(name for names in _NUMBERS for name in names.split())
_PRICING = MPFS_COLUMNS.index("pricing_ind")
_WIDTH, _OLD_WIDTH = 32, 31
_MOST_OFF = Decimal("0.01")
_MOST_CAPTION = 40


def _checked(row: dict[str, str]) -> dict[str, str]:
    """Refuses a row whose parts don't add up to its totals; leaves dental rows out."""
    if row["code"].startswith("D"):
        raise SkippedRow("dental rows, the dentists' association's")
    if not re.fullmatch(r"([A-Z0-9]{2})?", row["modifier"]):
        raise BadRow("a modifier has two places")
    for name in NUMBERS:
        number(row[name])
    try:
        work, mp = Decimal(row["work_rvu"] or 0), Decimal(row["mp"] or 0)
        for part, total in (("nonfac_pe", "total_nonfac"), ("fac_pe", "total_fac")):
            if abs(work + Decimal(row[part] or 0) + mp - Decimal(row[total] or 0)) > _MOST_OFF:
                raise BadRow("work, practice expense and malpractice add up to the total")
    except InvalidOperation:
        raise BadRow("relative values are numbers") from None
    return row


def _word(text: str) -> str:
    return text.strip().upper()


PLAIN = Layout(
    "mpfs",
    key=(Column("code", ("code",), procedure), Column("modifier", ("modifier",), _word, is_optional=True)),
    columns=tuple(
        Column(
            name, (name.replace("_", " "),), _word, is_required=name in ("status", "work_rvu", "conv_factor")
        )
        for name in MPFS_COLUMNS[2:]
    ),
    amend=_checked,
    by="year",
)


def load_mpfs(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The relative values: one row a code and modifier, the key being both."""
    try:
        (found,) = PLAIN.load(source, asked, tally)
    except NotThisLayout:
        found = _official(source, asked, tally)
    modifiers = [line.code[5:] for line in found.lines]
    lines = [
        Line(line.code, line.since_on, line.until_on, (line.code[:5], modifier, *line.values))
        for line, modifier in zip(found.lines, modifiers, strict=True)
    ]
    columns = ("code", "modifier", *found.columns)
    return [Loaded(found.kind, found.span, columns, lines, asked.part, found.words, asked.is_partial)]


def _official(source: Source, asked: Asked, tally: Tally) -> Loaded:
    caption, rows = _captioned(source)
    lines = []
    keeps = asked.keeps_descriptors
    for line, cells in rows:
        if not cells or not cells[0]:
            continue
        try:
            row = _checked(_placed(cells))
        except SkippedRow as why:
            tally.skip(str(why))
            continue
        except BadRow as rule:
            tally.refuse(line, str(rule))
            continue
        tally.accepted += 1
        values = [row[name] for name in MPFS_COLUMNS[2:]]
        if keeps:
            values.append(one_line(cells[2]))
        lines.append(Line(row["code"] + row["modifier"], values=tuple(values)))
    is_twin = bool(re.search(r"(?i)(?<!non)(?<!non[-_])qpp", source.name))
    columns = (*MPFS_COLUMNS[2:], *(("descriptor",) if keeps else ()))
    span = span_of(source, asked, text=caption, by="year")
    kind = "mpfs-qpp" if is_twin else "mpfs"
    return Loaded(kind, span, columns, lines, words="descriptor" if keeps else "")


def _captioned(source: Source) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """The captions, and the rows below the header, which begins with HCPCS."""
    rows = source.rows()
    captions: list[str] = []
    for _, cells in rows:
        if cells and cells[0].upper() in ("HCPCS", "HCPCS CODE") and len(cells) >= _OLD_WIDTH - 1:
            return " ".join(captions), rows
        captions.append(" ".join(cell for cell in cells if cell))
        if len(captions) > _MOST_CAPTION:
            break
    raise NotThisLayout(f"{source.name} has no header of relative values (HCPCS, MOD, ..., 31 or 32 columns)")


def _placed(cells: list[str]) -> dict[str, str]:
    """A row by position, whether the file has the pricing indicator of 2026 or not."""
    cells = cells + [""] * (_WIDTH - len(cells))
    kept = [cells[0], cells[1], *cells[3:]]
    factor = MPFS_COLUMNS.index("conv_factor")
    if not _is_factor(kept[factor]) and _is_factor(kept[factor - 1]):
        kept.insert(_PRICING, "")
    row = dict(zip(MPFS_COLUMNS, map(_word, kept), strict=False))
    row["code"] = procedure(row["code"])
    return row


def _is_factor(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}\.\d{2,6}|0", text) is not None


def _contractor(text: str) -> str:
    found = text.strip()
    if not found.isdigit():
        raise SkippedRow("footnotes")
    if len(found) > 5:
        raise BadRow("a contractor has five digits")
    return found.zfill(5)


def _state(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise BadRow("a state has two letters")
    return text.upper()


def locality(text: str) -> str:
    """A locality number of two digits; 00 is real."""
    if not re.fullmatch(r"\d{1,2}", text):
        raise BadRow("a locality has two digits")
    return text.zfill(2)


def _name(text: str) -> str:
    return one_line(text).rstrip("* ")


def _index(text: str) -> str:
    found = number(text)
    if not found or not Decimal("0.2") <= Decimal(found) <= 3:
        raise BadRow("a geographic index lies between 0.2 and 3")
    return found


GPCI = Layout(
    "gpci",
    key=(
        Column("contractor", ("medicare administrative contractor mac", "mac", "contractor"), _contractor),
        Column("state", ("state",), _state),
        Column("locality", ("locality number", "locality"), locality),
    ),
    columns=(
        Column("work", (r"20\d\d pw gpci.*", "pw gpci.*", "work"), _index, is_required=True),
        Column("pe", (r"20\d\d pe gpci.*", "pe gpci.*", "pe"), _index, is_required=True),
        Column("mp", (r"20\d\d mp gpci.*", "mp gpci.*", "mp"), _index, is_required=True),
        Column("name", ("locality name", "name"), _name),
    ),
    by="year",
)


def load_gpci(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Geographic indices by contractor, state and locality."""
    (found,) = GPCI.load(source, asked, tally)
    if not found.lines:
        raise CodeFileError(f"{source.name} has a header of indices and no row that can be used")
    return [found]

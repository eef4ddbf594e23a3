"""The provider registry (NPPES, version 2): of its 330 columns those that claims and letters need, read
by the names of their headers."""

from collections.abc import Iterator, Sequence

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.days import NotADay, read_day
from almoner.store.shipped.code_files.layout import MOST_ROWS, header_of
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import CodeFileError, NotThisLayout, Tally

COLUMNS = (
    "name entity first last mail_address mail_city mail_state mail_zip address city state zip phone "
    "taxonomies deactivated_on replacement"
).split()
_MAIL = "provider business mailing address"
_HERE = "provider business practice location address"
_PLACES = {
    "npi": "npi",
    "entity": "entity type code",
    "organization": "provider organization name legal business name",
    "last": "provider last name legal name",
    "first": "provider first name",
    "mail_1": "provider first line business mailing address",
    "mail_city": f"{_MAIL} city name",
    "mail_state": f"{_MAIL} state name",
    "mail_zip": f"{_MAIL} postal code",
    "here_1": "provider first line business practice location address",
    "city": f"{_HERE} city name",
    "state": f"{_HERE} state name",
    "zip": f"{_HERE} postal code",
    "phone": f"{_HERE} telephone number",
    "deactivated": "npi deactivation date",
    "reactivated": "npi reactivation date",
    "replacement": "replacement npi",
}
_TAXONOMIES = range(1, 16)
_PER_FILE = "import the weekly file, or an extract of your states"


def load_nppes(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """Providers by NPI; of the taxonomies the primary one stands first."""
    rows = source.rows()
    _, headers = next(rows, (0, []))
    at = {header_of(name): place for place, name in enumerate(headers)}
    if "npi" not in at or "entity type code" not in at:
        raise NotThisLayout(f"{source.name} isn't the provider registry (NPI, Entity Type Code, ...)")
    places = {name: at[header] for name, header in _PLACES.items() if header in at}
    taxonomies = [
        (at.get(f"healthcare provider taxonomy code {n}", -1), at.get(_switch(n), -1)) for n in _TAXONOMIES
    ]
    lines = list(_lines(rows, places, taxonomies, tally))
    span = span_of(source, asked, by="always")
    return [Loaded("nppes", span, tuple(COLUMNS), lines, asked.part, is_partial=asked.is_partial)]


def _switch(number: int) -> str:
    return f"healthcare provider primary taxonomy switch {number}"


def _lines(
    rows: Iterator[tuple[int, list[str]]],
    places: dict[str, int],
    taxonomies: Sequence[tuple[int, int]],
    tally: Tally,
) -> Iterator[Line]:
    for number, cells in rows:
        row = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        npi = row["npi"]
        if not is_npi(npi):
            tally.refuse(number, "an NPI has ten digits, begins with 1 or 2, and its check digit is right")
            continue
        tally.accepted += 1
        if tally.accepted > MOST_ROWS:
            raise CodeFileError(f"more than {MOST_ROWS:,} providers: {_PER_FILE}")
        try:
            yield _line(npi, row, _taxonomies(cells, taxonomies))
        except NotADay as rule:
            tally.accepted -= 1
            tally.refuse(number, str(rule))


def _taxonomies(cells: list[str], places: Sequence[tuple[int, int]]) -> str:
    found: list[str] = []
    for code, switch in places:
        text = cells[code] if 0 <= code < len(cells) else ""
        is_primary = 0 <= switch < len(cells) and cells[switch] == "Y"
        if text and text not in found:
            found.insert(0 if is_primary else len(found), text)
    return " ".join(found)


def _line(npi: str, row: dict[str, str], taxonomies: str) -> Line:
    def at(name: str) -> str:
        return row.get(name, "")

    first, last = at("first"), at("last")
    name = at("organization") or " ".join(part for part in (first, last) if part)
    ended, again = read_day(at("deactivated")), read_day(at("reactivated"))
    is_over = ended is not None and (again is None or again < ended)
    over = ended if is_over else None
    kept = "mail_1 mail_city mail_state mail_zip here_1 city state zip phone".split()
    values = (name, at("entity"), first, last, *map(at, kept), taxonomies)
    return Line(npi, until_on=over, values=(*values, over.isoformat() if over else "", at("replacement")))


def is_npi(text: str) -> bool:
    """Ten digits from 1 or 2 on that pass the Luhn check over 80840 and the number."""
    if len(text) != 10 or not text.isdecimal() or text[0] not in "12":
        return False
    doubled = [int(digit) * 2 for digit in text[-2::-2]]
    total = 24 + sum(map(int, text[-1::-2])) + sum(value - 9 if value > 9 else value for value in doubled)
    return total % 10 == 0

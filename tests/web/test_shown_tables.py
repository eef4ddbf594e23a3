"""Every table of every screen is also a CSV file and a workbook, and every chart has its table."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import TYPE_CHECKING

import pytest

from almoner.core.report.sheet import Cents
from almoner.store.shipped.code_files.workbook import sheet_rows
from almoner.web.shown_tables import Said, tables
from tests.web.shelf import Shelf
from tests.web.walk import ORDER, lived_in, screens

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")
LINK = re.compile(r'<a href="(\?[^"]*file=(csv|xlsx)[^"]*)"')
PAGE = """<main><h1>X</h1><div role="region" aria-label="Fees &amp; more, table"><table>
<thead><tr><th>Code</th><th colspan="2">Paid</th></tr></thead><tbody>
<tr><th class="code">00123</th><td>$1,250.50</td><td>03/02/2026</td></tr>
<tr><td><b>=1+1</b><span class="sr">: hidden</span><form><button>Press</button></form></td>
<td>−$2.00</td><td>1,200</td></tr>
</tbody></table></div></main>"""


def test_a_table_is_read_as_it_is_shown() -> None:
    (found,) = tables(PAGE)
    assert found.label == "Fees & more"
    assert found.header == [Said("Code"), Said("Paid", span=2)]
    assert [[one.text for one in row] for row in found.rows] == [
        ["00123", "$1,250.50", "03/02/2026"],
        ["=1+1", "−$2.00", "1,200"],
    ]
    assert found.rows[0][0].is_code


def faces() -> Iterator[tuple[str, str]]:
    """Every face of every screen of a house that is lived in, with the first role that it opens to."""
    house, visit = lived_in()
    yield str(house.practice_id), ""
    for screen in screens(house, visit):
        yield from ((face, screen.roles[0]) for face in screen.faces)


def test_every_table_of_every_screen_is_two_files_and_every_chart_has_a_table(sign_in: "SignIn") -> None:
    found = faces()
    practice_id = int(next(found)[0])
    clients = {role: sign_in(role, practice_id=practice_id) for role in ORDER}
    wrong: list[str] = []
    counted = 0
    for face, role in found:
        answer = clients[role].get(face)
        is_screen = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        page = answer.content.decode() if is_screen else ""
        main = page.partition("<main")[2].partition("</main>")[0]
        counted += main.count("<table")
        wrong += [f"{face}: {one}" for one in faults(clients[role], face, main)]
    assert counted > 80
    assert not wrong, "\n".join(wrong)


def faults(client: "Client", face: str, main: str) -> Iterator[str]:
    """What a screen's tables and charts lack."""
    links, said = LINK.findall(main), 0
    if len(links) != 2 * main.count("<table"):
        yield f"{main.count('<table')} tables, {len(links)} links"
    for place, (query, kind) in enumerate(links):
        shown = re.findall(r"<table\b.*?</table>", main, re.DOTALL)[place // 2]
        least = len(re.findall(r"<tr\b", shown.partition("</thead>")[2])) if "</thead>" in shown else 1
        got = client.get(face.partition("?")[0] + unescape(query))
        if got.status_code != 200 or 'attachment; filename="' not in got.headers["Content-Disposition"]:
            yield f"{query}: {got.status_code}"
            continue
        rows = list(rows_of(got.content, kind))
        if kind == "xlsx":  # a row of nothing but fields to be filled says nothing
            rows, least = [row for row in rows if any(row)], said
        said = sum(any(row) for row in rows)
        if len(rows) < least:
            yield f"{query}: {len(rows)} rows of {least}"
    for section in re.findall(r"<section\b.*?</section>", main, re.DOTALL):
        if 'class="chart"' in section and "<table" not in section and "As a table" not in main:
            yield f"a chart without a table: {section[:80]}"


def rows_of(content: bytes, kind: str) -> Iterator[list[str]]:
    """The rows of a file below its headings."""
    if kind == "csv":
        yield from list(csv.reader(io.StringIO(content.decode("utf-8"))))[1:]
        return
    told = [row for _, row in sheet_rows(io.BytesIO(content))]
    yield from told[2:]


def test_a_file_goes_over_all_pages_of_a_list(sign_in: "SignIn") -> None:
    client = sign_in("biller", practice_id=Shelf(name="Files").lay().practice_id)
    first = client.get("/rules")
    (count,) = re.findall(r"([0-9,]+) rules in force", first.content.decode())
    (query,) = [one for one, kind in LINK.findall(first.content.decode()) if kind == "csv"]
    got = client.get(f"/rules{unescape(query)}")
    assert len(list(rows_of(got.content, "csv"))) == int(count.replace(",", ""))
    assert got.headers["Content-Disposition"] == 'attachment; filename="rules.csv"'
    assert client.get("/rules?file=csv&table=7").status_code == 422
    assert client.get("/rules?file=exe&table=1").headers["Content-Type"].startswith("text/html")


def test_who_may_not_see_a_screen_gets_no_file_of_it(sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=Shelf(name="No files").lay().practice_id)
    assert client.get("/audit?file=csv&table=1").status_code == 403
    assert client.get("/receivables?file=xlsx&table=1").status_code == 403


def test_a_list_that_is_too_long_says_so_in_its_name(
    sign_in: "SignIn", monkeypatch: pytest.MonkeyPatch
) -> None:
    from almoner.web import shown_tables

    monkeypatch.setattr(shown_tables, "MOST_PAGES", 2)
    client = sign_in("biller", practice_id=Shelf(name="Long").lay().practice_id)
    got = client.get("/rules?file=csv&table=1")
    assert got.headers["Content-Disposition"] == 'attachment; filename="rules-first-100.csv"'


def test_values_are_values() -> None:
    from almoner.web.shown_tables import _value

    assert _value(Said("$1,250.50")) == Cents(125050)
    assert _value(Said("−$2.00")) == Cents(-200)
    assert _value(Said("1,200")) == 1200
    assert _value(Said("0012")) == "0012"
    assert _value(Said("99213", is_code=True)) == "99213"
    assert str(_value(Said("03/02/2026"))) == "2026-03-02"
    assert _value(Said("99/99/2026")) == "99/99/2026"
    assert _value(Said("–")) is None

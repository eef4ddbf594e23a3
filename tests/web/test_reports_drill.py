"""Every number down to the posting: each figure of the results, the scorecard and the month is the sum of the
rows that it opens.
"""

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.report.kpi_listed import INDICATORS
from tests.flow.golden import ON, Golden, golden
from tests.web.test_balances import set_day

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
MONEY = r"−?\$[0-9,]+\.[0-9]{2}"
Get = Callable[[str], str]


@pytest.fixture(scope="module")
def made(house: object) -> Golden:
    assert house
    return golden()


@pytest.fixture
def get(made: Golden, sign_in: "Callable[..., Client]") -> Get:
    set_day(made.house, ON)
    client = sign_in("manager", practice_id=made.house.practice.id)

    def got(address: str) -> str:
        answer = client.get(html.unescape(address))
        assert answer.status_code == 200, address
        return answer.content.decode()

    return got


def cents(text: str) -> int:
    return int(text.replace("−", "-").replace("$", "").replace(",", "").replace(".", ""))


def listed(get: Get, address: str) -> list[str]:
    """The last cell of each row of all pages of a list."""
    found: list[str] = []
    while address:
        page = get(address)
        table = page[page.index('aria-label="Items, table"') :] if "Items, table" in page else ""
        body = table[table.index("<tbody>") : table.index("</tbody>")] if table else ""
        found += re.findall(r'<td class="num">([^<]*)</td></tr>', body)
        going = re.search(r'rel="next" href="([^"]*)"', page)
        address = html.unescape(going[1]) if going else ""
    return found


def added(rows: list[str]) -> int:
    return sum(
        cents(one) if "$" in one else int(re.sub(r"[^0-9−]", "", one).replace("−", "-")) for one in rows
    )


@pytest.mark.parametrize("one", INDICATORS, ids=[one.id for one in INDICATORS])
def test_each_side_of_an_indicator_is_the_sum_of_its_items(get: Get, one: object) -> None:
    page = get(f"/reports/{one.id}?on={ON}")  # type: ignore[attr-defined]
    table = page[page.index('aria-label="Variants, table"') :]
    sides = re.findall(
        r'<td class="num"><a href="([^"]*)">([^<]*)</a></td>', table[: table.index("</table>")]
    )
    assert sides
    for where, told in sides:
        address = html.unescape(where)
        rows = listed(get, address)
        if "$" in told or re.fullmatch(r"[0-9,]+( days)?", told):
            expected = cents(told) if "$" in told else int(re.sub(r"[^0-9]", "", told))
            assert added(rows) == expected, (address, told)
        assert f": {told}</h2>" in get(address), "the list says what it adds up to"


def test_each_money_of_the_scorecard_is_the_sum_of_its_items(get: Get) -> None:
    page = get(f"/scorecard?on={ON}")
    told = re.findall(rf'<a href="(/reports/[^"]*)">(?:<b>)?({MONEY})', page)
    assert len(told) >= 3
    for where, said in told:
        assert added(listed(get, where)) == cents(said), where


def test_each_figure_of_a_month_is_the_sum_of_its_postings(get: Get) -> None:
    seen = 0
    for month in range(1, 7):
        page = get(f"/month?month=2026-{month:02}-01")
        for where, said in re.findall(rf'<td class="num"><a href="(/month/moves[^"]*)">({MONEY})</a>', page):
            behind, rows, address = get(where), [], where
            assert f"<b>{said}</b> in all" in behind
            while address:
                behind = get(address)
                rows += re.findall(rf'<td class="num">({MONEY})</td></tr>', behind)
                going = re.search(r'rel="next" href="([^"]*)"', behind)
                address = going[1] if going else ""
            assert added(rows) == cents(said), where
            seen += 1
        (end,) = re.findall(rf'<tfoot>.*?<a href="(/receivables[^"]*)"><b>({MONEY})', page)
        assert end[1] in get(end[0]), "what is owed at the end is what is aged then"
    assert seen > 12


def test_what_a_month_cannot_ask_is_not_asked(get: Get) -> None:
    page = get("/month/moves?month=2026-06-01&reason=x'&account=cash;drop&after=-1")
    assert "What moved, June 2026" in page

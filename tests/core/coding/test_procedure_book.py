"""The file of services: faults are named with their place; every code is one of ours and in form."""

import re
import tomllib
from typing import Any

import pytest

from almoner.core.chart.proof import FAMILIES
from almoner.core.coding.cues import CueError
from almoner.core.coding.procedure_book import Book, load_book
from almoner.store.shipped.lexicon import shipped_lexicon

ACT = '[word]\nthing = ["thing"]\n[act.x]\nfamily = "minor"\ntitle = "Thing"\nall = ["thing"]\n'


def load(text: str) -> Book:
    tables: dict[str, Any] = tomllib.loads(text)
    return load_book(tables)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[nonsense]", "a table out of"),
        ('[word]\na = "b"', "a list of texts"),
        (ACT, "one way"),
        (ACT + "ways = [{}]", "a code, or steps"),
        (ACT + 'ways = [{ code = "1", by = "moons" }]', "a code, or steps"),
        (ACT + 'ways = [{ code = "1", with = ["lost"] }]', "there is no list 'lost'"),
        (ACT + 'colour = "red"\nways = [{ code = "1" }]', "colour"),
        ('[drug.J1]\ntitle = "x"\nper = 1\nunit = "mg"\n', "a list of texts"),
        ('[drug.J1]\ntitle = "x"\nsay = ["x"]\nper = 1\nunit = "mg"\nsince = "x"\n', "YYYY-MM-DD"),
        ('[vaccine.1]\ntitle = "x"\nsay = ["x"]\ncolour = 1\n', "colour"),
    ],
)
def test_a_fault_is_named(text: str, told: str) -> None:
    with pytest.raises(CueError, match=re.escape(told)):
        load(text)


def test_the_shipped_codes_are_in_form() -> None:
    book = shipped_lexicon().services
    codes = {*book.drugs, *book.vaccines}
    for acts in book.by_list.values():
        for way in (way for act in acts for way in act.ways):
            codes |= {way.code, *(code for _, code in way.steps)}
    assert all(re.fullmatch(r"(\d{5}|[GJ]\d{4}|)", code) for code in codes)
    assert all([most for most, _ in way.steps] == sorted(most for most, _ in way.steps) for way in ways(book))


def test_the_families_of_templates_are_those_that_are_read() -> None:
    acts = shipped_lexicon().services.by_list.values()
    read = {act.family for group in acts for act in group}
    assert read | {"drug", "injection", "immunization"} == FAMILIES


def ways(book: Book) -> list[Any]:
    return [way for acts in book.by_list.values() for act in acts for way in act.ways]

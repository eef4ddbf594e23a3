"""No list asks an index for a bound that the server puts together (`||`, `coalesce`, `greatest`): row
security keeps such a bound from it, so that all that the practice has is read.
"""

import re
from pathlib import Path

import almoner

MADE = re.compile(
    r"(?<![<>=!-])(?:<=?|>=?|\^@)\s+\(*"
    r"(?:(?:coalesce|greatest|least|nullif|concat|lower|upper)\(|[\w.%()]+(?:::\w+)? \|\|)",
    re.IGNORECASE,
)
HARMLESS = {
    "desk_of_provider.py": "b.starts_at >= greatest(",
    "lists_kpi_claims.py": "t.held_version > coalesce(",
}
"""The bookings of patients who were found already; and two columns of one row."""
PLACES = ("chart", "kept", "lists", "money")


def made_bounds(text: str) -> list[str]:
    """The lines with such a bound."""
    return [line.strip() for line in text.splitlines() if MADE.search(line)]


def test_no_list_asks_for_a_bound_that_the_server_puts_together() -> None:
    store = Path(almoner.__file__).parent / "store"
    sources = [path for place in PLACES for path in sorted((store / place).glob("*.py"))]
    assert len(sources) > 60
    found = [(path.name, line) for path in sources for line in made_bounds(path.read_text(encoding="utf-8"))]
    harmless = {name for name, line in found if HARMLESS.get(name, "\0") in line}
    assert [one for one in found if HARMLESS.get(one[0], "\0") not in one[1]] == []
    assert harmless == set(HARMLESS), "each is there still"


def test_such_a_bound_is_found_and_a_given_one_is_not() -> None:
    assert made_bounds("AND d.code >= w.stem AND d.code < w.stem || '['") != []
    assert made_bounds("AND d.decided_on >= coalesce(w.since_on, %s)") != []
    assert made_bounds("AND d.code >= w.stem AND d.code < w.ends AND p.cents <> coalesce(q.cents, 0)") == []
    assert made_bounds("SELECT a || b FROM c WHERE d.day > %s AND (d.a, d.b) < (SELECT a, b FROM e)") == []

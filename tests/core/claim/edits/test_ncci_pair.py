"""Pairs by day and release: what a claim of another release is told, which parts speak for a form, and the
facts of the published table where it is at hand.
"""

import csv
import gzip
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from almoner.core.claim.request import facts
from almoner.core.claim.scrub import Scrubber, Verdict
from almoner.core.rules import load
from almoner.core.rules.pack import Pack
from almoner.core.rules.pairs import PairTable, day_number, mark_of, number_of, pack_pairs
from almoner.core.rules.releases import Release, fixed
from tests.test_policy import POLICY

DATA = Path(__file__).parents[5] / "shared" / "data"
ROWS = [("17110", "17000", 1, None, None), ("93306", "93307", 0, date(2009, 1, 1), None)]
ISSUED = date(2024, 7, 1)


Rows = Sequence[tuple[str, str, int, date | None, date | None]]


def table(rows: Rows, **known: Any) -> PairTable:
    packed = [
        (number_of(one) << 26 | number_of(two), mark_of(mark, "M"), day_number(since), day_number(until))
        for one, two, mark, since, until in rows
    ]
    return PairTable(Pack(pack_pairs(packed, known)))


def scrubber(*parts: PairTable, until: date | None = None) -> Scrubber:
    return Scrubber(POLICY.on_tables(fixed({}, {"ncci-ptp": [Release("2024q3", ISSUED, until, parts)]})))


def claim(*codes: str, on: str = "2024-08-01", **known: Any) -> dict[str, Any]:
    line = {"units": 1, "dos": on, "pos": "11", "dx": ["I10"]}
    return {
        "id": "C",
        "payer_kind": "medicare",
        "patient": {"sex": "F", "birth_date": "1950-01-01"},
        "lines": [{"code": code, **line} for code in codes],
        **known,
    }


def pairs(verdict: Verdict) -> list[tuple[str, int]]:
    return [(one.edit, one.line) for one in verdict.findings if one.kind == "ncci_pair"]


def told(edits: Scrubber, request: dict[str, Any]) -> Verdict:
    return edits.scrub(facts(request, on=date(2026, 9, 1)))


def test_a_finding_names_its_row_and_release() -> None:
    verdict = told(scrubber(table(ROWS)), claim("93306", "93307"))
    (finding,) = [one for one in verdict.findings if one.kind == "ncci_pair"]
    assert (finding.edit, finding.severity, finding.line) == ("NCC-01", "hold", 2)
    assert finding.because.source == "NCCI PTP 2024q3"
    assert finding.because.row == "93306 with 93307, indicator 0, rationale M, since 2009-01-01"


def test_before_every_release_only_rows_with_a_start_speak() -> None:
    edits = scrubber(table(ROWS))
    assert pairs(told(edits, claim("93306", "93307", on="2023-01-01"))) == [("NCC-01", 2)]
    verdict = told(edits, claim("17110", "17000", on="2023-01-01"))
    assert pairs(verdict) == []
    assert ("NCC-02", "every release of ncci-ptp begins after the service") in [
        (one.edit, one.why) for one in verdict.not_judged
    ]


def test_a_release_that_ended_is_used_and_said() -> None:
    edits = scrubber(table(ROWS), until=date(2024, 10, 1))
    (finding,) = [
        one for one in told(edits, claim("17110", "17000", on="2026-08-01")).findings if one.edit == "NCC-02"
    ]
    assert finding.because.source == "NCCI PTP 2024q3, which ended before the service"
    assert finding.severity == "hold"


def test_a_stale_release_rejects_nothing() -> None:
    card = """[[card]]
        id = "x"
        edit = "X-01"
        kind = "ncci_pair"
        severity = "reject"
        since = 2020-01-01
        source = "s"
        message = "m."
        mend = "m."
        params = { state = "never" }"""
    tables = fixed({}, {"ncci-ptp": [Release("r", ISSUED, date(2024, 10, 1), (table(ROWS),))]})
    edits = Scrubber(load([("x", card)]).on_tables(tables))
    assert [one.severity for one in told(edits, claim("93306", "93307")).findings] == ["reject"]
    late = told(edits, claim("93306", "93307", on="2026-08-01"))
    assert [one.severity for one in late.findings] == ["hold"]


def test_the_form_chooses_the_table() -> None:
    hospital = table([("17110", "17000", 0, None, None)], setting="hospital")
    edits = scrubber(table(ROWS, setting="practitioner"), hospital)
    assert pairs(told(edits, claim("17110", "17000"))) == [("NCC-02", 2)]
    assert pairs(told(edits, claim("17110", "17000", setting="outpatient"))) == [("NCC-01", 2)]
    verdict = told(edits, claim("17110", "17000", setting="dme"))
    assert pairs(verdict) == []
    assert ("NCC-01", "no release of ncci-ptp is imported") in [
        (one.edit, one.why) for one in verdict.not_judged
    ]


def test_a_replacement_is_not_held_against_what_it_replaces() -> None:
    edits = scrubber(table(ROWS))
    history = [{"code": "93306", "dos": "2024-08-01"}]
    assert pairs(told(edits, claim("93307", history=history))) == [("NCC-01", 1)]
    again = claim("93307", history=history, claim={"frequency": "7", "original_ref": "X1"})
    assert pairs(told(edits, again)) == []


def test_one_open_line_does_not_open_the_other() -> None:
    request = claim("17110", "17000", "17000")
    request["lines"][1]["modifiers"] = ["XS"]
    assert ("NCC-02", 3) in pairs(told(scrubber(table(ROWS)), request))
    assert ("NCC-02", 2) not in pairs(told(scrubber(table(ROWS)), request))


FACTS = """
93015 93016 0 93015 93017 0 93015 93018 0 93306 93307 0 93306 93308 1 93351 93350 0
93880 93882 0 93970 93971 1 93458 93454 1 92928 93458 1 45385 45378 0 45385 45380 1
94060 94010 0 80053 80048 0 20611 20610 1 90834 90832 0 90792 90791 0 90853 90837 1
95911 95910 0 95860 95886 0 17110 17000 1 11102 17000 1 70553 70551 1 G0438 G0439 0
99407 99406 0 G0444 96127 1 99291 94760 0
"""


def test_the_published_pairs() -> None:
    path = DATA / "ncci_ptp_2024q3.csv.gz"
    if not path.exists():
        pytest.skip("the published pairs are not at hand")
    words = iter(FACTS.split())
    wanted = {(one, two): int(mark) for one, two, mark in zip(words, words, words, strict=True)}
    with gzip.open(path) as packed:
        rows = csv.reader(io.TextIOWrapper(packed))
        found = [(row[0], row[1], int(row[4]), None, None) for row in rows if (row[0], row[1]) in wanted]
    edits = scrubber(table(found))
    for (one, two), mark in wanted.items():
        edit = "NCC-01" if mark == 0 else "NCC-02"
        assert (edit, 1) in pairs(told(edits, claim(two, one))), (one, two)
        assert (edit, 2) in pairs(told(edits, claim(one, two))), (one, two)

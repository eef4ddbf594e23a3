"""The laboratory's number on claims from the books: that of the place, or nobody knows whose."""

from dataclasses import replace

from almoner.core.claim.facts import Facts
from tests.core.claim import samples
from tests.test_policy import SCRUBBER


def told(clia: str) -> tuple[list[str], list[str]]:
    revision = samples.revision()
    given = Facts(revision=replace(revision, billing=replace(revision.billing, clia=clia)), on=samples.TODAY)
    verdict = SCRUBBER.scrub(given)
    findings = [one.because.row for one in verdict.findings if one.edit == "COD-08"]
    return findings, [one.why for one in verdict.not_judged if one.edit == "COD-08"]


def test_the_number_of_the_place_counts() -> None:
    assert told("33D0123456") == ([], [])


def test_a_number_of_another_shape_is_told() -> None:
    assert told("33D01") == (["85025: CLIA number, its shape"], [])


def test_a_place_without_a_number_is_not_judged() -> None:
    assert told("") == ([], ["the place of service in the books has no CLIA number"])

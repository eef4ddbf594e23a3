"""The published examples: all of them read, go back byte for byte, and have no fault but those that were put
in."""

from pathlib import Path

import pytest

from almoner.core.x12 import NotX12, read, rewrite
from tests.core.x12.examples import published

SAMPLES = sorted(published())
FAULTY = {path.name: path for path in published("errors")}
ABSENT = pytest.mark.skipif(not SAMPLES, reason="the package with the published examples isn't installed")


@ABSENT
def test_all_of_them_are_here() -> None:
    assert len(SAMPLES) == 28


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_published_example_is_clean(path: Path) -> None:
    data = path.read_bytes()
    document = read(data)
    assert [str(issue) for issue in document.all_issues()] == []
    assert [interchange.is_whole for interchange in document.interchanges] == [True]
    assert rewrite(document) == data
    for each in document.sets:
        written = data.count(b"~CLM*") + data.count(b"~CLP*")
        assert sum(row[0] in ("CLM", "CLP") for row in each.rows()) == written
        assert each.rows() == [segment.elements for segment in each.segments]


@ABSENT
def test_the_faults_that_were_put_in_are_found() -> None:
    def rules(name: str) -> set[str]:
        document = read(FAULTY[name].read_bytes())
        assert rewrite(document) == FAULTY[name].read_bytes()
        return {issue.rule for issue in document.all_issues() if issue.severity == "error"}

    assert rules("error_validation.edi") == {
        "X-GS-01",
        "X-GS-04",
        "X-SE-01",
        "X-SE-02",
        "X-GE-01",
        "X-GE-02",
        "X-IEA-01",
        "X-IEA-02",
    }
    assert rules("segment_terminator.edi") == {"X-IEA-03"}
    assert rules("unknown_segment_error.edi") == {"X-SEG-01", "X-SE-01"}
    with pytest.raises(NotX12):
        read(FAULTY["bad_file.edi"].read_bytes())

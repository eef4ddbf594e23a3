"""The kinds of code sets that can be imported: how each is read, under which names its files are known, and
when a new release is due."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from almoner.store.shipped.code_files.loaded import Asked, Load, Loaded
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import Tally

QUARTERS, FISCAL, YEARS, THRICE, MONTHS = (1, 4, 7, 10), (4, 10), (1,), (3, 7, 11), tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: where its loader is, what its files are called (a pattern of the lower-case name), the months
    on whose first day a new release is due, and which kind of table it gives."""

    name: str
    place: str
    files: str = ""
    due: tuple[int, ...] = ()
    table: str = ""
    takes_all: bool = False
    """Its loader wants all members of an archive or folder at once."""

    @property
    def loader(self) -> Load:
        """The loader; imported when it is first asked for."""
        return self._loader()

    @property
    def loader_of_all(self) -> Callable[[list[Source], Asked, Tally], list[Loaded]]:
        """The loader of a kind that takes all members."""
        loader: Callable[[list[Source], Asked, Tally], list[Loaded]] = self._loader()
        return loader

    def _loader(self) -> Callable[..., list[Loaded]]:
        module, _, name = self.place.partition(":")
        found = getattr(import_module(f"almoner.store.shipped.code_files.{module}"), name)
        load: Callable[..., list[Loaded]] = getattr(found, "load", found)
        return load

    def due_on(self, on: date) -> date | None:
        """The last day, not after this one, on which a new release was due."""
        days = [date(year, month, 1) for year in (on.year - 1, on.year) for month in self.due]
        return max((day for day in days if day <= on), default=None)


_ALL = (
    Kind("icd10cm-validity", "icd10:load_validity", r"icd10cm[-_]validity", FISCAL, "icd10cm"),
    Kind("icd10cm", "icd10:load_order", r"icd10cm[-_](order|codes)", FISCAL),
    Kind("icd10cm-tabular", "icd10:load_tabular", r"icd10c?m?[-_]tabular", FISCAL, "icd10cm-notes"),
    Kind("icd10cm-index", "icd10:load_index", r"icd10c?m?[-_]index", FISCAL),
    Kind("icd10pcs", "icd10:load_procedures", r"icd10pcs[-_](order|codes)", FISCAL),
    Kind("hcpcs", "hcpcs:load_hcpcs", r"hcpc(s)?[-_ ]?(20\d\d|contr|noc)|^hcpcs|_noc", QUARTERS),
    Kind("mpfs", "fee_schedule:load_mpfs", r"^mpfs|pprrvu", QUARTERS),
    Kind("gpci", "fee_schedule:load_gpci", r"gpci", YEARS),
    Kind("zip", "zip_localities:load_zip", r"zip(code)?[-_ ]?(5|9)|zip.*(carrier|locality)", QUARTERS),
    Kind("anesthesia", "prices:load_anesthesia", r"^anes|anesthesia", YEARS),
    Kind("ncci-ptp", "ncci_pairs:load_pairs", r"ncci_ptp|ptp[-_ ]edits|ccipra|ccioph", QUARTERS),
    Kind("ncci-mue", "ncci:load_limits", r"(^|[-_])mue([-_]|$)", QUARTERS),
    Kind("ncci-addon", "ncci:load_addon", r"addon_|add-on|aoc[-_]", QUARTERS),
    Kind("telehealth", "registries:TELEHEALTH", r"telehealth", YEARS),
    Kind("clfs", "prices:CLFS", r"clfs|clab", QUARTERS),
    Kind("asp", "prices:ASP", r"asp[-_ ]pricing|payment limit|^asp[-_]", QUARTERS),
    Kind("opps", "prices:OPPS", r"addendum[-_ ]?b(?![a-z])|^opps", QUARTERS),
    Kind("asc", "prices:load_asc", r"^asc[-_ ]|addendum[-_ ]?(aa|bb|ee)", QUARTERS),
    Kind("mcd", "coverage:load_mcd", r"current_article|all_article", (), takes_all=True),
    Kind("ncd", "coverage:NCD", r"^ncd"),
    Kind("cpt", "cpt:load_cpt", r"^(long|medu?|short)ult|^cpt", YEARS),
    Kind("x12", "x12_lists:load_x12", r"carc|rarc|adjustment.*reason|remark.*code|claim.*status", THRICE),
    Kind("nucc", "registries:load_nucc", r"nucc", (1, 7)),
    Kind("nubc", "registries:load_nubc", r"nubc", YEARS),
    Kind("nppes", "nppes:load_nppes", r"npidata", MONTHS),
    Kind("payers", "registries:PAYERS", r"^payers?([-_ ]?list)?\b"),
    Kind("ndc", "registries:load_ndc", r"^(product|package)s?\.(txt|csv)|^ndc(text|xls)?\.zip", MONTHS),
    Kind("ndc-hcpcs", "registries:NDC_HCPCS", r"ndc.*(hcpcs|crosswalk)", QUARTERS),
    Kind("pos", "registries:POS", r"^pos\.|place.of.service"),
    Kind("clia-waived", "registries:CLIA_WAIVED", r"clia|waiv", QUARTERS),
    Kind("msdrg", "hospital_lists:MSDRG", r"ms-?drg|table[-_ ]?5", FISCAL),
    Kind("hcc", "hospital_lists:load_hcc", r"hcc|midyear.*mapping", YEARS),
    Kind("cvx", "registries:load_cvx", r"^cvx", MONTHS),
    Kind("rxnorm", "terminologies:load_rxnorm", r"rxnconso", MONTHS),
    Kind("snomed", "terminologies:load_snomed", r"sct2_description", (3, 9)),
    Kind("loinc", "terminologies:LOINC", r"^loinc", (2, 8)),
    Kind("demo", "practice_lists:DEMO", r"^demo_codes"),
    Kind("fees", "practice_lists:FEES", r"^(our[-_ ])?fees?([-_ ]schedule)?\b"),
    Kind("contracts", "practice_lists:load_contracts", r"^contracts?\b"),
)
KINDS = {kind.name: kind for kind in _ALL}


def kind_of_file(name: str) -> Kind | None:
    """The kind of a file that is known by its name."""
    lower = name.lower()
    return next((kind for kind in _ALL if kind.files and re.search(kind.files, lower)), None)

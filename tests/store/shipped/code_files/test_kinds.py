"""Files are known by their names, and each kind's loader is there."""

from datetime import date

import pytest

from almoner.store.shipped.code_files.kinds import KINDS, kind_of_file

PROMISED = (
    "icd10cm icd10cm-tabular icd10cm-validity icd10cm-index icd10pcs hcpcs mpfs gpci zip anesthesia "
    "ncci-ptp ncci-mue ncci-addon telehealth clfs asp opps asc mcd ncd cpt x12 nucc nubc nppes payers "
    "ndc ndc-hcpcs pos clia-waived msdrg hcc cvx rxnorm snomed loinc demo fees contracts"
).split()


def test_every_promised_kind_has_its_loader() -> None:
    assert set(PROMISED) == KINDS.keys()
    assert all(callable(kind.loader) for kind in KINDS.values())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("demo_codes.csv", "demo"),
        ("mpfs_2026jul.csv.gz", "mpfs"),
        ("PPRRVU2026_Jul_nonQPP.csv", "mpfs"),
        ("gpci_2026_subset.csv", "gpci"),
        ("GPCI2026.csv", "gpci"),
        ("ncci_ptp_ended_2024q3.csv.gz", "ncci-ptp"),
        ("ccipra-v303r0-f1.txt", "ncci-ptp"),
        ("mue_2024q3.csv.gz", "ncci-mue"),
        ("MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", "ncci-mue"),
        ("addon_2024q3.csv.gz", "ncci-addon"),
        ("icd10cm_validity.csv.gz", "icd10cm-validity"),
        ("icd10cm-order-2027.txt", "icd10cm"),
        ("icd10cm_order_addenda_2027.txt", "icd10cm"),
        ("icd10cm-tabular-2027.xml", "icd10cm-tabular"),
        ("icd10c-tabular-April-1-2026.xml", "icd10cm-tabular"),
        ("icd10pcs_order_2027.txt", "icd10pcs"),
        ("carc_rarc.csv", "x12"),
        ("pos.csv", "pos"),
        ("HCPC2026_OCT_ANWEB.txt", "hcpcs"),
        ("ZIP5_OCT2025.txt", "zip"),
        ("ANES2026.csv", "anesthesia"),
        ("nucc_taxonomy_260.csv", "nucc"),
        ("npidata_pfile_20050523-20260101.csv", "nppes"),
        ("package.txt", "ndc"),
        ("fees.csv", "fees"),
        ("contracts.xlsx", "contracts"),
        ("golden_pricing_public.json", None),
        ("README.md", None),
        ("holiday.csv", None),
    ],
)
def test_known_names(name: str, kind: str | None) -> None:
    found = kind_of_file(name)
    assert (found.name if found else None) == kind


def test_what_is_due() -> None:
    assert KINDS["mpfs"].due_on(date(2026, 11, 26)) == date(2026, 10, 1)
    assert KINDS["mpfs"].due_on(date(2026, 1, 1)) == date(2026, 1, 1)
    assert KINDS["x12"].due_on(date(2026, 2, 1)) == date(2025, 11, 1)
    assert KINDS["fees"].due_on(date(2026, 2, 1)) is None

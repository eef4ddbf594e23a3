"""Each list in its official layout, as far as it has one."""

from datetime import date
from typing import Any

import pytest

from tests.store.shipped.code_files.conftest import Read

SAMPLES: list[tuple[str, str, str, str, dict[str, Any]]] = [
    (
        "nucc",
        "nucc_taxonomy_260.csv",
        (
            "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
            "207Q00000X,Group,Class,Special,,,,Individual\n"
        ),
        "207Q00000X",
        {"label": "Class, Special", "section": "Individual"},
    ),
    ("pos", "pos.csv", "code,label,setting,telehealth\n2,Video,facility,1\n", "02", {"is_facility": "1"}),
    (
        "clia-waived",
        "waived.csv",
        "CPT CODES,TEST NAME,MANUFACTURER\n81003QW,A strip,Maker\n",
        "81003",
        {"qw": "1", "test": "A strip"},
    ),
    ("clia-waived", "waived.csv", "CPT CODE(S),TEST NAME\n81002,A strip\n", "81002", {"qw": ""}),
    (
        "telehealth",
        "telehealth_2026.csv",
        (
            "LIST OF SERVICES\nCode,Short Descriptor,Can Audio-only Interaction Meet the Requirements?,"
            "Medicare Payment Limitations\n99213,owned words,Yes,\n"
        ),
        "99213",
        {"is_audio_only": "1"},
    ),
    (
        "ndc",
        "package.txt",
        (
            "PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION\tSTARTMARKETINGDATE\tENDMARKETINGDATE\tSAMPLE_PACKAGE\n"
            "1\t0002-1433\t0002-1433-80\t4 in 1\t20141107\t\tN\n"
        ),
        "00002143380",
        {"package_text": "4 in 1", "product": "000021433"},
    ),
    (
        "ndc",
        "product.txt",
        (
            "PRODUCTID\tPRODUCTNDC\tPROPRIETARYNAME\tNONPROPRIETARYNAME\tDOSAGEFORMNAME\tLABELERNAME\n"
            "1\t50090-123\tBrand\tgeneric\tTABLET\tLabeler\n"
        ),
        "500900123",
        {"name": "Brand", "generic": "generic"},
    ),
    (
        "ndc-hcpcs",
        "asp_ndc_crosswalk_july_2026.csv",
        (
            "Notice\n_2026_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,"
            "BILLUNITS,"
            "BILLUNITSPKG\nJ0585,owned words,Maker,00023-1145-01,Drug,1 UNIT,100,1,100,100\n"
        ),
        "00023114501",
        {"hcpcs": "J0585", "units_per_package": "100"},
    ),
    (
        "cvx",
        "cvx.txt",
        "01|DTP|diphtheria and others|note|Inactive|False|2010/01/01\n",
        "01",
        {"status": "Inactive"},
    ),
    (
        "payers",
        "payers.csv",
        "Payer ID,Payer Name,837P,837I,270/271,835,Enrollment Required\nCMA01,Cedar Mutual,Y,N,Y,Y,835\n",
        "CMA01",
        {"name": "Cedar Mutual", "claims": "Y", "enrollment": "835"},
    ),
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_layout(read: Read, sample: tuple[str, str, str, str, dict[str, Any]]) -> None:
    kind, name, text, code, values = sample
    (found,), tally = read(kind, name, text)
    row = dict(zip(found.columns, found.lines[0].values, strict=True))
    assert found.lines[0].code == code
    assert {column: row[column] for column in values} == values
    assert "owned words" not in str(found.lines)
    assert (tally.accepted, tally.refused) == (1, 0)


@pytest.mark.parametrize("number", ["0002-1433-8", "123456-1-1", "00023114501X", "12-34"])
def test_a_drug_number_of_another_form_is_refused(read: Read, number: str) -> None:
    text = f"PRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION\n0002-1433\t{number}\tx\n"
    _, tally = read("ndc", "package.txt", text)
    assert tally.refused == 1


def test_institutional_codes_are_a_part_a_list(read: Read) -> None:
    text = "List,Code,Description,Start\nRevenue code,450,Our words,20200101\n"
    text += "Occurrence span code,70,Our words,\n"
    found, _ = read("nubc", "nubc.csv", text)
    assert [(each.part, each.lines[0].code) for each in found] == [
        ("occurrence-span", "70"),
        ("revenue", "450"),
    ]
    assert found[1].lines[0].since_on == date(2020, 1, 1)

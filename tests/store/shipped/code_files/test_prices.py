"""Each official layout of a price outside the physician schedule."""

from datetime import date

import pytest

from almoner.store.shipped.code_files.loaded import Asked
from tests.store.shipped.code_files.conftest import Read

SAMPLES = [
    (
        "anesthesia",
        "ANES2026.csv",
        "Contractor,Locality,Locality Name,National Anes CF of 20.4976\n10112,00,ALABAMA,19.31\n* note,,,\n",
        ("factors", "1011200", {"factor": "19.31", "name": "ALABAMA"}),
    ),
    (
        "anesthesia",
        "anes_base_2026.csv",
        "Title\nCode,Base Units\n00100,5\n",
        ("base", "00100", {"base_units": "5"}),
    ),
    (
        "clfs",
        "CLFS2026Q1.csv",
        "YEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE,SHORTDESC\n2026,80053,QW,20260101,N,10.56,owned words\n",
        ("", "80053QW", {"rate": "10.56", "indicator": "N"}),
    ),
    (
        "asp",
        "drugs.csv",
        (
            '"Effective July 1, 2026 through September 30, 2026",,,\nHCPCS Code,Short Description,'
            "HCPCS Code Dosage,"
            "Payment Limit,Notes\nJ0000,owned words,1 MG,12.345,\n"
        ),
        ("", "J0000", {"limit": "12.345", "units": "1 MG"}),
    ),
    (
        "opps",
        "2026_July_Addendum_B.csv",
        (
            "notice\nHCPCS Code,Short Descriptor,SI,APC,Relative Weight,Payment Rate,"
            "National Unadjusted Copayment,"
            "Minimum Unadjusted Copayment,Note\n99999,owned words,J1,5011,1.5,$130.00,,$26.00,\n"
        ),
        ("", "99999", {"status": "J1", "rate": "130.00", "minimum_copay": "26.00"}),
    ),
    (
        "asc",
        "2026_July_ASC_AA.csv",
        (
            "Addendum AA\nHCPCS Code,,Short Descriptor,Subject to Multiple Procedure Discounting,"
            "July 2026 Payment Indicator,July 2026 Payment Weight,July 2026 Payment Rate\n"
            "99999,,owned words,Y,A2,11.2,$600.10\n"
        ),
        ("aa", "99999", {"is_discounted": "Y", "indicator": "A2", "rate": "600.10"}),
    ),
]


@pytest.mark.parametrize(("kind", "name", "text", "told"), SAMPLES)
def test_an_official_layout(
    read: Read, kind: str, name: str, text: str, told: tuple[str, str, dict[str, str]]
) -> None:
    (found,), tally = read(kind, name, text)
    part, code, values = told
    row = dict(zip(found.columns, found.lines[0].values, strict=True))
    assert (found.part, found.lines[0].code) == (part, code)
    assert {column: row[column] for column in values} == values
    assert "owned words" not in str(found.lines)
    assert found.span.since_on.year == 2026
    assert (tally.accepted, tally.refused) == (1, 0)


def test_a_drug_file_tells_its_days_in_its_preamble(read: Read) -> None:
    (found,), _ = read("asp", "drugs.csv", SAMPLES[3][2])
    assert (found.span.since_on, found.span.until_on) == (date(2026, 7, 1), date(2026, 10, 1))


def test_wording_with_a_licence(read: Read) -> None:
    (found,), _ = read("clfs", "CLFS2026Q1.csv", SAMPLES[2][2], Asked(keeps_descriptors=True))
    assert found.lines[0].values[-1] == "owned words"

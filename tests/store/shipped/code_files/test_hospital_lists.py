"""Weights of inpatient groups, and the map to risk groups."""

from datetime import date

from tests.store.shipped.code_files.conftest import Read


def test_weights(read: Read) -> None:
    text = (
        "TABLE 5\nMS-DRG\tFINAL Post-Acute DRG\tFINAL Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\tWeights\t"
        "Geometric mean LOS\tArithmetic mean LOS\n1\tNo\tNo\tPRE\tSURG\tOur words\t28.1234\t30.1\t38.9\n"
        "998\tNo\tNo\t\t**\tNo group\t\t\t\nnote\t\t\t\t\t\t\t\t\n"
    )
    (found,), tally = read("msdrg", "table 5 fy2026.txt", text)
    row = dict(zip(found.columns, found.lines[0].values, strict=True))
    assert (found.lines[0].code, row["weight"], row["type"]) == ("001", "28.1234", "SURG")
    assert (len(found), tally.skipped["notes"], found.span.name) == (2, 1, "fy2026")


def test_risk_groups_by_model(read: Read) -> None:
    text = (
        "2026 Midyear Mappings,,,,\nDiagnosis Code,Description,CMS-HCC ESRD Model Category V24,"
        "CMS-HCC Model Category V24,CMS-HCC Model Category V28,RxHCC Model Category V08\n"
        "E119,Our words,19,19,38,31\nI10,Our words,,,,187\nZ00,Our words,,,,\nE118,Our words,\u00b2,,,\n"
    )
    (found,), tally = read("hcc", "2026 mappings.csv", text)
    assert found.columns == ("esrd24", "v24", "v28", "rx08")
    assert [(line.code, line.values) for line in found.lines] == [
        ("E119", ("19", "19", "38", "31")),
        ("I10", ("", "", "", "187")),
    ]
    assert tally.skipped == {"diagnoses without a risk group": 1}
    assert [each.rule for each in tally.first_refused] == ["a risk group is a number"]
    assert (found.span.name, found.span.since_on) == ("payment-2026", date(2025, 1, 1)), (
        "the year before counts"
    )
    assert found.span.until_on == date(2026, 1, 1)

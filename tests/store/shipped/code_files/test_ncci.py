"""Unit limits and add-on codes in their official and plain layouts."""

from datetime import date

from almoner.core.rules.tables import Line
from tests.store.shipped.code_files.conftest import Read

MUE = (
    '"A notice\nof several lines, with commas",,,\n'
    '"HCPCS/\nCPT Code",{0} MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    "45385,1,2 Date of Service Edit: Policy,Nature\n97110,6,3 Date of Service Edit: Clinical,Data\n"
    "97112,x,1 Line,Data\n97113,\u00b2,1 Line,Data\n97114,999999999999,1 Line,Data\n"
)


def test_the_official_limits_tell_their_setting(read: Read) -> None:
    for name, setting in (
        ("Practitioner Services", "practitioner"),
        ("Outpatient Hospital Services", "outpatient"),
    ):
        (found,), tally = read("ncci-mue", "MUE_Eff_10-01-2026.csv", MUE.format(name))
        assert (found.part, found.span.name) == (setting, "2026q4")
        assert [(line.code, line.values) for line in found.lines] == [
            ("45385", ("1", "2", "Nature")),
            ("97110", ("6", "3", "Data")),
        ]
        assert [each.rule for each in tally.first_refused] == [
            "a unit limit is a whole number from 0 to 100,000"
        ] * 3


def test_the_plain_limits_are_a_part_a_setting(read: Read) -> None:
    text = "code,service,value,mai,basis\n45385,practitioner,1,2,p\n45385,outpatient_hospital,1,3,p\n"
    text += "A4206,dme,0,3,p\n"
    found, _ = read("ncci-mue", "mue_2024q3.csv", text)
    assert [(each.part, each.facts["setting"], each.lines[0].values) for each in found] == [
        ("dme", "dme", ("0", "3", "p")),
        ("outpatient", "outpatient", ("1", "3", "p")),
        ("practitioner", "practitioner", ("1", "2", "p")),
    ]


ADDON = (
    "Edit Type\tAdd-on Code\tDeletion\tPrimary\tDeletion\tStart\tEnd\tNotes\n"
    "1\t01953\t\t01952\t\t2013001\t\t\n2\t0054T\t\tCCCCC\t\t2013001\t\tsee the contractor\n"
    "1\t01968\t2024182\t01967\t\t2013001\t\t\n4\t01969\t\t01967\t\t2013001\t\t\n"
)


def test_the_official_add_ons_have_days_of_the_year(read: Read) -> None:
    (found,), tally = read("ncci-addon", "AOC_V2026Q4-MCR.txt", ADDON)
    assert found.lines == [
        Line("01953", date(2013, 1, 1), None, ("01952", "1", "")),
        Line("0054T", date(2013, 1, 1), None, ("CCCCC", "2", "see the contractor")),
        Line("01968", date(2013, 1, 1), date(2024, 7, 1), ("01967", "1", "")),
    ]
    assert tally.first_refused[0].rule == "the type of an add-on edit is 1, 2 or 3"


def test_the_plain_add_ons(read: Read) -> None:
    (found,), _ = read("ncci-addon", "addon_2024q3.csv", "addon,primary,type\n0054T,CCCCC,2\n99292,99291,1\n")
    assert [(line.code, line.values) for line in found.lines] == [
        ("0054T", ("CCCCC", "2")),
        ("99292", ("99291", "1")),
    ]

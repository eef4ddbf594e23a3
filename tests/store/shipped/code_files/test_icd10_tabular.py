"""The tabular list: seven-character codes are built, notes begin where they stand, references are read."""

import pytest

from almoner.store.shipped.code_files.tally import CodeFileError
from tests.store.shipped.code_files.conftest import Read

LIST = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2026</version>
<chapter><name>19</name><desc>Harm</desc><excludes1><note>birth trauma (P10-P15)</note></excludes1>
<section id="S00-S09"><desc>Head</desc>
<diag><name>S06</name><desc>Inner harm</desc>
  <codeFirst><note>cause, such as:</note><note>one (A00.-)</note><note>two (B00.1)</note></codeFirst>
  <sevenChrNote><note>7th characters D and S do not apply to codes in category S06 with 6th character 7 -
  first, or 8 - other.</note></sevenChrNote>
  <sevenChrDef><extension char="A">first time</extension><extension char="D">later</extension>
  <extension char="S">after</extension></sevenChrDef>
  <diag><name>S06.0X</name><desc>Small harm</desc>
    <diag><name>S06.0X0</name><desc>Small harm, short</desc></diag>
    <diag><name>S06.0X7</name><desc>Small harm, death</desc></diag></diag>
  <diag><name>S06.1</name><desc>Great harm</desc><excludes2><note>in:</note>
    <note>sugar (E08-E13 with .17)</note></excludes2></diag></diag>
<diag><name>S09</name><desc>Other harm</desc></diag>
</section></chapter></ICD10CM.tabular>"""


def test_codes_are_built_to_their_seventh_character(read: Read) -> None:
    (codes, _), tally = read("icd10cm-tabular", "icd10c-tabular-April-1-2026.xml", LIST)
    billable = {line.code: line.values[0] for line in codes.lines if line.values[2] == "1"}
    assert billable == {
        "S060X0A": "Small harm, short, first time",
        "S060X0D": "Small harm, short, later",
        "S060X0S": "Small harm, short, after",
        "S060X7A": "Small harm, death, first time",
        "S061XXA": "Great harm, first time",
        "S061XXD": "Great harm, later",
        "S061XXS": "Great harm, after",
        "S09": "Other harm",
    }
    assert {line.code for line in codes.lines} - billable.keys() == {
        "S06",
        "S060X",
        "S060X0",
        "S060X7",
        "S061",
    }
    assert tally.accepted == 13


def test_notes_stand_at_the_code_they_begin_at(read: Read) -> None:
    (_, notes), _ = read("icd10cm-tabular", "icd10c-tabular-April-1-2026.xml", LIST)
    told = [(line.code, *line.values[:2]) for line in notes.lines]
    assert ("S06", "excludes1", "P10:P15") in told
    assert ("S09", "excludes1", "P10:P15") in told, "a note of a chapter begins at each of its categories"
    assert ("S06", "code_first", "A00 B001") in told, "lines under a colon are one note"
    assert ("S061", "excludes2", "E08:E13/17") in told
    assert ("S06", "seventh", "A D S") in told


def test_a_cut_or_dangerous_list_is_refused(read: Read) -> None:
    with pytest.raises(CodeFileError, match="no whole XML"):
        read("icd10cm-tabular", "tabular-2026.xml", LIST[:900])
    with pytest.raises(CodeFileError, match="entities"):
        read("icd10cm-tabular", "tabular-2026.xml", '<!DOCTYPE a [<!ENTITY b "c">]>' + LIST[40:])

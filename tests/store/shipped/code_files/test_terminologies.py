"""Terminologies of the user's licence, a line of each."""

from almoner.core.rules.code_key import key_of
from almoner.store.shipped.code_files.terminologies import snomed_key
from tests.store.shipped.code_files.conftest import Read


def test_rxnorm_keeps_names_of_drugs(read: Read) -> None:
    line = "{0}|ENG||||||||||{1}|{2}|{0}|Some drug|0|{3}|4096|\n"
    text = line.format("161", "RXNORM", "IN", "N") + line.format("162", "MTHSPL", "SU", "N")
    (found,), tally = read("rxnorm", "RXNCONSO.RRF", text + line.format("163", "RXNORM", "IN", "O"))
    assert [(one.code, one.values) for one in found.lines] == [("161", ("Some drug", "IN"))]
    assert tally.skipped.total() == 2


def test_snomed_numbers_of_any_length_have_a_key(read: Read) -> None:
    head = "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\n"
    row = "1\t20260101\t{0}\t1\t{1}\ten\t900000000000013009\tA finding\t1\n"
    concept = "999999999999999999"
    (found,), tally = read(
        "snomed", "sct2_Description.txt", head + row.format(1, concept) + row.format(0, concept)
    )
    assert found.lines[0].code == snomed_key(concept)
    assert key_of(snomed_key(concept)) > 0
    assert (found.lines[0].values[1], tally.skipped.total()) == (concept, 1)


def test_loinc(read: Read) -> None:
    text = "LOINC_NUM,COMPONENT,SYSTEM,CLASS,STATUS,LONG_COMMON_NAME\n4548-4,Part,Bld,CHEM,ACTIVE,A test\n"
    text += "x,,,,,\n"
    (found,), tally = read("loinc", "Loinc.csv", text)
    assert (found.lines[0].code, found.lines[0].values[0], tally.refused) == ("45484", "A test", 1)

"""Diagnoses as the edits ask them: notes inherited, days kept apart, silence where nothing was imported."""

from dataclasses import replace
from datetime import date

from almoner.core.claim.edits.diagnosis_book import DiagnosisBook, Use, bare, used
from almoner.core.claim.facts import Facts
from almoner.core.rules import Severity
from almoner.core.rules.releases import NO_TABLES, fixed
from tests.core.claim import samples
from tests.test_policy import TABLES

ON = date(2026, 3, 2)


def test_notes_are_inherited_the_nearest_first() -> None:
    notes = DiagnosisBook(TABLES).notes("E119", "excludes1", ON)
    assert [note.at for note in notes] == sorted((note.at for note in notes), key=len, reverse=True)
    assert "E10" in {note.references for note in notes if note.at == "E11"}


def test_a_code_is_used_once_a_day_and_named_at_its_first_line() -> None:
    revision = samples.revision()
    first, second = revision.lines
    later = replace(second, pointers=(2, 1), service_on=date(2026, 3, 3))
    told = used(Facts(replace(revision, lines=(replace(first, pointers=(1,)), later)), on=ON)).uses
    assert told == (
        Use("E119", first.service_on, 1),
        Use("I10", later.service_on, 2),
        Use("E119", later.service_on, 2),
    )


def test_a_diagnosis_without_a_line_is_judged_of_the_claim() -> None:
    revision = samples.revision()
    lines = tuple(replace(line, pointers=(1,)) for line in revision.lines)
    assert used(Facts(replace(revision, lines=lines), on=ON)).uses[-1] == Use("I10", lines[0].service_on, 0)


def test_what_has_no_shape_is_left_to_another_edit() -> None:
    assert bare("e11.9") == bare("E119") == "E119"
    assert bare("25000") == bare("diabetes") == ""


def test_without_a_release_it_says_why() -> None:
    book = DiagnosisBook(NO_TABLES)
    assert book.silence(ON) == "no release of icd10cm is imported"
    assert book.note_silence(ON) == "no release of icd10cm-notes is imported"
    assert book.flags("E119", ON) == ()


def test_a_release_that_ended_is_named_and_holds_at_most() -> None:
    (release,) = TABLES.codes("icd10cm").releases
    book = DiagnosisBook(fixed({"icd10cm": [replace(release, name="fy2020", until_on=ON)]}, {}))
    assert book.cite(ON) == ("ICD-10-CM fy2020, which ended before the service", Severity.HOLD)


def test_a_part_of_the_list_is_silent_of_what_it_lacks() -> None:
    (release,) = TABLES.codes("icd10cm").releases
    book = DiagnosisBook(fixed({"icd10cm": [replace(release, is_partial=True)]}, {}))
    assert book.silence(ON) == "only a part of icd10cm is imported"

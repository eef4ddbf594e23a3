"""The words of a template's sentences round its answers."""

import pytest

from almoner.core.chart.template import TemplateSection
from almoner.flow.visit.note import templates
from almoner.web.note.leads import Lead, groups_of

VISIT = templates()["general.visit"]


def section(name: str) -> TemplateSection:
    return next(one for one in VISIT.sections if one.name == name)


def test_an_answer_stands_in_the_words_of_its_sentence() -> None:
    (reviewed, *_) = groups_of(section("results"))
    assert [(one.field.id, one.lead) for one in reviewed] == [("tests.reviewed", Lead("Reviewed "))]
    ((minutes,),) = groups_of(section("time"))
    assert minutes.lead == Lead("Total time spent by me on this date: ", " minutes")


def test_answers_that_one_sentence_states_in_order_stand_together() -> None:
    problem = groups_of(section("assessment"))[0]
    assert [one.lead for one in problem] == [Lead(), Lead(": ", goes_on=True), Lead(". ", goes_on=True)]
    story = groups_of(section("hpi"))[1]
    assert [one.lead.before for one in story] == ["History obtained from ", " because "]


def test_an_answer_that_its_sentence_names_later_stands_in_its_own() -> None:
    leads = {one.field.id: one.lead for group in groups_of(section("procedure")) for one in group}
    assert leads["procedure"] == Lead()
    assert leads["procedure.site"] == Lead("Site: ")
    assert leads["procedure.consent"] == Lead("Informed consent ")


@pytest.mark.parametrize("template", sorted(templates()))
def test_every_field_of_every_template_stands_once_and_in_order(template: str) -> None:
    for one in templates()[template].sections:
        assert [line.field for group in groups_of(one) for line in group] == list(one.fields)

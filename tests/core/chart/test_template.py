"""Templates: read whole or refused with the place; written as prose with the place of each answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.chart.render import render
from almoner.core.chart.template import UNDETERMINED, Must, Template, TemplateError, read_template
from almoner.store.shipped.templates import shipped_templates

TEXT = """
id = "heart.visit"
title = "Heart"
from = 2026-01-01
[[section]]
name = "assessment"
heading = "Assessment"
[[section.field]]
id = "hf.type"
ask = "Type"
kind = "choice"
options = ["systolic", "diastolic"]
proves = ["dx.axis:heart-failure/type"]
say = "[{hf.acuity} ]{hf.type} heart failure[, {hf.plan}]"
must = "at signing"
[[section.field]]
id = "hf.acuity"
ask = "Acuity"
kind = "choice"
options = ["acute", "chronic"]
proves = ["dx.axis:heart-failure/acuity"]
say = "{hf.acuity} heart failure"
when = "hf.type is systolic or diastolic"
[[section.field]]
id = "hf.plan"
ask = "Plan"
proves = ["em.risk.drug"]
say = "{hf.plan}"
"""


def template() -> Template:
    return read_template(TEXT, "heart.toml")


def test_a_template_is_read_with_all_that_a_field_says() -> None:
    field = template().fields[0]
    assert field.options == ("systolic", "diastolic", UNDETERMINED)
    assert field.must is Must.AT_SIGNING
    assert field.is_billable
    assert template().fields[1].when is not None


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('kind = "choice"', 'kind = "chose"', "kind"),
        ('options = ["systolic", "diastolic"]', "options = []", "options"),
        ("dx.axis:heart-failure/type", "dx.axes:heart", "is no evidence"),
        ('say = "{hf.plan}"', 'say = "{hf.gone}"', "states its own answer"),
        ("hf.type is systolic or diastolic", "hf.gone is systolic", "there is no field 'hf.gone'"),
        ('id = "hf.plan"', 'id = "hf.acuity"', "states its own answer"),
        ('name = "assessment"', 'name = "verdict"', "section 'verdict'"),
        ("from = 2026-01-01", 'from = "soon"', "from"),
        ('ask = "Plan"', 'ask = "Plan"\nprice = 3', "no key 'price'"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(old: str, new: str, rule: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read_template(TEXT.replace(old, new, 1), "heart.toml")
    assert "heart.toml" in str(caught.value)
    assert rule in str(caught.value)


@pytest.mark.parametrize("text", ["", "[[section]]", "id = 3", "\x00", "a" * 300_000])
def test_no_text_is_half_a_template(text: str) -> None:
    with pytest.raises(TemplateError):
        read_template(text, "x.toml")


def test_answers_become_sentences_at_known_places() -> None:
    found = render(
        template(), {"hf.type": "systolic", "hf.acuity": "acute", "hf.plan": "increase furosemide"}
    )
    assert found.text == "Assessment:\nAcute systolic heart failure, increase furosemide.\n"
    start, end = found.spans["hf.type"]
    assert found.text[start:end] == "Acute systolic heart failure, increase furosemide."


def test_an_answer_that_is_stated_before_is_not_stated_again() -> None:
    found = render(template(), {"hf.type": "systolic", "hf.acuity": "acute"})
    assert found.text.count("heart failure") == 1
    assert set(found.spans) == {"hf.type"}


def test_what_is_not_asked_is_not_written() -> None:
    assert render(template(), {"hf.acuity": "acute"}).text == ""


def test_free_text_stands_behind_the_answers() -> None:
    found = render(template(), {"hf.type": "systolic"}, {"assessment": "Feels better."})
    assert found.text == "Assessment:\nSystolic heart failure.\nFeels better.\n"


@given(st.dictionaries(st.sampled_from(["hf.type", "hf.acuity", "hf.plan", "gone"]), st.text(max_size=30)))
def test_any_answers_give_a_text_whose_spans_lie_in_it(answers: dict[str, str]) -> None:
    found = render(template(), answers)
    for start, end in found.spans.values():
        assert 0 <= start < end <= len(found.text)
        assert found.text[end : end + 1] == "\n"


def test_the_specialties_have_templates() -> None:
    wanted = {
        "general.visit",
        "internal.follow-up",
        "cardiology.follow-up",
        "neurology.visit",
        "behavioral.psychotherapy",
    }
    assert wanted <= set(shipped_templates())

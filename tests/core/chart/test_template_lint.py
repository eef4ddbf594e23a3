"""The linter of templates: each shipped one is clean, and each fault that it knows is found."""

import pytest

from almoner.core.chart.template import Template, read_template
from almoner.core.chart.template_lint import Fault, lint
from almoner.core.coding.template_proofs import TemplateProofs
from almoner.store.shipped.lexicon import shipped_lexicon
from almoner.store.shipped.templates import shipped_templates

TEXT = """
id = "heart.visit"
title = "Heart"
from = 2026-01-01
[[section]]
name = "assessment"
[[section.field]]
id = "hf.type"
ask = "Type"
kind = "choice"
options = ["systolic", "diastolic"]
proves = ["dx.axis:heart-failure/type"]
say = "{hf.type} heart failure"
"""


def faults(template: Template) -> tuple[Fault, ...]:
    proofs = TemplateProofs(shipped_lexicon().concepts)
    return lint(template, reads=proofs.reads, has_value=proofs.has_value)


@pytest.mark.parametrize("name", sorted(shipped_templates()))
def test_what_ships_is_clean(name: str) -> None:
    assert faults(shipped_templates()[name]) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('proves = ["dx.axis:heart-failure/type"]\n', "", "names no evidence"),
        ("heart-failure/type", "heart-failure/colour", "no rule reads"),
        ("heart-failure/type", "heart-trouble/type", "no rule reads"),
        ('proves = ["dx.axis:heart-failure/type"]', 'proves = ["procedure:juggling"]', "no rule reads"),
        ('"diastolic"', '"purple"', "leads to no value"),
    ],
)
def test_a_fault_is_found(old: str, new: str, rule: str) -> None:
    found = faults(read_template(TEXT.replace(old, new), "heart.toml"))
    assert [rule in each.rule for each in found] == [True]


def test_a_field_may_say_that_nothing_charged_rests_on_it() -> None:
    text = TEXT.replace('proves = ["dx.axis:heart-failure/type"]', "billable = false")
    assert faults(read_template(text, "heart.toml")) == ()

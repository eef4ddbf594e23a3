"""Judges a template beyond its form: a billable field names evidence, a proof is one that some rule reads, a
choice is one that the code set's axis has (handbook, coding 2.1)."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from almoner.core.chart.proof import axis_of
from almoner.core.chart.template import UNDETERMINED, FieldKind, Template, TemplateField

Reads = Callable[[str], bool]
"""Whether some rule reads a proof."""
AxisWords = Callable[[str, str, str], bool]
"""Whether an axis of a concept has a value that a sentence says: concept, axis, the sentence."""


class Fault(NamedTuple):
    """What is wrong with a field, and the mend."""

    field: str
    rule: str
    mend: str


def lint(template: Template, *, reads: Reads, has_value: AxisWords) -> tuple[Fault, ...]:
    """The faults of a template, in the order of its fields."""
    return tuple(fault for field in template.fields for fault in _faults(field, reads, has_value))


def _faults(field: TemplateField, reads: Reads, has_value: AxisWords) -> Iterator[Fault]:
    if field.is_billable and not field.proves:
        yield Fault(
            field.id,
            "a billable field names no evidence",
            "Say what it proves, or that nothing charged rests on it (billable = false).",
        )
    for proof in field.proves:
        axis = axis_of(proof)
        if not reads(proof):
            yield Fault(field.id, f"no rule reads {proof}", "Name evidence that a rule asks for.")
        elif axis and field.kind in {FieldKind.CHOICE, FieldKind.MULTI}:
            yield from _empty_options(field, axis, has_value)
    if field.kind is FieldKind.CHOICE and len(field.options) < 2:
        yield Fault(field.id, "a choice of one is none", "Give more options, or make it a text.")


def _empty_options(field: TemplateField, axis: tuple[str, str], has_value: AxisWords) -> Iterator[Fault]:
    """The options that lead to no value of the axis that the field proves."""
    for option in field.options:
        if option != UNDETERMINED and not has_value(*axis, _stating(field, option)):
            yield Fault(
                field.id,
                f"the option {option!r} leads to no value of {axis[0]}/{axis[1]}",
                "Use words that the axis knows.",
            )


def _stating(field: TemplateField, option: str) -> str:
    """The field's sentence with one option in it, without what other fields add."""
    words = _OPTIONAL.sub(" ", field.say).replace(f"{{{field.id}}}", option)
    return _OTHERS.sub(" ", words)


_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_OTHERS = re.compile(r"\{[^{}]*\}")

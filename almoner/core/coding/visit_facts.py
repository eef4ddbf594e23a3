"""A fact that a note gives for the level of its visit, and whether its words leave a doubt."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from almoner.core.coding.em_facts import Datum, Problem, Risk

_Fact = TypeVar("_Fact", Problem, Datum, Risk)


@dataclass(frozen=True, slots=True)
class Read(Generic[_Fact]):
    """`low` is what the words carry without doubt, None for nothing; `high` what they carry at most."""

    low: _Fact | None
    high: _Fact | None

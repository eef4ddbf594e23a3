"""Denials: a record with an owner and a clock, never a write-off."""

from almoner.core.denial.classify import Trouble, classify
from almoner.core.denial.denial import Denial, DenialState
from almoner.core.denial.open import Standing, open_denials

__all__ = ["Denial", "DenialState", "Standing", "Trouble", "classify", "open_denials"]

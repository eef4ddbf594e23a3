"""Denials: a record with an owner and a clock, never a write-off."""

from almoner.core.denial.denial import Denial, DenialState

__all__ = ["Denial", "DenialState"]

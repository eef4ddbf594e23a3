"""The rules across segments of this guide (levels 3 and 4)."""

from almoner.core.x12.rule import Rulebook

RULES = Rulebook(())

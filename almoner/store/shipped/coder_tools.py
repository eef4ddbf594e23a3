"""What the coder works with as the product ships it. Nothing here needs Django."""

from almoner.core.coding.suggest import Tools
from almoner.core.rules.releases import Tables
from almoner.store.shipped.coding_cards import shipped_calibration
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights


def shipped_tools(tables: Tables) -> Tools:
    """Return the shipped lexicon, weights, guidelines and general calibration over code tables."""
    return Tools(
        shipped_lexicon(), shipped_weights(), tables, shipped_guidelines(), calibration=shipped_calibration()
    )

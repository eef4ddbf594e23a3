"""What kinds of packed tables there are, apart from how they are read, so that a lookup loads no reader."""

PAIRS = frozenset({"ncci-ptp"})
"""Kinds of table that are pairs."""
WITH_MODIFIERS = frozenset({"mpfs", "mpfs-qpp", "clfs", "demo", "fees", "contracts"})
"""Kinds of table whose key is a code with its modifier."""

"""How much of a hostile file is looked at: every size limit of the X12 reader and writer, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes beyond which the reader stops counting or looking, always with an issue that says so.

    The defaults are far above real files: the largest remittances have some millions of segments of under
    1,000 bytes. A door may be stricter (the web door takes 50 MB)."""

    total_bytes: int = 1 << 30
    preamble_bytes: int = 65_536
    """Where the first ISA has to begin."""
    header_bytes: int = 1_024
    """Within which the sixteen separators of an ISA have to stand."""
    segment_bytes: int = 65_536
    """Of one segment; a BIN or BDS is measured by its own length element instead."""
    elements: int = 1_000
    """In one segment; the largest of the guides has about 40."""
    interchanges: int = 10_000
    groups: int = 10_000
    sets: int = 100_000
    segments: int = 50_000_000
    """Each of these in one file."""
    issues_per_set: int = 1_000
    """Kept of a transaction or an interchange; the rest is counted in one closing issue."""


LIMITS = Limits()

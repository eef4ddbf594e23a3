"""Segments that look alike in every guide, so that a guide names only what is its own: frames, levels,
addresses, references, dates, contacts."""

from almoner.core.x12.spec import MANY, LoopSpec, R, S, SegmentSpec, Usage, loop, segment

SE = segment("SE", R, "transaction_end", "1 R count\n2 R control")

N3 = segment("N3", R, "street", "1 R line1\n2 S line2")
N3_S = segment("N3", S, "street", "1 R line1\n2 S line2")

_CITY = """
    1 R city
    2 S state @state
    3 S zip @zip
    4 S country @country
    7 S subdivision
"""
N4 = segment("N4", R, "city", _CITY)
N4_S = segment("N4", S, "city", _CITY)


def start(set_id: str) -> SegmentSpec:
    """The ST of a set whose ST03 names its guide; which one is looked at elsewhere."""
    return segment("ST", R, "transaction_start", f"1 R set {set_id}\n2 R control\n3 R guide")


def level(code: str, name: str, *, parent: bool = True, children: str = "0 1") -> SegmentSpec:
    """The HL of a level: its code (HL03), whether it has a level above it, which marks HL04 may have."""
    above = "2 R parent\n" if parent else ""
    return segment("HL", R, name, f"1 R number\n{above}3 R level {code}\n4 R has_children {children}")


def reference(usage: Usage, name: str, qualifiers: str, *, most: int = 1, code_list: str = "") -> SegmentSpec:
    """A REF of a qualifier and a value."""
    mark = f" @{code_list}" if code_list else ""
    return segment("REF", usage, name, f"1 R qualifier {qualifiers}\n2 R value{mark}", most=most)


def dated(usage: Usage, name: str, qualifier: str, formats: str = "D8", *, most: int = 1) -> SegmentSpec:
    """A DTP: one date (D8), a range (RD8), or whichever its second element says."""
    return segment(
        "DTP", usage, name, f"1 R qualifier {qualifier}\n2 R format {formats}\n3 R value", most=most
    )


def amount(usage: Usage, name: str, qualifier: str) -> SegmentSpec:
    """An AMT of a qualifier and an amount."""
    return segment("AMT", usage, name, f"1 R qualifier {qualifier}\n2 R amount")


def contact(usage: Usage, name: str, function: str, kinds: str, *, most: int = 1) -> SegmentSpec:
    """A PER with a name, which may be left out, and up to three ways to reach it (the first required)."""
    return segment("PER", usage, name, _contact(function, kinds, S), most=most)


def named_contact(usage: Usage, name: str, function: str, kinds: str, *, most: int = 1) -> SegmentSpec:
    """A PER with a name, which is required, and up to three ways to reach it (the first required)."""
    return segment("PER", usage, name, _contact(function, kinds, R), most=most)


def _contact(function: str, kinds: str, name_usage: Usage) -> str:
    return f"""
        1 R function {function}
        2 {name_usage} name
        3 R kind1 {kinds}
        4 R number1
        5 S kind2 {kinds} EX
        6 S number2
        7 S kind3 {kinds} EX
        8 S number3
    """


__all__ = [
    "MANY",
    "N3",
    "N3_S",
    "N4",
    "N4_S",
    "SE",
    "LoopSpec",
    "R",
    "S",
    "SegmentSpec",
    "Usage",
    "amount",
    "contact",
    "dated",
    "level",
    "loop",
    "named_contact",
    "reference",
    "segment",
    "start",
]

"""How places of a guide are called in messages: our own names with the positions that everybody in the field
knows, as "charge (CLM02)"."""

from almoner.core.x12.spec import ElementSpec, LoopSpec, SegmentSpec


def element_words(spec: SegmentSpec, element: ElementSpec | None, number: int, component: int | None) -> str:
    """An element or component, as "procedure code (SV101-2)"."""
    place = f"{spec.id}{number:02d}" + ("" if component is None else f"-{component}")
    if element is None or not element.name:
        return f"Element {place}"
    return f"{_plain(element.name)} of {_plain(spec.name).lower()} ({place})"


def segment_words(spec: SegmentSpec) -> str:
    """A segment, as "Service date (DTP)"; one that the guide doesn't know by its id alone."""
    return f"{_plain(spec.name)} ({spec.id})" if spec.name else f"Segment {spec.id}"


def loop_words(loop: LoopSpec) -> str:
    """A loop with the segment that opens it, as "Billing provider (loop 2010AA, NM1)"."""
    return f"{_plain(loop.name)} (loop {loop.id}, {loop.opener.id})"


def _plain(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]

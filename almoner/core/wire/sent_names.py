"""What the place that a 999 complains about is called: by a biller's word where there is one, else by the
guide's own name.

Promises a name for every place, also of a transaction whose guide isn't known or that isn't ours.
"""

from collections.abc import Iterator

from almoner.core.wire.claim_837_map import SentSet
from almoner.core.wire.claim_837_names import ELEMENTS, element_name, segment_name
from almoner.core.x12.answers import SegmentError
from almoner.core.x12.check import edition_of
from almoner.core.x12.explain import Reading, explain
from almoner.core.x12.spec import Guide, SegmentSpec

_CLAIMS = "837"


class SentNames:
    """The names of one segment in error and of its elements."""

    def __init__(self, sent: SentSet | None, error: SegmentError) -> None:
        self.error = error
        self.sent = sent
        self.is_claims = sent is None or sent.received.set_id == _CLAIMS
        self.qualifier = sent.qualifier(error.segment_index, error.segment) if sent else ""
        edition = edition_of(sent.received) if sent else None
        self.spec = self._spec(edition.guide) if edition else None

    def segment(self) -> str:
        """The segment's name."""
        told = segment_name(self.error.segment, self.qualifier) if self.is_claims else ""
        if told and not told.startswith("segment "):
            return told
        return _plain(self.spec.name) if self.spec else told or f"segment {self.error.segment}"

    def element(self, number: int, component: int | None) -> str:
        """An element's name, or that of its component."""
        segment_id = self.error.segment
        if self.is_claims and ((segment_id, number) in ELEMENTS or (segment_id == "HI" and number > 1)):
            return element_name(segment_id, number, self.qualifier)
        if self.spec is None or not 1 <= number <= len(self.spec.elements):
            return element_name(segment_id, number, self.qualifier) if self.is_claims else f"element {number}"
        element = self.spec.elements[number - 1]
        if component and component <= len(element.parts):
            element = element.parts[component - 1]
        if not element.name:
            return f"element {number}"
        return f"{_plain(element.name)} of the {_plain(self.spec.name)}"

    def _spec(self, guide: Guide) -> SegmentSpec | None:
        """What the guide says of such a segment in this loop: where several have its id, the one that the
        segment fits best."""
        fitting = list(_specs(guide, self.error))
        segment = self.sent.at(self.error.segment_index) if self.sent else None
        if segment is None or segment.id != self.error.segment:
            needed = [spec for spec in fitting if spec.required]
            return needed[0] if len(needed) == 1 else fitting[0] if len(fitting) == 1 else None
        reading = Reading(segment.delimiters, guide.amount_digits)
        return min(
            fitting,
            key=lambda spec: sum(1 for _ in explain(spec, segment.elements, reading)),
            default=None,
        )


def _specs(guide: Guide, error: SegmentError) -> Iterator[SegmentSpec]:
    for loop in guide.root.loops():
        if loop.id == error.loop or (error.loop in ("", "HEADER", "ST") and loop is guide.root):
            yield from (spec for spec in loop.segments() if spec.id == error.segment)
            return


def _plain(name: str) -> str:
    return name.replace("_", " ")

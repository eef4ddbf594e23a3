"""One segment with its place in the file."""

from dataclasses import dataclass, field

from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.scanner import Elements

_USUAL = Delimiters()


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as it stands in the file: `elements[0]` is the id (in capitals), `elements[n]` is X12 element
    n.

    `index` counts from ST = 1 within its transaction and is 0 in an envelope; `byte_offset` is its first
    byte's place in the file. It knows the separators of its interchange."""

    elements: Elements = field(repr=False)
    index: int = 0
    byte_offset: int = 0
    delimiters: Delimiters = field(default=_USUAL, repr=False)

    @property
    def id(self) -> str:
        return self.elements[0]

    def get(self, number: int, default: str = "") -> str:
        """Element `number`, or the default where the segment ends before it."""
        return self.elements[number] if number < len(self.elements) else default

    def parts(self, number: int) -> list[str]:
        """The components of an element. Never empty: an absent or empty element gives one empty component."""
        return split_parts(self.get(number), self.delimiters.component)

    def repeats(self, number: int) -> list[str]:
        """The repetitions of an element; never empty either."""
        return split_parts(self.get(number), self.delimiters.repetition)


def split_parts(value: str, separator: str) -> list[str]:
    """The value at each separator, or whole where the interchange has no such separator."""
    return value.split(separator) if separator else [value]

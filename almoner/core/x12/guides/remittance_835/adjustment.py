"""The CAS of the 835: a group and up to six reasons with amount and quantity, the same at claim and line.
Facts checked against the map of pyx12 (BSD-3-Clause) and moov-io/x12 (Apache-2.0)."""

from almoner.core.x12.guides.common import S, SegmentSpec, segment

_TRIPLETS = "\n".join(
    f"{3 * n - 1} {usage} reason{n} @carc\n{3 * n} {usage} amount{n}\n{3 * n + 1} S quantity{n}"
    for n, usage in enumerate("RSSSSS", 1)
)


def adjustments(name: str) -> SegmentSpec:
    """The CAS of this name, up to 99 of them."""
    return segment("CAS", S, name, f"1 R group CO OA PI PR\n{_TRIPLETS}", most=99)


__all__ = ["adjustments"]

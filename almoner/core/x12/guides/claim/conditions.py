"""Conditions that a claim or line says to hold or not: CRC. Facts checked against pyx12's maps
(BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.common import S, SegmentSpec, segment


def conditions(name: str, category: str, codes: str, count: int, *, most: int = 1) -> SegmentSpec:
    """A CRC that says whether conditions of a category hold: the first is required, up to `count`."""
    rows = [
        f"{place + 2} {'R' if place == 1 else 'S'} condition{place} {codes}" for place in range(1, count + 1)
    ]
    return segment(
        "CRC", S, name, "\n".join([f"1 R category {category}", "2 R applies N Y", *rows]), most=most
    )


EPSDT_REFERRAL = conditions("epsdt_referral", "ZZ", "AV NU S2 ST", 3)

"""The SVC of the 276, the 277 and the 277CA: the service line that a status is asked or told of. Facts
checked against pyx12's maps (BSD-3-Clause) and LinuxForHealth/x12 (Apache-2.0)."""

from almoner.core.x12.guides.common import R, SegmentSpec, segment


def service(others: str, *, units: str = "R") -> SegmentSpec:
    """An SVC: the rows of its other elements, and whether the units are required."""
    return segment(
        "SVC",
        R,
        "service",
        f"""
        1 R procedure
        1-1 R qualifier AD ER HC HP IV N4 NU WK
        1-2 R code
        1-3 S modifier1 @modifier
        1-4 S modifier2 @modifier
        1-5 S modifier3 @modifier
        1-6 S modifier4 @modifier
        2 R charge
        4 S revenue_code @revenue
        7 {units} submitted_units
        {others}
        """,
    )


__all__ = ["service"]

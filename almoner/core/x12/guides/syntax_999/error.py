"""Loops 2100 (a segment in error) and 2110 (an element in error) of the 999. Facts checked against pyx12's
map (BSD-3-Clause) and published examples."""

from dataclasses import replace

from almoner.core.x12.guides.common import MANY, R, S, SegmentSpec, loop, segment

_POSITION = """
    {n} {usage} position
    {n}-1 R element
    {n}-2 S component
    {n}-3 S repetition
"""

SEGMENT_ERROR = segment(
    "IK3",
    R,
    "segment_error",
    """
    1 R segment_id
    2 R segment_number
    3 S loop 1..6
    4 S error 1 2 3 4 5 6 7 8 I4 I6 I7 I8 I9
    """,
)


def _spaced(spec: SegmentSpec) -> SegmentSpec:
    """The CTX with the names of its first element as they are sent, with blanks instead of underscores."""
    context, *others = spec.elements
    name, *parts = context.parts
    codes = frozenset(code.replace("_", " ") for code in name.codes)
    return replace(spec, elements=(replace(context, parts=(replace(name, codes=codes), *parts)), *others))


def _trigger(name: str, most: int) -> SegmentSpec:
    """A CTX that names the place whose content made a situational rule hold."""
    table = f"""
        1 R context *10
        1-1 R name SITUATIONAL_TRIGGER
        2 R segment_id
        3 R segment_number
        4 S loop 1..6
        {_POSITION.format(n=5, usage="S")}
        6 S data_elements
        6-1 R data_element
        6-2 S inner_data_element
    """
    return _spaced(segment("CTX", S, name, table, most=most))


BUSINESS_UNIT = _spaced(
    segment(
        "CTX",
        S,
        "business_unit",
        f"""
        1 R context *10
        1-1 R name CLM01 TRN02 ENT01 NM109 PATIENT_NAME_NM109 SUBSCRIBER_NAME_NM109 SUBSCRIBER_NUMBER_REF02
        1-2 S reference
        {_POSITION.format(n=5, usage="S")}
        """,
    )
)

ELEMENT_ERROR = segment(
    "IK4",
    R,
    "element_error",
    f"""
    {_POSITION.format(n=1, usage="R")}
    2 S data_element
    3 R error 1 2 3 4 5 6 7 8 9 10 11 12 13 I6 I9 I10 I11 I12 I13
    4 S bad_value
    """,
)

LOOP_2110 = loop("2110", S, "element_errors", ELEMENT_ERROR, _trigger("element_trigger", 10), most=MANY)

LOOP_2100 = loop(
    "2100",
    S,
    "segment_errors",
    SEGMENT_ERROR,
    _trigger("segment_trigger", 9),
    BUSINESS_UNIT,
    LOOP_2110,
    most=MANY,
)

__all__ = ["LOOP_2100"]

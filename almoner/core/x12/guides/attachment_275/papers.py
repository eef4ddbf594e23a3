"""The papers themselves: 2000A (which request or announced attachment), its service line and date (2100A),
what is sent and when (2100B), the document (2110B). Sources: see the package.
"""

from almoner.core.x12.guides.common import MANY, R, S, dated, loop, reference, segment


def _question(number: int, usage: str, name: str) -> str:
    rows = ("1 R category @status_category", "2 R code", "3 S entity", "4 S list")
    return "\n".join([f"{number} {usage} {name}", *(f"{number}-{row}" for row in rows)])


STATUS = segment(
    "STC",
    S,
    "question",
    f"""
    {_question(1, "R", "status")}
    2 S date
    {_question(10, "S", "status2")}
    {_question(11, "S", "status3")}
    """,
)
"""What the payer asked for, repeated from its request: codes of the laboratory and document list."""

TRACE = segment(
    "TRN",
    R,
    "trace",
    """
    1 R type 1 2
    2 R number
    3 S assigned_by
    4 S assigned_by_division
    """,
)

CATEGORY = segment(
    "CAT",
    R,
    "category",
    """
    1 R report AE UK
    2 R transmission
    3 S version
    """,
)

FORMAT = segment("EFI", R, "format", "1 R security 05")

BINARY = segment("BIN", S, "document", "1 R length\n2 R data")

STRUCTURED = segment(
    "BDS",
    S,
    "filtered_document",
    """
    1 R filter
    2 R length
    3 R data
    """,
)
"""A document in text form: base 64 or plain, as its filter says."""

LOOP_2100B = loop(
    "2100B",
    R,
    "papers",
    dated(R, "submitted_date", "368"),
    CATEGORY,
    loop("2110B", S, "document", FORMAT, BINARY, STRUCTURED, most=MANY),
)

LOOP_2000A = loop(
    "2000A",
    R,
    "attachment",
    segment("LX", R, "number", "1 R number"),
    TRACE,
    STATUS,
    reference(S, "line_number", "6R FJ"),
    segment("REF", S, "service_code", "1 R qualifier\n2 R value", most=2),
    loop("2100A", S, "service_line", dated(R, "service_date", "472", "D8 RD8")),
    LOOP_2100B,
    most=MANY,
)

"""Tables for the HI, which holds up to twelve codes of a list: diagnoses, procedures, occurrences, values."""

ON_A_DATE = "3 R format D8\n4 R date"
OVER_DATES = "3 R format RD8\n4 R dates"
WITH_AMOUNT = "5 R amount"
PRESENT_ON_ADMISSION = "9 S present_on_admission N U W Y"


def codes(first: str, others: str = "", count: int = 1, *, more: str = "") -> str:
    """The rows of an HI of `count` codes: the lists that the first may come from, those of the others, and
    the further components that each code has.
    """
    rows = []
    for place in range(1, count + 1):
        usage, lists = ("R", first) if place == 1 else ("S", others)
        rows += [f"{place} {usage} code{place}", f"{place}-1 R list {lists}", f"{place}-2 R code"]
        rows += [f"{place}-{row}" for row in more.splitlines()]
    return "\n".join(rows)

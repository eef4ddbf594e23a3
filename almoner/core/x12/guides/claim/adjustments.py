"""What earlier payers did with a claim or a line: CAS, and 2430 around it. Facts checked against pyx12's
maps (BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.common import LoopSpec, R, S, SegmentSpec, amount, dated, loop, segment


def _triplets() -> str:
    rows = ["1 R group CO CR OA PI PR"]
    for place in range(1, 7):
        usage = "R" if place == 1 else "S"
        at = 3 * place
        rows += [
            f"{at - 1} {usage} reason{place} @carc",
            f"{at} {usage} amount{place}",
            f"{at + 1} S quantity{place}",
        ]
    return "\n".join(rows)


ADJUSTMENT = segment("CAS", S, "adjustment", _triplets(), most=5)
"""Up to six adjustments of one group."""

REMAINING_LIABILITY = amount(S, "remaining_patient_liability", "EAF")

CHECK_DATE = dated(S, "payment_date", "573")


def line_adjudication(line_payment: SegmentSpec) -> LoopSpec:
    """2430: what one other payer made of the line; `line_payment` is the guide's SVD."""
    return loop(
        "2430",
        S,
        "adjudication",
        line_payment,
        ADJUSTMENT,
        dated(R, "payment_date", "573"),
        REMAINING_LIABILITY,
        most=15,
    )


def line_payment(procedures: str, *, revenue: bool = False) -> SegmentSpec:
    """The SVD of a line with a procedure code of the kinds `procedures`; institutional ones have a revenue
    code and may lack a procedure.
    """
    return segment(
        "SVD",
        R,
        "line_payment",
        f"""
        1 R payer
        2 R paid
        3 {"S" if revenue else "R"} procedure
        {procedure_rows(3, procedures)}
        {"4 R revenue_code @revenue" if revenue else ""}
        5 R quantity
        6 S bundled_into
        """,
    )


def procedure_rows(number: int, qualifiers: str) -> str:
    """The rows of a procedure composite at a place: qualifier, code, four modifiers, description."""
    rows = [f"{number}-1 R qualifier {qualifiers}", f"{number}-2 R code"]
    rows += [f"{number}-{place} S modifier{place - 2} @modifier" for place in range(3, 7)]
    return "\n".join([*rows, f"{number}-7 S description"])

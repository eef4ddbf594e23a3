"""Loops 2200D and 2200E (a claim's status) and 2220D and 2220E (a line's) of the 277, the same for subscriber
and dependent. Facts checked against pyx12's map (BSD-3-Clause) and LinuxForHealth/x12 (Apache-2.0)."""

from almoner.core.x12.guides.common import MANY, LoopSpec, R, S, Usage, dated, loop, reference, segment
from almoner.core.x12.guides.status.outcome import outcome
from almoner.core.x12.guides.status.service import service

ENTITIES = " ".join(
    """
    03 13 17 1E 1G 1H 1I 1O 1P 1Q 1R 1S 1T 1U 1V 1W 1X 1Y 1Z 28 2A 2B 2D 2E 2I 2K 2P 2Q 2S 2Z 30 36 3A
    3C 3D 3E 3F 3G 3H 3I 3J 3K 3L 3M 3N 3O 3P 3Q 3R 3S 3T 3U 3V 3W 3X 3Y 3Z 40 43 44 4A 4B 4C 4D 4E 4F
    4G 4H 4I 4J 4L 4M 4N 4O 4P 4Q 4R 4S 4U 4V 4W 4X 4Y 4Z 5A 5B 5C 5D 5E 5F 5G 5H 5I 5J 5K 5L 5M 5N 5O
    5P 5Q 5R 5S 5T 5U 5V 5W 5X 5Y 5Z 61 6A 6B 6C 6D 6E 6F 6G 6H 6I 6J 6K 6L 6M 6N 6O 6P 6Q 6R 6S 6U 6V
    6W 6X 6Y 71 72 73 74 77 7C 80 82 84 85 87 95 CK CZ D2 DD DJ DK DN DO DQ E1 E2 E7 E9 FA FD FE G0 G3
    GB GD GI GJ GK GM GY HF HH I3 IJ IL IN LI LR MR MSC OB OD OX P0 P2 P3 P4 P6 P7 PRP PT PV PW QA QB QC
    QD QE QH QK QL QN QO QS QV QY RC RW S4 SEP SJ SU T4 TL TQ TT TTP TU UH X3 X4 X5 ZZ
    """.split()
)

TRACE = segment("TRN", R, "trace", "1 R kind 2\n2 R number")

CLAIM_STATUS = outcome(
    """
    2 R status_date
    4 S charge
    5 S paid
    6 S decision_date
    8 S payment_date
    9 S payment_number
    """,
    ENTITIES,
    pharmacy=True,
)

CLAIM_SEGMENTS = (
    TRACE,
    CLAIM_STATUS,
    reference(S, "payer_claim_number", "1K"),
    reference(S, "bill_type", "BLT"),
    reference(S, "patient_account_number", "EJ"),
    reference(S, "prescription_number", "XZ"),
    reference(S, "voucher_number", "VV"),
    reference(S, "clearinghouse_number", "D9"),
    dated(S, "service_date", "472", "D8 RD8"),
)

LINE_SEGMENTS = (
    service("3 S paid"),
    outcome("2 R status_date", ENTITIES, pharmacy=True),
    reference(S, "line_control_number", "FJ"),
    dated(R, "service_date", "472", "D8 RD8"),
)


def claim(letter: str, usage: Usage) -> LoopSpec:
    """Loop 2200 with its lines at the level of this letter."""
    line = loop(f"2220{letter}", S, "service_line", *LINE_SEGMENTS, most=MANY)
    return loop(f"2200{letter}", usage, "claim", *CLAIM_SEGMENTS, line, most=MANY)


__all__ = ["claim"]

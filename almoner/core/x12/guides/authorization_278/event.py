"""What is said of a patient event (2000E): dates, diagnoses, conditions, ambulance, spine, oxygen, home
health, transport. Sources: see the package.
"""

from almoner.core.x12.guides.common import N3, LoopSpec, R, S, SegmentSpec, dated, level, loop, segment

EVENT_LEVEL = level("EV", "level")

DATES = (
    dated(S, "accident_date", "439"),
    dated(S, "last_period_date", "484"),
    dated(S, "expected_birth_date", "ABC"),
    dated(S, "onset_date", "431"),
    dated(S, "event_date", "AAH", "D8 RD8"),
    dated(S, "admission_date", "435", "D8 RD8"),
    dated(S, "discharge_date", "096"),
)

_DIAGNOSIS_KINDS = "ABF ABJ ABK APR BF BJ BK DR LOI PR"


def _diagnoses() -> str:
    rows = []
    for place in range(1, 13):
        rows += [
            f"{place} {'R' if place == 1 else 'S'} diagnosis{place}",
            f"{place}-1 R qualifier {_DIAGNOSIS_KINDS}",
            f"{place}-2 R code",
            f"{place}-3 S format D8",
            f"{place}-4 S date",
        ]
    return "\n".join(rows)


DIAGNOSES = segment("HI", S, "diagnoses", _diagnoses())


def _condition(name: str, category: str) -> SegmentSpec:
    return segment(
        "CRC",
        S,
        name,
        f"""
        1 R category {category}
        2 R applies N Y
        3 R condition1
        4 S condition2
        5 S condition3
        6 S condition4
        7 S condition5
        """,
    )


CONDITIONS = (
    _condition("ambulance_condition", "07"),
    _condition("spinal_condition", "08"),
    _condition("equipment_condition", "09"),
    _condition("oxygen_condition", "11"),
    _condition("functional_limits", "75"),
    _condition("activities_permitted", "76"),
    _condition("mental_status", "77"),
)

ADMISSION = segment(
    "CL1",
    S,
    "admission",
    """
    1 S type
    2 S source
    3 S patient_status
    4 S residence 1 2 3 4 5 6 7 8 9
    """,
)

AMBULANCE = segment(
    "CR1",
    S,
    "ambulance",
    """
    1 S weight_unit KG LB
    2 S weight
    3 R transport I R T X
    4 S reason A B C D E F
    5 S distance_unit DH DK
    6 S distance
    7 S origin
    8 S destination
    9 S round_trip_purpose
    10 S stretcher_purpose
    """,
)

_LEVELS = "C1 C2 C3 C4 C5 C6 C7 CO IL L1 L2 L3 L4 L5 OC SA T1 T10 T11 T12 T2 T3 T4 T5 T6 T7 T8 T9"

SPINAL_MANIPULATION = segment(
    "CR2",
    S,
    "spinal_manipulation",
    f"""
    1 S treatment
    2 S treatments
    3 S first_level {_LEVELS}
    4 S last_level {_LEVELS}
    5 S period_unit DA MO WK YR
    6 S period
    7 S monthly_treatments
    8 S condition A C D E F G M
    9 S has_complication N Y
    10 S description1
    11 S description2
    12 S has_xrays N Y
    """,
)

OXYGEN = segment(
    "CR5",
    S,
    "oxygen",
    """
    3 S equipment1 A B C D E O
    4 S equipment2 A B C D E O
    5 S equipment_reason
    6 R flow_rate
    7 S daily_uses
    8 S hours_per_use
    9 S therapist_orders
    10 S blood_gas
    11 S saturation
    12 S test_condition E N O R S W X
    13 S finding1 1 2 3
    14 S finding2 1 2 3
    15 S finding3 1 2 3
    16 S portable_flow_rate
    17 R delivery A B C D E
    18 S equipment3 A B C D E O
    """,
)

HOME_HEALTH = segment(
    "CR6",
    S,
    "home_health",
    """
    1 R prognosis 1 2 3 4 5 6 7 8
    2 R start_date
    3 S certification_format RD8
    4 S certification_period
    6 S in_nursing_facility N U Y
    7 R medicare_covered N U W Y
    8 R kind 1 2 3 4 I N R S
    9 S surgery_date
    10 S procedure_qualifier HC ID
    11 S procedure
    12 S order_date
    13 S last_visit_date
    14 S physician_contact_date
    15 S admission_format RD8
    16 S admission_period
    17 S location
    """,
)

CARE = (ADMISSION, AMBULANCE, SPINAL_MANIPULATION, OXYGEN, HOME_HEALTH)

_STOP = segment("NM1", R, "name", "1 R entity 45 FS ND PW R3\n2 R kind 2\n3 S last_or_organization")
_STOP_CITY = segment("N4", R, "city", "1 S city\n2 S state @state\n3 S zip @zip")


def transport(loop_id: str) -> LoopSpec:
    """Where an ambulance takes the patient up, passes, and lets him down."""
    return loop(loop_id, S, "transport_stop", _STOP, N3, _STOP_CITY, most=5)

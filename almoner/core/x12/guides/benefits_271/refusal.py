"""Why a request can't be answered (AAA), by the level that it is said of. Checked against LinuxForHealth's
models (Apache-2.0) and pyx12's map of the version before (BSD-3-Clause).
"""

from almoner.core.x12.guides.common import S, SegmentSpec, segment


def _refusal(reasons: str, actions: str) -> SegmentSpec:
    return segment(
        "AAA", S, "refusal", f"1 R is_valid N Y\n3 R reason {reasons}\n4 R follow_up {actions}", most=9
    )


_ANY_ACTION = "C N P R S W X Y"

OF_TRANSACTION = _refusal("04 41 42 79", _ANY_ACTION)
OF_SOURCE = _refusal("04 41 42 79 80 T4", _ANY_ACTION)
OF_RECEIVER = _refusal("15 41 43 44 45 46 47 48 50 51 79 97 T4", _ANY_ACTION)
OF_MEMBER = _refusal(
    "15 35 42 43 44 45 46 47 48 49 51 52 56 57 58 60 61 62 63 64 65 66 67 68 71 72 73 74 75 76 77 78",
    _ANY_ACTION,
)
OF_BENEFIT = _refusal("15 33 52 53 54 55 56 57 60 61 62 63 69 70 98 AA AE AF AG AO CI E8 IA MA", _ANY_ACTION)

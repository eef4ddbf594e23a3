"""Codes that the inquiry, the answer and the authorization share. Checked against LinuxForHealth's models
(Apache-2.0) and what pyx12's maps of the version before (BSD-3-Clause) carry over.
"""

_SERVICE_TYPES = """
    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 30 32 33 34 35 36 37 38
    39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71
    72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 A0 A1 A2 A3 A4
    A5 A6 A7 A8 A9 AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AQ AR B1 B2 B3 BA BB BC BD BE BF BG BH
    BI BJ BK BL BM BN BP BQ BR BS BT BU BV BW BX BY BZ C1 CA CB CC CD CE CF CG CH CI CJ CK CL CM CN CO
    CP CQ DG DM DS GF GN GY IC MH NI ON PT PU RN RT TC TN UC
"""
SERVICE_TYPES = " ".join(_SERVICE_TYPES.split())

PROCEDURE_KINDS = "AD CJ HC ID IV N4 ZZ"

COVERAGE_LEVELS = "CHD DEP ECH EMP ESP FAM IND SPC SPO"

INSURANCE_TYPES = (
    "12 13 14 15 16 41 42 43 47 AP C1 CO CP D DB EP FF GP HM HN HS IN IP LC LD LI LT MA MB MC MH MI MP OT PE "
    "PL PP PR PS QM RP SP TF WC WU"
)

PROVIDER_ROLES = "AD AT BI CO CV H HH LA OT P1 P2 PC PE R RF SB SK SU"
PROVIDER_IDS = "9K D3 EI HPI PXC SY TJ"

DIAGNOSIS_KINDS = "ABF ABK BF BK"


def procedure_rows(number: int, qualifiers: str) -> str:
    """The rows of a procedure composite at a place: qualifier, code, four modifiers, the end of a range."""
    rows = [f"{number}-1 R qualifier {qualifiers}", f"{number}-2 R code"]
    rows += [f"{number}-{place} S modifier{place - 2} @modifier" for place in range(3, 7)]
    return "\n".join([*rows, f"{number}-8 S last_code"])


def pointer_rows(number: int) -> str:
    """The rows of a composite that points to up to four diagnoses."""
    return "\n".join(f"{number}-{place} {'R' if place == 1 else 'S'} pointer{place}" for place in range(1, 5))

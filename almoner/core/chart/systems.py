"""The code systems that a chart names, by the URI that it keeps, and what a code of each looks like.

Facts of shape alone: whether a code exists on a day is asked of the imported code sets. SNOMED CT ends in a
Verhoeff check digit, LOINC in a Luhn one.
"""

import re

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD9CM = "http://hl7.org/fhir/sid/icd-9-cm"
ICD10PCS = "http://www.cms.gov/Medicare/Coding/ICD10"
CPT = "http://www.ama-assn.org/go/cpt"
HCPCS = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
CVX = "http://hl7.org/fhir/sid/cvx"
MVX = "http://hl7.org/fhir/sid/mvx"
NDC = "http://hl7.org/fhir/sid/ndc"
UNII = "http://fdasis.nlm.nih.gov"
ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"

NAMES = {
    ICD10CM: "ICD-10-CM",
    SNOMED: "SNOMED CT",
    LOINC: "LOINC",
    RXNORM: "RxNorm",
    NDC: "NDC",
    CPT: "CPT",
    HCPCS: "HCPCS",
    CVX: "CVX",
    MVX: "MVX",
    UNII: "UNII",
    ICD9CM: "ICD-9-CM",
    ICD10PCS: "ICD-10-PCS",
    ROLE: "role",
}
"""What people call each."""

_SHAPES = {
    SNOMED: re.compile(r"[1-9][0-9]{5,17}"),
    LOINC: re.compile(r"[0-9]{1,7}-[0-9]"),
    RXNORM: re.compile(r"[1-9][0-9]{0,7}"),
    ICD10CM: re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?"),
    ICD9CM: re.compile(r"[0-9VE][0-9]{2,3}(\.[0-9]{1,2})?"),
    ICD10PCS: re.compile(r"[0-9A-HJ-NP-Z]{7}"),
    CPT: re.compile(r"[0-9]{4}[0-9A-Z]"),
    HCPCS: re.compile(r"[A-Z][0-9]{4}"),
    CVX: re.compile(r"[0-9]{2,3}"),
    MVX: re.compile(r"[A-Z]{2,5}"),
    NDC: re.compile(r"[0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}"),
    UNII: re.compile(r"[0-9A-Z]{10}"),
}
_OTHER = re.compile(r"[!-~]([ -~]{0,98}[!-~])?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:[!-~]{1,200}")

_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_SHIFTS = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def is_code(system: str, code: str) -> bool:
    """True where a code has the shape that its system gives its codes, check digits too."""
    shape = _SHAPES.get(system)
    if shape is None:
        return bool(_URI.fullmatch(system)) and bool(_OTHER.fullmatch(code))
    if not shape.fullmatch(code):
        return False
    if system == SNOMED:
        return _verhoeff(code) == 0
    return system != LOINC or _luhn(code.replace("-", ""))


def written(system: str, code: str) -> str:
    """Return a code as it is kept: upper case, and ICD-10-CM with its dot."""
    plain = code.strip().upper()
    if system == ICD10CM and "." not in plain and len(plain) > len("E11"):
        return f"{plain[:3]}.{plain[3:]}"
    return plain


def _verhoeff(digits: str) -> int:
    """The remainder of the dihedral check; 0 for a number that was copied right."""
    kept = 0
    for place, digit in enumerate(reversed(digits)):
        kept = int(_TIMES[kept][int(_SHIFTS[place % 8][int(digit)])])
    return kept


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0

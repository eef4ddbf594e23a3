"""What elements of an 837 are called by a biller, for the few that acknowledgements complain about; our own
names.
"""

ENTITIES = {
    "40": "receiver",
    "41": "submitter",
    "71": "attending provider",
    "72": "operating physician",
    "77": "service facility",
    "82": "rendering provider",
    "85": "billing provider",
    "87": "pay-to address",
    "DK": "ordering provider",
    "DN": "referring provider",
    "DQ": "supervising provider",
    "IL": "subscriber",
    "P3": "primary-care provider",
    "PR": "payer",
    "QC": "patient",
}

ELEMENTS = {
    ("AMT", 2): "amount",
    ("CAS", 1): "adjustment group",
    ("CAS", 2): "adjustment reason",
    ("CAS", 3): "adjustment amount",
    ("CLM", 1): "claim number",
    ("CLM", 2): "claim charge",
    ("CLM", 5): "place of service and frequency",
    ("CLM", 6): "provider's signature",
    ("CLM", 7): "assignment",
    ("CLM", 8): "benefits assigned",
    ("CLM", 9): "release of information",
    ("CLM", 11): "cause of the accident",
    ("CTP", 4): "drug quantity",
    ("DMG", 2): "birth date",
    ("DMG", 3): "sex",
    ("DTP", 3): "date",
    ("HI", 1): "principal diagnosis",
    ("LIN", 3): "drug number",
    ("N3", 1): "street",
    ("N4", 1): "city",
    ("N4", 2): "state",
    ("N4", 3): "ZIP",
    ("NM1", 3): "last name or organization",
    ("NM1", 4): "first name",
    ("NM1", 9): "id number",
    ("PAT", 1): "relation to the subscriber",
    ("PER", 4): "telephone",
    ("PRV", 3): "taxonomy",
    ("REF", 2): "number",
    ("SBR", 1): "order of the payer",
    ("SBR", 2): "relation to the subscriber",
    ("SBR", 3): "group number",
    ("SBR", 5): "reason for Medicare second",
    ("SBR", 9): "claim filing indicator",
    ("SV1", 1): "procedure",
    ("SV1", 2): "line charge",
    ("SV1", 3): "kind of units",
    ("SV1", 4): "units",
    ("SV1", 5): "place of service of the line",
    ("SV1", 7): "diagnosis pointers",
    ("SVD", 1): "earlier payer's id",
    ("SVD", 2): "earlier payer's payment",
}

DATES = {
    "431": "onset",
    "435": "admission",
    "439": "accident",
    "472": "service",
    "573": "earlier payer's decision",
}

NUMBERS = {
    "4N": "exception code",
    "6R": "line number",
    "9F": "referral number",
    "EI": "tax number",
    "F8": "payer's number of the original claim",
    "G1": "authorization number",
    "G2": "payer's number of the provider",
    "SY": "tax number",
    "X4": "laboratory certificate",
    "Y4": "injury insurer's claim number",
}


def element_name(segment_id: str, element: int, qualifier: str = "") -> str:
    """Return a name for an element; `qualifier` is the first element of its segment as it was sent."""
    if segment_id == "HI" and element > 1:
        return f"diagnosis {element}"
    name = ELEMENTS.get((segment_id, element), f"element {element}")
    if segment_id in ("NM1", "N3", "N4"):
        return f"{name} of the {ENTITIES[qualifier]}" if qualifier in ENTITIES else name
    if segment_id == "DTP" and element == 3:
        return f"{DATES.get(qualifier, '')} date".strip()
    if segment_id == "REF" and element == 2:
        return NUMBERS.get(qualifier, name)
    return name


def segment_name(segment_id: str, qualifier: str = "") -> str:
    """Return a name for a segment: whose name, which date, which number."""
    if segment_id == "NM1" and qualifier in ENTITIES:
        return f"name of the {ENTITIES[qualifier]}"
    if segment_id == "DTP" and qualifier in DATES:
        return f"{DATES[qualifier]} date"
    if segment_id == "REF" and qualifier in NUMBERS:
        return NUMBERS[qualifier]
    return SEGMENTS.get(segment_id, f"segment {segment_id}")


SEGMENTS = {
    "CAS": "adjustments of an earlier payer",
    "CLM": "claim",
    "DMG": "birth date and sex",
    "HI": "diagnoses",
    "HL": "level",
    "LIN": "drug",
    "LX": "line",
    "N3": "street",
    "N4": "city, state and ZIP",
    "OI": "consents toward another payer",
    "PAT": "patient's relation",
    "PRV": "taxonomy",
    "SBR": "policy",
    "SV1": "service line",
    "SVD": "earlier payer's decision on the line",
}

"""What level 5 says, a row a list of codes and kind of fault. Ids are never reused; messages are for billers
and hold no value of a file."""

from typing import Literal, NamedTuple

from almoner.core.x12.issue import Severity
from almoner.core.x12.rule import Rule, says_nothing

Kind = Literal["form", "absent", "not_valid", "uncertain", "case"]
"""What is wrong with a code: not of its list's form (or its check digit is wrong); not on the list; on it,
but not for this day or use; the list can't tell; in small letters."""


class ListWords(NamedTuple):
    """A list in our words: what a code of it is called, its form, the status code for a 277CA, the code for a
    999 where one carries it, and where form and numbers come from."""

    what: str
    form: str
    csc: str = ""
    code_999: str = ""
    source: str = "form of the list"


_X12_LISTS = "numbers assigned as of mid-2024, with room for later ones"

LISTS: dict[str, ListWords] = {
    "npi": ListWords(
        "national provider number",
        "Ten digits, the first 1 or 2, the last a check digit. Look for swapped digits.",
        "562",
        source="45 CFR 162.406; ISO 7812 check digit with the prefix 80840",
    ),
    "ein": ListWords(
        "employer or tax number", "Nine digits, without a dash.", "128", source="IRS number form"
    ),
    "ssn": ListWords("social security number", "Nine digits, without dashes.", source="SSA number form"),
    "mbi": ListWords(
        "Medicare number",
        "Eleven characters as on the Medicare card, without dashes; letters S, L, O, I, B and Z don't occur.",
        "164",
        source="CMS form of the Medicare number; the only one in use since 2020-01-01",
    ),
    "clia": ListWords(
        "laboratory's CLIA number",
        "Ten characters, the third a D, the others digits.",
        source="CMS CLIA number",
    ),
    "taxonomy": ListWords(
        "taxonomy code", "Three digits, six digits or letters, and an X at the end.", "145"
    ),
    "state": ListWords(
        "state or province",
        "The two letters of a US state, territory or military area, or of a Canadian province.",
        "501",
        "7",
        "USPS and Canada Post, as of 2024",
    ),
    "country": ListWords("country", "The two letters of ISO 3166.", "", "7", "ISO 3166-1, as of 2024"),
    "zip": ListWords("postal code", "Five or nine digits, without a dash.", "500", source="USPS"),
    "postal": ListWords(
        "postal code", "In Canada letter and digit in turn, six of them.", "500", source="Canada Post"
    ),
    "currency": ListWords("currency", "The three letters of ISO 4217.", "", "7", "ISO 4217"),
    "icd10cm": ListWords(
        "ICD-10 diagnosis code",
        "A letter and two to six more letters or digits, without the dot.",
        "255",
        source="CDC and CMS, form and categories of ICD-10-CM up to fiscal year 2027",
    ),
    "icd9cm": ListWords(
        "ICD-9 diagnosis code",
        "Three to five digits (V or E may come first), without the dot.",
        "255",
    ),
    "icd10pcs": ListWords(
        "ICD-10 procedure code",
        "Seven digits or letters, without a dot; I and O don't occur.",
        "490",
        source="CMS, form of ICD-10-PCS",
    ),
    "icd9pcs": ListWords("ICD-9 procedure code", "Three or four digits, without the dot.", "490"),
    "procedure": ListWords(
        "procedure code", "Five characters: five digits, or four digits and a letter.", "454"
    ),
    "hcpcs": ListWords(
        "procedure code", "Five characters: a letter and four digits.", "507", source="CMS HCPCS"
    ),
    "hipps": ListWords("rate code", "Five letters or digits.", "513", source="CMS HIPPS"),
    "dental": ListWords("dental procedure code", "A D and four digits.", "454"),
    "modifier": ListWords("modifier", "Two letters or digits.", "453"),
    "ndc": ListWords(
        "drug code",
        "Eleven digits (5-4-2, filled up with zeros), without dashes.",
        "218",
        source="45 CFR 162.1002",
    ),
    "pos": ListWords("place of service", "Two digits of the CMS list.", "249", source="CMS list, as of 2024"),
    "bill_type": ListWords(
        "bill type", "Two digits without the zero in front: kind of facility and kind of care.", "228"
    ),
    "frequency": ListWords("frequency", "One digit or letter: 1 first bill, 7 replacement, 8 void.", "228"),
    "revenue": ListWords("revenue code", "Four digits, with the zero in front.", "455"),
    "drg": ListWords("diagnosis related group", "Three or four digits.", "256"),
    "condition": ListWords("condition code", "Two letters or digits.", "460"),
    "occurrence": ListWords("occurrence code", "Two letters or digits.", "461"),
    "span": ListWords("occurrence span code", "Two letters or digits.", "462"),
    "value_code": ListWords("value code", "Two letters or digits.", "463"),
    "admission_type": ListWords("admission type", "One digit, 1 to 5 or 9.", "231"),
    "admission_source": ListWords("admission source", "One digit or letter.", "232"),
    "patient_status": ListWords("patient status at discharge", "Two digits.", "234"),
    "tooth": ListWords(
        "tooth",
        "1 to 32 or A to T; 51 to 82 or AS to TS for a tooth beyond the usual.",
        "244",
        source="universal numbering",
    ),
    "oral_cavity": ListWords("area of the mouth", "Two digits, or L or R."),
    "loinc": ListWords("LOINC code", "Digits, a dash, and a check digit."),
    "carc": ListWords(
        "adjustment reason",
        "A number, or a letter and a number, as the payer's list has it.",
        "",
        "",
        _X12_LISTS,
    ),
    "rarc": ListWords(
        "remark code", "M, MA or N and a number, as the payer's list has it.", "", "", _X12_LISTS
    ),
    "status_category": ListWords("status category", "A letter and a number.", "", "", _X12_LISTS),
    "status_code": ListWords("status code", "A number of up to three digits.", "", "", _X12_LISTS),
    "bank": ListWords(
        "bank routing number", "Nine digits; the last one is a check digit.", source="ABA number form"
    ),
}

_SENTENCES: dict[Kind, str] = {
    "form": "The {what} isn't of the form that such a code has.",
    "absent": "The {what} isn't on its list.",
    "not_valid": "The {what} isn't valid on the day that it stands for.",
    "uncertain": "The {what} isn't on the list that is loaded, which doesn't cover everything.",
    "case": "The {what} is in small letters.",
}
_NUMBERS: dict[Kind, str] = {"form": "01", "absent": "02", "not_valid": "03", "uncertain": "04", "case": "05"}
_HINTS: dict[Kind, str] = {
    "not_valid": "Look up the code that was in force on that day.",
    "uncertain": "Check the code against the full list.",
    "case": "Write it in capitals.",
}
_MILD = frozenset({"carc", "rarc"})
"""Lists of what payers say: a code that has ended is worth a look and stops no money."""


def _rule(name: str, kind: Kind) -> Rule:
    words = LISTS[name]
    severity: Severity = "error"
    if kind in ("uncertain", "case") or (kind == "not_valid" and name in _MILD):
        severity = "warning"
    return Rule(
        id=f"L5-{name.upper().replace('_', '-')}-{_NUMBERS[kind]}",
        loops=(),
        message=_SENTENCES[kind].format(what=words.what),
        hint=_HINTS.get(kind, words.form),
        check=says_nothing,
        severity=severity,
        snip=5,
        code_999=words.code_999 if severity == "error" else "",
        csc_277=f"A7:{words.csc}" if words.csc and severity == "error" else "",
        source=words.source,
    )


RULES: dict[tuple[str, Kind], Rule] = {(name, kind): _rule(name, kind) for name in LISTS for kind in _NUMBERS}
"""Each rule of level 5 by list and kind of fault."""

DOTTED = Rule(
    id="L5-DOT-01",
    loops=(),
    message="The diagnosis or procedure code is written with its dot.",
    hint="Send it without the dot.",
    check=says_nothing,
    snip=5,
    csc_277="A7:255",
    source="form of the code in an X12 file",
)
"""A code that would be good without its dot."""

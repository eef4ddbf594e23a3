"""The fields of the chart's forms as data: one declaration that a page draws, and that is read and filled."""

from dataclasses import dataclass

from almoner.core.chart.allergy import AllergyCategory, AllergyVerification, Criticality
from almoner.core.chart.entry import Label
from almoner.core.chart.history import TOPICS, Relative
from almoner.core.chart.immunization import Funding
from almoner.core.chart.order import OrderSort
from almoner.core.chart.problem import ProblemSort, Severity, Verification
from almoner.core.chart.procedure import ProcedureStatus
from almoner.core.chart.result import Flag, ResultSort, ResultStatus
from almoner.core.chart.systems import (
    CPT,
    CVX,
    HCPCS,
    ICD10CM,
    LOINC,
    MVX,
    NAMES,
    NDC,
    RXNORM,
    SNOMED,
    UNII,
)
from almoner.core.chart.vital import SORTS

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `sort` is how it is drawn (text, area, moment, date, number, select, diagnosis), or a list
    of the page that it chooses from (provider, visit, problem).
    """

    name: str
    label: str
    sort: str = "text"
    choices: Choices = ()
    hint: str = ""
    longest: int = 200
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A noun's form: what one is called, the key that opens it, its icon, and its fields."""

    one: str
    many: str
    key: str
    icon: str
    fields: tuple[Field, ...]


def _plain(*values: str, empty: str = "") -> Choices:
    known = tuple((one, one.replace("-", " ").replace("_", " ")) for one in values if one)
    return ((("", empty),) if empty else ()) + known


def _systems(*systems: str) -> Choices:
    return tuple((one, NAMES[one]) for one in systems)


def _named(label: str, *systems: str, hint: str = "") -> tuple[Field, ...]:
    return (
        Field("words", label, hint=hint, longest=500),
        Field("code", "Code", longest=100),
        Field("system", "of", "select", _systems(*systems)),
    )


WHEN = "2019, 2019-05 or 2019-05-14"
LABELS: Choices = (
    ("", "everybody who gives care"),
    (Label.PART2.value, "restricted: substance use (Part 2)"),
    (Label.MINOR.value, "restricted: a minor's own care"),
    (Label.PSYCHOTHERAPY.value, "me alone (psychotherapy)"),
    (Label.SELF_PAY.value, "no health plan (paid by the patient)"),
)
COMMON = (
    Field("author", "Said or done by", "provider"),
    Field("visit", "Visit", "visit"),
    Field("note", "Remark", longest=4000),
    Field("label", "Seen by", "select", LABELS),
)
_DAY = Field("on", "Day", "moment", is_required=True, hint=WHEN)
_LOT = (Field("lot", "Lot", longest=40), Field("expires", "Expires", "date"))
_UNITS = {name: tuple((one.code, one.words) for one in sort.units) for name, sort in SORTS.items()}

FORMS: dict[str, Form] = {
    "problem": Form(
        "problem",
        "Problems",
        "p",
        "clipboard-list",
        (
            Field("words", "Problem", hint="as you would say it", longest=500),
            Field("code", "Code", "diagnosis", hint="E11.9, or words", longest=100),
            Field("system", "of", "select", _systems(ICD10CM, SNOMED)),
            Field("onset", "Since", "moment", hint=WHEN),
            Field("severity", "Severity", "select", _plain(*Severity, empty="not said")),
            Field("verification", "How sure", "select", _plain(*Verification)),
            Field("sort", "List", "select", _plain(*ProblemSort)),
        ),
    ),
    "medication": Form(
        "medication",
        "Medications",
        "m",
        "pill",
        (
            *_named("Drug and strength", RXNORM, NDC),
            Field("dosage", "How it is taken", hint="1 tablet once a day", longest=500),
            Field("reason", "For", "problem"),
            Field("written", "Ordered on", "moment", hint=WHEN),
            Field("since", "Taken since", "moment", hint=WHEN),
            Field("quantity", "Quantity", "number"),
            Field("refills", "Refills", "number"),
            Field("supply", "Days of supply", "number"),
            Field(
                "reported",
                "Known from",
                "select",
                (
                    ("", "an order here"),
                    ("patient", "the patient"),
                    ("relative", "a relative"),
                    ("other", "others"),
                ),
            ),
            Field(
                "adherence",
                "Is it taken",
                "select",
                _plain("taking", "not-taking", "on-hold", "unknown", empty="not asked"),
            ),
        ),
    ),
    "allergy": Form(
        "allergy",
        "Allergies",
        "l",
        "triangle-alert",
        (
            *_named("Allergic to", RXNORM, SNOMED, UNII, hint="or: No known allergies"),
            Field("reactions", "Reactions", hint="hives, swelling", longest=500),
            Field("severity", "Severity", "select", _plain(*Severity, empty="not said")),
            Field("category", "Sort", "select", _plain(*AllergyCategory, empty="not said")),
            Field("criticality", "Danger", "select", _plain(*Criticality, empty="not said")),
            Field("verification", "How sure", "select", _plain(*AllergyVerification)),
            Field("onset", "Since", "moment", hint=WHEN),
        ),
    ),
    "vital_sign": Form(
        "measurement",
        "Vital signs",
        "v",
        "heart-pulse",
        (
            _DAY,
            Field("systolic", "Pressure", "number"),
            Field("diastolic", "over", "number"),
            Field("pulse", "Pulse", "number"),
            Field("breathing", "Breathing", "number"),
            Field("oxygen", "Oxygen %", "number"),
            Field("temperature", "Temperature", "number"),
            Field("temperature_unit", "in", "select", _UNITS["temperature"]),
            Field("weight", "Weight", "number"),
            Field("weight_unit", "in", "select", _UNITS["weight"]),
            Field("height", "Height", "number"),
            Field("height_unit", "in", "select", _UNITS["height"]),
            Field("pain", "Pain of 10", "number"),
        ),
    ),
    "result": Form(
        "result",
        "Results",
        "r",
        "flask-conical",
        (
            *_named("What was examined", LOINC, SNOMED),
            Field("value", "Value", hint="7.9, or words", longest=1000, is_required=True),
            Field("unit", "Unit", longest=40),
            Field("low", "Expected from", "number"),
            Field("high", "to", "number"),
            Field("flag", "Flag", "select", _plain(*Flag, empty="as the range says")),
            _DAY,
            Field("sort", "Sort", "select", _plain(*ResultSort)),
            Field("status", "Status", "select", _plain(*ResultStatus)),
            Field("specimen", "Specimen", longest=200),
            Field("lab", "Laboratory", longest=120),
        ),
    ),
    "immunization": Form(
        "immunization",
        "Immunizations",
        "i",
        "syringe",
        (
            *_named("Vaccine", CVX, NDC),
            _DAY,
            Field("where", "Given", "select", (("ours", "here"), ("elsewhere", "elsewhere, as told"))),
            *_LOT,
            Field("maker", "Maker", hint=f"name, or {NAMES[MVX]} code", longest=100),
            Field("site", "Site", hint="left deltoid"),
            Field("route", "Route", hint="intramuscular"),
            Field("dose", "Dose in mL", "number"),
            Field("funding", "Vaccine paid by", "select", _plain(*Funding, empty="not said")),
            Field("eligibility", "Eligibility", hint="V01", longest=40),
            Field("why_not", "Not given because", longest=200),
        ),
    ),
    "administration": Form(
        "drug given",
        "Drugs given",
        "n",
        "pill",
        (
            *_named("Drug", HCPCS, RXNORM, NDC),
            _DAY,
            Field("dose", "Dose", "number"),
            Field("unit", "Unit", hint="mg", longest=40),
            Field("wasted", "Thrown away", "number"),
            *_LOT,
            Field("site", "Site"),
            Field("route", "Route"),
            Field("why_not", "Not given because", longest=200),
        ),
    ),
    "procedure": Form(
        "procedure",
        "Procedures",
        "d",
        "scissors",
        (
            *_named("Procedure", CPT, HCPCS, SNOMED),
            Field("on", "Day", "moment", hint=WHEN),
            Field("side", "Side", "select", _plain("left", "right", "both", empty="none")),
            Field("site", "Site"),
            Field("status", "Status", "select", _plain(*sorted(ProcedureStatus))),
            Field("outcome", "Outcome, or why not", longest=1000),
            Field("elsewhere", "Done elsewhere by", longest=120),
        ),
    ),
    "order": Form(
        "order",
        "Orders",
        "o",
        "send",
        (
            Field("words", "What is wanted", longest=500),
            Field("reason", "For", "problem"),
            Field("reason_words", "or for", hint="a diagnosis in words", longest=500),
            Field("sort", "Sort", "select", _plain(*OrderSort)),
            Field("code", "Code", longest=100),
            Field("system", "of", "select", _systems(CPT, HCPCS, LOINC, SNOMED)),
            Field("priority", "Priority", "select", _plain("routine", "urgent", "asap", "stat")),
            Field("wanted", "Wanted by", "moment", hint=WHEN),
            Field("performer", "Who is asked", hint="laboratory, specialist", longest=120),
            Field("instructions", "Instructions", longest=4000),
        ),
    ),
    "goal": Form(
        "goal",
        "Goals",
        "g",
        "target",
        (
            Field("words", "Goal", longest=500),
            Field("about", "About", "problem"),
            Field("start", "From", "moment", hint=WHEN),
            Field("due", "By", "moment", hint=WHEN),
            Field("target", "Measured by", hint="A1c below 7 %", longest=500),
            Field(
                "achievement",
                "How it stands",
                "select",
                _plain(
                    "in-progress", "improving", "worsening", "no-change", "not-achieved", empty="not said"
                ),
            ),
            Field("whose", "Whose wish", "select", (("", "ours"), ("patient", "the patient's"))),
        ),
    ),
    "family_history": Form(
        "relative",
        "Family history",
        "f",
        "users",
        (
            Field(
                "relative",
                "Relative",
                "select",
                tuple((one.value, one.name.replace("_", " ").lower()) for one in Relative),
            ),
            Field("conditions", "What they have or had", "area", hint="Diabetes, 61", longest=4000),
            Field("dead", "Living", "select", (("", "not known"), ("no", "lives"), ("yes", "has died"))),
            Field("died_aged", "Died aged", "number"),
        ),
    ),
    "social_history": Form(
        "fact of life",
        "Social history",
        "s",
        "house",
        (
            Field(
                "topic",
                "What",
                "select",
                tuple((name, topic.text) for name, topic in TOPICS.items()),
            ),
            Field("value", "How it is", hint="former smoker", longest=500, is_required=True),
            Field("code", "Code", longest=100),
            Field("system", "of", "select", _systems(SNOMED)),
            Field("since", "Since", "moment", hint=WHEN),
        ),
    ),
}
"""By kind, in the order in which a page asks."""

ONE_VITAL = (
    _DAY,
    Field("value", "Value", "number", is_required=True),
    Field("second", "over", "number"),
)
"""The fields that change one measurement; its unit stays."""
REPORT = (Field("words", "Report", longest=500), Field("conclusion", "Conclusion", "area", longest=20_000))


def fields_to_change(kind: str) -> tuple[Field, ...]:
    """Return the fields by which an entry is superseded."""
    own = {"vital_sign": ONE_VITAL, "report": REPORT}
    return (own.get(kind) or FORMS[kind].fields) + COMMON


KINDS = {kind: form.one for kind, form in FORMS.items()} | {"report": "report"}
"""What one of each kind is called."""

"""Charts of one patient: the list of likely pairs, two charts side by side, and what is merged."""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.identity import Fact
from almoner.core.party import Address, Consents, Guarantor, PersonName
from almoner.flow.desk import merge_charts
from almoner.flow.desk.merge_charts import Apart, Comparison, Wish
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.patients.registering import SEXES

LABELS: dict[Fact, str] = {
    Fact.NAME: "Name",
    Fact.BIRTH: "Born",
    Fact.SEX: "Sex",
    Fact.ADDRESS: "Address",
    Fact.PHONE: "Phone",
    Fact.EMAIL: "Email",
    Fact.GUARANTOR: "Who answers for the bill",
    Fact.CONSENTS: "Consents on file",
    Fact.DEATH: "Died",
}
HELD = (
    ("visits", "Visits"),
    ("bookings", "Bookings ahead"),
    ("claims", "Claims"),
    ("policies", "Policies"),
    ("receipts", "Receipts"),
    ("documents", "Papers"),
    ("statements", "Statements"),
    ("links", "Pay links that stand"),
    ("tasks", "Open tasks"),
    ("entries", "Entries of the chart"),
)
OPEN = (
    ("patient_cents", "Patient owes"),
    ("payer_cents", "Payers owe"),
    ("unapplied_cents", "Unapplied"),
)
SAID = {
    "merged": "The two charts are read as one. The other number leads here.",
    "parted": "The two charts stand apart again.",
    "two": "They are kept as two people and are not proposed again.",
}
THEIRS = "theirs"


def worklist(caller: Caller) -> HttpResponse:
    """List charts that may be of one patient, the likeliest first."""
    before = asked.number(caller.request, "before")
    found = merge_charts.likely_pairs(caller.actor, on=caller.on, before=before)
    said = SAID.get(asked.text(caller.request, "done"), "")
    return caller.page("duplicates.html", frame=found.frame, found=found, before=before, said=said)


def compare(caller: Caller, patient_id: int, other_id: int) -> HttpResponse:
    """Show two charts side by side with what a merge would do; the first is the one that would stand."""
    found = merge_charts.compare(caller.actor, patient_id, other_id, on=caller.on)
    return caller.page(
        "merge.html",
        frame=found.frame,
        found=found,
        rows=_rows(found),
        plans=found.plans,
        held=[(name, getattr(found.ours, key), getattr(found.theirs, key)) for key, name in HELD],
        open=[(name, getattr(found.ours, key), getattr(found.theirs, key)) for key, name in OPEN],
    )


def _rows(found: Comparison) -> list[tuple[Fact, str, str, str, bool, bool]]:
    """Each fact with its name and both values in words, if they differ, and if the other is proposed."""
    return [
        (
            fact,
            label,
            _told(fact, getattr(found.two.survivor, fact)),
            _told(fact, getattr(found.two.merged, fact)),
            fact in found.differing,
            fact in found.proposed,
        )
        for fact, label in LABELS.items()
    ]


def _told(fact: Fact, value: object) -> str:
    if fact is Fact.PHONE:
        return words.phone(str(value))
    return dict(SEXES).get(str(value), "") if fact is Fact.SEX else told(value)


def told(value: object) -> str:
    """Return how a fact is told; of nothing, nothing."""
    match value:
        case PersonName():
            return value.listed
        case Address():
            parts = (value.line1, value.line2, value.city, f"{value.state} {value.zip}")
            return ", ".join(part for part in parts if part)
        case Guarantor():
            return f"{value.name.listed}, {value.relation}"
        case Consents():
            return _consents(value)
        case date():
            return words.day(value)
        case _:
            return "" if value is None else str(value)


def _consents(value: Consents) -> str:
    told = (
        (value.assigns_benefits, "benefits assigned"),
        (value.accepts_assignment, "assignment accepted"),
        (value.releases_information, "information released"),
        (value.signature_is_on_file, "signature on file"),
    )
    said = ", ".join(word for is_so, word in told if is_so) or "none"
    return f"{said}, {words.day(value.signed_on)}" if value.signed_on else said


def merge(caller: Caller, patient_id: int) -> HttpResponse:
    """Merge the other chart into this one, as it was chosen."""
    caller.check_token("patient", patient_id)
    form, request = asked.Form(caller.request), caller.request
    why = form.text(
        "why", longest=201, lacking="No reason is given.", mend="Say how you know that they are one."
    )
    form.refuse()
    wish = Wish(
        survivor_id=patient_id,
        merged_id=asked.id_in_form(request, "other"),
        seen=(asked.id_in_form(request, "version"), asked.id_in_form(request, "other_version")),
        from_merged=frozenset(fact for fact in Fact if request.POST.get(f"fact_{fact.value}") == THEIRS),
        ended_ids=frozenset(_ended(caller)),
        reason=why,
    )
    merge_charts.merge_charts(caller.actor, wish, on=caller.on)
    return HttpResponseRedirect(f"/patients/{patient_id}/merged?done=merged")


def _ended(caller: Caller) -> list[int]:
    """Of each two policies the one that was not chosen to go on."""
    ended = []
    for name in caller.request.POST:
        told = name.split("_")
        if (
            told[0] == "policy"
            and len(told) == 3
            and all(part.isascii() and part.isdigit() for part in told[1:])
        ):
            pair = [int(part[:18]) for part in told[1:]]
            goes_on = asked.id_in_form(caller.request, name)
            ended += [one for one in pair if one != goes_on and goes_on in pair]
    return ended


def keep_apart(caller: Caller, patient_id: int) -> HttpResponse:
    """Say that two charts are of two people."""
    caller.check_token("patient", patient_id)
    form = asked.Form(caller.request)
    why = form.text(
        "why", longest=201, lacking="No reason is given.", mend="Say how you know that they are two."
    )
    form.refuse()
    other_id = asked.id_in_form(caller.request, "other")
    merge_charts.keep_apart(caller.actor, Apart(patient_id, other_id, why), on=caller.on)
    return HttpResponseRedirect("/patients/duplicates?done=two")


def merged(caller: Caller, patient_id: int) -> HttpResponse:
    """Show which charts are read with a patient's, each with what it takes to part them; with a chart number,
    lead to the comparison with that chart.
    """
    number = asked.text(caller.request, "number", longest=40)
    other_id = merge_charts.chart_named(caller.actor, number) if number else 0
    if other_id and other_id != patient_id:
        return HttpResponseRedirect(f"/patients/{patient_id}/merge/{other_id}")
    frame, patient, found = merge_charts.merged_of(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "merged.html",
        status=404 if number else 200,
        frame=frame,
        p=patient,
        found=found,
        number=number,
        is_own=bool(other_id),
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


def part(caller: Caller, patient_id: int) -> HttpResponse:
    """Part two merged charts."""
    caller.check_token("patient", patient_id)
    form = asked.Form(caller.request)
    why = form.text(
        "why", longest=201, lacking="No reason is given.", mend="Say how you know that they are two."
    )
    form.refuse()
    pair_id = asked.id_in_form(caller.request, "pair")
    merge_charts.separate_charts(caller.actor, pair_id, on=caller.on, reason=why)
    return HttpResponseRedirect(f"/patients/{patient_id}/merged?done=parted")

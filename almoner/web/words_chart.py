"""How the chart says things: states, flags and days as precise as they are known."""

from almoner.core.chart.entry import Label, Source
from almoner.core.chart.result import CRITICAL, OUT_OF_RANGE, Flag
from almoner.core.chart.shape import Moment
from almoner.core.chart.systems import NAMES
from almoner.web.words import Status

STATE = {
    "active": Status("circle-dot", "Active", "ready"),
    "recurrence": Status("rotate-ccw", "Came back", "partial"),
    "relapse": Status("rotate-ccw", "Relapse", "partial"),
    "inactive": Status("circle-slash", "Inactive", "quiet"),
    "remission": Status("circle-check", "In remission", "paid"),
    "resolved": Status("circle-check", "Resolved", "paid"),
    "draft": Status("circle-dashed", "Draft", "quiet"),
    "on-hold": Status("hand", "On hold", "held"),
    "completed": Status("circle-check", "Done", "paid"),
    "stopped": Status("ban", "Stopped", "quiet"),
    "cancelled": Status("ban", "Cancelled", "quiet"),
    "ordered": Status("hourglass", "Ordered", "sent"),
    "failed": Status("octagon-x", "Failed", "denied"),
    "not-done": Status("circle-slash", "Not done", "partial"),
    "preparation": Status("circle-dashed", "Being prepared", "quiet"),
    "in-progress": Status("circle-dot", "Under way", "sent"),
    "registered": Status("hourglass", "Awaited", "quiet"),
    "preliminary": Status("circle-dashed", "Preliminary", "partial"),
    "final": Status("circle-check", "Final", "paid"),
    "amended": Status("pencil-line", "Amended", "partial"),
    "corrected": Status("pencil-line", "Corrected", "partial"),
    "proposed": Status("circle-dashed", "Proposed", "quiet"),
    "planned": Status("calendar-days", "Planned", "sent"),
    "accepted": Status("check", "Agreed", "ready"),
    "rejected": Status("ban", "Rejected", "quiet"),
    "partial": Status("circle-dashed", "In part", "quiet"),
    "health-unknown": Status("circle-question-mark", "Not known", "quiet"),
    "current": Status("circle-check", "On file", "paid"),
    "entered-in-error": Status("octagon-x", "Entered in error", "denied"),
    "replaced": Status("git-merge", "Another was kept", "quiet"),
    "to-reconcile": Status("hourglass", "To reconcile", "ready"),
}
_FLAGS = {
    Flag.LOW: "Low",
    Flag.HIGH: "High",
    Flag.CRITICAL_LOW: "Critically low",
    Flag.CRITICAL_HIGH: "Critically high",
    Flag.ABNORMAL: "Abnormal",
    Flag.CRITICAL: "Critical",
    Flag.POSITIVE: "Positive",
    Flag.DETECTED: "Detected",
    Flag.RESISTANT: "Resistant",
}
LABEL = {
    Label.PSYCHOTHERAPY: "mine alone",
    Label.PART2: "Part 2",
    Label.MINOR: "minor's own care",
    Label.SELF_PAY: "no health plan",
}
SOURCE = {
    Source.SCREEN: "written here",
    Source.PATIENT: "told by the patient",
    Source.OUTSIDE: "from another's chart",
    Source.FHIR: "from another system",
    Source.V2: "from another system",
    Source.CCDA: "from a document",
    Source.DEVICE: "from a device",
}


def flag(of: Flag) -> Status | None:
    """Return how a flag is shown; nothing for what is as expected."""
    if of not in OUT_OF_RANGE:
        return None
    low = of in {Flag.LOW, Flag.CRITICAL_LOW}
    is_directed = low or of in {Flag.HIGH, Flag.CRITICAL_HIGH}
    icon = ("arrow-down" if low else "arrow-up") if is_directed else "circle-alert"
    return Status(icon, _FLAGS[of], "denied" if of in CRITICAL else "partial")


def moment(of: Moment | None) -> str:
    """`05/14/2019`, `05/2019` or `2019`: as precise as it was told; a dash where nobody said."""
    if of is None:
        return "–"
    year, *rest = of.written[:10].split("-")
    return "/".join((*rest[:1], *rest[1:2], year))


def system(uri: str) -> str:
    """What people call a code system."""
    return NAMES.get(uri, "code")


def state_of(entry_fault: str, replaced_by: int, status: str, *, is_proposed: bool) -> Status:
    """Return how an entry stands, as its table says it."""
    if entry_fault:
        return STATE["entered-in-error"]
    if replaced_by:
        return STATE["replaced"]
    return STATE["to-reconcile"] if is_proposed else STATE[status]

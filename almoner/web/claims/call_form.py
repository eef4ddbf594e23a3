"""The form in which a call to a payer is written down."""

from datetime import date, timedelta

USUALLY = timedelta(days=14)
"""When a payer is usually asked again."""
USUAL_ANSWERS = (
    "It is in process; nothing is wanted from us. A decision is expected by ",
    "They have no such claim on file. It was received neither under our number nor under the member's.",
    "It was paid by check or transfer number , on , for $",
    "It was refused because ",
    "They want the medical record of the visit, by fax or portal to ",
    "They want an authorization number.",
    "They want to know from the patient which insurance comes first.",
    "The policy was not in force on the day of the visit.",
    "Nobody could say. A supervisor calls back by ",
)
"""What payers usually say, begun for whoever writes a call down: chosen by its first letters, then
completed."""


def next_call(on: date) -> date:
    """Return the day on which the form of a new call proposes to ask again."""
    return on + USUALLY

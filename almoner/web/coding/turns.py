"""What a change of a code set means for the practice: its own codes that end, where they stand, and those
that begin where it codes; never money.
"""

from datetime import timedelta

from django.http import HttpResponse

from almoner.core.coding.day_codes import dotted
from almoner.flow.code import code_turns
from almoner.web import asked
from almoner.web.door import Caller

KINDS = {
    "icd10cm": "Diagnoses (ICD-10-CM)",
    "hcpcs": "Supplies and drugs (HCPCS)",
    "mpfs": "Services (physician fee schedule)",
}
STATES = {"open": "note not signed", "signed": "waits for its codes", "coded": "coded", "charged": "charged"}
"""What a visit that is not billed yet waits for."""


def show(caller: Caller) -> HttpResponse:
    """Show one change, the next unless the address names another."""
    kind, _, day = asked.text(caller.request, "change", longest=30).partition(":")
    found = code_turns.code_update(caller.actor, kind, asked.day_or_none(day), on=caller.on)
    return caller.page(
        "code_update.html",
        frame=found.frame,
        found=found,
        turn=found.turn,
        kinds=KINDS,
        states=STATES,
        most=code_turns.MOST_BEGUN,
        before=lambda on: on - timedelta(days=1),
        shown=lambda code: dotted(code) if found.turn and found.turn.kind == "icd10cm" else code,
    )

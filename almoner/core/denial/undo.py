"""Closes the denials of a remittance that is undone as a unit: the decision that they rest on is gone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from almoner.core.denial.denial import Denial, DenialState
from almoner.core.denial.open import LIVE
from almoner.core.plan import Plan, Record


def undo_denials(denials: Iterable[Denial], *, on: date) -> Plan:
    """Return the plan that closes the denials which a remittance opened; a flow joins it with
    `remit.undo.undo`, which closes their tasks.
    """
    outcome = "The remittance was undone."
    closing = [denial for denial in denials if denial.state in LIVE]
    records: list[Record] = [
        replace(denial, version=denial.version + 1, state=DenialState.OVERTURNED, outcome=outcome)
        for denial in closing
    ]
    return Plan(on=on, records=tuple(records), reads={("denial", each.id): each.version for each in closing})

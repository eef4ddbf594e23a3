"""The kinds of edits, by the name that cards use. A new kind is a module here and a line in `KINDS`, or in
`TABLE_KINDS` where it rests on imported tables.
"""

from almoner.core.claim.edits import (
    accident,
    add_on,
    address,
    admission,
    characters,
    code_shape,
    coverage,
    dates,
    diagnoses,
    duplicate,
    endoscopy,
    facility,
    filing_limit,
    line,
    member_id,
    modifier_place,
    ncci_pair,
    npi,
    panel,
    person,
    place,
    pointers,
    prior_payers,
    reachable,
    relation,
    repeat,
    replacement,
    tax_id,
    taxonomy,
    total,
    unit_limit,
)
from almoner.core.claim.edits.kind import Hit, Kind, Prepared, TableKind, Unjudged

KINDS: dict[str, Kind] = {
    "accident": accident.prepare,
    "address": address.prepare,
    "admission": admission.prepare,
    "characters": characters.prepare,
    "code_shape": code_shape.prepare,
    "coverage": coverage.prepare,
    "dates": dates.prepare,
    "diagnoses": diagnoses.prepare,
    "duplicate": duplicate.prepare,
    "facility": facility.prepare,
    "filing_limit": filing_limit.prepare,
    "line": line.prepare,
    "member_id": member_id.prepare,
    "modifier_place": modifier_place.prepare,
    "npi": npi.prepare,
    "panel": panel.prepare,
    "person": person.prepare,
    "place": place.prepare,
    "pointers": pointers.prepare,
    "prior_payers": prior_payers.prepare,
    "reachable": reachable.prepare,
    "relation": relation.prepare,
    "repeat": repeat.prepare,
    "replacement": replacement.prepare,
    "tax_id": tax_id.prepare,
    "taxonomy": taxonomy.prepare,
    "total": total.prepare,
}

TABLE_KINDS: dict[str, TableKind] = {
    "add_on": add_on.prepare,
    "endoscopy": endoscopy.prepare,
    "ncci_pair": ncci_pair.prepare,
    "unit_limit": unit_limit.prepare,
}

__all__ = ["KINDS", "TABLE_KINDS", "Hit", "Kind", "Prepared", "TableKind", "Unjudged"]

"""What is offered on a superbill once the chart's records speak too: one offer a service, the record before
the words of the note.

Promises that nothing which the note suggested disappears: what a record says better stands as another choice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from almoner.core.charge.charge_cards import ChargeCards
from almoner.core.charge.proposed_line import ProposedLine
from almoner.core.coding.answer import Quote, Tier
from almoner.core.coding.candidate import Alternative, Why
from almoner.core.coding.decision import CodingDecision, Origin, Sort, standing
from almoner.core.coding.offer import Offer

SURE, UNSURE = 95, 60


def with_records(
    noted: Sequence[Offer],
    lines: Sequence[ProposedLine],
    decisions: Iterable[CodingDecision],
    cards: ChargeCards,
) -> tuple[Offer, ...]:
    """Return what the note and the records offer together: diagnoses first, each service once."""
    said = standing(decisions)
    groups = _groups(cards)
    heirs = {one.name: _heir(one, lines, groups) for one in noted if one.sort is Sort.SERVICE}
    kept = [one for one in noted if not heirs.get(one.name)]
    services = [_service(line, [one for one in noted if heirs.get(one.name) == line.name]) for line in lines]
    known = {one.code for one in kept if one.sort is Sort.DIAGNOSIS}
    reasons = [one for code, one in _reasons(lines).items() if code not in known]
    found = [
        *kept,
        *(replace(one, decision=said.get((one.sort, one.name))) for one in (*reasons, *services)),
    ]
    return tuple(sorted(found, key=lambda one: one.sort is Sort.SERVICE))


def _groups(cards: ChargeCards) -> dict[str, str]:
    """Codes that say one service in several ways, by code: its group."""
    found = {code: "giving" for card in cards.givings.values() for code in card.codes.values()}
    if cards.shots:
        found |= dict.fromkeys(cards.shots.codes.values(), "vaccine-giving")
    for one in cards.vaccines:
        if one.medicare:
            found |= {one.code: f"vaccine {one.medicare}", one.medicare: "vaccine-giving"}
    return found


def _heir(noted: Offer, lines: Sequence[ProposedLine], groups: Mapping[str, str]) -> str:
    """The name of the record's line that says what the note suggests, empty where none does."""
    same = next((line.name for line in lines if line.code == noted.code), "")
    group = groups.get(noted.code)
    return same or next((line.name for line in lines if group and groups.get(line.code) == group), "")


def _service(line: ProposedLine, noted: Sequence[Offer]) -> Offer:
    quotes: list[Quote] = sorted({quote for one in noted for quote in one.evidence})
    others = [one for one in noted if one.code != line.code]
    return Offer(
        sort=Sort.SERVICE,
        code=line.code,
        line=line.line,
        title=line.title,
        tier=(Tier.REVIEW if line.missing else Tier.CONFIRM).value,
        confidence=UNSURE if line.missing else SURE,
        evidence=tuple(quotes),
        why=(Why("charge-card", f"Done and on record: {_units(line)}."),),
        alternatives=tuple(Alternative(one.code, one.title) for one in others),
        missing=line.missing,
        origin=Origin.ORDER,
        units=line.units,
        modifiers=line.modifiers,
        ndc=line.ndc,
        diagnoses=line.diagnoses,
        records=line.says,
        proposals=line.marks,
    )


def _units(line: ProposedLine) -> str:
    units = "1 unit" if line.units == 1 else f"{line.units} units"
    return f"{units}, {' '.join(line.modifiers)}" if line.modifiers else units


def _reasons(lines: Iterable[ProposedLine]) -> dict[str, Offer]:
    """The diagnoses that the records name for what was done."""
    found: dict[str, Offer] = {}
    for line in lines:
        for code in line.diagnoses:
            before = found.get(code)
            found[code] = Offer(
                sort=Sort.DIAGNOSIS,
                code=code,
                title=before.title if before else f"Why it was done: {line.title}",
                tier=Tier.CONFIRM.value,
                confidence=SURE,
                evidence=(),
                origin=Origin.ORDER,
                records=(*(before.records if before else ()), *line.says),
                proposals=(*(before.proposals if before else ()), *line.marks),
            )
    return found

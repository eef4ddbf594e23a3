"""Levels 6 and 7 of `almoner x12 check`: the cards of a payer's companion guide, laid over each claim."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from almoner.cli.given import Unusable
from almoner.core.rules.companion import Companion, CompanionRule, Condition, read_companion
from almoner.core.x12.check import Overlay
from almoner.core.x12.guides import named
from almoner.core.x12.rule import Rule, Spot, at, missing, opener, says_nothing
from almoner.core.x12.tree import Loop, Row

_PREFIX = "L"


def companions() -> list[Companion]:
    """The cards that ship with the product, by name."""
    folder = files("almoner").joinpath("policy", "companions")
    texts = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return [read_companion(one.name, one.read_text(encoding="utf-8")) for one in texts]


def overlays(payer: str, level: int) -> Sequence[Overlay]:
    """What a payer's cards check up to a level; Unusable where it has none."""
    if not payer:
        return ()
    meant = [card for card in companions() if card.answers_to(payer)]
    if not meant:
        known = ", ".join(card.name for card in companions())
        raise Unusable(f"there is no card of this payer; there are cards of: {known}")
    return [overlay(card, level) for card in meant]


def overlay(card: Companion, level: int) -> Overlay:
    """What one card checks of a claim. It is silent on claims of other guides and of other payers."""
    guide = named(card.guide).guide
    rules = [(rule, _rule(card, rule)) for rule in card.rules if rule.level <= level]

    def check(claim: Loop) -> Iterator[tuple[Rule, Spot]]:
        root = claim
        while root.up is not None:
            root = root.up
        if root.spec is not guide.root or not _speaks_of(card, claim, root):
            return
        for one, made in rules:
            yield from ((made, spot) for spot in _spots(one, claim))

    return check


def _rule(card: Companion, rule: CompanionRule) -> Rule:
    return Rule(
        id=f"{_PREFIX}{rule.level}-{rule.id}",
        loops=(rule.loop,),
        message=rule.message,
        hint=rule.mend,
        check=says_nothing,
        severity=rule.severity,
        snip=rule.level,
        source=f"{rule.source}; card {card.name}",
    )


def _speaks_of(card: Companion, claim: Loop, root: Loop) -> bool:
    level = claim.above("2000B")
    party = level.child("2010BB") if level else None
    payer = party.get("name", "id") if party else ""
    filing = level.get("insurance", "filing_indicator") if level else ""
    is_meant = payer in card.payers or filing in card.filing
    return is_meant and card.holds(root.get("beginning", "date"))


def _spots(rule: CompanionRule, claim: Loop) -> Iterator[Spot]:
    """Where a claim breaks a rule: in loops of it, or in those around it (and beside those, as 2010BA)."""
    when = rule.when
    if when is not None and not any(_holds(when, loop) for loop in claim.within() if loop.id == when.loop):
        return
    places = [loop for loop in claim.within() if loop.id == rule.loop] or _around(claim, rule.loop)
    if when is not None and when.loop == rule.loop:
        places = [loop for loop in places if _holds(when, loop)]
    if not rule.segment:
        if rule.demand == "forbidden":
            yield from (at(opener(loop)) for loop in places)
        elif rule.demand == "required" and not places:
            yield missing(claim, _opener_of(claim, rule.loop))
        return
    for loop in places:
        yield from _in_loop(rule, loop)


def _holds(when: Condition, loop: Loop) -> bool:
    return any(when.fits(_text(row, when.element, when.component)) for row in loop.rows(when.segment))


def _around(claim: Loop, loop_id: str) -> list[Loop]:
    found, up = [], claim.up
    while up is not None:
        found += [up] if up.id == loop_id else []
        found += [inner for inner in up.loops if inner.id == loop_id]
        up = up.up
    return found


def _in_loop(rule: CompanionRule, loop: Loop) -> Iterator[Spot]:
    rows = loop.rows(rule.segment)
    if not rule.element:
        if rule.demand == "forbidden":
            yield from (at(row) for row in rows)
        elif not rows:
            yield missing(loop, _segment_id(loop, rule.segment))
        return
    for row in rows:
        value = _text(row, rule.element, rule.component)
        is_wrong = {
            "required": not value,
            "forbidden": bool(value),
            "one_of": bool(value) and value not in rule.values,
            "none_of": value in rule.values,
        }[rule.demand]
        if is_wrong:
            yield at(row, rule.element, rule.component)


def _text(row: Row, element: str, component: int | None) -> str:
    return row.part(element, component) if component else row.get(element)


def _opener_of(claim: Loop, loop_id: str) -> str:
    """The id of the segment that would open a loop; a claim's own loop lacks none that the guide has not."""
    return next((loop.opener.id for loop in claim.spec.loops() if loop.id == loop_id), "NM1")


def _segment_id(loop: Loop, name: str) -> str:
    return next(spec.id for spec in loop.spec.segments() if spec.name == name)

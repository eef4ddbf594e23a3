"""The data element: items of class A counted once each, another's story, own readings and talks, in three
groups of which moderate wants one and high two (handbook, rules 5.1).
"""

from dataclasses import dataclass

from almoner.core.coding.em_facts import Datum, DatumKind, Rank
from almoner.core.coding.em_weight import LeftOut, Weight

_CLASS_A = (DatumKind.OUTSIDE_NOTE, DatumKind.TEST)
_LOW_ITEMS, _GROUP_ITEMS, _HIGH_GROUPS = 2, 3, 2
_TWICE = "the same item again: each counts once"


@dataclass(frozen=True, slots=True)
class _Counts:
    """The data that count, by what they count for."""

    items: tuple[Datum, ...]
    stories: tuple[Datum, ...]
    readings: tuple[Datum, ...]
    talks: tuple[Datum, ...]

    @property
    def group_items(self) -> tuple[Datum, ...]:
        """Class A with another's story, which is one more item in the groups of moderate and high."""
        return self.items + self.stories

    @property
    def groups(self) -> tuple[tuple[str, tuple[Datum, ...]], ...]:
        """The groups that are full, each with its facts."""
        named = (
            (f"{len(self.group_items)} items of class A with stories", self.group_items, _GROUP_ITEMS),
            (DatumKind.READING.value, self.readings, 1),
            (DatumKind.TALK.value, self.talks, 1),
        )
        return tuple((name, facts) for name, facts, wanted in named if len(facts) >= wanted)

    @property
    def lacking_groups(self) -> tuple[str, ...]:
        """What would fill each group that is not full."""
        lacking = _GROUP_ITEMS - len(self.group_items)
        asks = (
            (lacking > 0, f"{lacking} more of class A or another's story"),
            (not self.readings, DatumKind.READING.value),
            (not self.talks, DatumKind.TALK.value),
        )
        return tuple(text for is_open, text in asks if is_open)


def weigh_data(data: tuple[Datum, ...]) -> Weight:
    """The rank of the data; no data at all still carries the lowest."""
    counts, left_out = _count(data)
    rank, says, facts = _rank(counts)
    return Weight("data", rank, says, facts, left_out, _asks(counts))


def _count(data: tuple[Datum, ...]) -> tuple[_Counts, tuple[LeftOut, ...]]:
    """One test that is unfit is so under each of its mentions; a test may count as ordered and as read.
    Unnamed items can't be told apart: together they count once, and so do all stories.
    """
    unfit = {_key(datum): datum.unfit for datum in data if datum.unfit}
    kept: dict[tuple[DatumKind, str], Datum] = {}
    left_out: list[LeftOut] = []
    for datum in data:
        key = _key(datum)
        if key in unfit:
            left_out.append(LeftOut(datum, unfit[key]))
        elif key in kept:
            left_out.append(LeftOut(datum, _TWICE))
        else:
            kept[key] = datum
    return _grouped(tuple(kept.values())), tuple(left_out)


def _key(datum: Datum) -> tuple[DatumKind, str]:
    return datum.kind, "" if datum.kind is DatumKind.STORY else datum.what


def _grouped(kept: tuple[Datum, ...]) -> _Counts:
    return _Counts(
        items=tuple(datum for datum in kept if datum.kind in _CLASS_A),
        stories=tuple(datum for datum in kept if datum.kind is DatumKind.STORY),
        readings=tuple(datum for datum in kept if datum.kind is DatumKind.READING),
        talks=tuple(datum for datum in kept if datum.kind is DatumKind.TALK),
    )


def _rank(counts: _Counts) -> tuple[Rank, tuple[str, ...], tuple[Datum, ...]]:
    groups = counts.groups
    if groups:
        rank = Rank.HIGH if len(groups) >= _HIGH_GROUPS else Rank.MODERATE
        return rank, tuple(name for name, _ in groups), tuple(datum for _, facts in groups for datum in facts)
    says: list[str] = []
    facts: tuple[Datum, ...] = ()
    if len(counts.items) >= _LOW_ITEMS:
        says, facts = [f"{len(counts.items)} items of class A"], counts.items
    if counts.stories:
        says, facts = [*says, DatumKind.STORY.value], facts + counts.stories
    if says:
        return Rank.LOW, tuple(says), facts
    return Rank.STRAIGHTFORWARD, ("one item of class A" if counts.items else "none needed",), counts.items


def _asks(counts: _Counts) -> dict[Rank, tuple[str, ...]]:
    lacking = _LOW_ITEMS - len(counts.items)
    groups = counts.lacking_groups
    wanted = _HIGH_GROUPS - len(counts.groups)
    high = groups if wanted == 1 else tuple(f"{text}, with one more group" for text in groups)
    return {
        Rank.STRAIGHTFORWARD: (),
        Rank.LOW: (f"{lacking} more of class A", DatumKind.STORY.value),
        Rank.MODERATE: groups,
        Rank.HIGH: high,
    }

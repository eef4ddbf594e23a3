"""What the chart's lists show of an entry: its words, its code, how it stands, and how a value has moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.keep import moments_of
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.result import Result, trend
from almoner.core.chart.shape import Coding, Moment
from almoner.core.chart.telling import detail
from almoner.core.chart.vital import VitalSign
from almoner.store.chart.chart import Event
from almoner.web import words_chart
from almoner.web.words import Status

_TRENDS = {"up": "up from", "down": "down from", "same": "same as"}


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as a list shows it; `since` is its first day, `moved` how its value went since the last."""

    one: AnyNoun
    words: str
    detail: str
    state: Status
    since: Moment | None
    flag: Status | None = None
    moved: str = ""
    is_unread: bool = False

    @property
    def coding(self) -> Coding | None:
        """The first code."""
        return self.one.concept.codings[0] if self.one.concept.codings else None

    @property
    def is_over(self) -> bool:
        """True of what does not trouble any more."""
        return self.state.tone in {"quiet", "paid"}


def row(one: AnyNoun, before: AnyNoun | None = None) -> Row:
    """Return an entry as a list shows it, beside the one before it of the same thing."""
    entry = one.entry
    state = words_chart.state_of(entry.fault, entry.replaced_by, one.status, is_proposed=entry.is_proposed)
    known = moments_of(one)
    return Row(
        one,
        one.concept.words,
        detail(one),
        state,
        known[0] if known else None,
        words_chart.flag(one.flag) if isinstance(one, Result) else None,
        _moved(one, before),
        isinstance(one, Result) and one.read_on is None and entry.stands,
    )


def _moved(one: AnyNoun, before: AnyNoun | None) -> str:
    if isinstance(one, Result) and isinstance(before, Result):
        way = trend(one.value, before.value)
        return f"{_TRENDS[way]} {before.value.words}" if way else ""
    if isinstance(one, VitalSign) and isinstance(before, VitalSign):
        return f"before {before.words}"
    return ""


def rows(entries: Iterable[AnyNoun]) -> list[Row]:
    """Return entries as a list shows them: what is over comes last."""
    return sorted((row(one) for one in entries), key=lambda one: one.is_over)


def latest(entries: Sequence[VitalSign | Result]) -> list[Row]:
    """Return the latest of each thing with the one before it; entries come the latest first."""
    found: dict[tuple[str, str], list[VitalSign | Result]] = {}
    for one in entries:
        first = one.concept.codings[0] if one.concept.codings else None
        key = (first.system, first.code) if first else ("", one.concept.words.casefold())
        found.setdefault(key, []).append(one)
    return [row(of[0], of[1] if len(of) > 1 else None) for of in found.values()]


@dataclass(frozen=True, slots=True)
class Warned:
    """What the head of a chart says of allergies: nobody asked, none known, or those that are active."""

    is_asked: bool
    active: tuple[Allergy, ...]


def warned(allergies: Iterable[AnyNoun]) -> Warned:
    """Return what has to be seen before anything is given."""
    known = [one for one in allergies if isinstance(one, Allergy) and one.status == "active"]
    return Warned(bool(known), tuple(one for one in known if not one.is_none_known))


def together(events: Sequence[Event]) -> list[tuple[Event, list[Row]]]:
    """Return events as a timeline shows them: the measurements of one day are one, each other by itself; what
    is no entry of the chart has no row.
    """
    found: list[tuple[Event, list[Row]]] = []
    for event in events:
        one = event.record
        if isinstance(one, VitalSign) and found and _is_of_day(found[-1][0], event):
            found[-1][1].append(row(one))
        else:
            found.append((event, [row(one)] if isinstance(one, AnyNoun) else []))
    return found


def _is_of_day(before: Event, event: Event) -> bool:
    return isinstance(before.record, VitalSign) and before.on == event.on

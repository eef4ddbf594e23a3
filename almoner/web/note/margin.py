"""What stands beside a note: the codes that it carries with the words that prove them, its visit level, what
it lacks, and the note as it will read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from almoner.core.chart.note import Carried
from almoner.core.chart.template import Must
from almoner.core.coding.answer import Query, Suggestion, Tier
from almoner.core.coding.shortfall import Shortfall
from almoner.core.coding.visit_read import Leg, VisitRange
from almoner.flow.charge.sufficient import Looked
from almoner.flow.visit.note import Written
from almoner.web.note.proofs import Proof, field_id, own_id, proofs_of

_MOST_QUOTES = 2
_SHOWN = "doesn't show: "
RANKS = {"straightforward": 1, "minimal": 1, "low": 2, "moderate": 3, "high": 4}
"""How many of four marks an element's rank fills."""


class Source(NamedTuple):
    """Where a stretch of the text [start, end) comes from: the address of what it leads to, and in words."""

    start: int
    end: int
    leads_to: str
    told: str


class Piece(NamedTuple):
    """A part of the text: plain, the evidence of a code, or carried from another day and not reviewed."""

    text: str
    sort: str = ""
    from_on: object = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Margin:
    """All that the margin shows. `codes` are those beside the level, which stands apart."""

    level: VisitRange | None
    codes: tuple[Suggestion, ...]
    hints: tuple[Suggestion, ...]
    queries: tuple[Query, ...]
    before_claim: tuple[Shortfall, ...]
    at_signing: tuple[Shortfall, ...]
    text: str
    pieces: tuple[Piece, ...]
    proofs: tuple[Proof, ...] = ()

    def quotes(self, one: Suggestion) -> list[str]:
        """The words that prove a code, the first few; none that stand in others of them."""
        words = list(dict.fromkeys(quote.text for quote in one.evidence))
        whole = [text for text in words if not any(text != other and text in other for other in words)]
        return whole[:_MOST_QUOTES]

    def place(self, no: int) -> str:
        """The id of the field where the first words stand that prove the code of a place; else empty."""
        return next((one.field for one in self.proofs if one.no == no), "")

    def rests(self, leg: Leg) -> str:
        """The first words that an element of the level rests on; empty where it rests on none."""
        return self.text[leg.evidence[0].start : leg.evidence[0].end] if leg.evidence else ""

    def quote(self, one: Shortfall) -> str:
        """The words that a lack is about; empty where none stand there."""
        return self.text[one.evidence[0].start : one.evidence[0].end] if one.evidence else ""

    def told(self, found: Iterable[Shortfall]) -> list[tuple[str, str, str, str]]:
        """What is missing as (sentence, mend, quote, the id of the field that mends it, else nothing); the
        elements of one service in one sentence.
        """
        rows: dict[tuple[str, str, str, str], list[str]] = {}
        for one in found:
            head, colon, rest = one.says.partition(_SHOWN)
            key = (head + colon, one.mend, self.quote(one), field_of(one))
            rows.setdefault(key, []).append(rest.rstrip(".") if colon else "")
        return [
            (f"{head}{'; '.join(parts)}." if parts[0] else head, mend, quote, field)
            for (head, mend, quote, field), parts in rows.items()
        ]

    def marks(self, rank: str) -> int:
        """How many of four marks a rank fills."""
        return RANKS.get(rank, 0)


def field_of(one: Shortfall) -> str:
    """Return the id of the field of the note's form that a question of its template has."""
    kind, _, name = one.check.partition("/")
    return field_id(name) if kind == "template" else ""


def margin_of(written: Written, looked: Looked) -> Margin:
    """Return the margin of a draft."""
    shown = looked.answer.suggestions
    level = looked.level
    told = {level.low, level.high} if level else set()
    codes = tuple(one for one in shown if one.tier is not Tier.HINT and one.code not in told)
    text = written.made.text
    spans = [(quote.start, quote.end) for one in codes for quote in one.evidence]
    parts = pieces(text, written.made.carried, spans)
    return Margin(
        level=level,
        codes=codes,
        hints=tuple(one for one in shown if one.tier is Tier.HINT),
        queries=looked.answer.queries,
        before_claim=looked.before_claim,
        at_signing=tuple(one for one in looked.found if one.must is not Must.BEFORE_CLAIM),
        text=text,
        pieces=tuple(_with_sources(parts, sources_of(written))),
        proofs=tuple(proofs_of(written, codes)),
    )


def sources_of(written: Written) -> list[Source]:
    """Return where the words of a draft come from: what was dictated, the template's questions, paragraphs
    of an earlier note, and the author's own words. Of two that overlap the first counts.
    """
    made, draft, template = written.made, written.draft, written.template
    found = [
        Source(start, end, f"/visits/{draft.visit_id}/dictation#d{one.dictation_id}", _said(first, last))
        for one in written.voiced
        for start, end, first, last in one.stretches
    ]
    asked = {each.id: each.ask for each in template.fields}
    found += [
        Source(one.start, one.end, f"#{field_id(one.field)}", asked[one.field])
        for one in made.stated
        if one.end > one.start
    ]
    names = [section.name for section in template.sections]
    standing = [at for at, one in enumerate(draft.carried) if one.text.strip() and one.section in names]
    found += [
        Source(one.start, one.end, f"#c-{at}", "an earlier note")
        for at, one in zip(standing, made.carried, strict=True)
    ]
    found += [
        Source(at, at + len(draft.free[name].strip()), f"#{own_id(written, name)}", "own words")
        for name, at in made.own
        if name in draft.free
    ]
    return found


def _said(first_ms: int, last_ms: int) -> str:
    return f"said from {first_ms / 1000:.1f} to {last_ms / 1000:.1f} s" if last_ms else "a typed transcript"


def _with_sources(parts: Iterable[Piece], sources: Sequence[Source]) -> Iterator[Piece]:
    """Cut the parts where a source begins or ends, each with its own."""
    bounds = sorted({bound for one in sources for bound in (one.start, one.end)})
    at = 0
    for part in parts:
        end = at + len(part.text)
        for first, last in pairwise([at, *(each for each in bounds if at < each < end), end]):
            source = next((one for one in sources if one.start <= first and last <= one.end), None)
            yield part._replace(text=part.text[first - at : last - at], source=source)
        at = end


def pieces(
    text: str, carried: Iterable[Carried], evidence: Iterable[tuple[int, int]] = (), heads: Iterable[str] = ()
) -> tuple[Piece, ...]:
    """Cut a text into its parts; where they overlap, what was carried counts. A line that is one of `heads`
    and a colon is a part, without its colon and its end.
    """
    marks: list[tuple[int, int, str, object]] = [(*span, "proof", None) for span in evidence]
    kept = [one for one in carried if not one.is_reviewed]
    marks = [mark for mark in marks if not any(mark[0] < one.end and one.start < mark[1] for one in kept)]
    marks += [(one.start, one.end, "carried", one.source_on) for one in kept]
    marks += [(*span, "head", None) for span in _heads(text, {f"{one}:" for one in heads})]
    found: list[Piece] = []
    at = 0
    for start, end, sort, on in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start < at:
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end].strip("\n:") if sort == "head" else text[start:end], sort, on))
        at = end
    return (*found, Piece(text[at:])) if at < len(text) else tuple(found)


def _heads(text: str, heads: set[str]) -> Iterator[tuple[int, int]]:
    """Where headings stand, with the line's end behind each and the empty line before it."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip() in heads:
            yield at - (text[at - 2 : at] == "\n\n"), at + len(line)
        at += len(line)

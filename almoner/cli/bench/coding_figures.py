"""What `bench coding` counts: agreement of codes and categories, tiers against truth, must-nots, spans,
levels."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from almoner.cli.bench.coding_rows import Row, plain
from almoner.core.coding.reliability import Said, reliability
from almoner.core.coding.suggest import Answer, Suggestion, Tier

_COUNTED = (Tier.CONFIRM, Tier.REVIEW)
_CATEGORY = 3
_WORST = 20
_DRAWS, _SEED = 1_000, 20_261_102
RECALL_AT = (1, 3, 10, 50)


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with the answer to it. `right`, `extra` and `missed` are codes of confirm and review."""

    row: Row
    answer: Answer
    right: frozenset[str]
    extra: frozenset[str]
    missed: frozenset[str]
    milliseconds: float = 0.0

    @property
    def f1(self) -> float:
        return f1(len(self.right), len(self.extra), len(self.missed))

    @property
    def diagnoses(self) -> list[Suggestion]:
        return [each for each in self.answer.suggestions if each.kind == "dx"]


def judge(row: Row, answer: Answer, milliseconds: float = 0.0) -> Judged:
    """Compare an answer with its row. Of several lists of right codes the one that fits best counts for
    what was missed; a code is right when any of them has it; optional codes count neither way."""
    said = counted(answer)
    right, extra, missed = _compared(said, row.golds, row.optional)
    return Judged(row, answer, right, extra, missed, milliseconds)


def counted(answer: Answer) -> frozenset[str]:
    """The diagnoses in confirm and review, without dots."""
    return frozenset(
        plain(each.code) for each in answer.suggestions if each.kind == "dx" and each.tier in _COUNTED
    )


def _compared(
    said: frozenset[str], golds: Sequence[frozenset[str]], optional: frozenset[str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    any_right = frozenset().union(*golds)
    said = said - (optional - any_right)
    best = max(golds, key=lambda gold: (f1(len(said & gold), len(said - gold), len(gold - said)), -len(gold)))
    return said & any_right, said - any_right, best - said - optional


def f1(right: int, extra: int, missed: int) -> float:
    """The harmonic mean of precision and recall; 1 where nothing was to be said and nothing was."""
    return 2 * right / (2 * right + extra + missed) if right + extra + missed else 1.0


def _interval(counts: Sequence[tuple[int, ...]]) -> list[float]:
    """Between which values 95 of 100 F1 lie when notes are drawn anew, each draw by the same seed."""
    draw = Random(_SEED)
    scores = []
    for _ in range(_DRAWS if counts else 0):
        drawn = draw.choices(counts, k=len(counts))
        scores.append(f1(*(sum(each[part] for each in drawn) for part in range(3))))
    return [round(quantile(scores, 0.025), 4), round(quantile(scores, 0.975), 4)]


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures over the judged rows; `is_valid` tells whether a code may be billed on a row's day."""

    judged: Sequence[Judged]
    is_valid: Callable[[Judged, str], bool]

    def all(self) -> dict[str, Any]:
        """The figures by name; shares are rounded to four places, None where there was nothing to count."""
        return {
            "notes": len(self.judged),
            "exact": self._micro(lambda code: code),
            "category": self._micro(lambda code: code[:_CATEGORY]),
            "macro_f1_codes": self._macro_codes(),
            "macro_f1_notes": _share(sum(each.f1 for each in self.judged), len(self.judged)),
            "tiers": self._tiers(),
            "reliability": self._reliability(),
            "recall_at": self._recall_at(),
            "must_not": self._must_not(),
            "spans": self._spans(),
            "off_set": sum(
                not self.is_valid(one, each.code) for one in self.judged for each in one.diagnoses
            ),
            "levels": self._levels(),
            "procedures": self._procedures(),
            "worst": self._worst(),
        }

    def _micro(self, key: Callable[[str], str]) -> dict[str, Any]:
        counts = []
        for one in self.judged:
            golds = [frozenset(map(key, gold)) for gold in one.row.golds]
            said = frozenset(map(key, counted(one.answer)))
            parts = _compared(said, golds, frozenset(map(key, one.row.optional)))
            counts.append(tuple(map(len, parts)))
        right, extra, missed = (sum(each[part] for each in counts) for part in range(3))
        return {
            "precision": _share(right, right + extra),
            "recall": _share(right, right + missed),
            "f1": round(f1(right, extra, missed), 4),
            "interval": _interval(counts),
            "right": right,
            "extra": extra,
            "missed": missed,
        }

    def _macro_codes(self) -> float | None:
        counts: dict[str, Counter[str]] = {}
        for one in self.judged:
            for name, codes in (("right", one.right), ("extra", one.extra), ("missed", one.missed)):
                for code in codes:
                    counts.setdefault(code, Counter())[name] += 1
        scores = [f1(each["right"], each["extra"], each["missed"]) for each in counts.values()]
        return _share(sum(scores), len(scores))

    def _tiers(self) -> dict[str, Any]:
        """Of each tier: how many, which share of them is right, which share of all right codes they cover."""
        wanted = sum(len(one.right) + len(one.missed) for one in self.judged)
        found: dict[str, Any] = {}
        for tier in Tier:
            said = [
                (one, plain(each.code)) for one in self.judged for each in one.diagnoses if each.tier is tier
            ]
            said = [
                (one, code) for one, code in said if code in one.row.right or code not in one.row.optional
            ]
            right = sum(code in one.row.right for one, code in said)
            found[tier.value] = {
                "count": len(said),
                "precision": _share(right, len(said)),
                "coverage": _share(right, wanted),
            }
        return found

    def _reliability(self) -> dict[str, Any]:
        """How often suggestions of each tenth of confidence were right, the mean distance between the two
        and the Brier score; beside them what the scores would have been before the calibration."""
        shown = [
            (each, plain(each.code) in one.row.right)
            for one in self.judged
            for each in one.diagnoses
            if plain(each.code) in one.row.right or plain(each.code) not in one.row.optional
        ]
        found = reliability(Said(each.confidence, is_right) for each, is_right in shown)
        before = reliability(Said(each.score, is_right) for each, is_right in shown)
        return {
            "calibration": shown[0][0].calibration if shown else "",
            "deciles": [
                {
                    "from": tenth.begins,
                    "count": tenth.count,
                    "said": round(tenth.said, 3),
                    "was": round(tenth.was, 3),
                }
                for tenth in found.tenths
            ],
            "ece": round(found.error, 4) if found.count else None,
            "brier": round(found.brier, 4) if found.count else None,
            "score_ece": round(before.error, 4) if found.count else None,
            "score_brier": round(before.brier, 4) if found.count else None,
        }

    def _recall_at(self) -> dict[str, float | None]:
        found = dict.fromkeys(RECALL_AT, 0)
        wanted = 0
        for one in self.judged:
            order = [plain(each.candidate.code) for each in one.answer.ranked]
            gold = one.row.golds[0] if len(one.row.golds) == 1 else one.right | one.missed
            wanted += len(gold)
            for most in RECALL_AT:
                found[most] += len(gold & set(order[:most]))
        return {str(most): _share(count, wanted) for most, count in found.items()}

    def _must_not(self) -> dict[str, Any]:
        """What was suggested in any tier and must not be, by the cue that should have kept it out."""
        hits: list[dict[str, str]] = []
        asked = said = 0
        for one in self.judged:
            asked += len(one.row.must_not)
            said += len(one.answer.suggestions)
            hits += [
                {"id": one.row.id, "code": each.code, "tier": each.tier.value, "cue": _cue(one, each)}
                for each in one.answer.suggestions
                if any(_is_meant(plain(each.code), rule) for rule in one.row.must_not)
            ]
        by_cue = Counter(hit["cue"] for hit in hits)
        return {
            "rules": asked,
            "hits": len(hits),
            "share_of_suggestions": _share(len(hits), said),
            "by_cue": dict(sorted(by_cue.items())),
            "which": hits,
        }

    def _spans(self) -> dict[str, Any]:
        quotes = [
            (one, quote) for one in self.judged for each in one.answer.suggestions for quote in each.evidence
        ]
        bare = sum(not each.evidence for one in self.judged for each in one.answer.suggestions)
        verbatim = sum(one.row.note[quote.start : quote.end] == quote.text for one, quote in quotes)
        given = overlaps = 0
        for one in self.judged:
            for code, start, end in one.row.evidence:
                own = [q for each in one.diagnoses if plain(each.code) == code for q in each.evidence]
                given += bool(own)
                overlaps += any(q.start < end and start < q.end for q in own)
        return {
            "quotes": len(quotes),
            "verbatim": _share(verbatim, len(quotes)),
            "without": bare,
            "overlap_with_given": _share(overlaps, given),
        }

    def _levels(self) -> dict[str, Any]:
        """Levels in range: the range that was answered holds a right one; exact: it is nothing else."""
        asked = [one for one in self.judged if one.row.has_level]
        in_range = exact = 0
        for one in asked:
            level, right = one.answer.visit, set(one.row.levels or (None,))
            said = {level.low, level.high} if level else {None}
            in_range += bool(said & right)
            exact += len(said) == 1 and said <= right
        return {
            "rows": len(asked),
            "in_range": _share(in_range, len(asked)),
            "exact": _share(exact, len(asked)),
        }

    def _procedures(self) -> dict[str, Any]:
        right = extra = missed = 0
        for one in self.judged:
            if one.row.procedures is not None:
                said = {
                    plain(each.code)
                    for each in one.answer.suggestions
                    if each.kind == "procedure" and each.tier in _COUNTED
                }
                right += len(said & one.row.procedures)
                extra += len(said - one.row.procedures - one.row.optional)
                missed += len(one.row.procedures - said)
        return {"right": right, "extra": extra, "missed": missed, "f1": round(f1(right, extra, missed), 4)}

    def _worst(self) -> list[dict[str, Any]]:
        order = sorted(self.judged, key=lambda one: (one.f1, -len(one.extra) - len(one.missed), one.row.id))
        return [
            {
                "id": one.row.id,
                "f1": round(one.f1, 3),
                "missed": sorted(one.missed),
                "extra": sorted(one.extra),
            }
            for one in order[:_WORST]
            if one.extra or one.missed
        ]


def _is_meant(code: str, rule: str) -> bool:
    return code.startswith(rule[:-1]) if rule.endswith("*") else code == rule


def _cue(one: Judged, suggestion: Suggestion) -> str:
    """What the note says against the concept of a suggestion elsewhere; "none" where nothing."""
    concepts = {
        each.candidate.concept for each in one.answer.ranked if each.candidate.code == suggestion.code
    }
    against = sorted(
        {
            word
            for mention in one.answer.note.mentions
            if mention.concept in concepts and not mention.is_asserted
            for word in (mention.assertion.value, mention.time.value, mention.who.value)
        }
        - {"present", "current", "patient"}
    )
    return "+".join(against) or "none"


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which a share of all lies; 0 of none."""
    ordered = sorted(values)
    at = min(len(ordered) - 1, bisect_left(range(len(ordered)), int(share * len(ordered)))) if ordered else 0
    return ordered[at] if ordered else 0.0

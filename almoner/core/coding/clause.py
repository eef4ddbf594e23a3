"""The reach of cues inside one sentence: which of them work on a match, by order, distance, stops and
marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from almoner.core.coding.cues import Cue, Cues, Role
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.listing import further_items, items_before
from almoner.core.coding.matcher import Hit
from almoner.core.coding.past_years import past_ages, past_years
from almoner.core.coding.reading import Reading, Sentence

_NEAR = 4
_AFTER = 6
_ITEM = 12
_FARTHEST = 60
_LONGEST = 6
"""Words of a cue before a match that ends it, at most."""
_LIST_WORDS = frozenset({"and", "or"})
_ALL = frozenset({"all", "both"})
_MARKS = frozenset({":", "-", "?", "?:", "\u2013", "=", "("})
_SLASHED = re.compile(r"(?:\s?/\s?[\w ]{1,30}){1,8}\s?[:=]\s?")
"""The rest of a list before its label: "Diabetes/CAD/CKD: none"."""
_DASH = re.compile(r"\s[-\u2013\u2014]+\s\Z")
_LISTED = frozenset({"negated", "uncertain", "conditional"})
_TESTED = frozenset({"negative", "normal", "absent", "neg"})
_OTHERS = frozenset({"negated", "uncertain", "conditional", "historical", "resolved", "current", "relative"})
_SOFT_FOR = frozenset({"uncertain", "conditional"})
_TO_DO = frozenset({SectionKind.ASSESSMENT, SectionKind.PLAN, SectionKind.INSTRUCTIONS})
_STOPS = Role("stop", "say"), Role("stop", "soft")
_TURNS = re.compile(r",\s*with\s(?!no\b)", re.IGNORECASE)
"""Ends what is denied: "severe without psychotic features, with suicidal ideation"."""


class Clause(NamedTuple):
    """One sentence with its cues and matches; answers which cues reach a match."""

    reading: Reading
    sentence: Sentence
    cues: tuple[Cue, ...]
    hits: tuple[Hit, ...]
    words: Cues
    begins: tuple[int, ...]

    def reaching(self, hit: Hit) -> Iterator[tuple[Cue, Role]]:
        """The cues that work on a match, with the role in which they do."""
        for cue in self.cues:
            for role in cue.roles:
                if self._reaches(cue, role, hit):
                    yield cue, role

    def _reaches(self, cue: Cue, role: Role, hit: Hit) -> bool:
        if cue.first - hit.last > _FARTHEST or hit.first - cue.last > _FARTHEST:
            return False
        if role.reach == "either":
            return self._is_beside(cue, hit)
        if role.reach in {"before", "near", "far"}:
            return cue.last <= hit.first and self._before(cue, role, hit)
        if role.reach == "opening":
            return self._opens(cue) and cue.last <= hit.first and ";" not in self.gap(cue.last, hit.first)
        if role.reach == "year-before":
            return cue.last <= hit.first <= cue.last + _AFTER and not self._is_left(cue.last, hit.first)
        if role.reach == "behind":
            return cue.first >= hit.last and self._is_right_behind(cue, role, hit)
        if role.reach in {"after", "label", "ended", "year"}:
            return cue.first >= hit.last and self._after(cue, role, hit)
        return False

    def _is_beside(self, cue: Cue, hit: Hit) -> bool:
        """The cue stands between this match and its other choice: "gout versus pseudogout"."""
        first, last = (cue.last, hit.first) if cue.last <= hit.first else (hit.last, cue.first)
        is_near = last - first < _NEAR and not {";", ":"} & set(self.gap(first, last))
        return is_near and self._are_one_choice(first, last)

    def _is_right_behind(self, cue: Cue, role: Role, hit: Hit) -> bool:
        """Nothing stands between but the rest of a list: "HIV and syphilis tests"."""
        is_next = cue.first == hit.last and not self.gap(hit.last, cue.first).strip()
        return is_next or self._is_listed(cue, role, hit)

    def _opens(self, cue: Cue) -> bool:
        """The cue opens a sentence of what is to be done."""
        is_first = cue.first == self.sentence.first_token
        return is_first and self.reading.section_of(self.sentence).kind in _TO_DO

    def _is_left(self, first: int, last: int) -> bool:
        """A mark ends the clause between."""
        return not frozenset(";:,").isdisjoint(self.gap(first, last).lstrip(" ,:"))

    def _are_one_choice(self, first: int, last: int) -> bool:
        """No other match stands between, but for those that "and" or "or" joins."""
        between = [other for other in self.hits if first <= other.first < last]
        words = {token.word for token in self.reading.tokens[first:last]}
        return not between or not words.isdisjoint(_LIST_WORDS)

    def _before(self, cue: Cue, role: Role, hit: Hit) -> bool:
        gap = self.gap(cue.last, hit.first)
        if role.reach == "far":
            return ";" not in gap
        if role.reach == "near" and (hit.first - cue.last >= _NEAR or "," in gap):
            return False
        if ";" in gap or ":" in gap.lstrip(" *")[1:] or (")" in gap and "(" not in gap):
            return False
        if role.kind == "negated" and _TURNS.search(gap):
            return False
        return not self._is_stopped(cue.last, hit.first, is_soft_open=role.kind in _SOFT_FOR)

    def _after(self, cue: Cue, role: Role, hit: Hit) -> bool:
        gap = self.gap(hit.last, cue.first)
        if role.reach == "label":
            is_last = cue.last == self.sentence.last_token or self.gap(cue.last, cue.last)[:1] in {
                ",",
                ";",
                ")",
            }
            is_next = cue.first == hit.last and gap.strip() in _MARKS
            return (is_next or _SLASHED.fullmatch(gap) is not None) and is_last
        if self._is_listed(cue, role, hit) or self._is_of_all(cue, role, hit):
            return not self._is_led_away(cue)
        is_far = cue.first - hit.last > (_ITEM if role.reach == "ended" else _AFTER)
        if ";" in gap or ":" in gap or ("(" in gap and role.reach != "year") or is_far:
            return False
        if "," in gap and self._is_parted(cue, role, hit):
            return False
        if self._is_led_away(cue):
            return False
        return self._is_nearest(cue, hit) and not self._is_stopped(
            hit.last, cue.first, is_soft_open=True, is_after=True
        )

    def _is_listed(self, cue: Cue, role: Role, hit: Hit) -> bool:
        """Only the further items of a list stand between, and nothing is said of one of them alone. Tests are
        negative as well as illnesses: there each item must be a match."""
        if role.kind not in _LISTED:
            return False
        first, last = hit.last, cue.first
        before = items_before(self.gap(self.sentence.first_token, hit.first))
        items = further_items(self.gap(first, last), self.words.singles("joins"), before)
        named = sum(first <= other.first < last for other in self.hits)
        is_tested = self.reading.tokens[cue.last - 1].word in _TESTED
        return items > 0 and not (is_tested and named < items) and not self._has_word_on(first, last)

    def _is_of_all(self, cue: Cue, role: Role, hit: Hit) -> bool:
        """What ended is said of all that the sentence names before it: "pneumonia, AKI, all resolved"."""
        before = self.reading.tokens[cue.first - 1].word if cue.first else ""
        is_all = role.kind == "resolved" and before in _ALL and cue.first > self.sentence.first_token
        return (
            is_all and ";" not in self.gap(hit.last, cue.first) and not self._has_word_on(hit.last, cue.first)
        )

    def _has_word_on(self, first: int, last: int) -> bool:
        """Another cue stands among the items, so that they don't share what follows."""
        return any(
            role.kind in _OTHERS or (role == _STOPS[0] and not self._joins(cue))
            for cue in self.cues
            if first <= cue.first < last
            for role in cue.roles
        )

    def _is_led_away(self, cue: Cue) -> bool:
        """The words behind a cue show that it speaks of what follows: "negative for", "likely due to"."""
        tokens = self.reading.tokens
        after = tokens[cue.last] if cue.last < self.sentence.last_token else None
        if after is None:
            return False
        if after.word in {"for", "of", "that", "to"}:
            return True
        is_glued = not self.gap(cue.last, cue.last).strip()
        return is_glued and any(hit.first == cue.last for hit in self.hits)

    def _is_nearest(self, cue: Cue, hit: Hit) -> bool:
        """No other match stands between, but for those that "and" or "or" joins to it, or "with" where a
        dash parts the whole name from what is said of it."""
        between = [other for other in self.hits if hit.last <= other.first < cue.first]
        at = hit.last
        is_named = bool(between) and _DASH.search(self.gap(between[-1].last, cue.first)) is not None
        joining = _LIST_WORDS | {"with"} if is_named else _LIST_WORDS
        for other in between:
            words = {token.word for token in self.reading.tokens[at : other.first]}
            is_one_name = other.first == at and not self.gap(at, at).strip()
            if not is_one_name and (not words or not words <= joining):
                return False
            at = other.last
        return True

    def _is_stopped(self, first: int, last: int, *, is_soft_open: bool, is_after: bool = False) -> bool:
        """A word between ends the reach."""
        for cue in self.cues:
            if cue.first < first or cue.last > last:
                continue
            if _STOPS[0] in cue.roles and not (is_after and self._joins(cue)):
                return True
            if _STOPS[1] in cue.roles and not is_soft_open:
                return True
        return any(first <= at < last for at in self.begins)

    def _is_parted(self, cue: Cue, role: Role, hit: Hit) -> bool:
        """A comma parts a match from what follows, but for what ended it, and a denial right behind."""
        if role.kind == "negated":
            return not self._is_joined(hit.last, cue.first)
        is_dated = role.reach == "year" and hit.last == cue.first
        return role.kind != "resolved" and not is_dated

    def _joins(self, cue: Cue) -> bool:
        return self._is_joined(cue.first, cue.last)

    def _is_joined(self, first: int, last: int) -> bool:
        """Nothing but words that join stand there."""
        joins = self.words.singles("joins")
        return all(token.stem in joins for token in self.reading.tokens[first:last])

    def gap(self, first: int, last: int) -> str:
        """The text before the word `first` up to the word `last`, with the words between."""
        tokens = self.reading.tokens
        start = tokens[first - 1].end if first else 0
        return self.reading.text[start : tokens[last].start if last < len(tokens) else None]


def clause_of(reading: Reading, sentence: Sentence, hits: tuple[Hit, ...], cues: Cues) -> Clause:
    """The clause of a sentence. Words inside a match belong to the name, not to what is said of it: cues are
    looked for before, between and behind the matches, and where one is only begun or ended by a match."""
    found: list[Cue] = []
    at = sentence.first_token
    for hit in hits:
        found.extend(cues.found(reading, at, hit.first))
        at = hit.last
    found.extend(cues.found(reading, at, sentence.last_token))
    for hit in hits:
        first = max(sentence.first_token, hit.first - _LONGEST)
        around = cues.longer(reading, (first, hit.last), sentence.last_token)
        found.extend(cue for cue in around if _crosses(cue, hit))
    found.extend(past_years(reading, sentence))
    found.extend(past_ages(reading, sentence))
    return Clause(reading, sentence, tuple(found), hits, cues, tuple(_begins(reading, sentence, cues)))


def _crosses(cue: Cue, hit: Hit) -> bool:
    """A match holds some of the cue's words, not all: "with her first | pregnancy", "| worry | about"."""
    is_inside = hit.first <= cue.first and cue.last <= hit.last
    return cue.first < hit.last and hit.first < cue.last and not is_inside


def _begins(reading: Reading, sentence: Sentence, cues: Cues) -> Iterator[int]:
    """The words of a sentence that begin a clause: a subject behind a comma or "and"."""
    subjects = cues.singles("subjects")
    stems = reading.stems
    for at in range(sentence.first_token + 1, sentence.last_token):
        if stems[at] in subjects:
            before = reading.tokens[at - 1]
            has_comma = "," in reading.text[before.end : reading.tokens[at].start]
            if has_comma or before.word in {"and", "but", "so"}:
                yield at

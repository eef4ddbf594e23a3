"""Finds entries that may be one thing written twice: in the chart, or in the chart and a list from outside.

Promises pairs for a person to look at, each with why, and nothing more: it never merges.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.medication import ENDED, Medication
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.shape import Concept
from almoner.core.chart.systems import ICD10CM, NDC, RXNORM

Reconciled = ListedProblem | Allergy | Medication
MOST = 400
"""Entries of one list that are compared; more is a feed and no list."""
_FILLER = frozenset(
    "the a an of with without and or in for to due unspecified type tablet tab capsule cap oral mg".split()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one; `left` was there first. `why` says what they share."""

    left: Reconciled
    right: Reconciled
    why: str


def pairs(entries: Iterable[Reconciled]) -> list[Pair]:
    """Return the pairs of entries that still stand or are proposed, in the order of their ids."""
    open_ones = [one for one in entries if not (one.entry.fault or one.entry.replaced_by)]
    open_ones.sort(key=lambda one: (one.entry.is_proposed, one.id))
    found = []
    for left, right in combinations(open_ones[:MOST], 2):
        why = shared(left, right)
        if why:
            found.append(Pair(left, right, why))
    return found


def shared(left: Reconciled, right: Reconciled) -> str:
    """Return in words why two may be one thing, or nothing."""
    if left.kind != right.kind or left.entry.patient_id != right.entry.patient_id:
        return ""
    if isinstance(left, Medication) and isinstance(right, Medication) and _is_history(left, right):
        return ""
    if left.concept.means_the_same(right.concept):
        return "the same code" if _share_code(left.concept, right.concept) else "the same words"
    if left.kind == ListedProblem.kind and _is_nearer(left.concept, right.concept):
        return "one code is the other, said more exactly"
    has_strength = left.kind == Medication.kind
    alike = _is_alike(left.concept, right.concept, has_strength=has_strength)
    return "nearly the same words" if alike else ""


def unpaired(entries: Sequence[Reconciled], found: Iterable[Pair]) -> list[Reconciled]:
    """Return what came from outside and is like nothing in the chart."""
    paired = {one.id for pair in found for one in (pair.left, pair.right)}
    return [one for one in entries if one.entry.is_proposed and not one.entry.fault and one.id not in paired]


def _is_history(left: Medication, right: Medication) -> bool:
    """A drug that was stopped and ordered again is no duplicate."""
    return left.status in ENDED or right.status in ENDED


def _share_code(left: Concept, right: Concept) -> bool:
    mine = {(one.system, one.code) for one in left.codings}
    return any((one.system, one.code) in mine for one in right.codings)


def _is_nearer(left: Concept, right: Concept) -> bool:
    """One diagnosis code begins with the other: E11 and E11.9."""
    mine, theirs = left.code_in(ICD10CM), right.code_in(ICD10CM)
    return bool(mine and theirs) and mine != theirs and (mine.startswith(theirs) or theirs.startswith(mine))


def _is_alike(left: Concept, right: Concept, *, has_strength: bool) -> bool:
    """Where at most one of both is coded, all the words that say something of one are in the other. A drug of
    another strength is still the drug; diabetes of another type is not.
    """
    systems = (ICD10CM, RXNORM, NDC)
    if any(left.code_in(system) and right.code_in(system) for system in systems):
        return False
    mine, theirs = _telling(left.words), _telling(right.words)
    if has_strength:
        mine, theirs = _unnumbered(mine), _unnumbered(theirs)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _telling(words: str) -> set[str]:
    plain = "".join(sign if sign.isalnum() else " " for sign in words.casefold())
    return {word for word in plain.split() if word not in _FILLER}


def _unnumbered(words: set[str]) -> set[str]:
    return {word for word in words if not word.isdigit()}

"""Years and ages that put an illness into the past: "pyelonephritis 2015", "cancer treated in 1999", "in 2018
he had a clot", "croup at 18 months". A lasting illness with a bare year was found then and is there still, so
only what ended counts."""

from bisect import bisect_left
from collections.abc import Iterator

from almoner.core.coding.cues import Cue, Role
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.reading import Reading, Sentence

_LEADS = frozenset(
    "in on of around about circa back jan feb mar apr may jun jul aug sep sept oct nov dec january february "
    "march april june july august september october november december spring summer fall winter early late "
    "mid".split()
)
_LASTING = frozenset(
    "since until from through by to dx dxed diagnosed onset began started found known due repeat next again "
    "expires for than after before".split()
)
_ENDED = frozenset(
    "treated removed excised resected repaired cured completed finished operated healed resolved stented "
    "ablated bypassed replaced".split()
)
_BEFELL = frozenset("had suffered underwent sustained developed experienced".split())
_UNITS = frozenset("mo mos month months yr yrs year years yo".split())
_SINCE = frozenset("post after from follow out since of".split())
"""What makes it a time since something else."""
_MOST_LEADS, _NEAR = 3, 6
YEAR, ENDED = Role("historical", "year"), Role("historical", "after")
_BEFORE = Role("historical", "year-before")


def past_years(reading: Reading, sentence: Sentence) -> Iterator[Cue]:
    """A cue for each year of a sentence that dates something past; none in a plan, whose years come."""
    if reading.section_of(sentence).kind is SectionKind.PLAN:
        return
    tokens = reading.tokens
    years = reading.years
    low = bisect_left(years, sentence.first_token)
    for at in years[low : bisect_left(years, sentence.last_token, low)]:
        first = at
        while first > sentence.first_token and at - first < _MOST_LEADS and tokens[first - 1].word in _LEADS:
            first -= 1
        before = tokens[first - 1].word if first > sentence.first_token else ""
        if before in _ENDED:
            yield Cue(first - 1, at + 1, (ENDED,))
        elif before not in _LASTING:
            roles = (YEAR, _BEFORE) if _befell(reading, sentence, at + 1) else (YEAR,)
            yield Cue(first, at + 1, roles)


def past_ages(reading: Reading, sentence: Sentence) -> Iterator[Cue]:
    """A cue for each age at which something was: "at 18 mo", "at age 12"; none in a plan."""
    if reading.section_of(sentence).kind is SectionKind.PLAN:
        return
    tokens = reading.tokens
    for at in range(sentence.first_token, sentence.last_token - 2):
        if tokens[at].word != "at":
            continue
        one, other = tokens[at + 1].word, tokens[at + 2].word
        after = tokens[at + 3].word if at + 3 < sentence.last_token else ""
        is_unit = one.isdigit() and other in _UNITS and after not in _SINCE
        if is_unit or (one == "age" and other.isdigit()):
            yield Cue(at, at + 3, (YEAR,))


def _befell(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Right behind the year something befell the patient."""
    last = min(first + _NEAR, sentence.last_token)
    return any(token.word in _BEFELL for token in reading.tokens[first:last])

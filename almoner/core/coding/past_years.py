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
_REMOVALS = frozenset(
    "resection excision removal lumpectomy mastectomy prostatectomy nephrectomy colectomy thyroidectomy "
    "lobectomy parathyroidectomy wle".split()
)
"""Acts that leave nothing of what stands before them: "adenoma, resection 2021"."""
_BEFELL = frozenset("had suffered underwent sustained developed experienced".split())
_BY = frozenset({"by", "with"})
"""Stand between what ended and by what: "treated by radiation 2011"."""
_UNITS = frozenset("mo mos month months yr yrs year years yo".split())
_SINCE = frozenset("post after from follow out since of".split())
"""What makes it a time since something else."""
_MOST_LEADS, _NEAR, _OLDEST = 3, 6, 60
YEAR, ENDED = Role("historical", "year"), Role("historical", "after")
REMOVED = Role("resolved", "after")
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
        by_what = first - 2 > sentence.first_token and tokens[first - 2].word in _BY
        if before in _REMOVALS:
            yield Cue(first - 1, at + 1, (REMOVED,))
        elif before in _ENDED:
            yield Cue(first - 1, at + 1, (ENDED,))
        elif by_what and tokens[first - 3].word in _ENDED:
            yield Cue(first - 3, at + 1, (ENDED,))
        elif before not in _LASTING:
            roles = (YEAR, _BEFORE) if _befell(reading, sentence, at + 1) else (YEAR,)
            yield Cue(first, at + 1, roles)


def past_ages(reading: Reading, sentence: Sentence) -> Iterator[Cue]:
    """A cue for each age at which something was: "at 18 mo", "at age 12"; none in a plan."""
    if reading.section_of(sentence).kind is SectionKind.PLAN:
        return
    tokens = reading.tokens
    for at in range(sentence.first_token, sentence.last_token - 1):
        if tokens[at].word != "at":
            continue
        one = tokens[at + 1].word
        other = tokens[at + 2].word if at + 2 < sentence.last_token else ""
        after = tokens[at + 3].word if at + 3 < sentence.last_token else ""
        is_unit = one.isdigit() and other in _UNITS and after not in _SINCE
        if is_unit or (one == "age" and other.isdigit()) or _is_bare_age(reading, sentence, at + 1):
            yield Cue(at, min(at + 3, sentence.last_token), (YEAR,))


def _is_bare_age(reading: Reading, sentence: Sentence, at: int) -> bool:
    """A number of years that ends what was: "had chickenpox at 5, mono at 16"."""
    tokens = reading.tokens
    had = any(token.word in _BEFELL for token in tokens[sentence.first_token : at])
    is_age = tokens[at].word.isdigit() and int(tokens[at].word) <= _OLDEST
    return had and is_age and reading.text[tokens[at].end : tokens[at].end + 1] in {"", ",", ".", ";", "\n"}


def _befell(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Right behind the year something befell the patient."""
    last = min(first + _NEAR, sentence.last_token)
    return any(token.word in _BEFELL for token in reading.tokens[first:last])

"""Tells a claim's guide in lines for a table: what stands both below the subscriber and below the patient
comes once.
"""

import re

from almoner.core.x12.spec import Guide, LoopSpec, SegmentSpec
from tests.core.x12.guides.outline import outline


def claim_table(guide: Guide) -> str:
    """The outline with each loop once. Lists that many segments have go by a word: the ranks of payers, the
    kinds of document, the ways of pricing, the groups of adjustments, the relations of patients.
    """
    lines = dict.fromkeys(
        line.replace("2300!x100:", "2300x100:") for line in outline(guide.root).splitlines()
    )
    text = "\n".join(lines)
    for long, word in (
        (r"SBR(\*[A-Z])+", "SBR*rank"),
        (r"PWK\*03(\*\w\w)+", "PWK*document"),
        (r"HCP(\*\d\d)+", "HCP*way"),
        (r"CAS\*CO\*CR\*OA\*PI\*PR", "CAS*group"),
        (r"PAT\*01\*19\*20\*21\*39\*40\*53\*G8", "PAT*relation"),
        (r"0B\*1G\*G2", "own"),
    ):
        text = re.sub(long, word, text)
    return text


def segment_of(guide: Guide, loop_id: str, name: str) -> SegmentSpec:
    """The segment of this name in the first loop of this id."""
    loop = next(each for each in guide.root.loops() if each.id == loop_id)
    return next(each for each in loop.segments() if each.name == name)


def claims_of(guide: Guide) -> list[LoopSpec]:
    """The loops that hold a claim: below the subscriber, below the patient."""
    return [each for each in guide.root.loops() if each.id in guide.claim_loops]

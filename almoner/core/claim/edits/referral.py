"""Kind `referral`: a code for which the payer wants a referral has none that serves the day. No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.claim.told import Referral
from almoner.core.rules import Card

UNKNOWN = (Unjudged("payer.refer is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge the lines of the payer's own list."""
    del card

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        told = facts.told
        if told.referral_codes is None:
            return UNKNOWN
        if not told.referral_codes:
            return NOTHING
        codes = CodeRange(told.referral_codes)
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and (fault := _fault(told.referral, line)):
                found += (Hit(number, f"{line.code}: {fault}"),)
        return found

    return Prepared(judge)


def _fault(referral: Referral | None, line: ClaimLine) -> str:
    """What is wrong; empty where nothing is."""
    if referral is None or not referral.number:
        return "no referral"
    if referral.since_on and line.service_on < referral.since_on:
        return f"the referral begins on {referral.since_on}"
    if referral.until_on and line.service_on >= referral.until_on:
        return f"the referral ended before {referral.until_on}"
    return "the referral is used up" if referral.visits_left == 0 else ""

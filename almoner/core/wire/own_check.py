"""What our own check says at the place that an acknowledgement names, so that a refusal can be told with the
mend of the rule behind it."""

from collections.abc import Iterator

from almoner.core.wire.claim_837_map import SentSet
from almoner.core.wire.receipt_status import guide_of, status_of
from almoner.core.wire.status_277 import Receipt
from almoner.core.x12.answers import SegmentError
from almoner.core.x12.check import check_set, edition_of
from almoner.core.x12.issue import Issue, Place, found
from almoner.core.x12.locate import locate

_ANY = "X-SEG-01"
"""A rule to place a mark by; the mark isn't told."""


class OwnCheck:
    """Checks each transaction that is asked about once."""

    def __init__(self) -> None:
        self._issues: dict[int, list[Issue]] = {}

    def at(self, sent: SentSet, error: SegmentError, element: int | None) -> Issue | None:
        """The error of ours at a place of a 999, if there is one."""
        for issue in self._of(sent):
            is_there = issue.segment_index == error.segment_index and issue.segment == error.segment
            if is_there and issue.element == element:
                return issue
        return None

    def of_claim(self, sent: SentSet, receipt: Receipt) -> Iterator[str]:
        """Sentence and mend of each error of ours for which a 277CA has this status, once each."""
        guide = guide_of(sent.received)
        statuses = {code.status for code in receipt.codes}
        told: set[str] = set()
        for issue in self._of(sent):
            if issue.claim == receipt.reference and status_of(issue, guide).status in statuses:
                sentence = f"{issue.message} {issue.hint}".strip()
                if sentence not in told:
                    told.add(sentence)
                    yield sentence

    def claims(self, sent: SentSet, index: int) -> tuple[str, ...]:
        """The inquiry, payment or answer in which a segment stands, for sets other than claims."""
        if sent.claims or not 1 <= index <= sent.received.segment_count:
            return ()
        edition = edition_of(sent.received)
        if edition is None:
            return ()
        mark = found(_ANY, Place("", 0, index))
        (placed,) = locate([mark], sent.received, edition.guide)
        return (placed.claim,) if placed.claim else ()

    def _of(self, sent: SentSet) -> list[Issue]:
        key = id(sent)
        if key not in self._issues:
            issues = check_set(sent.received)
            self._issues[key] = [issue for issue in issues if issue.severity == "error"]
        return self._issues[key]

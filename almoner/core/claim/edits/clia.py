"""Kind `clia`: a laboratory line has the number of a CLIA certificate that covers its test. Params: `codes`
of tests, `except_codes`, `no_qw` (waived without QW), `microscopy` (what the certificate for it adds).
"""

import re
from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import is_whole, row_at
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

WAIVED, READING = "QW", "26"
LIMITED = frozenset({"waiver", "microscopy"})
UNKNOWN = (Unjudged("the place of service in the books has no CLIA number"),)
_NUMBER = re.compile(r"[0-9]{2}D[0-9]{7}")


class _Certificates:
    """What each kind of certificate covers, by a card."""

    def __init__(self, card: Card, tables: Tables) -> None:
        self._no_qw = CodeRange(card.words("no_qw"))
        self._microscopy = CodeRange(card.words("microscopy"))
        self._tables = tables

    def fault(self, facts: Facts, number: int, line: ClaimLine) -> str:
        """What a line lacks; empty where it lacks nothing."""
        known = facts.of_line(number)
        clia = known.clia or ("" if facts.around else facts.revision.billing.clia)
        if not clia:
            return "CLIA number"
        return (
            self._uncovered(line, known.certificate) if _NUMBER.fullmatch(clia) else "CLIA number, its shape"
        )

    def _uncovered(self, line: ClaimLine, certificate: str) -> str:
        """Why a limited certificate doesn't cover a line; empty where it does."""
        if certificate not in LIMITED or line.code in self._no_qw:
            return ""
        if certificate == "microscopy" and line.code in self._microscopy:
            return ""
        choice = self._tables.codes("clia-waived").at(line.service_on)
        if is_whole(choice) and row_at(choice, line.code, line.service_on) is None:
            return f"certificate of {certificate}: not on the waived list"
        return "" if WAIVED in line.modifiers else f"certificate of {certificate}: QW"


def prepare(card: Card, tables: Tables) -> Prepared:
    """The certificate is judged where its kind is known; a reading (26) needs none. Where the books know no
    number of a place, who did its tests isn't known either.
    """
    tests, apart = CodeRange(card.words("codes")), CodeRange(card.words("except_codes"))
    certificates = _Certificates(card, tables)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found = []
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in tests and line.code not in apart and READING not in line.modifiers:
                if not facts.around and not facts.revision.billing.clia:
                    return UNKNOWN
                row = certificates.fault(facts, number, line)
                if row:
                    found.append(Hit(number, f"{line.code}: {row}"))
        return found

    return Prepared(judge, about=tests)

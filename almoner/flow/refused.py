"""What a flow raises when the user's input or the moment stands against it: findings, each with its mend."""

from collections.abc import Iterable
from dataclasses import replace

from almoner.core.rules import Because, Fault, Finding, Severity

LONGEST_REASON = 200


class Refused(ValueError):
    """Nothing was changed; `findings` say why and what to do. The text holds no patient data."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(f"{finding.message} {finding.mend}" for finding in self.findings))

    @property
    def fields(self) -> tuple[tuple[str, ...], ...]:
        """Beside each finding, which fields of what was given it is about, where it says so."""
        return tuple(tuple(one.because.row.split()) for one in self.findings)

    @property
    def told(self) -> Finding:
        """All findings as one: the first, with what the others say behind it."""
        first, *others = self.findings
        return replace(first, mend=" ".join((first.mend, *(f"{one.message} {one.mend}" for one in others))))


def refuse_if(findings: Iterable[Finding]) -> None:
    """Raise Refused when there is any finding."""
    found = tuple(findings)
    if found:
        raise Refused(found)


def refuse_all(stops: Iterable[Refused]) -> None:
    """Raise Refused with what all of these say, where there is any."""
    refuse_if(one for stop in stops for one in stop.findings)


def refuse_faults(edit: str, faults: Iterable[str | Fault], mend: str) -> None:
    """Raise Refused with every fault of one kind, where there is any."""
    told = [Fault(one) if isinstance(one, str) else one for one in faults]
    refuse_all(refusal(edit, one.said, mend, one.fields) for one in told)


def refusal(edit: str, message: str, mend: str, fields: str = "") -> Refused:
    """Return a refusal of one sentence and its mend, about fields of what was given (`last first`)."""
    because = Because("flow", "the state of the books", fields)
    return Refused([Finding(edit, "flow", Severity.REJECT, 0, message, mend, because)])


def refuse_without_reason(reason: str) -> None:
    """Raise Refused where an act that takes something back says no reason, or one too long to keep."""
    if not reason.strip() or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise refusal("COL-06", "Say why, in at most 200 characters.", "Give a reason: the audit keeps it.")

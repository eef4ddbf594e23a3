"""What a flow raises when the user's input or the moment stands against it: findings, each with its mend."""

from collections.abc import Iterable
from dataclasses import replace

from almoner.core.rules import Because, Finding, Severity


class Refused(ValueError):
    """Nothing was changed; `findings` say why and what to do. The text holds no patient data. `fields` names
    beside each finding the field of a form that it is about, where whoever read the form knows it.
    """

    def __init__(self, findings: Iterable[Finding], fields: Iterable[str] = ()) -> None:
        self.findings = tuple(findings)
        self.fields = tuple(fields)
        super().__init__(" ".join(f"{finding.message} {finding.mend}" for finding in self.findings))

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


def refuse_faults(edit: str, faults: Iterable[str], mend: str) -> None:
    """Raise Refused with every fault of one kind, where there is any."""
    refuse_if(one for fault in faults for one in refusal(edit, fault, mend).findings)


def refusal(edit: str, message: str, mend: str) -> Refused:
    """Return a refusal of one sentence and its mend."""
    return Refused(
        [Finding(edit, "flow", Severity.REJECT, 0, message, mend, Because("flow", "the state of the books"))]
    )

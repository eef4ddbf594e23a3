"""What a flow raises when the user's input or the moment stands against it: findings, each with its mend."""

from collections.abc import Iterable

from almoner.core.rules import Because, Finding, Severity


class Refused(ValueError):
    """Nothing was changed; `findings` say why and what to do. The text holds no patient data."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(f"{finding.message} {finding.mend}" for finding in self.findings))


def refuse_if(findings: Iterable[Finding]) -> None:
    """Raise Refused when there is any finding."""
    found = tuple(findings)
    if found:
        raise Refused(found)


def refusal(edit: str, message: str, mend: str) -> Refused:
    """Return a refusal of one sentence and its mend."""
    return Refused(
        [Finding(edit, "flow", Severity.REJECT, 0, message, mend, Because("flow", "the state of the books"))]
    )

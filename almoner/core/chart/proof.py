"""What an answer in a note can prove: the names of evidence that templates give and rules ask for (handbook,
coding 2.1)."""

import re

PROOFS = frozenset(
    "dx em.problem em.data.test em.data.note em.data.historian em.data.interpretation em.data.discussion "
    "em.risk.drug em.risk.surgery em.risk.hospital em.risk.monitoring em.risk.social time.total time.start "
    "time.stop time.psychotherapy time.staff units drug.ndc drug.dose drug.waste drug.lot supervision place "
    "technology".split()
)
"""Evidence whose name stands alone."""
_NAMED = {
    "dx.axis": re.compile(r"[a-z0-9-]+/[a-z0-9-]+\Z"),
    "procedure": re.compile(r"[a-z0-9-]+\Z"),
    "consent": re.compile(r"[a-z0-9-]+\Z"),
}
"""Evidence with a name of its own behind a colon; consent's stands behind a dot."""


FAMILIES = frozenset(
    "minor injection drug immunization toxin manipulation allergy endoscopy ecg echo stress-test "
    "device-check spirometry nebulizer nerve-study eeg laboratory screening instrument psychotherapy "
    "interactive-complexity tobacco-counseling advance-care wellness care-management imaging".split()
)
"""The families of procedures that the coder and the checks before signing know."""


class ProofError(ValueError):
    """A name is no evidence; says which there are."""


def check_proof(proof: str) -> None:
    """Refuse a name that no evidence has."""
    if proof in PROOFS:
        return
    kind, _, name = proof.partition("." if proof.startswith("consent.") else ":")
    shape = _NAMED.get(kind)
    if shape is None or not shape.match(name):
        known = ", ".join(sorted(PROOFS))
        raise ProofError(
            f"{proof!r} is no evidence; there are {known}, dx.axis:<concept>/<axis>, procedure:<family>, "
            "consent.<kind>"
        )


def axis_of(proof: str) -> tuple[str, str] | None:
    """Concept and axis of a proof that names an axis of a diagnosis."""
    kind, _, name = proof.partition(":")
    if kind != "dx.axis":
        return None
    concept, _, axis = name.partition("/")
    return concept, axis

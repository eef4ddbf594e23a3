"""What the coder reads of a template: the evidence that some rule asks for, and the values of the lexicon's
axes. The linter of templates asks here, because a chart doesn't know how it is coded."""

from collections.abc import Mapping
from dataclasses import dataclass

from almoner.core.chart.proof import FAMILIES, PROOFS, axis_of
from almoner.core.coding.concept import Concept
from almoner.core.coding.words import stems_of


@dataclass(frozen=True, slots=True)
class TemplateProofs:
    """The questions of a linter, answered from the lexicon's concepts."""

    concepts: Mapping[str, Concept]

    def reads(self, proof: str) -> bool:
        """Some rule reads this evidence: an axis that its concept has, a family of procedures that is known,
        or one of the plain kinds."""
        named = axis_of(proof)
        if named:
            concept = self.concepts.get(named[0])
            return concept is not None and named[1] in {axis.name for axis in concept.axes}
        kind, _, family = proof.partition(":")
        return family in FAMILIES if kind == "procedure" else proof in PROOFS or kind.startswith("consent.")

    def has_value(self, concept: str, axis: str, sentence: str) -> bool:
        """A sentence says a value of an axis, in the words that the lexicon has for it."""
        stems = f" {' '.join(stems_of(sentence))} "
        known = self.concepts[concept].axes if concept in self.concepts else ()
        said = (say for each in known if each.name == axis for value in each.values for say in value.say)
        return any(f" {' '.join(stems_of(say))} " in stems for say in said)

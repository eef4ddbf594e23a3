"""The rules across segments of this guide (levels 3 and 4)."""

from almoner.core.x12.guides.claim.balance import BALANCES, ClaimBalance
from almoner.core.x12.guides.claim.marks import OUTER_MARKERS, Marked
from almoner.core.x12.guides.claim.rules import SHARED
from almoner.core.x12.guides.professional_837.marks import claim_marks
from almoner.core.x12.guides.professional_837.rules_claim import CLAIM_RULES
from almoner.core.x12.guides.professional_837.rules_diagnoses import DIAGNOSIS_RULES
from almoner.core.x12.guides.professional_837.rules_lines import LINE_RULES
from almoner.core.x12.guides.professional_837.rules_patient import PATIENT_RULES
from almoner.core.x12.guides.professional_837.rules_providers import PROVIDER_RULES
from almoner.core.x12.guides.professional_837.rules_services import SERVICE_RULES
from almoner.core.x12.rule import Rulebook

_SITUATIONS = (
    *SHARED,
    *PATIENT_RULES,
    *CLAIM_RULES,
    *DIAGNOSIS_RULES,
    *PROVIDER_RULES,
    *SERVICE_RULES,
    *LINE_RULES,
)

RULES = Rulebook(
    (*BALANCES, *_SITUATIONS),
    tallies=(ClaimBalance, Marked(_SITUATIONS, {**OUTER_MARKERS, "2300": claim_marks})),
)

"""The codes of an institutional claim, one HI for each kind: diagnoses, DRG, procedures, occurrences,
values, conditions, treatments. Facts checked against pyx12's map (BSD-3-Clause).
"""

from almoner.core.x12.guides.claim.codes import (
    ON_A_DATE,
    OVER_DATES,
    PRESENT_ON_ADMISSION,
    WITH_AMOUNT,
    codes,
)
from almoner.core.x12.guides.common import R, S, segment

CODES = (
    segment("HI", R, "principal_diagnosis", codes("ABK BK", more=PRESENT_ON_ADMISSION)),
    segment("HI", S, "admitting_diagnosis", codes("ABJ BJ")),
    segment("HI", S, "visit_reasons", codes("APR PR", "APR PR", 3)),
    segment("HI", S, "external_causes", codes("ABN BN", "ABN BN", 12, more=PRESENT_ON_ADMISSION)),
    segment("HI", S, "drg", codes("DR")),
    segment("HI", S, "other_diagnoses", codes("ABF BF", "ABF BF", 12, more=PRESENT_ON_ADMISSION), most=2),
    segment("HI", S, "principal_procedure", codes("BBR BR CAH", more=ON_A_DATE)),
    segment("HI", S, "other_procedures", codes("BBQ BQ", "BBQ BQ", 12, more=ON_A_DATE), most=2),
    segment("HI", S, "occurrence_spans", codes("BI", "BI", 12, more=OVER_DATES), most=2),
    segment("HI", S, "occurrences", codes("BH", "BH", 12, more=ON_A_DATE), most=2),
    segment("HI", S, "values", codes("BE", "BE", 12, more=WITH_AMOUNT), most=2),
    segment("HI", S, "condition_codes", codes("BG", "BG", 12), most=2),
    segment("HI", S, "treatment_codes", codes("TC", "TC", 12), most=2),
)

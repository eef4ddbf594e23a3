"""The claim of the professional guide, 2300. Facts checked against pyx12's map (BSD-3-Clause),
LinuxForHealth's models and moov-io/x12 (both Apache-2.0).
"""

from almoner.core.x12.guides.claim.codes import codes
from almoner.core.x12.guides.claim.conditions import EPSDT_REFERRAL
from almoner.core.x12.guides.claim.supplements import (
    ATTACHMENT,
    CLAIM_PRICING_METHODS,
    CONTRACT,
    FILE_INFORMATION,
    PRICED_GROUP,
    note,
    pricing,
)
from almoner.core.x12.guides.common import R, S, amount, dated, loop, reference, segment
from almoner.core.x12.guides.professional_837.conditions import (
    AMBULANCE,
    AMBULANCE_CONDITION,
    HOMEBOUND,
    SPINAL_MANIPULATION,
    VISION_CONDITION,
)
from almoner.core.x12.guides.professional_837.line import LOOP_2400
from almoner.core.x12.guides.professional_837.other_payers import LOOP_2320
from almoner.core.x12.guides.professional_837.providers import PROVIDERS

CLAIM = segment(
    "CLM",
    R,
    "claim",
    """
    1 R number
    2 R charge
    5 R place
    5-1 R code @pos
    5-2 R qualifier B
    5-3 R frequency @frequency
    6 R is_provider_signature_on_file N Y
    7 R assignment A B C
    8 R benefits_assigned N W Y
    9 R release_of_information I Y
    10 S patient_signature_source P
    11 S related_causes
    11-1 R cause1 AA EM OA
    11-2 S cause2 AA EM OA
    11-4 S state @state
    11-5 S country @country
    12 S special_program 02 03 05 09
    20 S delay_reason 1 2 3 4 5 6 7 8 9 10 11 15
    """,
)

DATES = (
    dated(S, "onset_date", "431"),
    dated(S, "initial_treatment_date", "454"),
    dated(S, "last_seen_date", "304"),
    dated(S, "acute_manifestation_date", "453"),
    dated(S, "accident_date", "439"),
    dated(S, "last_menstrual_period_date", "484"),
    dated(S, "last_xray_date", "455"),
    dated(S, "prescription_date", "471"),
    dated(S, "disability_dates", "314 360 361", "D8 RD8"),
    dated(S, "last_worked_date", "297"),
    dated(S, "return_to_work_date", "296"),
    dated(S, "admission_date", "435"),
    dated(S, "discharge_date", "096"),
    dated(S, "care_handover_date", "090 091", most=2),
    dated(S, "first_contact_date", "444"),
    dated(S, "repricer_received_date", "050"),
)

NUMBERS = (
    reference(S, "authorization_exception", "4N"),
    reference(S, "crossover_indicator", "F5"),
    reference(S, "mammography_number", "EW"),
    reference(S, "referral_number", "9F"),
    reference(S, "authorization_number", "G1"),
    reference(S, "claim_number_of_payer", "F8"),
    reference(S, "clia_number", "X4", code_list="clia"),
    reference(S, "repriced_number", "9A"),
    reference(S, "adjusted_repriced_number", "9C"),
    reference(S, "device_exemption_number", "LX"),
    reference(S, "clearinghouse_number", "D9"),
    reference(S, "medical_record_number", "EA"),
    reference(S, "demonstration_project", "P4"),
    reference(S, "care_plan_oversight_number", "1J"),
)


DIAGNOSES = segment("HI", R, "diagnoses", codes("ABK BK", "ABF BF", 12))
ANESTHESIA_PROCEDURES = segment("HI", S, "anesthesia_procedures", codes("BP", "BO", 2))
CONDITION_CODES = segment("HI", S, "condition_codes", codes("BG", "BG", 12), most=2)

LOOP_2300 = loop(
    "2300",
    S,
    "claim",
    CLAIM,
    *DATES,
    ATTACHMENT,
    CONTRACT,
    amount(S, "patient_paid", "F5"),
    *NUMBERS,
    FILE_INFORMATION,
    note("note", "ADD CER DCP DGN TPO"),
    AMBULANCE,
    SPINAL_MANIPULATION,
    AMBULANCE_CONDITION,
    VISION_CONDITION,
    HOMEBOUND,
    EPSDT_REFERRAL,
    DIAGNOSES,
    ANESTHESIA_PROCEDURES,
    CONDITION_CODES,
    pricing(CLAIM_PRICING_METHODS, PRICED_GROUP),
    *PROVIDERS,
    LOOP_2320,
    LOOP_2400,
    most=100,
)

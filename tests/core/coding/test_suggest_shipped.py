"""Suggestions with the lexicon and the rules that ship: short notes, each with what must be said and what
must stand in no tier."""

from datetime import date
from functools import cache

import pytest

from almoner.core.coding.suggest import Asked, Tier, Tools, suggest
from almoner.core.rules.releases import Tables
from almoner.store.shipped.guidelines import shipped_guidelines
from almoner.store.shipped.lexicon import shipped_lexicon, shipped_weights
from almoner.store.shipped.shipped_codes import shipped

ON = date(2026, 11, 20)


@cache
def tools() -> Tools:
    return Tools(shipped_lexicon(), shipped_weights(), Tables(shipped), shipped_guidelines())


def said(text: str, *, sex: str = "", age: int | None = None) -> tuple[set[str], set[str]]:
    """The codes in confirm and review, and those in any tier."""
    answer = suggest(text, Asked(on=ON, sex=sex or None, age=age), tools())
    every = {each.code: each.tier for each in answer.suggestions if each.kind == "dx"}
    return {code for code, tier in every.items() if tier is not Tier.HINT}, set(every)


SAID = [
    ("A: Left knee sprain. ACL tear, meniscus tear and fracture considered and excluded.", "", "S83.512A"),
    ("A: BPPV, right. Meniere disease and vestibular neuritis do not fit.", "H81.11", "H81.01 H81.21 H81.09"),
    ("A: Chronic cough. Asthma, GERD, and heart failure are not suspected.", "R05.3", "J45.909 K21.9 I50.9"),
    ("A: Pneumonia. Sepsis criteria not met.", "J18.9", "A41.9"),
    (
        "Dx: Laceration without foreign body of right index finger without damage to nail, initial encounter",
        "S61.210A",
        "T14.8XXA S61.310A S61.220A",
    ),
    (
        "A: Age-related osteoporosis with current pathological fracture of right femur, routine healing.",
        "M80.051D",
        "M81.0 M84.451D M80.051A",
    ),
    (
        "A: Malignant neoplasm of upper-outer quadrant of right female breast, with liver metastasis.",
        "C50.411 C78.7",
        "C80.1",
    ),
    (
        "A: Possible malignant neoplasm of upper-outer quadrant of right female breast.",
        "",
        "C50.411 C80.1",
    ),
    ("A/P: T2DM with diabetic chronic kidney disease, stage 3b. HTN.", "E11.22 N18.32 I12.9", "I10 N18.9"),
    ("A/P: Diabetic kidney disease, type 2. Stable.", "E11.22", "N18.9"),
    (
        "A/P:\n1. T1DM with diabetic CKD stage 4\n2. Stable PDR, both eyes",
        "E10.22 N18.4 E10.3553",
        "E11.3553",
    ),
    ("A: ESRD on dialysis. Hypertensive kidney disease.", "I12.0 N18.6", "I12.9"),
    ("A: Diabetic neuropathy, type 2. Not yet on dialysis.", "E11.40", "Z99.2"),
    ("HPI: Pneumonia at 18 mo.\nA: HTN, stable.", "I10", "J18.9"),
    ("HPI: Pneumonia, AKI and sepsis, all resolved.\nA: HTN, stable.", "I10", "J18.9 N17.9 A41.9"),
    ("A: Neutropenia due to chemotherapy.", "D70.1 T45.1X5A", "D70.2 D70.9"),
    ("A: Metastatic lung cancer with bone metastases.", "C34.90 C79.51", "C78.00 C80.1"),
    (
        "A: Chronic venous hypertension with ulcer of left ankle, fat layer exposed.",
        "I87.312 L97.322",
        "I87.302",
    ),
    ("A: contraception, start COC today", "Z30.011", "Z30.09"),
    ("A/P\n- Code status: DNR\n- HTN, stable", "Z66 I10", ""),
    ("impression number one gout, number two hypertension, stable", "M10.9 I10", ""),
    ("A/P: BPH with urinary retention, catheter placed.", "N40.1 R33.8", "N40.0 R33.9"),
    ("A/P: BPH with nocturia. Continue tamsulosin.", "N40.1 R35.1", "N40.0"),
    (
        "A: Right spastic hemiplegia, dominant side, late effect of ischemic stroke.",
        "I69.351",
        "G81.11 I63.9",
    ),
    ("A: Latent TB infection. QuantiFERON positive.", "Z22.7", "R76.12"),
    ("Impression: Gout, stable.\nRTC 3 mo, sooner if headache.", "M10.9", "R51.9"),
    ("A: HTN, stable; eye exam yearly.", "I10", "Z01.00"),
    ("S/ tired\nO/ pale\nA/ Iron deficiency anemia\nP/ iron", "D50.9", ""),
    ("A: Melanoma of back, excised 2021, no evidence of disease.", "Z85.820", "C43.59"),
    ("A: Follow-up for bladder cancer, treatment completed 2022, NED.", "Z85.51", "C67.9"),
    (
        "A: Surveillance after completed treatment of colon cancer, no evidence of disease.",
        "Z08 Z85.038",
        "C18.9 Z09",
    ),
    (
        "A: Breast cancer, right, completed radiation, no recurrence, on anastrozole.",
        "C50.911",
        "Z85.3 Z08",
    ),
    ("A: Atrial fibrillation, no recurrence on flecainide.", "I48.91", "Z86.79"),
    ("A: Colon cancer, treatment completed. No recurrence or liver metastasis.", "Z85.038", "C78.7 C18.9"),
    ("A: PP visit. Postpartum depression.\nHPI: SVD 1/22 at 39w2d, G2P2.", "F53.0", "Z3A.39 O99.343"),
    ("A: COPD, stable, not in exacerbation.", "J44.9", "J44.1"),
    ("HPI: Pyelonephritis 2015, stroke in 2018.\nA: HTN, stable.", "I10", "N12 N10 I63.9"),
    ("HPI: In 2019 she had a DVT.\nA: HTN, stable.", "I10", "I82.409"),
    ("A: DVT of the left leg, finished Eliquis in May.", "Z86.718", "I82.402"),
    ("A: Type 2 diabetes 2015, on metformin, stable.", "E11.9", ""),
    ("A: R ankle pain - gout vs pseudogout.", "M25.571", "M10.9 M10.071 M11.20"),
    ("Plan: HIV/syphilis/hep B screening.\nA: HTN, stable.", "I10", "B20 A53.9 B19.10"),
    ("A: Rosacea, flare. Lupus rash excluded by biopsy.", "L71.9", "M32.9"),
    (
        "A: Aortic stenosis, stable.\nP: Report syncope, angina or breathlessness.",
        "I35.0",
        "R55 I20.9 R06.02",
    ),
    ("Impression: 1. Gout, left foot, improving\n2. HTN, stable", "M10.072 I10", ""),
    ("A/P: 1) HTN, stable. 2) COPD, stable. 3) GERD, controlled.", "I10 J44.9 K21.9", ""),
    ("A/P 54M with HTN, at goal. Continue lisinopril.", "I10", ""),
    ("A: 1. Viral URI. COPD stable.", "J06.9 J44.9", ""),
    ("OB visit. G2P1 at 28w3d.\nA/P\n1. Gestational diabetes, diet controlled.", "O24.410 Z3A.28", "Z34.90"),
    ("22w1d, G2P1.\nA: Mild persistent asthma complicating pregnancy.", "O99.512 J45.30 Z3A.22", "Z33.1"),
    ("G1P0 at 36w0d, fetal movement good.\nA: Gestational hypertension.", "O13.3 Z3A.36", "O13.9"),
    ("G1P0 at 12w0d.\nA: Hypertension, chronic. Continue labetalol.", "O10.011 Z3A.12", "I10"),
    ("G2P1. OB visit, growth scan at 32 weeks.\nA: HTN, stable.", "I10", "Z3A.32"),
    ("A: HTN, stable, at 6 weeks after knee surgery.", "I10", "Z3A.01 O10.011"),
    ("A: Well child.\nP: Tdap today declined.", "Z00.129", "Z23"),
    ("A: Functional constipation. Hirschsprung's, hypothyroidism, celiac not suspected.", "K59.04", "E03.9"),
    ("A/P BV, clue cells seen. HIV and syphilis tests sent.", "N76.0", "B20 A53.9"),
    ("A: HTN, stable, low risk of OSA.", "I10", "G47.33"),
    ("HPI: Ran out of lisinopril, cannot afford it.\nA: HTN, uncontrolled.", "I10 T46.4X6A Z91.120", ""),
    ("HPI: Denies missed doses of lisinopril.\nA: HTN, stable.", "I10", "T46.4X6A Z91.120"),
    ("HPI: Stopped taking lisinopril as told by cardiology.\nA: HTN, stable.", "I10", "T46.4X6A"),
    (
        "HPI: L heel ulcer limited to breakdown of skin.\nA: Diabetic foot ulcer, type 2, on glargine.",
        "E11.621 L97.421 Z79.4",
        "",
    ),
    ("A: Seropositive rheumatoid arthritis, multiple sites, on methotrexate.", "M05.79 Z79.631", ""),
    ("A: Seropositive rheumatoid arthritis. If it flares, add methotrexate.", "M05.9", "Z79.631"),
    (
        "A: Follow-up after completed treatment for breast cancer; history of breast cancer, no recurrence.",
        "Z08 Z85.3",
        "C50.919 Z09",
    ),
    (
        "HPI: Six weeks s/p R TKA.\nA: Aftercare following right total knee replacement.",
        "Z47.1 Z96.651",
        "Z51.89",
    ),
    ("A: Allergic contact dermatitis due to poison ivy.", "L23.7", "L23.9"),
    ("A: Left hemiparesis as late effect of stroke, right handed.", "I69.354", "I63.9"),
    ("A: Second degree burn of back of left hand.", "T23.262A", "T30.0"),
    ("A: Chest pain, EKG and troponin negative.", "R07.9", "I21.9"),
]


@pytest.mark.parametrize(("text", "wanted", "never"), SAID)
def test_what_is_said_and_what_never(text: str, wanted: str, never: str) -> None:
    standing, every = said(text)
    assert set(wanted.split()) <= standing
    assert not set(never.split()) & every

"""What the coder's tests share: the headings and cues that ship, and a small lexicon."""

from functools import cache
from importlib.resources import files

from almoner.core.coding.headings import Headings, load_headings
from almoner.core.coding.lexicon import Lexicon, load
from almoner.core.coding.score import load_weights
from almoner.core.coding.suggest import Tools
from almoner.core.rules.releases import Tables
from almoner.store.shipped.shipped_codes import shipped as shipped_tables

SMALL = """
[diabetes-2]
say = ["type 2 diabetes mellitus", "type 2 diabetes", "diabetes", "T2DM"]
code = "E11.9"
treats = ["metformin"]
chronic = true
family = "Z83.3"

[hypertension]
say = ["hypertension", "HTN", "high blood pressure"]
code = "I10"
chronic = true
treats = ["lisinopril"]

[heart-failure]
say = ["heart failure", "congestive heart failure", "CHF"]
code = "I50.9"
axes.type = { systolic = ["systolic", "HFrEF"], diastolic = ["diastolic", "HFpEF"] }
axes.acuity = ["acute", "chronic", "acute on chronic"]
ask = ["type", "acuity"]
not = ["heart failure clinic"]
treats = ["furosemide"]
chronic = true
with_symptoms = ["dyspnea"]

[hf]
say = ["HF"]
needs = "assessment|plan|hpi"
context = { heart-failure = ["ejection", "furosemide"] }

[asthma]
say = ["asthma"]
code = "J45.909"
chronic = true

[pneumonia]
say = ["pneumonia"]
code = "J18.9"
history = "Z87.01"

[breast-cancer]
say = ["breast cancer", "cancer of the breast"]
code = "C50.919"
history = "Z85.3"
family = "Z80.3"
sides = true

[dyspnea]
say = ["shortness of breath", "dyspnea", "SOB"]
code = "R06.02"
kind = "symptom"
needs = "complaint|hpi|ros|assessment|plan"

[chest-pain]
say = ["chest pain"]
code = "R07.9"
kind = "symptom"

[fever]
say = ["fever"]
code = "R50.9"
kind = "symptom"

[knee-osteoarthritis]
say = ["knee osteoarthritis", "osteoarthritis of the knee", "arthritis of the knee"]
code = "M17.9"
sides = true

[kidney-disease]
say = ["kidney disease", "renal disease"]
code = "N28.9"

[ckd]
say = ["chronic kidney disease", "CKD"]
code = "N18.9"
needs = "assessment|plan|hpi|pmh|other"
axes = { stage = { "stage 3" = ["stage 3"], "stage 4" = ["stage 4"] } }
ask = ["stage"]
chronic = true

[ankle-sprain]
say = ["ankle sprain", "sprained ankle"]
code = "S93.409A"
under = ["S93.40"]
kind = "injury"
sides = true
phase = true

[cabg]
say = ["coronary artery bypass", "CABG"]
code = "Z95.1"
kind = "status"

[ms]
say = ["MS"]
context = { multiple-sclerosis = ["relapse", "MRI"], mitral-stenosis = ["valve", "murmur"] }

[multiple-sclerosis]
say = ["multiple sclerosis"]
code = "G35.D"

[mitral-stenosis]
say = ["mitral stenosis"]
code = "I05.0"
"""


def shipped(name: str) -> str:
    """A file of the lexicon that ships."""
    return files("almoner").joinpath("policy/lexicon", name).read_text("utf-8")


@cache
def shipped_headings() -> Headings:
    """The headings of the lexicon that ships."""
    return load_headings(shipped("headings.toml"))


@cache
def small() -> Lexicon:
    """A small lexicon with the headings and cues that ship."""
    own = [(name, shipped(name)) for name in ("headings.toml", "cues.toml")]
    return load([*own, ("small.toml", SMALL)])


@cache
def tables() -> Tables:
    """The code tables that ship."""
    return Tables(shipped_tables)


@cache
def tools() -> Tools:
    """The small lexicon with the weights and tables that ship."""
    return Tools(small(), load_weights(shipped("weights.toml")), tables())

"""Forms of the chart that tests fill, and what they left in the books."""

import re
from dataclasses import asdict
from html import unescape
from typing import TYPE_CHECKING

from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.systems import CPT, CVX, HCPCS, ICD10CM, LOINC, RXNORM, SNOMED
from almoner.core.party import Patient
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

TODAY = DAY.isoformat()
ADDED: dict[str, dict[str, str]] = {
    "problem": {"words": "Type 2 diabetes", "code": "e119", "system": ICD10CM, "onset": "05/2019"},
    "medication": {"words": "Lisinopril 20 mg", "code": "314077", "system": RXNORM, "dosage": "one a day"},
    "allergy": {"words": "Penicillin", "reactions": "hives, swelling", "severity": "moderate"},
    "vital_sign": {
        "on": TODAY,
        "systolic": "132",
        "diastolic": "78",
        "weight": "160",
        "weight_unit": "[lb_av]",
        "height": "175",
        "height_unit": "cm",
    },
    "result": {
        "words": "Hemoglobin A1c",
        "code": "4548-4",
        "system": LOINC,
        "value": "7.90",
        "unit": "%",
        "low": "4.0",
        "high": "5.6",
        "on": TODAY,
        "lab": "Quest",
    },
    "immunization": {
        "words": "Influenza",
        "code": "150",
        "system": CVX,
        "on": TODAY,
        "lot": "AB1",
        "expires": "2027-01-31",
        "where": "ours",
        "dose": "0.5",
    },
    "administration": {
        "words": "Triamcinolone",
        "code": "J3301",
        "system": HCPCS,
        "on": TODAY,
        "dose": "40",
        "unit": "mg",
        "wasted": "10",
        "lot": "T9",
    },
    "procedure": {
        "words": "Injection of the knee",
        "code": "20610",
        "system": CPT,
        "on": TODAY,
        "side": "right",
    },
    "order": {
        "words": "Lipid panel",
        "code": "80061",
        "system": CPT,
        "sort": "laboratory",
        "reason_words": "Diabetes",
    },
    "goal": {"words": "A1c below 7", "due": "2027", "target": "A1c"},
    "family_history": {
        "relative": "MTH",
        "conditions": "Diabetes, 61\nStroke",
        "dead": "yes",
        "died_aged": "80",
    },
    "social_history": {"topic": "smoking", "value": "Former smoker", "code": "8517006", "system": SNOMED},
}


def page(client: "Client", address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def token(shown: str) -> str:
    found = re.search(r'name="patient_token" value="([^"]+)"', shown)
    assert found
    return found[1]


def add(client: "Client", shelf: Shelf, patient: Patient, kind: str, /, **changes: str) -> int:
    address = f"/patients/{patient.id}/chart"
    said = ADDED[kind] | {"kind": kind, "patient_token": token(page(client, address))}
    said |= {"author": str(shelf.provider.id)} | changes
    return client.post(address, said).status_code


def kept(shelf: Shelf, noun: type[AnyNoun]) -> list[AnyNoun]:
    with books(shelf.practice_id) as session:
        return [*session.find(noun)]


def own(one: AnyNoun) -> dict[str, object]:
    """What an entry says itself, whatever its version."""
    return {name: value for name, value in asdict(one).items() if name not in {"version", "entry", "status"}}


def fields(shown: str, act: str) -> dict[str, str]:
    """What one of an entry's forms posts as it stands."""
    form = re.search(rf'<form method="post" action="[^"]*/{act}".*?</form>', shown, re.DOTALL)
    assert form, act
    text = form[0]
    found = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', text))
    found |= dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>(.*?)</textarea>', text, re.DOTALL))
    for name, options in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        assert chosen
        found[name] = chosen[1]
    return found

"""Complaints about other systems' claims, each by its number: a failing build names it."""

from dataclasses import replace
from itertools import product

import pytest

from almoner.core.charge import SuperbillLine
from almoner.core.chart import Referral
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision
from almoner.core.wire.claim_837_read import read_claims
from almoner.core.wire.cms1500 import form_pages
from almoner.core.x12 import read
from tests.core.claim import samples
from tests.core.wire.samples import batch
from tests.test_policy import SCRUBBER

YES_NO = (True, False)
PAIRS, TRIPLES = [*product(YES_NO, YES_NO)], [*product(YES_NO, YES_NO, YES_NO)]


def segments(revision: ClaimRevision) -> list[list[str]]:
    return [row.split("*") for row in batch([revision]).decode().replace("\n", "").split("~")]


@pytest.mark.parametrize(("takes", "assigns"), PAIRS)
def test_p12_assignment_and_benefits_are_two_facts_in_file_and_on_paper(
    *, takes: bool, assigns: bool
) -> None:
    consents = replace(
        samples.revision().consents,
        accepts_assignment=takes,
        assigns_benefits=assigns,
        signature_is_on_file=True,
    )
    told = replace(samples.revision(), consents=consents)
    (clm,) = [row for row in segments(told) if row[0] == "CLM"]
    assert (clm[7], clm[8]) == ("A" if takes else "C", "Y" if assigns else "N")
    (page,) = form_pages(told)
    boxes = page.boxes
    assert ("27.yes" in boxes, "27.no" in boxes) == (takes, not takes)
    assert ("13" in boxes) is assigns


@pytest.mark.parametrize("place", ["our own address", "another with our number", "another", "the home"])
def test_p13_a_place_is_named_only_where_it_is_not_the_billing_one(place: str) -> None:
    house = samples.HOUSE
    ward = replace(
        samples.WARD,
        address=samples.STREET if place == "our own address" else samples.HOSPITAL,
        npi=samples.GROUP_NPI if place == "another with our number" else samples.HOSPITAL_NPI,
    )
    seen = samples.visit(location_id=2, pos="12" if place == "the home" else "22")
    house = replace(house, locations={**house.locations, 2: ward})
    named = [
        row
        for row in segments(samples.revision(samples.folder(seen=seen, house=house)))
        if row[:2] == ["NM1", "77"]
    ]
    numbers = [row[9] if len(row) > 9 else "" for row in named]
    assert numbers == {"another": [samples.HOSPITAL_NPI], "another with our number": [""]}.get(place, [])


ROLES = {"rendering": "82", "referring": "DN", "supervising": "DQ"}


@pytest.mark.parametrize(("refers", "supervises", "is_solo"), TRIPLES)
def test_p14_each_provider_stands_once_at_the_level_of_their_role(
    *, refers: bool, supervises: bool, is_solo: bool
) -> None:
    """Whoever serves, refers (2310A) or supervises (2310D) is told for the claim; no line repeats them."""
    whole = samples.solo() if is_solo else samples.folder()
    seen = samples.visit(
        referral=Referral(2) if refers else Referral(), supervising_id=2 if supervises else 0
    )
    revision = samples.revision(replace(whole, visits=(seen,)))
    expected = {"82"} - ({"82"} if is_solo else set()) | ({"DN"} if refers else set())
    expected |= {"DQ"} if supervises else set()
    rows = segments(revision)
    first_line = next(at for at, row in enumerate(rows) if row[0] == "LX")
    roles = set(ROLES.values()) | {"DK"}
    named = [row[1] for row in rows[:first_line] if row[0] == "NM1" and row[1] in roles]
    assert (set(named), len(named)) == (expected, len(expected))
    assert not [row for row in rows[first_line:] if row[0] == "NM1"]
    (claim,) = read_claims(read(batch([revision])))
    assert {role for role in roles if role in claim.parties} == expected
    (page,) = form_pages(revision)
    assert page.boxes.get("17.qualifier") == ("DN" if refers else "DQ" if supervises else None)


def stops(revision: ClaimRevision) -> dict[str, str]:
    """The cards that stop a claim, each with what mends it."""
    verdict = SCRUBBER.scrub(Facts(revision=revision, on=samples.TODAY, filing_days=365))
    return {one.because.card: one.mend for one in verdict.findings if one.is_stopping}


def test_p15_a_taxonomy_that_lacks_and_a_short_zip_stop_a_claim_and_say_what_to_mend() -> None:
    right = samples.revision()
    assert right.rendering is not None
    assert right.billing.address is not None
    assert stops(right) == {}
    short = replace(right.billing, address=replace(right.billing.address, zip="13202"))
    broken = {
        "billing-taxonomy": replace(right, billing=replace(right.billing, taxonomy="")),
        "rendering-taxonomy": replace(right, rendering=replace(right.rendering, taxonomy="")),
        "billing-address": replace(right, billing=short),
    }
    for card, revision in broken.items():
        found = stops(revision)
        assert list(found) == [card]
        assert found[card]
    rows = segments(right)
    assert ["PRV", "BI", "PXC", right.billing.taxonomy] in rows
    assert ["PRV", "PE", "PXC", right.rendering.taxonomy] in rows
    assert next(row for row in rows if row[0] == "N4")[3] == "132021234"


def billed(line: SuperbillLine, kind: str = "medicaid") -> ClaimRevision:
    """A claim of one line to a payer of a kind."""
    told = samples.revision(samples.folder(codes=samples.superbill((line,))))
    return replace(told, payer=replace(told.payer, payer_kind=kind))


def test_p28_a_drug_tells_its_number_and_quantity_and_an_unlisted_service_its_words() -> None:
    drug = SuperbillLine(code="J1885", units=2, charge_cents=3000, pointers=(1,))
    assert "drug-number" in stops(billed(drug))
    rows = segments(billed(replace(drug, ndc="00409379501 ML 1.5")))
    assert ["LIN", "", "N4", "00409379501"] in rows
    assert ["CTP", "", "", "", "1.5", "ML"] in rows
    assert "drug-number" not in stops(billed(replace(drug, ndc="00409379501 ML 1.5")))
    unlisted = SuperbillLine(code="99199", units=1, charge_cents=3000, pointers=(1,))
    assert "unlisted-explained" in stops(billed(unlisted))
    said = replace(unlisted, description="nail care")
    assert "unlisted-explained" not in stops(billed(said))
    (row,) = [row for row in segments(billed(said)) if row[0] == "SV1"]
    assert row[1].split(":")[6:] == ["NAIL CARE"]

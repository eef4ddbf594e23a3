"""A claim as the boxes of a CMS-1500 (02/12): what goes on paper where a payer takes no file.

Promises that nothing is printed that the frozen revision does not say, that every page is a whole form whose
total is that of its own lines (at most six), and texts as the form's readers want them: capitals, no
punctuation but hyphens and the commas of a name. Rules: Medicare Claims Processing Manual, chapter 26, for
Medicare; the committee of the form for every other payer.
"""

from collections.abc import Iterator

from almoner.core.claim import ClaimLine, ClaimRevision
from almoner.core.wire.claim_837_claim import drug, is_test
from almoner.core.wire.cms1500_boxes import address, digits, figures, printable, ticked
from almoner.core.wire.cms1500_people import is_medicare, people
from almoner.core.wire.form_page import FormPage, filled

LINES = 6
"""Service lines on one form."""
POINTERS = "ABCDEFGHIJKL"
SIGNED = "SIGNATURE ON FILE"
AGAIN = frozenset({"7", "8"})
_SHARED_CARE = {"54": "091", "55": "090", "56": "091"}
"""Which end of shared care a modifier tells: 090 taken over, 091 handed over."""


def form_pages(revision: ClaimRevision) -> tuple[FormPage, ...]:
    """Return the forms that a revision fills, in order."""
    same = dict(_same(revision))
    parts = [revision.lines[at : at + LINES] for at in range(0, len(revision.lines), LINES)]
    return tuple(
        FormPage(
            filled(same | _sums(revision, part, is_first=place == 0)),
            tuple(filled(dict(_line(revision, line))) for line in part),
        )
        for place, part in enumerate(parts)
    )


def _same(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """What every form of the claim repeats."""
    yield from people(revision)
    yield from _condition(revision)
    yield from _signatures(revision)
    yield from _around(revision)
    yield from _diagnoses(revision)
    yield from _providers(revision)


def _condition(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """Items 10, 14 and 15."""
    accident = revision.accident
    cause = accident.cause if accident else ""
    for box, kind in (("10a", "EM"), ("10b", "AA"), ("10c", "OA")):
        yield ticked(box, "yes" if cause == kind else "no")
    if accident is not None and cause == "AA":
        yield "10b.state", printable(accident.state)
    if accident is not None and is_medicare(revision):
        yield from figures("14", accident.happened_on)
        yield "14.qualifier", "431"
    elif accident is not None:
        yield from figures("15", accident.happened_on)
        yield "15.qualifier", "439"
    modifiers = {modifier for line in revision.lines for modifier in line.modifiers}
    told = next((told for one, told in _SHARED_CARE.items() if one in modifiers), "")
    if revision.handed_over_on and told and not accident:
        yield from figures("15", revision.handed_over_on)
        yield "15.qualifier", told


def _signatures(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """Items 12, 13, 27 and 31: four facts, none of which follows from another."""
    consents = revision.consents
    if consents.releases_information and consents.signature_is_on_file:
        yield "12", SIGNED
        if consents.signed_on:
            yield "12.date", f"{consents.signed_on:%m %d %Y}"
    if consents.assigns_benefits and not is_medicare(revision):
        yield "13", SIGNED
    yield ticked("27", "yes" if consents.accepts_assignment else "no")
    yield "31", SIGNED
    yield "31.date", f"{revision.built_on:%m %d %y}"


def _around(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """Items 18, 22, 23 and 26."""
    if revision.admitted_on is not None:
        yield from figures("18", revision.admitted_on)
    if revision.frequency in AGAIN and not is_medicare(revision):
        yield "22", revision.frequency
        yield "22.reference", printable(revision.original_ref)
    certificate = revision.billing.clia if any(is_test(line) for line in revision.lines) else ""
    yield "23", printable(revision.authorization or revision.referral_number or certificate)
    yield "26", revision.control


def _diagnoses(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """Item 21; 0 says ICD-10."""
    yield "21.indicator", "0"
    for letter, code in zip(POINTERS, revision.diagnoses, strict=False):
        yield f"21.{letter}", printable(code)


def _providers(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """Items 17, 25, 32 and 33."""
    sender = revision.referring or revision.supervising
    if sender is not None:
        yield "17.qualifier", "DN" if revision.referring else "DQ"
        yield "17", printable(f"{sender.first} {sender.middle} {sender.last} {sender.suffix}")
        yield "17b", sender.npi
    billing = revision.billing
    yield "25", digits(billing.tax_id)
    yield ticked("25", "ssn" if billing.tax_id_kind == "SY" else "ein")
    place = revision.facility or (billing if is_medicare(revision) else None)
    if place is not None:
        yield "32.1", printable(place.last)
        yield from address("32", place.address)
        yield "32a", place.npi
    yield "33.1", printable(f"{billing.first} {billing.last}")
    yield from address("33", billing.address)
    yield "33a", billing.npi
    yield "33b", _number_with_payer(revision)
    phone = digits(billing.phone)
    if len(phone) == 10:
        yield "33.area", phone[:3]
        yield "33.phone", phone[3:]


def _number_with_payer(revision: ClaimRevision) -> str:
    billing = revision.billing
    if is_medicare(revision):
        return ""
    if billing.payer_number:
        return f"G2{printable(billing.payer_number)}"
    return f"ZZ{billing.taxonomy}" if billing.taxonomy else ""


def _line(revision: ClaimRevision, line: ClaimLine) -> Iterator[tuple[str, str]]:
    """One row of item 24; the day stands in both places."""
    yield "24.above", _above(line)
    yield from figures("24A.from", line.service_on, years=2)
    yield from figures("24A.to", line.service_on, years=2)
    yield "24B", line.pos
    yield "24D.code", line.code
    for place, modifier in enumerate(line.modifiers[:4], 1):
        yield f"24D.{place}", modifier
    yield "24E", "".join([POINTERS[pointer - 1] for pointer in line.pointers])
    yield from money("24F", line.charge_cents)
    yield "24G", str(line.units)
    rendering = revision.rendering
    if rendering and rendering.payer_number and not is_medicare(revision):
        yield "24I", "G2"
        yield "24J.above", printable(rendering.payer_number)
    yield "24J", (rendering or revision.billing).npi


def _above(line: ClaimLine) -> str:
    """The shaded half: a drug's number and amount, or what a code without words of its own means."""
    if line.ndc:
        number, unit, quantity = drug(line)
        return f"N4{number} {unit}{quantity}"
    return f"ZZ{printable(line.description)}" if line.description else ""


def _sums(revision: ClaimRevision, part: tuple[ClaimLine, ...], *, is_first: bool) -> dict[str, str]:
    """Items 28 and 29 of the form that holds `part`."""
    paid = revision.patient_paid_cents if is_first else 0
    if not is_medicare(revision):
        paid += _earlier_cents(revision, part, is_first=is_first)
    told = money("29", paid) if paid else ()
    return dict((*money("28", sum([line.charge_cents for line in part])), *told))


def _earlier_cents(revision: ClaimRevision, part: tuple[ClaimLine, ...], *, is_first: bool) -> int:
    """What the payers before paid on these lines; what they paid on none of the claim's lines counts once."""
    here, whole = {line.line_id for line in part}, {line.line_id for line in revision.lines}
    cents = 0
    for prior in [other.prior for other in revision.others if other.prior is not None]:
        on_lines = sum([one.paid_cents for one in prior.lines if one.line_id in whole])
        cents += sum([one.paid_cents for one in prior.lines if one.line_id in here])
        cents += prior.paid_cents - on_lines if is_first else 0
    return cents


def money(box: str, cents: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return dollars and cents, each on its side of the form's rule."""
    whole, rest = divmod(cents, 100)
    return (f"{box}.dollars", str(whole)), (f"{box}.cents", f"{rest:02d}")

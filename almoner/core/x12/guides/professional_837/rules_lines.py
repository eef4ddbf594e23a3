"""Rules of a service line's own segments: place, drug, purchased service, equipment and its papers, review
numbers."""

from collections import defaultdict
from collections.abc import Iterable

from almoner.core.x12.guides.claim.sameness import npi_of
from almoner.core.x12.guides.professional_837.marks import LINE_LOOPS, SAME_PLACE
from almoner.core.x12.rule import Spot, Words, at, missing, opener, rule
from almoner.core.x12.tree import Loop, Row

_LINK = "VY"
_ENCLOSED = "AD"
_AGAIN = frozenset("RS")


@rule(
    "P-07",
    "2300",
    Words(
        "The line's place of service is the claim's once more.",
        "Send SV105 only where the line's place differs from CLM05-1.",
        source="837P 2400 SV105",
    ),
    has=SAME_PLACE,
    severity="note",
)
def place_same(claim: Loop) -> Iterable[Spot]:
    """SV105 equal to CLM05-1: usual, and taken everywhere, so a note for the first line (handbook P-07)."""
    head = claim.row("claim")
    place = head.part(5, 1) if head is not None else ""
    if head is None or not place:
        return ()
    for line in claim.loops:
        row = line.row("service") if line.spec.id == "2400" else None
        if row is not None and row.get(5) == place:
            return (at(row, "place", because=(head, 5)),)
    return ()


@rule(
    "P-20",
    "2300",
    Words(
        "A compound's number links this line to no other.",
        "Send the same REF VY with each drug of a compound, and none with a drug by itself.",
        source="837P 2410 REF*VY",
    ),
    has=LINE_LOOPS,
    severity="warning",
)
def compound_of_one(claim: Loop) -> Iterable[Spot]:
    """A VY number that only one drug of the claim has (handbook P-20)."""
    linked: dict[str, list[Row]] = defaultdict(list)
    for line in claim.loops:
        drug = line.child("2410") if line.counts.get("2410") else None
        row = drug.row("prescription_number") if drug is not None else None
        if row is not None and row.get(1) == _LINK:
            linked[row.get(2)].append(row)
    for rows in linked.values():
        if len(rows) == 1:
            yield at(rows[0], "value")


@rule(
    "P-21",
    "2400",
    Words(
        "A purchased service needs the provider whom it was bought from.",
        "Send 2420B with his id.",
        "I6",
        "A6:21",
        "837P 2420B",
    ),
    has="purchased_service",
)
def seller_missing(line: Loop) -> Iterable[Spot]:
    """PS1 without 2420B (handbook P-21)."""
    row = line.row("purchased_service")
    if row is None or line.counts.get("2420B"):
        return ()
    return (missing(line, "NM1", because=(row, None)),)


@rule(
    "P-21b",
    "2420B",
    Words(
        "The provider of a purchased service is named, but not what it cost.",
        "Send PS1 with his id and the price, or leave out 2420B.",
        "I6",
        "A6:21",
        "837P 2400 PS1",
    ),
)
def price_missing(seller: Loop) -> Iterable[Spot]:
    """2420B without PS1 (handbook P-21)."""
    line = seller.up
    if line is None or line.has("purchased_service"):
        return ()
    return (missing(line, "PS1", because=(opener(seller), None)),)


@rule(
    "P-21c",
    "2420B",
    Words(
        "The purchased service names another provider than the loop of its provider.",
        "Send in PS101 the id that 2420B has.",
        "I12",
        "A8:21",
        "837P 2400 PS101",
    ),
)
def seller_differs(seller: Loop) -> Iterable[Spot]:
    """PS101 is the NPI or another number of 2420B, where that has any (handbook P-21)."""
    row = seller.up.row("purchased_service") if seller.up is not None else None
    known = {npi_of(seller), *(each.get(2) for each in seller.rows("secondary_id"))} - {""}
    if row is None or not known or not row.get(1) or row.get(1) in known:
        return ()
    return (at(row, "provider", because=(opener(seller), None)),)


@rule(
    "P-22",
    "2400",
    Words(
        "A certificate for equipment needs the day on which its use began.",
        "Send DTP 463 on the line.",
        "I6",
        "A6:21",
        "837P 2400 DTP*463",
    ),
    has="equipment_certification",
)
def therapy_undated(line: Loop) -> Iterable[Spot]:
    """CR3 without DTP 463 (handbook P-22)."""
    row = line.row("equipment_certification")
    if row is None or line.has("begin_therapy_date"):
        return ()
    return (missing(line, "DTP", because=(row, None)),)


@rule(
    "P-23",
    "2400",
    Words(
        "A renewed or revised certificate needs the day of that.",
        "Send DTP 607 on the line.",
        "I6",
        "A6:21",
        "837P 2400 DTP*607",
    ),
    has="equipment_certification",
)
def renewal_undated(line: Loop) -> Iterable[Spot]:
    """CR301 is R or S, without DTP 607 (handbook P-23)."""
    row = line.row("equipment_certification")
    if row is None or row.get(1) not in _AGAIN or line.has("recertification_date"):
        return ()
    return (missing(line, "DTP", because=(row, "kind")),)


@rule(
    "P-23b",
    "2400",
    Words(
        "The day of a renewal is sent with a first certificate.",
        "Send R or S in CR301, or leave out DTP 607.",
        source="837P 2400 DTP*607",
    ),
    has="recertification_date",
    severity="warning",
)
def renewal_of_first(line: Loop) -> Iterable[Spot]:
    """DTP 607 beside a CR301 of I (handbook P-23)."""
    row, certificate = line.row("recertification_date"), line.row("equipment_certification")
    if row is None or certificate is None or certificate.get(1) != "I":
        return ()
    return (at(row, because=(certificate, "kind")),)


@rule(
    "P-24",
    "2400",
    Words(
        "A certificate of medical necessity is said to be enclosed, but its form is missing.",
        "Send the form's answers in 2440, or say in PWK02 where the certificate is.",
        "I6",
        "A6:287",
        "837P 2440 LQ",
    ),
    has="certificate",
)
def form_missing(line: Loop) -> Iterable[Spot]:
    """PWK CT with AD (in this claim) without a 2440; the other ways say that it is elsewhere (handbook
    P-24)."""
    if line.counts.get("2440"):
        return ()
    row = next((each for each in line.rows("certificate") if each.get(2) == _ENCLOSED), None)
    return () if row is None else (missing(line, "LQ", because=(row, "transmission")),)


@rule(
    "P-24b",
    "2440",
    Words(
        "The form of a certificate of medical necessity is enclosed, but no certificate is announced.",
        "Send PWK CT with AD on the line.",
        "I6",
        "A6:287",
        "837P 2400 PWK*CT",
    ),
    has="form",
)
def form_unannounced(form: Loop) -> Iterable[Spot]:
    """LQ UT (Medicare's equipment forms) without a PWK CT; once for a line (handbook P-24)."""
    row, line = form.row("form"), form.up
    if row is None or line is None or row.get(1) != "UT" or line.has("certificate") or form.ordinal > 1:
        return ()
    return (missing(line, "PWK", because=(row, None)),)


def _review_same(line: Loop, name: str) -> Iterable[Spot]:
    of_claim = line.up.row(name) if line.up is not None else None
    if of_claim is None:
        return
    for row in line.rows(name):
        if row.get(2) == of_claim.get(2) and not row.get(4):
            yield at(row, "value", because=(of_claim, "value"))


_REVIEWED_TWICE = Words(
    "The line's number of referral or authorization is the claim's once more.",
    "Leave it out on the line where it is that of the claim.",
    source="837P 2400 REF*9F REF*G1",
)


@rule("P-27", "2400", _REVIEWED_TWICE, has="authorization_number", severity="warning")
def authorization_same(line: Loop) -> Iterable[Spot]:
    """REF G1 of a line equal to the claim's, but not where it is another payer's (handbook P-27)."""
    return _review_same(line, "authorization_number")


@rule("P-27b", "2400", _REVIEWED_TWICE, has="referral_number", severity="warning")
def referral_same(line: Loop) -> Iterable[Spot]:
    """The same for REF 9F (handbook P-27)."""
    return _review_same(line, "referral_number")


LINE_RULES = (
    place_same,
    compound_of_one,
    seller_missing,
    price_missing,
    seller_differs,
    therapy_undated,
    renewal_undated,
    renewal_of_first,
    form_missing,
    form_unannounced,
    authorization_same,
    referral_same,
)

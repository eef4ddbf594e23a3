"""The parts that stand in many loops of an 837, read from a loop and put into a draft: numbers, days,
amounts, codes, parties, adjustments.

Promises that what is put is read as the same noun.
"""

from collections.abc import Iterator, Sequence
from datetime import time
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from almoner.core.wire.claim_837_noun import (
    Adjustment,
    Attachment,
    Code,
    Contact,
    Dated,
    Detail,
    Insurance,
    Money,
    Party,
    Place,
    Procedure,
    Reference,
)
from almoner.core.wire.reading import cents_or_none, day_or_none
from almoner.core.x12.build import DraftLoop
from almoner.core.x12.segment import split_parts
from almoner.core.x12.spec import SegmentSpec
from almoner.core.x12.tree import Loop, Row

_TRIPLETS = range(2, 20, 3)
_MOST_TRIPLETS = 6


class Gathered(NamedTuple):
    """What a loop holds beside its own segments."""

    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    amounts: tuple[Money, ...]
    codes: tuple[Code, ...]
    attachments: tuple[Attachment, ...]
    adjustments: tuple[Adjustment, ...]
    contacts: tuple[Contact, ...]
    details: tuple[Detail, ...]


def gathered(loop: Loop, *own: str) -> Gathered:
    """The parts of a loop; `own` are the names of the segments that the caller reads itself."""
    found: dict[str, list[Any]] = {name: [] for name in Gathered._fields}
    for bound in loop.bound:
        row = Row(bound, loop)
        if row.spec.name in own:
            continue
        kind, read = _READERS.get(row.spec.id, ("details", _details))
        found[kind] += read(row)
    return Gathered(*(tuple(found[name]) for name in Gathered._fields))


def text(row: Row | None, name: str) -> str:
    """An element by its name; empty where the segment or the guide hasn't it."""
    number = _numbers(row.spec).get(name) if row else None
    return row.get(number) if row and number else ""


def parts(row: Row | None, name: str) -> tuple[str, ...]:
    """The components of an element, without empty ones at the end."""
    whole = text(row, name)
    return _trimmed(split_parts(whole, row.loop.delimiters.component)) if row and whole else ()


@cache
def _numbers(spec: SegmentSpec) -> dict[str, int]:
    return {each.name: each.number for each in spec.elements if each.usage != "N"}


def _trimmed(texts: Sequence[str]) -> tuple[str, ...]:
    last = len(texts)
    while last and not texts[last - 1]:
        last -= 1
    return tuple(texts[:last])


def choice(row: Row | None, name: str) -> str:
    """A code, but empty where the guide leaves no choice."""
    number = _numbers(row.spec).get(name) if row else None
    return row.get(number) if row and number and len(row.spec.elements[number - 1].codes) != 1 else ""


def given(**values: Any) -> dict[str, Any]:
    """The values that say anything."""
    return {name: value for name, value in values.items() if value not in (None, "", ())}


# ------------------------------------------------------------------------------------- reading


def _references(row: Row) -> Iterator[Reference]:
    payer = (*parts(row, "payer"), "", "")[1]
    yield Reference(row.spec.name, text(row, "value"), choice(row, "qualifier"), payer)


def _dates(row: Row) -> Iterator[Dated]:
    form, value = text(row, "format"), text(row, "value")
    name, qualifier = row.spec.name, choice(row, "qualifier")
    if form == "TM":
        yield Dated(name, at=_time(value), qualifier=qualifier)
    elif form == "DT":
        yield Dated(name, day_or_none(value[:8]), at=_time(value[8:]), qualifier=qualifier)
    else:
        first, _, last = value.partition("-")
        yield Dated(name, day_or_none(first), day_or_none(last) if last else None, qualifier=qualifier)


def _time(value: str) -> time | None:
    if len(value) != 4 or not (value.isascii() and value.isdigit()):
        return None
    hour, minute = int(value[:2]), int(value[2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _amounts(row: Row) -> Iterator[Money]:
    yield Money(row.spec.name, cents_or_none(text(row, "amount")))


def _codes(row: Row) -> Iterator[Code]:
    for number in range(1, len(row.elements)):
        values = row.parts(number)
        if any(values):
            yield _code(row.spec.name, values + [""] * 9)


def _code(name: str, values: list[str]) -> Code:
    first, _, last = values[3].partition("-")
    return Code(
        name=name,
        list=values[0],
        code=values[1],
        on=day_or_none(first) if first else None,
        until_on=day_or_none(last) if last else None,
        cents=cents_or_none(values[4]) if values[4] else None,
        present_on_admission=values[8],
    )


def _attachments(row: Row) -> Iterator[Attachment]:
    yield Attachment(row.spec.name, text(row, "report"), text(row, "transmission"), text(row, "control"))


def _adjustments(row: Row) -> Iterator[Adjustment]:
    for at in _TRIPLETS:
        if row.get(at):
            yield Adjustment(row.get(1), row.get(at), cents_or_none(row.get(at + 1)), row.get(at + 2))


def _contacts(row: Row) -> Iterator[Contact]:
    ways = ((text(row, f"kind{at}"), text(row, f"number{at}")) for at in (1, 2, 3))
    yield Contact(tuple(way for way in ways if any(way)), text(row, "name"))


def _details(row: Row) -> Iterator[Detail]:
    values = (
        (each.name, parts(row, each.name) if each.parts else row.get(each.number))
        for each in row.spec.elements
        if each.usage != "N" and row.get(each.number)
    )
    yield Detail(row.spec.name, tuple(values))


_READERS: dict[str, tuple[str, Any]] = {
    "REF": ("references", _references),
    "DTP": ("dates", _dates),
    "AMT": ("amounts", _amounts),
    "HI": ("codes", _codes),
    "PWK": ("attachments", _attachments),
    "CAS": ("adjustments", _adjustments),
    "PER": ("contacts", _contacts),
}


def party(loop: Loop) -> Party:
    """The party of a loop."""
    row, found = loop.row("name"), gathered(loop, "name", "street", "city", "specialty", "demographics")
    born = loop.row("demographics")
    return Party(
        role=loop.spec.name,
        last=text(row, "last_or_organization"),
        first=text(row, "first"),
        middle=text(row, "middle"),
        suffix=text(row, "suffix"),
        kind=choice(row, "kind"),
        entity=choice(row, "entity"),
        id=text(row, "id"),
        id_qualifier=choice(row, "id_qualifier"),
        taxonomy=text(loop.row("specialty"), "taxonomy"),
        place=_place(loop),
        birth_on=day_or_none(text(born, "birth_date")) if born else None,
        sex=text(born, "sex"),
        references=found.references,
        dates=found.dates,
        contacts=found.contacts,
    )


def _place(loop: Loop) -> Place | None:
    street, city = loop.row("street"), loop.row("city")
    if street is None and city is None:
        return None
    return Place(
        line1=text(street, "line1"),
        line2=text(street, "line2"),
        city=text(city, "city"),
        state=text(city, "state"),
        zip=text(city, "zip"),
        country=text(city, "country"),
        subdivision=text(city, "subdivision"),
    )


def insurance(loop: Loop) -> Insurance:
    """The SBR of a loop."""
    row = loop.row("insurance")
    return Insurance(
        sequence=text(row, "sequence"),
        relation=text(row, "relation"),
        group_number=text(row, "group_number"),
        group_name=text(row, "group_name"),
        insurance_type=text(row, "insurance_type"),
        filing=text(row, "filing_indicator"),
    )


def procedure(row: Row | None) -> Procedure | None:
    """The procedure of a segment that has one."""
    values = parts(row, "procedure")
    if not values:
        return None
    kind, code, *rest = (*values, *[""] * 7)[:7]
    return Procedure(kind, code, _trimmed(rest[:4]), rest[4])


# ------------------------------------------------------------------------------------- putting


def put_references(loop: DraftLoop, references: Sequence[Reference]) -> None:
    """REF segments."""
    for each in references:
        payer = ("2U", each.payer) if each.payer else None
        loop.put(each.name, **given(value=each.value, qualifier=each.qualifier, payer=payer))


def put_dates(loop: DraftLoop, dates: Sequence[Dated]) -> None:
    """DTP segments."""
    for each in dates:
        loop.put(each.name, **given(value=_moment(each), format=_format(each), qualifier=each.qualifier))


def _format(each: Dated) -> str:
    if each.since_on is None:
        return "TM" if each.at else ""
    return "DT" if each.at else "RD8" if each.until_on else "D8"


def _moment(each: Dated) -> str:
    days = [f"{day:%Y%m%d}" for day in (each.since_on, each.until_on) if day]
    return "-".join(days) + (f"{each.at:%H%M}" if each.at else "")


def put_amounts(loop: DraftLoop, amounts: Sequence[Money]) -> None:
    """AMT segments."""
    for each in amounts:
        loop.put(each.name, **given(amount=each.cents))


def put_codes(loop: DraftLoop, codes: Sequence[Code]) -> None:
    """HI segments: codes of one kind together, as many to a segment as it takes."""
    for name, same in groupby(codes, key=lambda code: code.name):
        together = [_components(code) for code in same]
        size = loop.room(name, "code")
        for start in range(0, len(together), size):
            loop.put(name, code=together[start : start + size])


def _components(code: Code) -> dict[str, Any]:
    when = {"date": code.on} if code.until_on is None else {"dates": (code.on, code.until_on)}
    return given(
        list=code.list,
        code=code.code,
        amount=code.cents,
        present_on_admission=code.present_on_admission,
        **when,
    )


def put_attachments(loop: DraftLoop, attachments: Sequence[Attachment]) -> None:
    """PWK segments."""
    for each in attachments:
        loop.put(each.name, **given(report=each.report, transmission=each.transmission, control=each.control))


def put_adjustments(loop: DraftLoop, adjustments: Sequence[Adjustment]) -> None:
    """CAS segments: neighbours of one group together, six to a segment."""
    for group, same in groupby(adjustments, key=lambda each: each.group):
        together = list(same)
        for start in range(0, len(together), _MOST_TRIPLETS):
            some = together[start : start + _MOST_TRIPLETS]
            loop.put(
                "adjustment",
                group=group,
                reason=[each.carc for each in some],
                amount=[each.cents for each in some],
                quantity=[each.quantity for each in some],
            )


def put_contacts(loop: DraftLoop, contacts: Sequence[Contact]) -> None:
    """PER segments."""
    for each in contacts:
        ways = {"kind": [kind for kind, _ in each.ways], "number": [number for _, number in each.ways]}
        loop.put("contact", **given(name=each.name), **ways)


def put_details(loop: DraftLoop, details: Sequence[Detail]) -> None:
    """The segments that are no nouns, with their elements as they are."""
    for each in details:
        loop.put(each.name, **dict(each.values))


def put_party(loop: DraftLoop, who: Party) -> None:
    """The loop of a party in this loop."""
    inner = loop.loop(
        who.role,
        **given(
            entity=who.entity,
            kind=who.kind,
            last_or_organization=who.last,
            first=who.first,
            middle=who.middle,
            suffix=who.suffix,
            id_qualifier=who.id_qualifier,
            id=who.id,
        ),
    )
    if who.place is not None:
        put_place(inner, who.place)
    if who.taxonomy:
        inner.put("specialty", taxonomy=who.taxonomy)
    if who.birth_on or who.sex:
        inner.put("demographics", birth_date=who.birth_on, sex=who.sex)
    put_references(inner, who.references)
    put_dates(inner, who.dates)
    put_contacts(inner, who.contacts)


def put_place(loop: DraftLoop, place: Place) -> None:
    """N3 and N4."""
    if place.line1 or place.line2:
        loop.put("street", **given(line1=place.line1, line2=place.line2))
    city = given(
        city=place.city,
        state=place.state,
        zip=place.zip,
        country=place.country,
        subdivision=place.subdivision,
    )
    if city:
        loop.put("city", **city)


def put_insurance(loop: DraftLoop, policy: Insurance) -> None:
    """The SBR."""
    loop.put("insurance", **insured(policy))


def insured(policy: Insurance) -> dict[str, Any]:
    """The elements of an SBR."""
    return given(
        sequence=policy.sequence,
        relation=policy.relation,
        group_number=policy.group_number,
        group_name=policy.group_name,
        insurance_type=policy.insurance_type,
        filing_indicator=policy.filing,
    )


def composed(what: Procedure | None) -> tuple[str, ...] | None:
    """The components of a procedure."""
    if what is None:
        return None
    if not what.description:
        return (what.kind, what.code, *what.modifiers)
    return (what.kind, what.code, *(*what.modifiers, "", "", "", "")[:4], what.description)

"""The fields in which a held or rejected claim is mended: which a finding is about, what a form says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from almoner.core.claim.revision import ClaimLine, ClaimRevision, Party
from almoner.core.rules import Finding
from almoner.flow.claim.look_sending import Hold
from almoner.flow.claim.mend_hold import LETTERS, HoldMend, LineMend
from almoner.web import asked
from almoner.web.claims import bill_fields
from almoner.web.conflict import Told

_POINTING = "pointers first_diagnosis diagnosis_wanted companion_diagnosis coverage_article side_of_diagnosis"
_MARKING = "ncci_pair repeat repeat_mark side_missing side_known sides_apart two_sides bypass global_day"
_NUMBERED = {
    "member_id": "member_id",
    "authorization": "authorization",
    "referral": "referral_number",
    "referrer": "npi",
    "npi": "npi",
}
ABOUT = {
    **dict.fromkeys(_POINTING.split(), "pointers"),
    **dict.fromkeys(_MARKING.split(), "modifiers"),
    **_NUMBERED,
}
"""The field that mends a finding, by the finding's kind; kinds that begin with `modifier_` are modifiers'."""
FIELD_OF = {
    "MND-02": "member_id",
    "MND-03": "authorization",
    "MND-05": "npi",
    "MND-08": "modifiers",
    "MND-09": "modifiers",
    "MND-10": "pointers",
    **bill_fields.FIELD_OF,
}
"""The field beside which a refusal stands."""


def field_of(finding: Finding) -> str:
    """Return the field that mends a finding; empty where none here does."""
    if finding.edit in bill_fields.MENDS:
        return "bill"
    return "modifiers" if finding.kind.startswith("modifier_") else ABOUT.get(finding.kind, "")


@dataclass(frozen=True, slots=True)
class LineField:
    """A line's own two fields as they are shown, with what can't be changed."""

    line_id: int
    code: str
    description: str
    units: int
    charge_cents: int
    modifiers: str
    pointers: str


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form shows, what is wanted of it first (`near`), and where it was refused (`wrong`)."""

    lines: tuple[LineField, ...]
    member_id: str
    authorization: str
    referral_number: str
    npis: tuple[tuple[str, int, str, str], ...]
    near: frozenset[str]
    bill: Mapping[str, str] = field(default_factory=dict)
    """What the visit tells for an institutional claim, by field; nothing for a professional one."""
    bill_first: str = ""
    """The one of them that the first finding is about."""
    wrong: str = ""
    said: str = ""

    @property
    def has_numbers(self) -> bool:
        """True where a finding wants a field that is no line's."""
        return bool(self.near - {"modifiers", "pointers", "bill"})


def shown(hold: Hold) -> Fields:
    """Return the fields as the claim tells them."""
    life = hold.life
    revision = life.revision
    stopping = [check.finding for check in life.checks if check.is_stopping]
    near = frozenset(filter(None, map(field_of, stopping)))
    return Fields(
        lines=tuple(
            LineField(
                one.line_id,
                one.code,
                one.description,
                one.units,
                one.charge_cents,
                " ".join(one.modifiers),
                _letters(one),
            )
            for one in revision.lines
        ),
        member_id=revision.payer.member_id,
        authorization=revision.authorization,
        referral_number=revision.referral_number,
        npis=tuple((role, one.id, one.name.last, one.npi) for role, one in hold.people),
        near=near or frozenset({"modifiers", "pointers", "member_id", "authorization"}),
        bill=bill_fields.stands(hold.visit.institutional) if revision.bill else {},
        bill_first=next(
            (bill_fields.MENDS[one.edit] for one in stopping if one.edit in bill_fields.MENDS), ""
        ),
    )


def told(was: ClaimRevision, now: ClaimRevision, hold: Hold) -> Iterator[Told]:
    """Return each field of the form as two revisions of the claim tell it."""
    yield Told("member_id", "Member's number", was.payer.member_id, now.payer.member_id)
    yield Told("authorization", "Prior authorization", was.authorization, now.authorization)
    yield Told("referral_number", "Referral number", was.referral_number, now.referral_number)
    for role, one in hold.people:
        party: Party | None = getattr(was, role)
        npi = party.npi if party else one.npi
        yield Told(f"npi-{one.id}", f"NPI, {role} {one.name.last}", npi, one.npi)
    earlier = {line.line_id: line for line in was.lines}
    for number, line in enumerate(now.lines, 1):
        old, label = earlier.get(line.line_id, line), f"Line {number}, {line.code}"
        before, after = (" ".join(one.modifiers) for one in (old, line))
        yield Told(f"modifiers-{line.line_id}", f"{label}: modifiers", before, after)
        yield Told(f"pointers-{line.line_id}", f"{label}: diagnoses", _letters(old), _letters(line))


def _letters(line: ClaimLine) -> str:
    return "".join(LETTERS[place - 1] for place in line.pointers)


def typed(request: HttpRequest, before: Fields) -> dict[str, Any]:
    """Return what of the fields a form says, as `replace` of `before` takes it."""

    def said(name: str, stands: str) -> str:
        return asked.text_in_form(request, name, longest=80) if name in request.POST else stands

    return {
        "lines": tuple(
            LineField(
                one.line_id,
                one.code,
                one.description,
                one.units,
                one.charge_cents,
                said(f"modifiers-{one.line_id}", one.modifiers),
                said(f"pointers-{one.line_id}", one.pointers),
            )
            for one in before.lines
        ),
        "member_id": said("member_id", before.member_id),
        "authorization": said("authorization", before.authorization),
        "referral_number": said("referral_number", before.referral_number),
        "npis": tuple((role, key, name, said(f"npi-{key}", npi)) for role, key, name, npi in before.npis),
        "bill": {
            name: asked.text_in_form(request, name, longest=160) if name in request.POST else stands
            for name, stands in before.bill.items()
        },
    }


def wanted(before: Fields, after: Fields, revision_id: int) -> HoldMend:
    """Return what a person wrote that isn't as it was shown."""
    return HoldMend(
        revision_id=revision_id,
        lines=tuple(
            LineMend(new.line_id, tuple(new.modifiers.replace(",", " ").split()), new.pointers)
            for old, new in zip(before.lines, after.lines, strict=True)
            if new != old
        ),
        member_id=_changed(before.member_id, after.member_id),
        authorization=_changed(before.authorization, after.authorization),
        referral_number=_changed(before.referral_number, after.referral_number),
        npis=tuple(
            (key, npi)
            for (_, key, _, was), (_, _, _, npi) in zip(before.npis, after.npis, strict=True)
            if npi != was
        ),
        institutional=bill_fields.read(after.bill) if after.bill != before.bill else None,
    )


def _changed(before: str, after: str) -> str | None:
    return None if before == after else after

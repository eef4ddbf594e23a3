"""Sample claims of a dentist: check-ups, fillings with tooth and surfaces, crowns first placed and replaced,
orthodontics."""

from dataclasses import replace
from datetime import date, timedelta

from almoner.core.wire.claim_837_noun import Claim, Dated, Detail, Line, Party, Procedure, Reference
from almoner.core.wire.sample_values import SampleValues

_CHECK_UP, _FILLING, _CROWN, _BRACES = (100, 199), (2140, 2169), (2700, 2799), (8010, 8099)
"""Where codes of a kind lie; numbers are drawn from there, for the codes themselves are not ours to ship."""
_SURFACES = (("O",), ("M", "O"), ("O", "D"), ("M", "O", "D"))
_DENTIST = "1223G0001X"


def dental(claim: Claim, values: SampleValues) -> Claim:
    """The body of a dental claim."""
    chance, seen_on = values.chance, values.day()
    lines = [_service(_CHECK_UP, values) for _ in range(chance.randint(1, 3))]
    whole = replace(claim, signature_on_file="Y", parties=(_dentist(values),))
    match chance.randrange(4):
        case 0:
            lines.append(_filling(values))
        case 1:
            lines.append(_crown(values, seen_on))
        case 2:
            lines = [_service(_BRACES, values)]
            whole = replace(
                whole,
                dates=(Dated("appliance_date", seen_on),),
                details=(Detail("orthodontics", (("months", "24"), ("months_remaining", "24"))),),
            )
    numbered = (_numbered(line, number, seen_on) for number, line in enumerate(lines, 1))
    return replace(whole, lines=tuple(numbered))


def _dentist(values: SampleValues) -> Party:
    who = values.person(youngest=30, oldest=65)
    return Party("rendering_provider", who.last, who.first, kind="1", id=values.npi(), taxonomy=_DENTIST)


def _service(kind: tuple[int, int], values: SampleValues) -> Line:
    code = f"D{values.chance.randint(*kind):04d}"
    return Line(charge_cents=values.cents(3_000, 25_000), quantity="1", procedure=Procedure("AD", code))


def _filling(values: SampleValues) -> Line:
    surfaces = values.chance.choice(_SURFACES)
    tooth = str(values.chance.choice((3, 14, 19, 30)))
    line = _service(_FILLING, values)
    return replace(line, details=(Detail("tooth", (("tooth", tooth), ("surfaces", surfaces))),))


def _crown(values: SampleValues, seen_on: date) -> Line:
    """A first crown, or one that replaces another of some years ago."""
    line = replace(_service(_CROWN, values), details=(Detail("tooth", (("tooth", "14"),)),))
    if values.chance.random() < 0.5:
        return replace(line, prosthesis="I")
    before = Dated("prior_placement_date", seen_on - timedelta(days=3000), qualifier="441")
    return replace(line, prosthesis="R", dates=(before,))


def _numbered(line: Line, number: int, seen_on: date) -> Line:
    return replace(
        line,
        dates=(Dated("service_date", seen_on), *line.dates),
        references=(Reference("line_number", f"L{number:04d}"),),
    )

"""A 271 (005010X279A1): benefits or a refusal for each question of one 270 transaction to one payer."""

from datetime import date

from almoner.core.money import amount
from almoner.core.x12 import SetWriter
from almoner.links.simulator.benefits import Benefits, Refused
from almoner.links.simulator.member import HOSPICE_SINCE
from almoner.links.simulator.nouns import Party
from almoner.links.simulator.questions import Question
from almoner.links.simulator.rules import Payer
from almoner.links.simulator.write_835 import day

GUIDE = "005010X279A1"
_YEAR, _LEFT, _VISIT = "23", "29", "27"
ADVANTAGE = "HN"

Answered = tuple[Question, Benefits | Refused]


def write_271(payer: Payer | None, answers: list[Answered], on: date, *, control: int) -> SetWriter:
    """The transaction. Without a payer every question is refused at the top: nobody of that number is
    known."""
    out = SetWriter("271", control, GUIDE)
    first = answers[0][0]
    out.seg("BHT", "0022", "11", first.reference, day(on), "1200")
    out.seg("HL", "1", "", "20", "1" if payer else "0")
    out.seg(
        "NM1", "PR", "2", payer.name if payer else "UNKNOWN", "", "", "", "", "PI", first.payer or "UNKNOWN"
    )
    if payer is None:
        out.seg("AAA", "N", "", "79", "C")
        return out
    out.seg("PER", "IC", "PROVIDER LINE", "TE", payer.office.phone)
    number = 1
    for question, answer in answers:
        number = _question(out, payer, question, answer, number)
    return out


def _question(
    out: SetWriter, payer: Payer, question: Question, answer: Benefits | Refused, number: int
) -> int:
    refused = answer if isinstance(answer, Refused) else None
    is_at_provider = refused is not None and refused.level == "provider"
    number += 1
    receiver = number
    out.seg("HL", str(number), "1", "21", "0" if is_at_provider else "1")
    _name(out, "1P", question.provider, question.provider.qualifier or "XX")
    if is_at_provider:
        _refuse(out, refused)
        return number
    number += 1
    has_below = question.is_dependent and not (refused is not None and refused.level == "subscriber")
    out.seg("HL", str(number), str(receiver), "22", "1" if has_below else "0")
    if not has_below:
        _traces(out, question)
    _name(out, "IL", question.subscriber, "MI")
    if has_below:
        out.seg("HL", str(number + 1), str(number), "23", "0")
        number += 1
        _traces(out, question)
        _name(out, "03", question.patient, "")
    if refused is not None:
        _refuse(out, refused)
    elif isinstance(answer, Benefits):
        _patient(out, question)
        _plan_dates(out, answer)
        _benefits(out, payer, answer)
    return number


def _traces(out: SetWriter, question: Question) -> None:
    for number, originator in question.traces:
        out.seg("TRN", "2", number, originator)


def _name(out: SetWriter, entity: str, party: Party, qualifier: str) -> None:
    number = (qualifier, party.number) if qualifier and party.number else ()
    kind = "1" if party.is_person else "2"
    out.seg("NM1", entity, kind, party.last, party.first, party.middle, "", "", *number)


def _refuse(out: SetWriter, refused: Refused | None) -> None:
    if refused is not None:
        out.seg("AAA", "N", "", refused.reason, refused.action)


def _patient(out: SetWriter, question: Question) -> None:
    patient = question.patient
    if patient.birth_on is not None:
        out.seg("DMG", "D8", day(patient.birth_on), patient.sex)
    out.seg("INS", *(("N", "19") if question.is_dependent else ("Y", "18")))


def _plan_dates(out: SetWriter, benefits: Benefits) -> None:
    who = benefits.member
    if who.until_on is None:
        out.seg("DTP", "346", "D8", day(who.since_on))
    else:
        last = date.fromordinal(who.until_on.toordinal() - 1)
        out.seg("DTP", "346", "RD8", f"{day(who.since_on)}-{day(last)}")


def _benefits(out: SetWriter, payer: Payer, benefits: Benefits) -> None:
    plan = benefits.member.plan
    if not benefits.is_active:
        out.seg("EB", "6", "", "30", payer.filing, plan.name)
        return
    out.seg("EB", "1", "IND", ["30", "98"], payer.filing, plan.name)
    out.seg("EB", "C", "IND", "30", payer.filing, "", _YEAR, amount(plan.deductible_cents))
    out.seg("EB", "C", "IND", "30", payer.filing, "", _LEFT, amount(benefits.deductible_left_cents))
    out.seg("EB", "A", "IND", "30", payer.filing, "", "", "", _fraction(plan.coinsurance_bp))
    if payer.visits:
        out.seg("EB", "B", "IND", "98", payer.filing, "", _VISIT, amount(plan.copay_cents))
    match benefits.member.ending:
        case "A4":
            _other_insurer(out, "AN ADVANTAGE PLAN", ADVANTAGE)
        case "H3":
            out.seg("EB", "X", "", "45")
            out.seg("DTP", "292", "D8", day(HOSPICE_SINCE))
        case "U8":
            out.seg("EB", "F", "IND", "98", payer.filing, "", _LEFT, "", "", "VS", "0")
    if benefits.member.has_other_insurance:
        _other_insurer(out, "ANOTHER INSURER", "")


def _other_insurer(out: SetWriter, name: str, kind: str) -> None:
    out.seg("EB", "R", "IND", "30", kind)
    out.seg("LS", "2120")
    out.seg("NM1", "PRP", "2", name)
    out.seg("LE", "2120")


def _fraction(basis_points: int) -> str:
    """2000 is ".2", 0 is "0"."""
    if basis_points >= 10_000:
        return "1"
    return f"0.{basis_points:04d}".rstrip("0").rstrip(".")

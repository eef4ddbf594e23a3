"""In which language a guarantor is written to: chosen by the link or at the desk, in effect at once.

Promises that only a language whose sentences are here can be chosen, and that who holds a link chooses for
its guarantor alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from almoner.core.collect.guarantor_choice import GuarantorChoice
from almoner.core.party import Patient
from almoner.core.plan import Plan, reading
from almoner.core.report.language import ENGLISH, Language, read_language
from almoner.core.report.statement import Statement
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.pay_link import key_of_answering
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.money.dunning import guarantors_of
from almoner.store.session import Session


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages that there are, by their codes: English, and one for each file of translations."""
    folder = files("almoner").joinpath("policy", "languages")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    found = [read_language(folder.joinpath(name).read_text(encoding="utf-8")) for name in names]
    return {one.code: one for one in (ENGLISH, *found)}


def language(code: str) -> Language:
    """Return a language by its code; English where there is none of it."""
    return languages().get(code, ENGLISH)


def languages_of(session: Session, guarantors: Sequence[str]) -> dict[str, Language]:
    """Return the language of each guarantor who has one, by their keys (inside another flow's session)."""
    found = session.find(GuarantorChoice, guarantor=list(guarantors)) if guarantors else []
    return {one.guarantor: language(one.language) for one in found}


def language_of_statement(session: Session, statement: Statement) -> Language:
    """Return the language of who a statement goes to (inside another flow's session)."""
    key = key_of_answering(statement)
    return languages_of(session, [key]).get(key, ENGLISH)


def language_at_desk(actor: Actor, patient_id: int) -> Language:
    """Return the language that who answers for a patient is written to in, or raise NotFound."""
    with enter(actor, Permission.PATIENT_WRITE) as session:
        patient = session.get(Patient, patient_id)
        key = guarantors_of(session, [patient.id])[patient.id]
        return languages_of(session, [key]).get(key, ENGLISH)


def choose_at_desk(actor: Actor, patient_id: int, code: str, *, on: date) -> GuarantorChoice:
    """Keep in which language who answers for a patient is written to. Refused for one that isn't here."""
    with enter(actor, Permission.PATIENT_WRITE) as session:
        take_turn(session)
        patient = session.get(Patient, patient_id)
        key = guarantors_of(session, [patient.id])[patient.id]
        return chosen(session, actor, (key, patient.id, code), on=on)


def chosen(session: Session, by: Actor, who: tuple[str, int, str], *, on: date) -> GuarantorChoice:
    """Keep the language of a guarantor, by their key and a patient of theirs (inside another flow's session,
    in its turn). What is chosen already is left as it is.
    """
    key, patient_id, code = who
    if code not in languages():
        raise refusal("LNG-01", "We don't write in this language yet.", "Choose one of the list.", "language")
    before = session.find(GuarantorChoice, guarantor=key)
    if before and before[0].language == code:
        return before[0]
    if before:
        made = replace(
            before[0], version=before[0].version + 1, language=code, chosen_on=on, chosen_by=by.name
        )
    else:
        made = GuarantorChoice(next(session.ids()), patient_id, key, code, on, by.name)
    plan = Plan(on=on, records=(made,), reads=reading(*before))
    commit(session, plan, cause=cause(by, "collect", "the language of a guarantor"))
    return made

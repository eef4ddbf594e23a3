"""The scrub on claims from the books: what stops, what it cites, and how fast it is. Each card's own cases
are in test_policy.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from almoner.core.claim import ClaimRevision
from almoner.core.claim.facts import Facts, LineAround, SentLine
from almoner.core.claim.scrub import Scrubber
from almoner.core.claim.told import NoteTold, Told
from almoner.core.coverage import Benefits, BenefitState
from almoner.core.party import PersonName
from almoner.core.rules import CardError, load
from tests.core.claim import samples
from tests.test_policy import SCRUBBER


def facts(revision: ClaimRevision, **changes: Any) -> Facts:
    policy = samples.coverage(revision.payer.payer_id)
    return replace(Facts(revision=revision, on=samples.TODAY, coverage=policy, filing_days=365), **changes)


def edits(given: Facts) -> list[tuple[str, int]]:
    return [(one.edit, one.line) for one in SCRUBBER.scrub(given).findings]


@pytest.mark.parametrize(
    "shape",
    [
        samples.folder,
        samples.dependent,
        samples.solo,
        samples.admitted,
        samples.secondary,
        samples.injured,
    ],
)
def test_a_good_claim_from_the_books_is_clean_and_wholly_judged(shape: Callable[[], Any]) -> None:
    told = Told(
        on_file=(),
        note=NoteTold(),
        referral_codes=(),
        papers=(),
        capitated=(),
        measures=(),
        problems=(),
        collected_cents=0,
        is_assigned=True,
    )
    around = (LineAround(clia="33D0123456", has_own_work=True),) * len(samples.revision(shape()).lines)
    verdict = SCRUBBER.scrub(facts(samples.revision(shape()), told=told, around=around))
    assert verdict.findings == ()
    assert verdict.not_judged == ()


def test_what_the_record_does_not_tell_is_said() -> None:
    silent = {
        one.edit: one.why for one in SCRUBBER.scrub(facts(samples.revision(samples.folder()))).not_judged
    }
    assert silent["ELG-14"] == "coverages is not given"
    assert silent["DXC-14"] == "note is not given"


def test_a_secondary_claim_that_lost_a_cent_is_held_on_its_line() -> None:
    revision = samples.revision(samples.secondary())
    (other,) = revision.others
    assert other.prior is not None
    first, second = other.prior.lines
    short = replace(second, paid_cents=second.paid_cents - 1)
    prior = replace(other.prior, lines=(first, short), paid_cents=other.prior.paid_cents - 1)
    broken = replace(revision, others=(replace(other, prior=prior),))
    assert edits(facts(broken)) == [("ELG-15", 0), ("ELG-15", 2)]


def test_a_car_accident_goes_to_its_insurer_before_the_health_plan() -> None:
    assert edits(facts(samples.revision(samples.crashed()))) == [("FIN-10", 0)]


def test_a_secondary_claim_without_the_first_decision_is_held() -> None:
    revision = samples.revision(samples.secondary())
    undecided = replace(revision, others=tuple(replace(other, prior=None) for other in revision.others))
    assert edits(facts(undecided)) == [("ELG-15", 0)]


def test_a_first_claim_may_name_a_later_payer() -> None:
    whole = samples.folder(samples.coverage(1), samples.coverage(2, rank=2))
    assert edits(facts(samples.revision(whole))) == []


def sent(revision: ClaimRevision, place: int, **changes: Any) -> SentLine:
    line = revision.lines[place]
    known = SentLine(
        code=line.code,
        modifiers=line.modifiers,
        service_on=line.service_on,
        units=line.units,
        line_id=999,
        provider_npi=samples.DOCTOR_NPI,
    )
    return replace(known, **changes)


def test_a_line_is_no_duplicate_of_itself() -> None:
    revision = samples.revision()
    own = sent(revision, 0, line_id=revision.lines[0].line_id)
    assert edits(facts(revision, history=(own,))) == []
    assert ("DUP-01", 1) in edits(facts(revision, history=(sent(revision, 0),)))


def test_another_doctor_of_another_specialty_is_no_duplicate() -> None:
    revision = samples.revision()
    other = sent(revision, 0, provider_npi=samples.REFERRER_NPI, is_same_specialty=False)
    assert ("DUP-01", 1) not in edits(facts(revision, history=(other,)))


def test_the_payers_answer_counts() -> None:
    revision = samples.revision()
    answer = Benefits(
        id=1,
        coverage_id=2,
        patient_id=10,
        payer_id=2,
        service_on=samples.DOS,
        answered_on=samples.DOS,
        state=BenefitState.NOT_FOUND,
    )
    assert edits(facts(revision, benefits=answer)) == [("ELG-04", 0)]
    assert edits(facts(revision, benefits=replace(answer, state=BenefitState.INACTIVE))) == [("ELG-02", 0)]
    assert edits(facts(revision, benefits=replace(answer, state=BenefitState.REFUSED))) == []


def test_names_of_providers_are_looked_at_too() -> None:
    revision = samples.revision()
    assert revision.rendering is not None
    titled = replace(revision, rendering=replace(revision.rendering, last="Okafor MD"))
    assert edits(facts(titled)) == [("ENV-20", 0)]
    accented = replace(
        revision, patient=replace(revision.patient, name=PersonName(last="Núñez", first="Zoë"))
    )
    assert edits(facts(replace(accented, subscriber=accented.patient))) == []


def test_a_finding_says_what_is_at_stake() -> None:
    revision = samples.revision()
    unpointed = replace(revision, lines=(revision.lines[0], replace(revision.lines[1], pointers=())))
    (finding,) = SCRUBBER.scrub(facts(unpointed)).findings
    assert (finding.cents, finding.line) == (2500, 2)
    assert finding.because.row == "diagnosis pointers"
    assert finding.is_stopping


def test_a_claim_is_judged_by_its_service_date() -> None:
    revision = samples.revision(samples.folder(samples.coverage(1, member_id="123456789A")))
    old = date(2019, 11, 1)
    before = replace(revision, lines=tuple(replace(line, service_on=old) for line in revision.lines))
    policy = samples.coverage(1, since_on=date(2019, 1, 1))
    assert ("ENV-06", 0) in edits(facts(revision))
    assert ("ENV-06", 0) not in edits(facts(before, on=date(2019, 12, 1), coverage=policy))


def test_a_card_of_an_unknown_kind_is_refused_before_the_first_claim() -> None:
    text = (
        '[[card]]\nid = "x"\nedit = "E-1"\nkind = "telepathy"\nseverity = "warn"\nsince = 2020-01-01\n'
        'source = "s"\nmessage = "m"\nmend = "n"\n'
    )
    with pytest.raises(CardError, match="no kind of edit"):
        Scrubber(load([("x.toml", text)]))

"""P36: claims and visits are many to many, and no cent is lost between them."""

from dataclasses import replace
from itertools import count

from almoner.core.charge import SuperbillLine
from almoner.core.claim.build import build
from tests.core.claim import samples
from tests.core.claim.samples import TODAY, charged, folder, superbill, visit


def test_p36_a_claim_of_several_visits_holds_the_lines_of_each() -> None:
    first, second = visit(), visit(id=101, service_on=samples.TODAY)
    whole = folder(seen=first)
    codes = replace(superbill((SuperbillLine("36415", 1, 900, (1,)),)), id=201, visit_id=101)
    more = charged(second, codes, whole.coverages)
    more = tuple(replace(line, id=line.id + 500) for line in more)
    ((claim, sent),) = build(
        replace(whole, visits=(first, second), lines=(*whole.lines, *more)), ids=count(1), on=TODAY
    )
    assert claim.visit_ids == (100, 101)
    assert claim.total_cents == sum(line.charge_cents for line in (*whole.lines, *more)) == sent.total_cents
    assert [line.service_on for line in sent.lines] == [samples.DOS, samples.DOS, samples.TODAY]


def test_p36_a_visit_of_many_lines_has_several_claims() -> None:
    lines = [SuperbillLine("99213", 1, 100 + place, (1,)) for place in range(101)]
    built = build(folder(codes=superbill(lines)), ids=count(1), on=TODAY)
    assert [len(sent.lines) for _, sent in built] == [50, 50, 1]
    assert {claim.visit_ids for claim, _ in built} == {(100,)}
    assert sum(claim.total_cents for claim, _ in built) == sum(line.charge_cents for line in lines)

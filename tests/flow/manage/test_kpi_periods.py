"""Figures of other periods: each is the sum of its rows, large books count them in a run, and the night
counts those that people look at.
"""

import pytest

from almoner.core.report.kpi import NOTHING, Asked, How, Period, Total
from almoner.flow.access import Actor
from almoner.flow.manage import kpi
from almoner.flow.manage.kpi import When
from almoner.flow.refused import Refused
from almoner.flow.setup import people
from almoner.flow.work import long_run
from almoner.flow.work.long_sorts import figures_of
from almoner.store.kept import choices, kept_boards
from almoner.store.kept.kept_boards import NotCounted
from almoner.store.kept.long_runs import DONE, GOING, STOPPED
from almoner.store.lists.lists_kpi import Part, items
from almoner.store.session import books
from tests.flow.golden import ON, Golden, golden

LESS_THAN_A_MONTH = When(ON, period=Period.DAYS_30)


@pytest.fixture(scope="module")
def made(store: object) -> Golden:
    assert store
    return golden()


def manager(made: Golden) -> Actor:
    """Return the practice's manager, who is there once."""
    from django.contrib.auth.models import User  # the models want settings that are ready

    name, practice_id = f"head{made.house.practice.id}", made.house.practice.id
    if not User.objects.filter(username=name).exists():
        people.invite(Actor("ada", practice_id, frozenset({"admin"})), name, "manager", on=ON)
    return Actor(name, practice_id, frozenset({"manager"}))


def slow(made: Golden, ms: int = 60_000) -> None:
    with books(made.house.practice.id, alias="owner") as session:
        session.rows(f"UPDATE kept_board SET took_ms = {ms} WHERE practice_id = {made.house.practice.id}")


@pytest.mark.parametrize("period", list(Period))
def test_each_figure_is_the_sum_of_its_rows(made: Golden, period: Period) -> None:
    board = kpi.board(made.actor, When(ON, period=period), today=ON)
    seen = 0
    for one in board.measured:
        for figure in one.figures:
            above, below = _rows(made, board.asked, figure.variant.numerator), NOTHING
            if figure.variant.denominator:
                below = _rows(made, board.asked, figure.variant.denominator)
            assert figure.numerator == above.sum, (one.indicator.id, figure.variant.id)
            is_share = figure.variant.how in (How.SHARE, How.DAYS_OF)
            assert figure.denominator == (below.sum if is_share else above.count), one.indicator.id
            seen += above.count
    assert seen, "the practice did something in it"


def _rows(made: Golden, asked: Asked, names: tuple[str, ...]) -> Total:
    with books(made.house.practice.id) as session:
        found = items(session, asked, names, Part(limit=5000)).rows
    return Total(len(found), sum(one.value for one in found))


def test_a_shorter_period_holds_less_and_says_so(made: Golden) -> None:
    short, usual, year = (
        kpi.board(made.actor, When(ON, period=period), today=ON)
        for period in (Period.DAYS_30, Period.MONTHS, Period.YEAR)
    )
    charged = [one.of("K10").figure.denominator for one in (short, usual, year)]
    assert charged == sorted(charged)
    assert charged[0] < charged[2]
    assert short.of("K31").figures[0] == usual.of("K31").figures[0], "twelve months, whatever the period"
    assert short.aged == usual.aged == year.aged, "what is owed is as of the day"
    assert sum(one.total_cents for one in short.aged) == _rows(made, short.asked, ("owed",)).sum


def test_large_books_count_another_period_in_a_run(made: Golden) -> None:
    kpi.keep_board(made.actor, on=ON)
    slow(made)
    who = manager(made)
    with pytest.raises(NotCounted) as late:
        kpi.board(who, LESS_THAN_A_MONTH, today=ON)
    assert (late.value.took_ms, late.value.asked.period) == (60_000, Period.DAYS_30)
    run_id = long_run.begin_figures(who, LESS_THAN_A_MONTH, today=ON)
    assert long_run.begin_figures(who, LESS_THAN_A_MONTH, today=ON) == run_id, "who asks twice counts once"
    assert long_run.take_on(made.actor, run_id, on=ON)
    long_run.stop(who, run_id)
    stopped = long_run.show(who, run_id, on=ON).run
    assert (stopped.state, stopped.done, len(stopped.subjects)) == (STOPPED, 1, kpi.PARTS)
    _, seen = long_run.counting(who, late.value.asked, today=ON)
    assert seen == stopped
    long_run.go_on(who, run_id)
    assert long_run.show(who, run_id, on=ON).run.state == GOING
    while long_run.take_on(made.actor, run_id, on=ON):
        pass
    done = long_run.show(who, run_id, on=ON).run
    assert (done.state, done.problems, figures_of(done)) == (DONE, (), late.value.asked)
    kept = kpi.board(who, LESS_THAN_A_MONTH, today=ON)
    assert kept.is_of_night
    with books(made.house.practice.id) as session:
        assert kept_boards.kept(session, kept.asked) == kept_boards.count(session, kept.asked)
    with pytest.raises(Refused, match="are counted"):
        long_run.begin_figures(who, LESS_THAN_A_MONTH, today=ON)
    _, none = long_run.counting(who, kept.asked, today=ON)
    assert none is None
    slow(made, 5)


def test_the_night_counts_what_people_here_look_at(made: Golden) -> None:
    from django.contrib.auth.models import User  # the models want settings that are ready

    who, on = manager(made), ON.replace(day=29)
    user = User.objects.get(username=who.name)
    choices.keep(user.pk, {kpi.PERIOD_CHOICE: Period.YEAR.value})
    assert kpi.wanted_periods(made.actor) == [Period.YEAR]
    for _ in range(2):
        kpi.keep_board(made.actor, on=on)
    periods = [one for one in Period if kpi.board(made.actor, When(on, period=one), today=ON).is_of_night]
    assert periods == [Period.MONTHS, Period.YEAR]
    choices.keep(user.pk, {kpi.PERIOD_CHOICE: "no such"})
    assert kpi.wanted_periods(made.actor) == []

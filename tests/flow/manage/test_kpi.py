"""Every indicator on the golden practice, as it is worked out by hand (P34, P35, gate G8).

Dollars. The day is June 30; the period April 1 to June 30, 91 days; its cohort the services of January 1 to
March 31; the twelve months begin July 1, the four weeks June 3.

| claim | payer | service | charged, sent | charge | decided | paid | contract | patient | what else |
|---|---|---|---|---|---|---|---|---|---|
| A | Medicare | Jan 12 | Jan 13 | 200 | Jan 27 paid | 120 | 50 | 30 | patient paid 30 on Feb 2 |
| B | PPO | Feb 9 | Feb 9 | 100 | Feb 23 denied | 0 | 0 | 0 | 60 given up on May 4, 40 left |
| C | Medicare | Mar 3 | Mar 3 | 300 | Mar 17 paid | 160 | 100 | 0 | 40 to C2 |
| C2 | PPO second | Mar 3 | Mar 18 | (300) | Apr 7 paid | 40 | 0 | 0 | |
| D | Medicare | Apr 6 | Apr 6 | 150 | Apr 20 paid, alone | 90 | 40 | 20 | taken in Apr 7; 20 at the visit |
| E | PPO | Apr 13 | Apr 20 | 250 | May 4 denied | 0 | 0 | 0 | sent again May 6; see E2 |
| E2 | | | | | May 20 paid, alone | 150 | 100 | 0 | |
| F | PPO | May 4 | May 5 | 80, 40 | May 26 denied | 50, 0 | 30, 0 | 0 | 40 left, appealed on Jun 5 |
| G | Medicare | May 11 | May 11 | 180 | Jun 8 paid, came Jun 1 | 100 | 50 | 30 | see G2 |
| G2 | | | | | | | | -15 | check of 25 on Jun 10, back Jun 18; charity 3, bad debt 12 |
| H | Medicare | Jun 1 | Jun 2 | 160 | | | | | refused at the payer's door on Jun 4 |
| I | PPO | Jun 8 | Jun 9 | 140 | | | | | silent, asked on Jun 22; Jun 25 a payment of 75 that fits nothing |
| J | Medicare | Jun 15 | Jun 15, held | 130 | | | | | |
| K | Medicare | Jun 22 | signed only | | | | | | |
| L | Medicare | Jun 23 | coded only | 110 | | | | | |
| M | none | Jun 24 | Jun 24 | 90 | | | | | 100 taken at the visit, 10 lie on no line |

Of the period: charges 150+250+120+180+160+140+130+90 = 1,220; contract 40+100+30+50 = 220; so 1,000 are due,
and 985 are net revenue (charity 3, bad debt 12). Cash of care: payers 40+90+150+50+100 = 430, patients
20+25+100-25 = 120, together 550. Charges of the twelve months 1,220+600 = 1,820.
Left on Jun 30: payers B 40, F 40, H 160, I 140, J 130 = 510; patients G 30-3-12 = 15; together 525; and M's
10 lie on no line.
Ages: B 141 days, F 57, G 50, H 29, I 22, J 15.
"""

import csv
import io
from datetime import date

import pytest

from almoner.core.collect import Receipt
from almoner.core.report.kpi import Asked
from almoner.core.report.kpi_cost import CollectionCost
from almoner.core.report.kpi_listed import BY_ID, INDICATORS
from almoner.core.report.sheet import to_csv
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.collect import collect
from almoner.flow.manage import kpi, kpi_sheets, scorecard
from almoner.flow.manage.kpi import Board, Place, When
from almoner.flow.refused import Refused
from almoner.store.lists.lists_kpi import Part, items, totals
from almoner.store.session import NotFound, books
from tests.flow.cycle import faults, sent_claim
from tests.flow.golden import ON, Golden, golden
from tests.practices import House, new_house

NONE = ""
BY_HAND: dict[str, dict[str, tuple[int, int, str]]] = {
    # Visits of covered patients are all ten but M's. D was asked before its day, E after it.
    "K2": {"any": (2, 9, "22.22"), "before": (1, 9, "11.11")},
    # D's 20 and M's 100 on the day of their visits; G's check came on no visit's day and went back.
    "K5": {"cash": (12000, 12000, "100.00")},
    # L's 110 over 1,220 a period: 110 x 91 / 1,220.
    "K6": {"dollars": (11000, 122000, "8.20")},
    "K7": {"all": (13000, 122000, "9.70"), "held": (13000, 122000, "9.70"), "ready": (0, 122000, "0.00")},
    "K8": {"all": (24000, 122000, "17.90")},
    # Built: D to J; J was held. Sent: D to I.
    "K9": {"built": (6, 7, "85.71"), "sent": (6, 6, "100.00")},
    # E's line alone was charged seven days after; nine lines are D E F F G H I J M.
    "K10": {"dollars": (25000, 122000, "20.49"), "count": (1, 9, "11.11")},
    # J was never sent: 395 are billed. Over 30 days B 40, F 40, G 15; then B alone.
    "K11": {
        "90": (4000, 39500, "10.13"),
        "30": (9500, 39500, "24.05"),
        "60": (4000, 39500, "10.13"),
        "120": (4000, 39500, "10.13"),
        "bill-90": (4000, 39500, "10.13"),
        "bill-30": (9500, 39500, "24.05"),
        "bill-60": (4000, 39500, "10.13"),
        "bill-120": (4000, 39500, "10.13"),
    },
    "K12": {
        "90": (4000, 39500, "10.13"),
        "30": (9500, 39500, "24.05"),
        "60": (4000, 39500, "10.13"),
        "120": (4000, 39500, "10.13"),
    },
    "K13": {
        "90": (4000, 52500, "7.62"),
        "30": (9500, 52500, "18.10"),
        "60": (4000, 52500, "7.62"),
        "120": (4000, 52500, "7.62"),
    },
    # Decisions posted: C2, D, E, E2, F, G, I; E paid nothing. Lines 8; charges 300+150+250+250+120+180+140.
    "K14": {"claim": (1, 7, "14.29"), "line": (2, 8, "25.00"), "dollars": (29000, 139000, "20.86")},
    "K15": {"all": (6000, 98500, "6.09")},
    # M's 10 over 985 a period.
    "K16": {"all": (1000, 98500, "0.92"), "payer": (0, 98500, "0.00"), "patient": (1000, 98500, "0.92")},
    # 515 x 91 / 985.
    "K17": {"books": (51500, 98500, "47.58")},
    "K18": {"same": (55000, 98500, "55.84")},
    "K19": {"gross": (1200, 122000, "0.98"), "net": (1200, 122000, "0.98")},
    "K20": {"all": (300, 122000, "0.25")},
    # May cost 50, 20 of it technology, and brought E's 150 and F's 50.
    "K21": {"all": (5000, 20000, "25.00"), "people": (3000, 20000, "15.00")},
    # First answers of D to I: E and F refused. Lines sent: F two, the others one.
    "K23": {"claim": (2, 6, "33.33"), "line": (2, 7, "28.57")},
    # E 250 and F 120 of 1,000 sent; refused lines E 250 and F 40.
    "K24": {"claim": (37000, 100000, "37.00"), "line": (29000, 100000, "29.00")},
    # Of the four weeks: G, and I's payment that fits nothing.
    "K25": {"refused": (0, 2, "0.00"), "zero": (0, 2, "0.00")},
    # F's, from May 26 to Jun 5.
    "K26": {"mean": (10, 1, "10.00"), "median": (10, 1, "10.00"), "p90": (10, 1, "10.00")},
    # E's, from May 4 to May 20; B's and F's are open.
    "K27": {"mean": (16, 1, "16.00"), "median": (16, 1, "16.00"), "p90": (16, 1, "16.00")},
    "K28": {"count": (1, 1, "100.00"), "dollars": (25000, 25000, "100.00")},
    "K30": {"books": (51500, 98500, "47.58")},
    # 515 x 365 / 1,820; 515 x 91 / 1,220.
    "K31": {"year": (51500, 182000, "103.28"), "period": (51500, 122000, "38.41")},
    "K32": {"same": (55000, 98500, "55.84")},
    "K34": {"line": (2, 7, "28.57"), "dollars": (29000, 100000, "29.00")},
    # Without E: 0 1 1 0 1 1 0 0.
    "K36": {"mean": (4, 8, "0.50"), "median": (4, 8, "0.00"), "p90": (4, 8, "1.00")},
    # A, B and C: 120+30+160+40 of 600-50-100.
    "K38": {"services": (35000, 45000, "77.78"), "posted": (55000, 100000, "55.00")},
    "K39": {"dollars": (29000, 100000, "29.00"), "count": (2, 6, "33.33")},
    # D and G; decided by now are D E F G.
    "K40": {"sent": (2, 6, "33.33"), "decided": (2, 4, "50.00")},
    # D at its door, E F G by their decisions; H was refused, of I nobody has said anything.
    "K41": {"payer": (4, 6, "66.67"), "clearinghouse": (4, 6, "66.67")},
    # D 0, E 7, F 1 and 1, G 0, H 1, I 1, J 0, M 0. Every note was signed and coded on its day, K not coded.
    "K42": {
        "mean": (11, 9, "1.22"),
        "median": (11, 9, "1.00"),
        "p90": (11, 9, "7.00"),
        "sign-mean": (0, 10, "0.00"),
        "sign-median": (0, 10, "0.00"),
        "sign-p90": (0, 10, "0.00"),
        "code-mean": (0, 9, "0.00"),
        "code-median": (0, 9, "0.00"),
        "code-p90": (0, 9, "0.00"),
    },
    "K43": {"all": (4000, 52500, "7.62"), "insurance": (4000, 51000, "7.84"), "patient": (0, 1500, "0.00")},
    # D to M are ten visits; K is not coded, L is not charged.
    "K44": {
        "all": (2, 10, "20.00"),
        "open": (0, 10, "0.00"),
        "signed": (1, 10, "10.00"),
        "coded": (1, 10, "10.00"),
        "charged": (0, 10, "0.00"),
    },
    # Open are B, F, H, I and J; each has somebody.
    "K45": {"all": (0, 5, "0.00")},
    # 75 of 430 + 75 + 145 that came in; five days old.
    "K46": {"cents": (7500, 65000, "11.54"), "days": (5, 1, "5.00"), "oldest": (5, 1, "5.00")},
    # D and E's second; 240 of 40+90+150+50+100+75.
    "K47": {"claim": (2, 7, "28.57"), "dollars": (24000, 50500, "47.52")},
    # CK1: seven payments, G's took five working days. CK2: I's question is six working days old. CK3: E in
    # two, F in eight. CK4: D to I on the day that they were ready.
    "K52": {
        "all": (14, 15, "93.33"),
        "ck1": (6, 7, "85.71"),
        "ck2": (0, 0, NONE),
        "ck3": (2, 2, "100.00"),
        "ck4": (6, 6, "100.00"),
    },
    # C2 20, D 14, G 28.
    # No contract is known, so that nothing falls short: of 430 of claims and I's 75 that fit nothing.
    "M2": {"paid": (0, 50500, "0.00")},
    "M1": {"mean": (62, 3, "20.67"), "median": (62, 3, "20.00"), "p90": (62, 3, "28.00")},
}


@pytest.fixture(scope="module")
def made(store: object) -> Golden:
    """The golden practice; no test changes it."""
    assert store
    return golden()


@pytest.fixture(scope="module")
def board(made: Golden) -> Board:
    return kpi.board(made.house.actor, When(ON), today=ON)


@pytest.mark.parametrize("indicator_id", BY_HAND)
def test_p35_each_indicator_is_what_it_is_by_hand(indicator_id: str, board: Board) -> None:
    found = board.of(indicator_id).figures
    told = {one.variant.id: (one.numerator, one.denominator, one.exact) for one in found}
    assert told == BY_HAND[indicator_id]


def test_every_indicator_is_worked_out() -> None:
    assert set(BY_HAND) == {one.id for one in INDICATORS}


def test_the_golden_books_are_whole(made: Golden) -> None:
    assert faults(made.house, on=ON) == []


@pytest.mark.parametrize("indicator_id", BY_HAND)
def test_each_number_is_the_sum_of_its_items(indicator_id: str, made: Golden, board: Board) -> None:
    asked = board.asked
    with books(made.house.practice.id) as session:
        for figure in board.of(indicator_id).figures:
            listed = items(session, asked, figure.variant.numerator).rows
            base = items(session, asked, figure.variant.denominator).rows
            assert sum(one.value for one in listed) == figure.numerator
            below = sum(one.value for one in base) if figure.variant.denominator else len(listed)
            assert below == figure.denominator
            assert all(one.kind and one.id for one in (*listed, *base))


def test_p34_receipts_less_refunds_are_the_cash_postings(board: Board) -> None:
    """In came 430 of payers, 75 that fit nothing and 145 of patients; back went the check of 25."""
    cash = board.cash
    assert (cash.gross_cents, cash.back_cents) == (65000, 2500)
    assert cash.net_cents == cash.held_cents == 62500


def test_a_payer_has_its_own_figure(made: Golden) -> None:
    """Billed are B 40, F 40 and I 140 of the PPO, H 160 of Medicare; G's 15 are the patient's."""
    aged = kpi.detail(made.house.actor, Place("K12", "30"), When(ON), today=ON)
    ppo, medicare = made.house.payers["CMA01"].id, made.house.payers["MCR01"].id
    told = {payer: (one.numerator, one.denominator) for payer, one in aged.by_payer}
    assert told == {ppo: (8000, 22000), medicare: (0, 16000), 0: (1500, 1500)}
    waits = kpi.detail(made.house.actor, Place("M1"), When(ON), today=ON)
    assert {payer: one.exact for payer, one in waits.by_payer} == {ppo: "20.00", medicare: "21.00"}
    assert [(one.kind, one.value) for one in waits.page.rows] == [("claim", 28), ("claim", 14), ("claim", 20)]


def test_payers_are_scored_by_the_board_s_definitions(made: Golden) -> None:
    """Of D, G and H Medicare paid two, after 14 and 28 days; the PPO refused E and F first, and paid C2."""
    found = scorecard.scorecard(made.house.actor, When(ON), today=ON)
    ppo, medicare = made.house.payers["CMA01"].id, made.house.payers["MCR01"].id
    told = {one.payer_id: (one.claims, *(each.exact for each in one.figures)) for one in found.scores}
    assert told == {
        medicare: (3, "14.00", "28.00", "0.00", "100.00", "0.00"),
        ppo: (3, "20.00", "20.00", "66.67", "0.00", "0.00"),
    }
    assert not any(one.worst for one in found.scores)  # of three claims nothing is judged
    assert found.whole[2] == found.board.of("K23").figure
    own = kpi.detail(made.house.actor, Place("K23", payer_id=ppo), When(ON), today=ON)
    assert [one.payer_id for one in own.page.rows] == [ppo, ppo]
    rows = to_csv(scorecard.scorecard_sheet(made.house.actor, When(ON), today=ON)).decode().splitlines()
    assert len(rows) == 3


def test_an_earlier_day_is_as_it_was(made: Golden) -> None:
    """On Mar 31 B's 100 and C2's 40 were left; charges were 600, net revenue 450 in 90 days. C2,
    sent on Mar 18, was to be looked after three days later, and four of grace.
    """
    then = kpi.board(made.house.actor, When(date(2026, 3, 31)), today=ON)
    told = {key: (one.numerator, one.denominator) for key in ("K17", "K45") for one in [then.of(key).figure]}
    assert told == {"K17": (14000, 45000), "K45": (1, 2)}
    assert then.of("K23").figure.exact == "25.00"  # B of A, B, C and C2
    assert then.is_short
    assert not board_of(made).is_short


def board_of(made: Golden) -> Board:
    return kpi.board(made.house.actor, When(ON), today=ON)


def test_what_was_known_stays_known(store: object) -> None:
    assert store
    house = new_house()
    sent = sent_claim(house)
    on = date(2026, 3, 31)
    before = kpi.board(house.actor, When(on), today=on)
    assert before.of("K45").figure.exact == "100.00"  # nobody has looked yet
    draft = Receipt(0, sent.claim.patient_id, "cash", 500, date(2026, 3, 30), house.actor.name)
    collect.take_receipt(house.actor, draft, on=date(2026, 3, 30))
    assert faults(house, on=on) == []
    again = kpi.board(house.actor, When(on, before.asked.entry_id), today=on)
    assert (again.measured, again.cash) == (before.measured, before.cash)
    now = kpi.board(house.actor, When(on), today=on)
    assert (now.of("K45").figure.exact, now.of("K16").figure.numerator) == ("0.00", 500)


def test_what_needs_eyes_is_named(board: Board) -> None:
    """More than 40 days, 12 percent or below the bounds: poor. Orphans and suspense should be none."""
    named = {one.indicator.id for one in board.measured if one.needs_eyes}
    assert named == {"K9", "K21", "K31", "K38", "K39", "K40", "K44", "K46"}
    assert (board.of("K43").band, board.of("K42").band, board.of("K20").band) == ("best", "best", "")


def test_exports_say_the_version_and_the_items(made: Golden) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(to_csv(kpi_sheets.board_sheet(made.house.actor, When(ON), today=ON)).decode())
        )
    )
    assert len(rows) == sum(len(one.variants) for one in INDICATORS)
    told = next(row for row in rows if row["indicator"] == "K38")
    assert (told["version"], told["value"], told["unit"], told["on"]) == (
        "1",
        "77.78",
        "percent",
        "2026-06-30",
    )
    listed = to_csv(kpi_sheets.items_sheet(made.house.actor, Place("K46"), When(ON), today=ON)).decode()
    (item,) = csv.DictReader(io.StringIO(listed))
    told = {name: item[name] for name in ("measure", "kind", "day", "value")}
    assert told == {"measure": "suspense", "kind": "remittance", "day": "2026-06-25", "value": "7500"}


def test_items_are_paged(made: Golden) -> None:
    asked = Asked(ON, board_of(made).asked.entry_id)
    with books(made.house.practice.id) as session:
        names = BY_ID["K42"].variants[0].numerator
        first = items(session, asked, names, Part(limit=5))
        rest = items(session, asked, names, Part(first.after, limit=5))
        assert (len(first.rows), first.after, len(rest.rows), rest.after) == (5, 5, 4, 0)
        assert totals(session, asked, names)["charge_lag"].count == len({*first.rows, *rest.rows})
        assert totals(session, asked, ()) == {}


def test_a_months_cost_is_entered_again(store: object) -> None:
    assert store
    house: House = new_house()
    draft = CollectionCost(0, date(2026, 5, 1), 5000, 2000, house.actor.name)
    first = kpi.enter_month_cost(house.actor, draft, on=ON)
    again = kpi.enter_month_cost(house.actor, CollectionCost(0, date(2026, 5, 1), 6000, 0, "x"), on=ON)
    assert (again.id, again.version, again.cents) == (first.id, 2, 6000)
    assert kpi.board(house.actor, When(ON), today=ON).of("K21").figure.numerator == 6000
    with pytest.raises(Refused, match="above zero"):
        kpi.enter_month_cost(house.actor, CollectionCost(0, date(2026, 5, 1), 0, 0, "x"), on=ON)
    biller = Actor("bea", house.practice.id, frozenset({"biller"}))
    with pytest.raises(AccessDenied):
        kpi.enter_month_cost(biller, draft, on=ON)
    assert faults(house, on=ON) == []


def test_an_indicator_that_is_not_there_is_not_found(made: Golden) -> None:
    with pytest.raises(NotFound):
        kpi.detail(made.house.actor, Place("K99"), When(ON), today=ON)

"""What is lost first: more money, a better chance and fewer days each come before."""

from almoner.core.report.at_risk import urgency


def test_money_chance_and_days_each_raise_it() -> None:
    one = urgency("denial", 100_00, 10)
    assert one == 100_00 * 60 // 10
    assert urgency("denial", 200_00, 10) > one
    assert urgency("held_claim", 100_00, 10) > one
    assert urgency("denial", 100_00, 9) > one


def test_what_is_late_has_one_day_and_what_has_no_money_counts_a_little() -> None:
    assert urgency("denial", 100_00, -30) == urgency("denial", 100_00, 1) == urgency("denial", 100_00, 0)
    assert urgency("look", 0, 5) == urgency("look", 25_00, 5) > 0

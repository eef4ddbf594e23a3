"""A draft has one text, with the place of each answer and of each carried paragraph."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.chart.draft import CarriedText, Draft, compose
from almoner.core.chart.template import read_template

TEMPLATE = read_template(
    """
id = "small"
title = "Small"
from = 2026-01-01
[[section]]
name = "hpi"
[[section.field]]
id = "hpi"
ask = "What happened"
say = "{hpi}"
[[section]]
name = "plan"
[[section.field]]
id = "next"
ask = "When again"
say = "Return in {next}"
billable = false
""",
    "small.toml",
)
WORDS = st.text(alphabet="abc é\n.", max_size=30)


@given(
    hpi=WORDS,
    free=WORDS,
    carried=st.lists(st.tuples(st.sampled_from(["hpi", "plan", "exam"]), WORDS), max_size=4),
)
def test_spans_quote_what_was_carried_and_blanks_keep_places(
    hpi: str, free: str, carried: list[tuple[str, str]]
) -> None:
    paragraphs = tuple(CarriedText(section, text, 1, date(2026, 1, 2)) for section, text in carried)
    draft = Draft(1, 2, "small", answers={"hpi": (hpi,)}, free={"plan": free}, carried=paragraphs)
    made = compose(TEMPLATE, draft)
    known = [text.strip() for section, text in carried if section != "exam" and text.strip()]
    quoted = [made.text[one.start : one.end] for one in made.carried]
    assert sorted(quoted) == sorted(known)
    assert len(made.own_text) == len(made.text)
    for one in made.carried:
        assert not made.own_text[one.start : one.end].strip()
    for stated in made.stated:
        assert hpi.strip()[:2].rstrip(" .") in made.text[stated.start : stated.end]


def test_a_section_has_its_author_s_own_words_where_they_wrote_or_reviewed_some() -> None:
    copied = CarriedText("hpi", "As before.", 1, date(2026, 1, 2))
    unread = compose(TEMPLATE, Draft(1, 2, "small", carried=(copied,)))
    assert unread.own == (), "nobody has looked at it"
    read = compose(
        TEMPLATE, Draft(1, 2, "small", carried=(CarriedText("hpi", "As before.", 1, date(2026, 1, 2), True),))
    )
    assert [name for name, _ in read.own] == ["hpi"]
    written = compose(TEMPLATE, Draft(1, 2, "small", free={"plan": "Rest.", "hpi": " "}))
    ((name, at),) = written.own
    assert (name, written.text[at : at + 5]) == ("plan", "Rest.")

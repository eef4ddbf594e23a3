"""Translations: each sentence that a guarantor reads is in every language's file, and nothing is lost."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.report import statement_lines
from almoner.core.report.language import ENGLISH, Language, LanguageError, read_language

ROOT = Path(__file__).resolve().parents[3]
ALMONER = ROOT / "almoner"
FILES = sorted((ALMONER / "policy" / "languages").glob("*.toml"))
LANGUAGES = [read_language(file.read_text(encoding="utf-8")) for file in FILES]
SPANISH = next(one for one in LANGUAGES if one.code == "es")
SAYS = {"say", "told"}
PLAIN = ("core/report/statement_text.py", "core/report/receipt_slip.py", "core/report/mail.py")


def in_templates() -> set[str]:
    pages = [file.read_text(encoding="utf-8") for file in (ALMONER / "web" / "templates").glob("pay_*.html")]
    mine = [page for page in pages if "pay_frame.html" in page or "pay_frame" in page or "self.main" in page]
    assert len(mine) >= 6
    return {said for page in mine for said in re.findall(r'\bsay\("((?:[^"\\]|\\.)*)"', page)}


def texts(file: str) -> list[ast.Call]:
    tree = ast.parse((ALMONER / file).read_text(encoding="utf-8"))
    return [one for one in ast.walk(tree) if isinstance(one, ast.Call)]


def in_modules() -> set[str]:
    """What modules say by name: the first text that `say` and `told` are given."""
    calls = [
        call
        for file in (*PLAIN, "links/paper/statement.py", "core/report/language.py")
        for call in texts(file)
    ]
    named = [
        one for one in calls if isinstance(one.func, ast.Attribute) and one.func.attr in SAYS and one.args
    ]
    return {str(one.args[0].value) for one in named if isinstance(one.args[0], ast.Constant)}


def refusals() -> set[str]:
    """Both sentences of what the pay page refuses, as the reference lists them."""
    rows = (ROOT / "docs" / "reference" / "refusals.md").read_text(encoding="utf-8").splitlines()
    places = ("collect/pay.py", "collect/pay_help.py", "collect/pay_papers.py", "collect/languages.py")
    cells = [row.strip("| ").split(" | ") for row in rows if any(place in row for place in places)]
    assert len(cells) > 8
    return {text.replace("{longest said}", "140") for _, why, mend, _ in cells for text in (why, mend)}


def constants() -> set[str]:
    """The words that a statement or receipt keeps, and those that the pay page has in names."""
    from almoner.core.report import receipt_slip, statement_text
    from almoner.flow.collect.asking import dunning
    from almoner.flow.policy import labels
    from almoner.links.card_simulator import DECLINES, UNPAID, WITHDRAWN
    from almoner.links.paper import statement

    policy, lines = dunning(), statement_lines
    return {
        *lines.WHY.values(),
        lines.OTHER,
        lines.NO_INSURANCE,
        *lines.MEANS,
        *lines.MEANS.values(),
        *(text for both in lines.FEES.values() for text in both),
        *(level.message for level in policy.levels),
        policy.plan_message,
        *labels().values(),
        *DECLINES.values(),
        UNPAID,
        WITHDRAWN,
        statement_text.QUESTIONS,
        *statement._WORDS.values(),
        statement._HOW_TO_PAY,
        statement._CANNOT_PAY,
        statement._IS_WRONG,
        *receipt_slip._HOW.values(),
        "Kept for later services",
        "Given back",
        "Taken back",
    }


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_every_sentence_has_its_translation(language: Language) -> None:
    keys = in_templates() | in_modules() | refusals() | constants()
    assert len(keys) > 200
    assert not sorted(keys - language.phrases.keys())


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_no_translation_is_of_a_sentence_that_nobody_says(language: Language) -> None:
    files = [*ALMONER.rglob("*.py"), *(ALMONER / "web" / "templates").glob("pay_*.html")]
    said = [re.sub(r'"\s*\n\s*f?"', "", file.read_text(encoding="utf-8")) for file in files]
    said += [(ALMONER / "policy" / "collect" / "dunning.toml").read_text(encoding="utf-8")]
    said += [(ALMONER / "policy" / "codes" / "procedures.csv").read_text(encoding="utf-8")]
    said = [
        "\n".join(said).replace("{LONGEST_SAID}", "140").replace("{dollars(with_payer_cents)}", "{amount}")
    ]
    assert not [key for key in language.phrases if key not in said[0]]


@given(
    words=st.lists(
        st.sampled_from([*statement_lines.WHY.values(), statement_lines.OTHER]), min_size=1, max_size=4
    ),
    cents=st.integers(1, 10_000_000),
    waiting=st.sampled_from([0, 300]),
)
def test_a_reason_is_translated_whole(words: list[str], cents: int, waiting: int) -> None:
    shares = [statement_lines._Share(one, cents, date(2026, 1, 2)) for one in words]
    english = statement_lines._why(cents, waiting, shares)
    said = SPANISH.why(english)
    assert said.lower().startswith(SPANISH.phrases[words[0]])
    assert re.findall(r"\d[\d,]*\.\d\d", said) == re.findall(r"\d[\d,]*\.\d\d", english)
    left = {"your", "plan's", "the", "waits", "insurance", "owe", "visit", "not"}
    assert not left & set(re.findall(r"[a-z']+", said.lower()))


def test_what_others_wrote_stays() -> None:
    assert SPANISH.told("Allergy serum, our own mix") == "Allergy serum, our own mix"
    assert SPANISH.why("Settled by letter") == "Settled by letter"
    assert (
        SPANISH.about("Office visit, 03/05/2026: I was not there") == "Consulta, 03/05/2026: I was not there"
    )
    assert (
        ENGLISH.why("Your copay. 3.00 waits for your insurance.")
        == "Your copay. 3.00 waits for your insurance."
    )


def test_a_day_is_said_in_words() -> None:
    assert SPANISH.day_in_words(date(2026, 3, 5)) == "5 de marzo de 2026"
    assert SPANISH.long_day(date(2026, 11, 23)) == "lunes 23 de noviembre"
    assert ENGLISH.long_day(date(2026, 11, 23)) == "Monday, November 23"


SHORT = """code = "xx"
name = "X"
months = ["1","2","3","4","5","6","7","8","9","10","11","12"]
weekdays = ["1","2","3","4","5","6","7"]
day = "{day} {month} {year}"
weekday = "{weekday} {day} {month}"
[phrases]
"Pay {amount} by card" = "{amount}!"
[labels]
"""


@pytest.mark.parametrize(
    ("of", "to"),
    [
        ('"{amount}!"', '"{sum}!"'),
        ('"{amount}!"', '"{amount"'),
        ('"{amount}!"', '" "'),
        ('"{amount}!"', "3"),
        ('"12"]', "]"),
        ("{weekday} {day}", "{day}"),
        ("[labels]", ""),
        ("code", "kode"),
        ("[phrases]", "[phrases"),
    ],
)
def test_a_file_that_loses_something_is_refused(of: str, to: str) -> None:
    assert read_language(SHORT).say("Pay {amount} by card", amount="$3") == "$3!"
    with pytest.raises(LanguageError):
        read_language(SHORT.replace(of, to))

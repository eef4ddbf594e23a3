"""The lexicon refuses what would let a note be misread, and names the place."""

import pytest

from almoner.core.coding.concept import LexiconError
from almoner.core.coding.lexicon import load
from almoner.store.shipped.lexicon import shipped_lexicon


def one(body: str) -> str:
    return f'[thing]\nsay = ["a thing"]\ncode = "I10"\n{body}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[thing]\nsay = [", "not TOML"),
        ("[Thing]\nsay = ['a']\ncode = 'I10'", "named in lower case"),
        ("[thing]\nsay = []\ncode = 'I10'", "at least one phrase"),
        ("[thing]\nsay = ['a thing']", "a code, or a context"),
        ("[thing]\nsay = ['...']\ncode = 'I10'", "holds no word"),
        (one("colour = 'red'"), "there is no key 'colour'"),
        (one("history = 'nonsense'"), "a diagnosis code with its dot"),
        (one("kind = 'mood'"), "kind: one of"),
        (one("needs = 'kitchen'"), "sections out of"),
        (one("chronic = 'yes'"), "true or false"),
        (one("ages = [7]"), "first and the last age"),
        (one("ask = ['type']"), "is no axis"),
        (one("axes = { type = 'a' }"), "a table of values"),
        (one("codes = { 'type=a' = 'I10' }"), "no value of its axes"),
        (one("codes = { 'systolic' = 'I10' }"), "a condition as"),
        (one("context = 'valve'"), "the words that point to them"),
        ("[thing]\nsay = ['MS']\ncode = 'G35.D'", "several things"),
        (one("") + '[other]\nsay = ["A Thing"]\ncode = "I10"', "owned by thing too"),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, told: str) -> None:
    with pytest.raises(LexiconError, match=r"x\.toml") as caught:
        load([("x.toml", text)])
    assert told in str(caught.value)


def test_a_concept_stands_in_one_file() -> None:
    with pytest.raises(LexiconError, match=r"also stands in a\.toml"):
        load([("b.toml", one("")), ("a.toml", one(""))])


def test_two_owners_with_a_context_share_a_phrase() -> None:
    text = """
[first]
say = ["attack"]
code = "I10"
context = { first = ["pressure"] }

[second]
say = ["attack"]
code = "D57.1"
context = { second = ["sickle"] }
"""
    assert load([("x.toml", text)]).phrases["attack"] == ("first", "second")


def test_the_hash_names_the_text() -> None:
    first = load([("x.toml", one(""))])
    assert first.hash == load([("x.toml", one(""))]).hash
    assert first.hash != load([("x.toml", one("chronic = true"))]).hash


def test_the_order_of_files_changes_nothing() -> None:
    files = [("a.toml", one("")), ("b.toml", '[other]\nsay = ["other"]\ncode = "I10"')]
    assert load(files) == load(reversed(files))


def test_the_shipped_lexicon_compiles() -> None:
    lexicon = shipped_lexicon()
    assert len(lexicon.concepts) > 1000
    assert len(lexicon.phrases) > 4000
    assert all(owner in lexicon.concepts for owners in lexicon.phrases.values() for owner in owners)

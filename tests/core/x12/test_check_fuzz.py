"""Whatever comes is answered: broken files of every guide, and transactions grown by chance, which are clean
as the guides have it."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almoner.cli.bench.damage import damaged
from almoner.cli.bench.fuzz_command import answer_one
from almoner.cli.bench.one_fault import bases
from almoner.core.x12 import read, rewrite
from almoner.core.x12.check import check_set
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.explain import Reading, explain
from almoner.core.x12.guides import NAMES, named
from almoner.core.x12.patterns import compile_segment
from tests.core.x12.examples import ISA
from tests.core.x12.random_trees import Tree

FILES = list(bases(Path(__file__).parent / "mutants").values())
BRIEF = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
LONG = settings(BRIEF, max_examples=1500)


def framed(guide_name: str, body: list[str]) -> bytes:
    guide = named(guide_name).guide
    version = "" if guide.set_id == "835" else f"*{guide.id}"
    segments = [
        ISA,
        f"GS*{guide.functional_id}*SENDER*RECEIVER*20240105*1200*7*X*{guide.id}",
        f"ST*{guide.set_id}*0001{version}",
        *body,
        f"SE*{len(body) + 2}*0001",
        "GE*1*7",
        "IEA*1*000000001",
    ]
    return "".join(f"{each}~" for each in segments).encode()


@LONG
@given(st.integers(min_value=0, max_value=2**63))
def test_p29_any_damage_is_answered(seed: int) -> None:
    answer_one(damaged(FILES, random.Random(seed)))


@settings(LONG, max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(FILES), st.integers(min_value=0, max_value=2000))
def test_any_bytes_in_the_midst_are_answered(junk: bytes, data: bytes, at: int) -> None:
    answer_one(data[:at] + junk + data[at:])


@pytest.mark.parametrize("name", NAMES)
@BRIEF
@given(seed=st.integers(min_value=0, max_value=2**63))
def test_p29_what_a_guide_allows_is_clean(name: str, seed: int) -> None:
    chance = random.Random(seed)
    body = Tree(named(name).guide, chance, richness=chance.choice((0.1, 0.3, 0.5))).segments()
    data = framed(name, body)
    document = read(data)
    assert rewrite(document) == data
    (each,) = document.sets
    told = [str(issue) for issue in check_set(each, level=2) if issue.severity == "error"]
    assert told == [], (body, told)
    check_set(each)


@pytest.mark.parametrize("name", NAMES)
@BRIEF
@given(seed=st.integers(min_value=0, max_value=2**63))
def test_the_quick_look_at_a_segment_passes_nothing_that_the_exact_look_refuses(name: str, seed: int) -> None:
    guide, chance = named(name).guide, random.Random(seed)
    reading = Reading(Delimiters(), guide.amount_digits)
    loops = list(guide.root.loops())
    for _ in range(40):
        spec = chance.choice(list(chance.choice(loops).segments()))
        tree = Tree(guide, chance, richness=chance.random())
        elements = [spec.id, *tree._values(spec.elements, "^", ":", chance.random())]
        if chance.random() < 0.5 and len(elements) > 1:
            at = chance.randrange(1, len(elements))
            elements[at] = chance.choice(
                ("", "X", " ", "1.005", "20240230", "A:B", "A^B", "99999999999", "-")
            )
        text = "*".join(elements).rstrip("*")
        if compile_segment(spec, Delimiters(), guide.amount_digits).fullmatch(text):
            assert explain(spec, text.split("*"), reading) == [], text

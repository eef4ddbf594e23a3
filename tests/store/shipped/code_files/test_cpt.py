"""The user's licensed procedure texts in their three layouts."""

import pytest

from tests.store.shipped.code_files.conftest import Read


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("2026_LONGULT.txt", "caption\n99213\tour words\n", ("", "", "our words")),
        ("2026_SHORTU.txt", "99213\tour words\n", ("our words", "", "our words")),
        ("cpt2026.csv", "Code,Short,Medium,Long\n99213,s,m,l\n", ("s", "m", "l")),
        ("cpt2026.csv", "CPT Code,Description\n99213,l\n", ("", "", "l")),
        (
            "MRCONSO_2026.RRF",
            (
                "C0000001|ENG|P|L1|PF|S1|Y|A1||||CPT|PT|99213|our words|9|N||\n"
                "C0000001|ENG|P|L1|PF|S1|Y|A1||||SNOMEDCT|PT|1|other|9|N||\n"
            ),
            ("", "", "our words"),
        ),
    ],
)
def test_a_layout(read: Read, name: str, text: str, values: tuple[str, ...]) -> None:
    (found,), tally = read("cpt", name, text)
    assert [(line.code, line.values) for line in found.lines] == [("99213", values)]
    assert tally.refused == 0

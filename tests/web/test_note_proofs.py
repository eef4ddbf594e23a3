"""Where the words that prove a code stand in the fields of a note."""

import re
from typing import TYPE_CHECKING

from tests.web.test_note import SAID, autosave, form, shelf, visit

if TYPE_CHECKING:
    from almoner.core.chart import Visit
    from tests.web.shelf import Shelf
    from tests.web.test_note import SignIn

__all__ = ["shelf", "visit"]
PROOF = re.compile(r'data-proof="([^"]+)" data-from="(\d+)" data-to="(\d+)" data-no="(\d+)">([^<]+)<')


def test_each_proof_names_its_field_and_where_its_words_stand_in_it(
    shelf: "Shelf", visit: "Visit", sign_in: "SignIn"
) -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    own = "Two things 🙂. Hyperlipidemia, stable: continue atorvastatin 20 mg."
    margin = autosave(client, visit, form(client, visit) | {"t:assessment": f"  {own}"})
    found = [(field, int(a), int(b), int(no), words) for field, a, b, no, words in PROOF.findall(margin)]
    typed = {"f-problem-1": SAID["f:problem.1"], "f-problem-1-plan": SAID["f:problem.1.plan"]}
    own_field = next(field for field, *_ in found if field.startswith("t-assessment-"))
    assert "f-problem-1" in {field for field, *_ in found}
    for field, start, end, _, words in found:
        assert (typed | {own_field: own}).get(field, SAID["f:problem.1.status"])[start:end] == words
    order = re.findall(r'<li><b><span class="code">([^<]+)<', margin.split('class="proven"')[1])
    by_no = {no: words for *_, no, words in found}
    assert by_no[order.index("I10") + 1] == "Hypertension"
    assert by_no[order.index("E78.5") + 1].startswith("Hyperlipidemia")
    assert re.search(r'href="#f-problem-1"><q>Hypertension', margin), "the quote leads to where it stands"


def test_a_signed_note_has_its_headings_as_such(shelf: "Shelf", visit: "Visit", sign_in: "SignIn") -> None:
    client = sign_in("provider", practice_id=shelf.practice_id)
    client.post(f"/visits/{visit.id}/note/sign", form(client, visit) | {"t:plan": "Plan:\nas above."})
    page = client.get(f"/visits/{visit.id}/note").content.decode()
    assert re.findall(r"<h3>([^<]+)</h3>", page) == ["Chief complaint", "Assessment", "Plan", "Plan"]
    prose = page.split('class="prose pad">')[1].split("</div>")[0]
    assert re.sub(r"<h3>([^<]+)</h3>", r"\1:\n", prose).startswith("Chief complaint:\nBlood pressure")

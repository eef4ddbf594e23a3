"""Every kind of work that the product opens is explained where it stands."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import almoner
from almoner.core.plan import Task
from almoner.store.lists.lists_work import TaskRow
from almoner.web import words_tasks
from almoner.web.icons import USED
from almoner.web.words import Status
from almoner.web.words_claims import place
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def named(tree: ast.Module) -> Iterator[str]:
    """The kinds of work that a module opens under a name that it says itself."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Task"):
            continue
        for one in node.keywords:
            if one.arg == "what" and isinstance(one.value, ast.Constant):
                yield str(one.value.value)
            elif one.arg == "what" and isinstance(one.value, ast.Name) and one.value.id in constants:
                yield str(constants[one.value.id])


def test_each_kind_that_is_opened_has_its_two_sentences() -> None:
    folder = Path(almoner.__file__).parent
    opened = {
        kind
        for part in ("core", "flow")
        for path in (folder / part).rglob("*.py")
        for kind in named(ast.parse(path.read_text("utf-8")))
    }
    assert len(opened) > 25
    assert opened <= words_tasks.KINDS, sorted(opened - words_tasks.KINDS)
    for kind in words_tasks.KINDS:
        said = words_tasks.task(kind)
        assert said.why.endswith("."), kind
        assert said.wants.endswith("."), kind
    assert words_tasks.task("unheard_of").wants


def test_work_says_why_it_is_here_and_what_it_wants(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Helped work")
    shelf.tasks.append(Task(shelf.id(), "held_claim", "claim", 0, "A reason.", "biller", DAY, DAY))
    shelf.lay()
    page = sign_in("biller", practice_id=shelf.practice_id).get("/work?whose=all").content.decode()
    assert "What it wants from you:" in page
    assert words_tasks.task("held_claim").wants in page


def test_the_home_and_the_reports_explain_what_they_show(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Helped home")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(shelf.coverage(patient), visit, lines, patient)
    shelf.denial(claim, lines[1])
    shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    for address in ("/home", "/home/causes", "/reports"):
        assert "What it wants from you:" in client.get(address).content.decode(), address


def test_what_a_note_lacks_is_added_in_the_note() -> None:
    about = ("note_lacks", "Something isn't said.", "adeyemi", DAY, DAY, 0, "visit", 7)
    row = TaskRow(1, 1, *about, 0, "", "", 5, "Okafor", "Helen", "R1", None, "")
    assert place(row, lambda permission: permission == "chart.read") == "/visits/7/note"
    assert place(row, lambda _: False) == "/patients/5"


def test_a_task_is_drawn_as_the_state_of_what_it_is_about() -> None:
    assert words_tasks.shown("denial") == Status("circle-x", "Denial", "denied")
    assert words_tasks.shown("held_claim").tone == "held"
    assert words_tasks.shown("never_heard_of") == Status("circle-dot", "Never heard of", "plain")
    assert {words_tasks.shown(kind).icon for kind in words_tasks.KINDS} <= set(USED)

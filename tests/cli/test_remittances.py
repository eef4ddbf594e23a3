"""`almoner era post|reverse` and `user` on books: what they print, and with which status they end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from almoner.cli.main import main
from almoner.core.remit import Remittance
from almoner.store.session import books
from tests.flow.cycle import Sent, sent_claim, totals
from tests.flow.files import Payment, paying
from tests.practices import House, new_house

Ran = tuple[int, str, str]


@pytest.fixture(scope="module")
def house(store: Path) -> House:
    assert store.is_dir()
    return new_house(name="Of the command line")


@pytest.fixture
def run(house: House, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command on the practice's books; returns status, output and what was said beside it."""

    def ran(*words: str) -> Ran:
        status = main([*words, "--practice", str(house.practice.id)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ran


def payment(sent: Sent, trace: str, amount: int | None = None) -> Payment:
    return Payment("MCR01", trace, [sent.paid(8000, ("CO", "45", 7000))], amount=amount)


def put(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def remittance_of(house: House, trace: str) -> str:
    with books(house.practice.id) as session:
        return str(session.find(Remittance, trace=trace)[-1].id)


def test_a_clean_payment_is_taken_in_and_posted(
    house: House, run: Callable[..., Ran], tmp_path: Path
) -> None:
    file = put(tmp_path, "pay.x12", paying(house, payment(sent_claim(house), "TAKEN1")))
    status, told, _ = run("receive", "--commit", file)
    assert (status, "posted" in told) == (0, True)
    assert totals(house)["cash"] == 8000
    status, told, _ = run("receive", file)
    assert (status, "came before" in told) == (0, True)


def test_a_payment_is_posted_undone_and_taken_up_again(
    house: House, run: Callable[..., Ran], tmp_path: Path
) -> None:
    before = totals(house).get("cash", 0)
    run("receive", put(tmp_path, "pay.x12", paying(house, payment(sent_claim(house), "TAKEN2"))))
    wanted = remittance_of(house, "TAKEN2")
    assert run("era", "post", wanted)[0] == 0
    status, told, why = run("era", "post", wanted)
    assert (status, told, "Nothing is left" in why) == (2, "", True)
    assert run("era", "reverse", wanted, "--reason", "the wrong file")[0] == 0
    assert totals(house).get("cash", 0) == before
    assert run("era", "post", wanted, "--again", "--reason", "it was right")[0] == 0
    assert totals(house)["cash"] == before + 8000


def test_a_payment_that_does_not_balance_is_1(house: House, run: Callable[..., Ran], tmp_path: Path) -> None:
    run("receive", put(tmp_path, "odd.x12", paying(house, payment(sent_claim(house), "TAKEN3", amount=1))))
    status, told, why = run("era", "post", remittance_of(house, "TAKEN3"))
    assert (status, "unbalanced" in told, "BQ4" in why) == (1, True, True)


def test_what_is_not_there_is_2(run: Callable[..., Ran]) -> None:
    assert run("era", "post", "1")[0] == 2
    assert run("era", "post", "9" * 30)[0] == 2
    assert run("why", "NOBODY")[0] == 2


def test_a_password_is_shown_only_to_whom_it_belongs(run: Callable[..., Ran]) -> None:
    status, made, _ = run("user", "add", "clive", "--role", "biller")
    assert (status, len(made.strip()) >= 12) == (0, True)
    status, made, said = run("user", "add", "clive", "--role", "manager")
    assert (status, made, "keeps the password" in said) == (0, "", True)
    assert run("user", "list")[1] == "clive\tbiller\nclive\tmanager\n"
    assert run("user", "add", "clive", "--role", "king")[0] == 2

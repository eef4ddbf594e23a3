"""An address outside this machine wants HTTPS and a confirmed agreement before anything is sent."""

import pytest

from almoner.links.endpoint import Endpoint
from almoner.links.mailbox import LinkRefused


@pytest.mark.parametrize(
    ("url", "agreement", "why"),
    [
        ("http://models.example/v1", "A. Owner, 2026-01-02", "only https"),
        ("https://models.example/v1", "", "agreement"),
        ("https://models.example/v1", "  ", "agreement"),
        ("http://127.0.0.1.models.example/v1", "", "only https"),
        ("ftp://127.0.0.1/", "", "address"),
        ("http://", "", "address"),
        ("http://user:pass@127.0.0.1/", "", "address"),
    ],
)
def test_what_may_not_be_asked(url: str, agreement: str, why: str) -> None:
    with pytest.raises(LinkRefused, match=why):
        Endpoint(url, "small", 5.0, agreement=agreement)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/v1", "http://[::1]:8080/v1", "http://localhost:8080"])
def test_this_machine_needs_no_agreement(url: str) -> None:
    assert Endpoint(url, "small", 5.0).is_local


def test_the_screen_names_host_and_model() -> None:
    found = Endpoint("https://models.example/v1", "large", 5.0, agreement="A. Owner, 2026-01-02")
    assert found.name == "models.example (large)"


@pytest.mark.parametrize(
    ("model", "seconds"), [("", 5.0), ("small", 0.0), ("small", 601.0), ("small", float("nan"))]
)
def test_a_model_and_a_time_are_wanted(model: str, seconds: float) -> None:
    with pytest.raises(LinkRefused):
        Endpoint("http://127.0.0.1/v1", model, seconds)

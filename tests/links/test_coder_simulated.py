"""The coder without a model behaves as one with a model; with none set, nothing is asked."""

import pytest

from almoner.links.coder import ModelUnusable, NoCoder, SimulatedCoder, StrongerCoder, stronger_coder
from almoner.links.mailbox import LinkRefused
from tests.links.coder_conformance import *  # noqa: F403 - the kit


@pytest.fixture
def coder() -> StrongerCoder:
    return SimulatedCoder()


def test_off_is_no_coder() -> None:
    for kind in ("", "off"):
        found = stronger_coder(kind, None)
        assert isinstance(found, NoCoder)
        with pytest.raises(LinkRefused, match="ALMONER_CODER"):
            found.choose("A note.", OFFERS)  # noqa: F405 - of the kit
    assert isinstance(stronger_coder("simulated", None), SimulatedCoder)


def test_where_nothing_fits_there_is_no_reply() -> None:
    with pytest.raises(ModelUnusable):
        SimulatedCoder().choose("nothing of that", OFFERS)  # noqa: F405

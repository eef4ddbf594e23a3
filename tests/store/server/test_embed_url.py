"""A server that DATABASE_URL names plays all three roles, or says in one line why not."""

import socket
from pathlib import Path

import pytest

from almoner.store.server import embed
from tests.store.server.embedded import (
    ask,
)


def test_database_url_plays_the_lesser_roles_by_option(server_data: Path) -> None:
    private = embed.connect_server(server_data)
    url = f"postgresql://almoner_owner:not-shown@/almoner?host={private.host}&options=-c%20work_mem%3D5MB"
    server = embed.connect_server(server_data, url=url)
    assert not server.is_embedded
    assert server.version == private.version
    assert "not-shown" not in repr(server)
    assert server.bindir is not None
    for role in ("owner", "app", "train"):
        assert ask(server, "SELECT current_user, session_user", role) == (f"almoner_{role}", "almoner_owner")
        assert ask(server, "SHOW work_mem", role) == "5MB"
    entry = server.django("app")
    assert entry["OPTIONS"]["options"] == "-c work_mem=5MB -c role=almoner_app"
    assert entry["PASSWORD"] == "not-shown"


def test_database_url_without_the_roles_says_what_to_run(server_data: Path) -> None:
    private = embed.connect_server(server_data)
    with pytest.raises(embed.ServerUnavailable) as refusal:
        embed.connect_server(server_data, url=f"postgresql://almoner_app@/almoner?host={private.host}")
    assert 'has to run once: GRANT "almoner_train" TO "almoner_app"' in str(refusal.value)


def test_database_url_that_leads_nowhere() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        port = taken.getsockname()[1]
        url = f"postgresql://someone:not-shown@127.0.0.1:{port}/books"
        with pytest.raises(embed.ServerUnavailable, match="DATABASE_URL: no connection") as refusal:
            embed.connect_server(Path("/nowhere"), url=url)
    assert "not-shown" not in str(refusal.value)
    assert "\n" not in str(refusal.value)
    with pytest.raises(embed.ServerUnavailable, match="DATABASE_URL: write postgresql://"):
        embed.connect_server(Path("/nowhere"), url="mysql://not-shown@host/x")

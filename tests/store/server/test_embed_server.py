"""How a role reaches a server, for libpq and for Django."""

import psycopg

from almoner.store.server.embed_server import Server


def test_parameters_are_quoted_and_django_gets_the_same() -> None:
    server = Server("/run/it's \\ here", 5432, "almoner", is_embedded=True, version=180006)
    told = psycopg.conninfo.conninfo_to_dict(server.conninfo("train"))
    assert told == {"host": server.host, "port": "5432", "dbname": "almoner", "user": "almoner_train"}
    entry = server.django("app")
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["NAME"], entry["USER"], entry["HOST"]) == ("almoner", "almoner_app", server.host)

"""The WSGI entry for a server of one's own: `almoner.web.wsgi:application()` opens the books of the data
folder first.
"""

from django.core.handlers.wsgi import WSGIHandler


def application() -> WSGIHandler:
    """Open the store and return the application. Raises ServerUnavailable, which says what to do."""
    from almoner.settings import data_folder
    from almoner.store.boot import open_store

    open_store(data_folder())
    return opened()


def opened() -> WSGIHandler:
    """Return the application of a process whose store is open already; assets are read and compressed here,
    once.
    """
    from almoner.web.assets import digest

    digest()
    return WSGIHandler()

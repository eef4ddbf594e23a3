"""Lets `python -m almoner.web ADDRESS PORT` serve the screens of the books in the data folder, as a child of
`almoner serve`.
"""

import os
import sys
from urllib.parse import urlsplit

from almoner.settings import IS_TRAINING, data_folder
from almoner.store.boot import open_store
from almoner.store.server.lifeline import end_with_parent


def main(arguments: list[str]) -> int:
    """Serve until a signal ends it; exit 2 where the address is taken. The address goes to standard output
    once it listens.
    """
    host, port = arguments
    end_with_parent()
    open_store(data_folder())
    from almoner.flow.setup.training import get_ready
    from almoner.web.server import serve

    def ready(address: str) -> None:
        if IS_TRAINING:
            get_ready()
        else:  # a room is seen under the address of the real screens
            os.environ["ALMONER_LISTEN"] = urlsplit(address).netloc
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()

    try:
        serve(host, int(port), when_ready=ready)
    except OSError as error:
        sys.stderr.write(f"almoner: port {port} cannot be opened ({error.strerror}): choose another\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

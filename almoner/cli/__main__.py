"""Lets `python -m almoner.cli` be the command."""

import sys

from almoner.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

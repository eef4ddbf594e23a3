"""`python -m almoner.links.simulator MAILBOX --advance N`: a person moves the clock of the box by hand."""

import sys

from almoner.links.simulator.command import main

sys.exit(main(sys.argv[1:]))

"""`python -m chainscout` is the command `chainscout`."""

import sys

from chainscout.cli import main

sys.exit(main())

"""Setting up where all is there already: nothing is installed again, also for who is not root."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent
ORDINARY = f"{sys.base_prefix}/bin:/usr/local/bin:/usr/bin:/bin"  # Debian leaves the folders of root's programs out


def test_a_second_set_up_finds_everything_and_says_nothing() -> None:
    for _again in range(3):
        ran = subprocess.run(
            ["scripts/setup.sh"],
            cwd=HOUSE,
            env={"PATH": ORDINARY, "HOME": "/nonexistent"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

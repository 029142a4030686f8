"""Asks the programs of the build machine: readelf, strip, dpkg, git."""

import shutil
import subprocess


def said_by(program: str, *arguments: str) -> str:
    """What a program of the build machine says.

    Raises:
        FileNotFoundError: there is no such program.
        subprocess.CalledProcessError: it failed.
    """
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(program)
    done = subprocess.run(  # noqa: S603 - a tool of the build, with names of files
        [found, *arguments], capture_output=True, text=True, check=False
    )
    try:
        done.check_returncode()
    except subprocess.CalledProcessError as error:
        error.add_note(done.stdout + done.stderr)
        raise
    return done.stdout

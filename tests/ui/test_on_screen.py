"""What needs a real display, run in a process of its own on a virtual one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def display() -> Iterator[str]:
    """An X display of our own; the make targets install the server."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb on this system; `make test` names the package")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        assert number, "the X server did not start"
        yield f":{number}"
        server.terminate()


@pytest.mark.timeout(240)
def test_the_main_job_by_keyboard_and_mouse_is_read_by_another_process(display: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "onscreen_main_job.py"],
        cwd=HERE,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


FCITX_PROFILE = "[Profile]\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n"
STARTED = {
    "ibus": "ibus-daemon -d -r -x --panel disable",
    "fcitx": "fcitx -D 2>/dev/null & sleep 2",
}
"""Input method → how a desktop starts it."""


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("method", STARTED)
def test_chinese_is_typed_with_an_input_method(method: str, display: str, tmp_path: Path) -> None:
    """`make input-method` installs ibus and fcitx 4 with pinyin."""
    profile = tmp_path / "config" / "fcitx" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(FCITX_PROFILE, "utf-8")
    test = f"{sys.executable} -m pytest -q -p no:cacheprovider onscreen_input_method.py"
    done = subprocess.run(
        [str(shutil.which("dbus-run-session")), "--", "/bin/sh", "-c", f"{STARTED[method]}\nexec {test}"],
        cwd=HERE,
        env={
            **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": method,
            "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "GSETTINGS_BACKEND": "memory",
        },
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout

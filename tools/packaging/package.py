"""``make package``: the program as an archive and as a Debian package, from a clean environment.

    python3.11 tools/packaging/package.py [--keep-environment]

Everything is made below ``build/package`` and left in ``dist``. The same commit on the same base
system gives the same bytes: times are the commit's, archives are sorted, nothing is random
(docs/build.md).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import archives
import debian
import old_systems
from asking import said_by

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "package"
DIST = ROOT / "dist"
TREE = WORK / "tree" / "petitiondesk"
LOCK = ROOT / "requirements-build.lock"


def main() -> int:
    """Build, test what was built, pack it; the exit status of the first thing that failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--keep-environment", action="store_true", help="use build/package/venv as it is"
    )
    options = parser.parse_args()
    version, commit, epoch = _version(), _git("rev-parse", "--short=12", "HEAD"), _epoch()
    if _git("status", "--porcelain", "--untracked-files=no"):
        commit += "+changed"
    environment = _environment(commit, epoch)
    python = _clean_environment(keep=options.keep_environment)
    _build(python, environment)
    needed = old_systems.add_c_library(TREE)
    old_systems.add_launcher(TREE, needed)
    debian.add_menu_files(TREE, WORK / "pyinstaller" / "build" / "icons")
    _settle(TREE)
    _self_test(environment)
    for old in DIST.glob(f"petitiondesk-{version}-linux-*"):
        old.unlink()
    DIST.mkdir(exist_ok=True)
    name = f"petitiondesk-{version}-linux-x86_64"
    made = [
        archives.write_tar(TREE, DIST / f"{name}.tar.xz", f"petitiondesk-{version}", epoch),
        debian.write_package(TREE, WORK / "deb", DIST / f"{name}.deb", version, epoch),
    ]
    archives.write_sums(DIST)
    for path in made:
        sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


def _version() -> str:
    text = (ROOT / "petitiondesk" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    assert found, "the program has no version"
    return found[1]


def _git(*arguments: str) -> str:
    """What git says; "" in a tree that came without it."""
    try:
        return said_by("git", "-C", str(ROOT), *arguments).strip()
    except (FileNotFoundError, subprocess.CalledProcessError):
        return ""


def _epoch() -> int:
    """Seconds since 1970 of the last commit; ``SOURCE_DATE_EPOCH`` goes before."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct") or 0)


def _environment(commit: str, epoch: int) -> dict[str, str]:
    """What the build's programs are told: nothing of this user, time or language."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {
        "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1",
        "QT_QPA_PLATFORM": "offscreen", "SOURCE_DATE_EPOCH": str(epoch),
        "PETITIONDESK_COMMIT": commit, "PYINSTALLER_CONFIG_DIR": str(WORK / "cache"),
    }  # fmt: skip


def _clean_environment(*, keep: bool) -> Path:
    """The interpreter of an environment that holds the locked libraries and nothing else."""
    venv = WORK / "venv"
    python = venv / "bin" / "python"
    if not (keep and python.is_file()):
        shutil.rmtree(venv, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(venv)])
        _run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check",
              "--require-hashes", "-r", str(LOCK)])  # fmt: skip
    return python


def _build(python: Path, environment: Mapping[str, str]) -> None:
    for name in ("tree", "pyinstaller", "cache"):
        shutil.rmtree(WORK / name, ignore_errors=True)
    _run(
        [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
         "--distpath", str(WORK / "tree"), "--workpath", str(WORK / "pyinstaller"),
         str(ROOT / "build.spec")],
        environment,
    )  # fmt: skip


def _settle(tree: Path) -> None:
    """Rights of files as a package has them, whatever the builder's are."""
    for path in [tree, *tree.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.parent == tree or path.name.startswith("ld-linux")
        path.chmod(0o755 if runs else 0o644)


def _self_test(environment: Mapping[str, str]) -> None:
    _run([str(TREE / "petitiondesk"), "self-test"], environment)


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Run a program of the build in the project's folder.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603


if __name__ == "__main__":
    raise SystemExit(main())

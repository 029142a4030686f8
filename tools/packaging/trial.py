"""``make package-trial``: what a release must show of its packages, a line for each (docs/build.md).

    python3.11 tools/packaging/trial.py [--commit HEAD] [--folder out/trial] [--suites bookworm …]

As root on Debian, with debootstrap: two builds of a commit from clean clones in two folders, compared
byte by byte; lintian; the Windows installer, from the Linux tree in the other one's place; then the
Debian package in a clean system of each suite: installed, tested by a user in windows on a screen,
removed. Ends at the first step that fails, with its output. The packages stay below FOLDER, the
screenshots and logs too; the systems and clones are removed.
"""

import argparse
import filecmp
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).parent))

from asking import said_by
from clean_root import USER, CleanRoot, desktop

ROOT = Path(__file__).resolve().parents[2]
_CLONES = ("one", "第二 处")
"""Folders of the two builds: the place must not matter, nor what its name is written with."""

_TREE = Path("build/package/tree/petitiondesk")
_ICON = Path("build/package/pyinstaller/build/icons/petitiondesk.ico")
_HOME = f"/home/{USER}"
_REGISTRY = f"{_HOME}/信访登记.petition"
_WORK = f"""export PETITIONDESK_PASSWORD=$(cat /proc/sys/kernel/random/uuid) &&
petitiondesk new {_REGISTRY} --office 某县农业农村局 --section 办公室 &&
petitiondesk fill {_REGISTRY} 20 && mkdir {_HOME}/优盘 &&
petitiondesk backup {_REGISTRY} {_HOME}/优盘 && petitiondesk verify {_REGISTRY}"""

Step = tuple[str, Callable[[], str]]


class Trial:
    """The steps for one commit; each says what it found, or raises."""

    def __init__(self, commit: str, folder: Path) -> None:
        self.commit = commit
        self.folder = folder

    def steps(self, suites: list[str]) -> Iterator[Step]:
        """Every step in its order."""
        for name in _CLONES:
            yield f"build in {name!r}", partial(self.build, name)
        yield "two builds", partial(self.compare, "petitiondesk-*-linux-*")
        yield "lintian", self.lintian
        yield "menu entry", self.menu_entry
        yield "installer", self.installer
        for suite in suites:
            root = CleanRoot(self.folder / "roots" / suite, suite)
            yield f"{suite}: clean system", partial(self.prepare, root)
            yield f"{suite}: install", partial(self.install, root)
            yield f"{suite}: self-test", partial(self.self_test, root)
            yield f"{suite}: remove", partial(self.uninstall, root)

    def build(self, name: str) -> str:
        """``make package`` in a clean clone; its files go to ``packages-<name>``."""
        clone, kept = self.folder / name, self.folder / f"packages-{name}"
        for old in (clone, kept):
            shutil.rmtree(old, ignore_errors=True)
        said_by("git", "clone", "-q", "--no-hardlinks", str(ROOT), str(clone))
        said_by("git", "-C", str(clone), "checkout", "-q", "--detach", self.commit)
        log = self.folder / f"build-{name}.log"
        with log.open("wb") as out:
            subprocess.run(
                ["make", "package"], cwd=clone, check=True, stdout=out, stderr=subprocess.STDOUT  # noqa: S607
            )  # fmt: skip
        shutil.copytree(clone / "dist", kept)
        sizes = [f"{p.name.rpartition('x86_64')[2]} {p.stat().st_size / 1e6:.1f} MB"
                 for p in kept.glob("petitiondesk-*")]  # fmt: skip
        return ", ".join(sorted(sizes))

    def compare(self, pattern: str) -> str:
        """The files that both builds left are the same to the byte."""
        first, second = (self.folder / f"packages-{name}" for name in _CLONES)
        names = sorted(path.name for path in first.glob(pattern))
        assert names == sorted(path.name for path in second.glob(pattern)), "not the same files"
        assert names, f"no {pattern} was made"
        for name in names:
            same = filecmp.cmp(first / name, second / name, shallow=False)
            assert same, f"{name} differs"
        return ", ".join(f"{name} {_sum(first / name)[:12]}…" for name in names) + ": equal"

    def lintian(self) -> str:
        """Nothing but what the package gives a reason for."""
        said = said_by("lintian", "--fail-on", "error,warning", str(self.deb)).strip()
        return said or "nothing to say"

    def menu_entry(self) -> str:
        """Known to desktops as old as this system's."""
        (entry,) = (self.folder / _CLONES[0] / _TREE).glob("share/applications/*.desktop")
        return said_by("desktop-file-validate", str(entry)).strip() or "nothing to say"

    def installer(self) -> str:
        """Compiled from both trees without a warning, to the same bytes."""
        setup = self.deb.name.replace("linux", "windows").replace(".deb", "-setup.exe")
        tree = self.folder / "windows"
        for name in _CLONES:
            clone = self.folder / name
            shutil.rmtree(tree, ignore_errors=True)
            shutil.copytree(clone / _TREE, tree, symlinks=True)
            for program in ("petitiondesk.exe", "petitiondesk-cli.exe"):
                (tree / program).write_bytes(b"MZ")
            said_by(
                sys.executable, str(clone / "tools/packaging/installer.py"), str(tree),
                str(clone / _ICON), str(self.folder / f"packages-{name}" / setup),
            )  # fmt: skip
        shutil.rmtree(tree)
        return self.compare(setup)

    def prepare(self, root: CleanRoot) -> str:
        """A system as an office has it, without Python and without a network."""
        if root.folder.exists():
            root.remove()
        root.make()
        found = root.run("sh", "-c", "command -v python3", check=False)
        assert found.returncode, "there is a Python in it"
        alone = root.run("cat", "/proc/net/dev").stdout.splitlines()[2:]
        assert [line.split(":")[0].strip() for line in alone] == ["lo"], "there is a network"
        shutil.copyfile(self.deb, root.folder / "srv" / self.deb.name)
        self.before = root.files("etc", "opt", "usr")
        return root.run("getconf", "GNU_LIBC_VERSION").stdout.strip()

    def install(self, root: CleanRoot) -> str:
        """As docs/install.md says."""
        root.run(
            "apt-get", "-q", "-y", "--no-install-recommends", "install", f"/srv/{self.deb.name}"
        )
        traced = root.run("sh", "-x", "/usr/bin/petitiondesk", "--version", user=USER)
        starts = traced.stderr.strip().splitlines()[-1]
        carried = "the packaged" if "ld-linux" in starts else "the system's"
        return f"{traced.stdout.splitlines()[0]}, with {carried} C library"

    def self_test(self, root: CleanRoot) -> str:
        """As an ordinary user, in windows on a screen with a window manager."""
        with desktop() as display:
            done = root.run(
                "petitiondesk", "self-test", "--to", f"{_HOME}/自检", user=USER, display=display
            )
        kept = self.folder / f"self-test-{root.suite}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(root.folder / _HOME[1:] / "自检", kept)
        pictures = len(list(kept.rglob("*.png")))
        return f"{done.stdout.strip().splitlines()[-1]} {pictures} pictures in {kept.name}"

    def uninstall(self, root: CleanRoot) -> str:
        """Nothing of the program stays, and every file of a registry and its backup does."""
        root.run("sh", "-c", _WORK, user=USER)
        before = self._registry(root)
        root.run("apt-get", "-q", "-y", "purge", "petitiondesk")
        left = root.files("etc", "opt", "usr") ^ self.before
        assert not left, f"left behind or taken along: {sorted(left)[:5]}"
        assert self._registry(root) == before, "the registry is another"
        root.remove()
        return f"{len(before)} files of registry and backup as they were, no other file left"

    @property
    def deb(self) -> Path:
        """The Debian package of the first build."""
        (found,) = (self.folder / f"packages-{_CLONES[0]}").glob("*.deb")
        return found

    @staticmethod
    def _registry(root: CleanRoot) -> dict[str, str]:
        home = root.folder / _HOME[1:]
        files = [*(home / Path(_REGISTRY).name).rglob("*"), *(home / "优盘").rglob("*")]
        return {str(path): _sum(path) for path in files if path.is_file()}


def main() -> int:
    """Go through the steps; 1 where one fails, and then none follows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--commit", default="HEAD")
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "trial")
    parser.add_argument("--suites", nargs="*", default=["bookworm", "bullseye"])
    options = parser.parse_args()
    commit = said_by("git", "-C", str(ROOT), "rev-parse", "--short=12", options.commit).strip()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for title, step in Trial(commit, folder).steps(options.suites):
        begun = monotonic()
        try:
            found = step()
        except (AssertionError, OSError, subprocess.CalledProcessError) as error:
            told = "\n".join([str(error), *getattr(error, "__notes__", [])])
            _say(f"failed  {title}: {told}")
            return 1
        _say(f"passed  {title}: {found} ({monotonic() - begun:.0f} s)")
    for name in _CLONES:
        shutil.rmtree(folder / name)
    return 0


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())

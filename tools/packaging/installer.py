"""Compiles the Windows installer from a tree that was built on Windows: on Windows, or on Linux.

    python3.11 tools/packaging/installer.py TREE ICON OUT

TREE is the folder with ``petitiondesk.exe``, ICON its .ico file, OUT the installer to write.
"""

import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from asking import said_by

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).parent / "windows" / "installer.nsi"


def main() -> int:
    """Compile; warnings of the compiler end it as errors do."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tree", type=Path)
    parser.add_argument("icon", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    out = compiled(options.tree, options.icon, options.out)
    sys.stdout.write(f"{out.name}: {out.stat().st_size / 1e6:.1f} MB\n")
    return 0


def compiled(tree: Path, icon: Path, out: Path) -> Path:
    """The installer made of ``tree``.

    Raises:
        FileNotFoundError: makensis is not installed.
        subprocess.CalledProcessError: it refused the script, or warned.
    """
    found = re.search(
        r'__version__ = "([^"]+)"', (ROOT / "petitiondesk" / "__init__.py").read_text("utf-8")
    )
    assert found, "the program has no version"
    said_by(
        "makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DVERSION={found[1]}",
        f"-DTREE={tree.resolve()}", f"-DICON={icon.resolve()}", f"-DOUT={out.resolve()}", str(SCRIPT),
    )  # fmt: skip
    return out


if __name__ == "__main__":
    raise SystemExit(main())

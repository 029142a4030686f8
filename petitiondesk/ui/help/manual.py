"""The pages of the manual in one language, read from ``resources/help``; knows no window.

A page is a Markdown file of the same name in both languages. The contents are those of ``index.md``:
its headings are the groups, its links the pages, in their order. Pictures lie in ``images`` beside
the pages; they are made by the build (`petitiondesk.manual`) and may be missing in a source tree.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from petitiondesk.infra.resources import resource
from petitiondesk.ui.help_key import INDEX

PICTURE = re.compile(r"!\[([^\]]*)\]\(images/([a-z0-9-]+)\.png\)")
"""A picture in a page: what it shows, its name."""

LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([a-z0-9-]+)\.md\)")
"""A link to another page: its words, the page's name."""

_MARKS = re.compile(r"^[-:| ]+$|[*`#>|]", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A page as the contents name it; ``group`` is the heading that it stands under."""

    name: str
    title: str
    group: str


@dataclass(frozen=True)
class Hit:
    """A page that has all the words; ``count`` is how often it has them."""

    entry: Entry
    count: int


class Manual:
    """The manual in one language (one of `infra.i18n.LANGUAGES`)."""

    def __init__(self, language: str) -> None:
        self.folder = resource("help", language[:2])

    def entries(self) -> Sequence[Entry]:
        """The pages in the order of the contents; the index itself comes first."""
        return _entries(self.folder)

    def names(self) -> Sequence[str]:
        """The names of all pages."""
        return [entry.name for entry in self.entries()]

    def text(self, name: str) -> str:
        """The Markdown of a page."""
        return _text(self.folder, name)

    def title(self, name: str) -> str:
        """The first line of a page, without its mark."""
        return self.text(name).partition("\n")[0].lstrip("# ").strip()

    def picture(self, name: str) -> Path:
        """Where a picture lies, whether it was made or not."""
        return self.folder / "images" / f"{name}.png"

    def find(self, words: str) -> list[Hit]:
        """The pages that have all the words, titles first, then by how often; capitals do not matter.

        The index, which names what every page is about, is none of them.
        """
        wanted = words.casefold().split()
        found = []
        for entry in self.entries()[1:]:
            text = plain(self.text(entry.name))
            if wanted and all(word in text for word in wanted):
                titled = all(word in entry.title.casefold() for word in wanted)
                found.append((not titled, Hit(entry, sum(text.count(word) for word in wanted))))
        return [hit for _, hit in sorted(found, key=lambda pair: (pair[0], -pair[1].count))]


def plain(markdown: str) -> str:
    """What a reader sees of a page, for searching: no marks, no pictures, lower case."""
    words = LINK.sub(r"\1", PICTURE.sub("", markdown))
    return _MARKS.sub("", words).casefold()


@cache
def _text(folder: Path, name: str) -> str:
    return (folder / f"{name}.md").read_text("utf-8")


@cache
def _entries(folder: Path) -> tuple[Entry, ...]:
    index = _text(folder, INDEX)
    entries = [Entry(INDEX, index.partition("\n")[0].lstrip("# ").strip(), "")]
    group = ""
    for line in index.splitlines():
        if line.startswith("## "):
            group = line[3:].strip()
        elif line.startswith("- "):
            entries += [Entry(name, title, group) for title, name in LINK.findall(line)[:1]]
    return tuple(entries)

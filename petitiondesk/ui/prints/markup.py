"""The little HTML that prints are made of. Values become markup in one place: `text`.

Only what `QTextDocument` understands is used, with all sizes in pixels of 1/96 inch.
"""

import unicodedata
from collections.abc import Sequence
from html import escape
from typing import NewType

Markup = NewType("Markup", str)
"""HTML whose values are escaped already."""

NOTHING = Markup("")

STYLE = """
body { color: #000000; }
h1 { font-size: 22px; text-align: center; margin: 0px 0px 10px 0px; }
p { margin: 0px; }
p.line { margin: 0px 0px 6px 0px; }
p.note { font-size: 11px; margin: 6px 0px 0px 0px; }
table { border-collapse: collapse; border: 1px solid #000000; }
td, th { border: 1px solid #000000; padding: 3px 7px; vertical-align: top; }
th { font-weight: 600; text-align: center; }
"""


def text(value: str) -> Markup:
    """A value as markup: nothing in it is a tag, line ends stay, control characters go."""
    kept = "".join(c for c in value if c == "\n" or unicodedata.category(c) != "Cc")
    return Markup(escape(kept).replace("\n", "<br/>"))


def joined(parts: Sequence[Markup], between: Markup = Markup("<br/>")) -> Markup:
    """Those of ``parts`` that say something, each on its line unless ``between`` says otherwise."""
    return Markup(between.join(part for part in parts if part))


def strong(content: Markup) -> Markup:
    """In bold."""
    return Markup(f"<b>{content}</b>")


def heading(content: Markup) -> Markup:
    """The title of the sheet."""
    return Markup(f"<h1>{content}</h1>")


def paragraph(content: Markup, kind: str = "", align: str = "left") -> Markup:
    """A paragraph; ``kind`` is a class of `STYLE`."""
    return Markup(f'<p class="{kind}" align="{align}">{content}</p>')


def blank(lines: int) -> Markup:
    """Room to write by hand: so many lines more."""
    return Markup("<br/>&nbsp;" * lines)


def cell(
    content: Markup, *, head: bool = False, span: int = 1, width: int = 0, align: str = ""
) -> Markup:
    """A cell; ``head`` for a label, ``span`` columns wide, ``width`` in percent."""
    name = "th" if head else "td"
    attributes = f' colspan="{span}"' if span > 1 else ""
    attributes += f' width="{width}%"' if width else ""
    attributes += f' align="{align}"' if align else ""
    return Markup(f"<{name}{attributes}>{content or '&nbsp;'}</{name}>")


def row(*cells: Markup) -> Markup:
    """A row of cells."""
    return Markup(f"<tr>{''.join(cells)}</tr>")


def table(rows: Sequence[Markup], head: Markup = NOTHING) -> Markup:
    """A bordered table as wide as the page; ``head`` is a row that each page repeats."""
    top = f"<thead>{head}</thead>" if head else ""
    return Markup(
        f'<table width="100%" cellspacing="0">{top}<tbody>{"".join(rows)}</tbody></table>'
    )


def unframed(*cells: Markup) -> Markup:
    """Cells side by side without lines: what stands above or under a table."""
    plain = "border-style: none; padding: 2px 0px"
    inner = "".join(cells).replace("<td", f'<td style="{plain}"')
    return Markup(
        f'<table width="100%" cellspacing="0" style="border-style: none"><tr>{inner}</tr></table>'
    )

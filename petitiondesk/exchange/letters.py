"""Letters (文书) from Word templates: docxtpl with values that are only ever texts.

A template is an ordinary .docx that a clerk edits in Word or WPS: ``{{ 信访人 }}`` stands for a text,
``{%p for 诉求 in 诉求列表 %}`` … ``{%p endfor %}`` repeats paragraphs, ``{%tr …%}`` table rows, and
``{%p if 住址 %}`` … ``{%p endif %}`` leaves paragraphs out. `letter_rules` says what is allowed.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.letter_package import inspect, neutral
from petitiondesk.exchange.letter_rules import Rows, Values, check_part, names_in
from petitiondesk.exchange.letter_text import clean, mark, place

MOST_TURNS = 20_000
"""Turns that all loops of one letter may take together."""


def fill(template: bytes, values: Values) -> bytes:
    """The letter that ``template`` makes of ``values``: the same arguments, the same bytes.

    Raises:
        FileProblem: the template is no Word document, or its tags cannot stand.
    """
    inspect(template)
    document = _Document(template)
    document.check(values)
    texts = _Texts(values)
    document.fill(texts.context)
    for tree in document.trees():
        place(tree, texts.all)
    return neutral(document.bytes())


def placeholders(template: bytes) -> frozenset[str]:
    """The names a template asks for.

    Raises:
        FileProblem: as `fill`.
    """
    inspect(template)
    document = _Document(template)
    return frozenset().union(*(names_in(xml, document.environment) for xml in document.parts()))


def check(template: bytes, sample: Values) -> None:
    """Try an edited template with ``sample`` values, which hold every name that there is.

    Raises:
        FileProblem: says what is wrong and in which paragraph.
    """
    fill(template, sample)


class _Text(str):
    """A value: a text to conditions, its mark to the page."""

    place_mark: str

    def __html__(self) -> str:
        """What autoescape writes into the page."""
        return self.place_mark


class _Texts:
    """The values as the template gets them, and their texts by mark."""

    def __init__(self, values: Values) -> None:
        self.all: list[str] = []
        self._turns = 0
        self.context: dict[str, object] = {
            name: self._text(value) if isinstance(value, str) else _List(self, self._rows(value))
            for name, value in values.items()
        }

    def _rows(self, value: Rows) -> list[dict[str, _Text]]:
        return [{name: self._text(row[name]) for name in value.columns} for row in value.rows]

    def _text(self, value: str) -> _Text:
        text = _Text(clean(value))
        text.place_mark = mark(len(self.all))
        self.all.append(str(text))
        return text

    def count_turn(self) -> None:
        """Count one more turn of a loop.

        Raises:
            FileProblem: the loops of this letter do not end within reason.
        """
        self._turns += 1
        if self._turns > MOST_TURNS:
            raise FileProblem(
                Message("模板里的循环重复太多次，没有做成文书。请检查 for 是否一层套一层。")
            )


class _List:
    """Rows to loop over; each turn is counted."""

    def __init__(self, texts: _Texts, rows: list[dict[str, _Text]]) -> None:
        self._texts = texts
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[dict[str, _Text]]:
        for row in self._rows:
            self._texts.count_turn()
            yield row


class _Environment(SandboxedEnvironment):
    """Jinja without anything but rows' columns; `letter_rules` has refused the rest already."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        for table in (self.globals, self.filters, self.tests):
            table.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A column of a row, or a loop's own count."""
        if isinstance(obj, Mapping):
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, _obj: Any) -> bool:
        """Nothing may be called."""
        return False


class _Document(DocxTemplate):  # type: ignore[misc] # docxtpl ships no types
    """A template that is open."""

    def __init__(self, template: bytes) -> None:
        super().__init__(io.BytesIO(template))
        self.environment = _Environment()
        try:
            self.init_docx()
        except (OpcError, ValueError, KeyError, AttributeError, etree.XMLSyntaxError) as error:
            _damaged(error)

    def parts(self) -> Iterator[str]:
        """The XML of body, headers and footers as docxtpl hands it to Jinja."""
        sources = [self.get_xml()]
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            sources += [self.get_part_xml(part) for _, part in self.get_headers_footers(uri)]
        for source in sources:
            yield re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(source))

    def check(self, values: Values) -> None:
        """Refuse tags that cannot stand, before anything is rendered."""
        for xml in self.parts():
            check_part(xml, self.environment, values)

    def fill(self, context: dict[str, object]) -> None:
        """Render every part."""
        try:
            self.render(context, self.environment, autoescape=True)
        except (TemplateError, etree.XMLSyntaxError) as error:
            _damaged(error)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Document properties are replaced by `neutral`; they hold no placeholders."""

    def fix_tables(self, xml: str) -> Any:
        """As docxtpl, which would mend broken XML by leaving text out: here that is an error."""
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def trees(self) -> Iterator[Any]:
        """The rendered XML of body, headers and footers."""
        yield self.docx.element
        for relation in self.docx.part.rels.values():
            if relation.reltype in (self.HEADER_URI, self.FOOTER_URI):
                yield relation.target_part.element

    def bytes(self) -> bytes:
        """The document as a file."""
        out = io.BytesIO()
        self.docx.save(out)
        return out.getvalue()


def _damaged(error: Exception) -> NoReturn:
    raise FileProblem(
        Message(
            "模板打不开或标签放错了位置，没有采用。"
            "请检查“{{%p …%}}”“{{%tr …%}}”是否单独占一段或一行。"
        )
    ) from error

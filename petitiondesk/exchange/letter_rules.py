"""What a template may say: names, loops and conditions, and nothing that computes.

A template comes from a file, so it is read as data. Its tags are parsed and each of their parts
must be on the list below: no calls, no filters, no imports, no arithmetic, no attributes but the
columns of a list. What is left can neither reach into the program nor run for ever.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message

DEEPEST = 3
"""Loops inside loops."""

_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Not,
    nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Const, nodes.CondExpr,
)  # fmt: skip
_OF_LOOP = frozenset({"index", "first", "last", "length"})
_TAG = re.compile(r"\{%-?\s*(for|if|endfor|endif)\b")
_EXCERPT = 40


@dataclass(frozen=True)
class Rows:
    """A list to loop over: the columns every row has, and the rows, each column → its text."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, str]] = ()


Values = Mapping[str, str | Rows]
"""Placeholder → its text or its list; every name a template may use is there."""


def names_in(xml: str, environment: SandboxedEnvironment) -> frozenset[str]:
    """The names that a part's tags ask for; those of loops excepted."""
    tree = _parsed(xml, environment)
    targets = [loop.target for loop in tree.find_all(nodes.For)]
    loops = {"loop"} | {t.name for t in targets if isinstance(t, nodes.Name)}
    asked = {n.name for n in tree.find_all(nodes.Name) if n.ctx == "load"}
    return frozenset(asked - loops)


def check_part(xml: str, environment: SandboxedEnvironment, known: Values) -> None:
    """Refuse a part whose tags are broken, not allowed, or ask for unknown names.

    Raises:
        FileProblem: names the tag and the paragraph it stands in.
    """
    _Check(xml.splitlines(), known).body(_parsed(xml, environment).body, _Scope())


def _parsed(xml: str, environment: SandboxedEnvironment) -> nodes.Template:
    try:
        return environment.parse(xml)
    except TemplateSyntaxError as error:
        raise _broken(xml, error) from error


def _broken(xml: str, error: TemplateSyntaxError) -> FileProblem:
    lines = xml.splitlines()
    opened: list[int] = []
    for number, line in enumerate(lines, 1):
        for tag in _TAG.findall(line):
            if not tag.startswith("end"):
                opened.append(number)
            elif opened:
                opened.pop()
    ended = "Unexpected end" in (error.message or "") and opened
    return FileProblem(
        Message(
            "模板里的标签不完整，没有采用：“{place}”。"
            "请检查花括号是否成对，每个 for 和 if 后面是否有 endfor 和 endif。",
            place=_excerpt(lines, opened[-1] if ended else error.lineno),
        )
    )


def _excerpt(lines: list[str], number: int) -> str:
    """The paragraph at a line of a part, without its XML, as the reader of the template sees it."""
    line = lines[min(number, len(lines)) - 1] if lines else ""
    text = re.sub(r"<[^>]*>", "", line).strip()
    return text[:_EXCERPT] + ("…" if len(text) > _EXCERPT else "")


@dataclass(frozen=True)
class _Scope:
    """The rows that loops around a tag have named, with their columns."""

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def inside(self, row: str, columns: frozenset[str]) -> "_Scope":
        return _Scope({**self.rows, row: columns, "loop": _OF_LOOP})


class _Check:
    """Goes through the tags of one part."""

    def __init__(self, lines: list[str], known: Values) -> None:
        self._lines = lines
        self._known = known

    def body(self, body: Iterable[nodes.Node], scope: _Scope) -> None:
        """Check tags one after another."""
        for node in body:
            self._node(node, scope)

    def _node(self, node: nodes.Node, scope: _Scope) -> None:
        if not isinstance(node, _ALLOWED):
            raise self._refused(node)
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Getattr):
            self._column(node, scope)
        elif isinstance(node, nodes.Name):
            self._name(node, scope)
        else:
            # Whether a list has rows may be asked: the test itself, or its negation.
            asked = node.test if isinstance(node, nodes.If | nodes.CondExpr) else None
            self.body((n for n in node.iter_child_nodes() if n is not asked), scope)
            if asked is not None:
                self._condition(asked, scope)

    def _condition(self, test: nodes.Node, scope: _Scope) -> None:
        inner = test.node if isinstance(test, nodes.Not) else test
        if not (isinstance(inner, nodes.Name) and isinstance(self._known.get(inner.name), Rows)):
            self._node(test, scope)

    def _loop(self, node: nodes.For, scope: _Scope) -> None:
        target, source = node.target, node.iter
        if not isinstance(target, nodes.Name) or not isinstance(source, nodes.Name):
            raise self._refused(node)
        if node.recursive or node.test is not None or len(scope.rows) > DEEPEST:
            raise self._refused(node)
        rows = self._known.get(source.name)
        if not isinstance(rows, Rows):
            raise self._unknown(source, source.name)
        self.body(node.body, scope.inside(target.name, frozenset(rows.columns)))
        self.body(node.else_, scope)

    def _column(self, node: nodes.Getattr, scope: _Scope) -> None:
        if not isinstance(node.node, nodes.Name):
            raise self._refused(node)
        columns = scope.rows.get(node.node.name)
        if columns is None or node.attr not in columns:
            raise self._unknown(node, f"{node.node.name}.{node.attr}")

    def _name(self, node: nodes.Name, scope: _Scope) -> None:
        # A whole list or row is not a text: it would print as the program's own notation.
        if node.name in scope.rows or not isinstance(self._known.get(node.name), str):
            raise self._unknown(node, node.name)

    def _unknown(self, node: nodes.Node, name: str) -> FileProblem:
        return FileProblem(
            Message(
                "模板里有程序不认识的占位符“{name}”，没有采用，在这一段：“{place}”。"
                "请对照占位符表改正。",
                name=name,
                place=_excerpt(self._lines, node.lineno),
            )
        )

    def _refused(self, node: nodes.Node) -> FileProblem:
        return FileProblem(
            Message(
                "模板里的这个标签不能用，没有采用：“{place}”。"
                "可以用的只有占位符、for 和 if，不能运算，也不能调用程序。",
                place=_excerpt(self._lines, node.lineno),
            )
        )

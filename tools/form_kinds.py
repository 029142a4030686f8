"""The shipped forms (tables): receipts, slips, and what goes into the volume."""

from collections.abc import Callable, Sequence

from petitiondesk.domain.terms import LetterKind
from tools.letter_base import FORM_TITLE, LABEL, LARGE, LARGE_LABEL
from tools.letter_layout import FORM_WIDTH, TO_THE_RIGHT, Cell, Row, Sheet, label

_LABEL = 27.0
_FOUR = (_LABEL, (FORM_WIDTH - 2 * _LABEL) / 2, _LABEL, (FORM_WIDTH - 2 * _LABEL) / 2)
_DAY = "　　　　年　　月　　日"


def delivery_form(sheet: Sheet) -> None:
    """送达回证 on a sheet of its own behind a letter, so that both leave the printer together."""
    sheet.form_page(after_letter=True)
    _delivery(sheet)


def delivery() -> Sheet:
    """送达回证: document, recipient, manner, place, time, signature or refusal with witness."""
    sheet = _form()
    _delivery(sheet)
    return sheet


def _delivery(sheet: Sheet) -> None:
    sheet.form_title("送达回证")
    sheet.table(
        _FOUR,
        [
            _wide("送达文书", "{{ 送达文书 }}", 12),
            Row([label("受送达人"), Cell("{{ 受送达人 }}"),
                 label("登记编号"), Cell("{{ 登记编号 }}")], 11),
            _wide("送达地点", "{{ 回证地点 }}", 12),
            _wide("送达方式", "{{ 回证方式 }}", 11),
            _wide("送达时间", "{{ 回证时间 }}", 11),
            _wide("受送达人\n签名或盖章", _signed(), 24),
            _wide("代收人签名\n与受送达\n人关系", _signed(), 24),
            _wide("拒收或留置\n事由和日期", "{{ 拒收情况 }}", 24),
            _wide("见证人\n签名或盖章", "{{ 回证见证人 }}" + "\n" + _signed(), 24),
            _wide("送达人\n签名或盖章", _signed(), 24),
            _wide("备注", "{{ 回证备注 }}", 18),
        ],
    )  # fmt: skip
    sheet.note(
        "说明：受送达人拒绝签收的，送达人应当写明拒收的事由和日期，由见证人签名；"
        "邮寄送达的，将邮件回执附在本回证后面。"
    )


def _signed() -> str:
    return f"\n{TO_THE_RIGHT}{_DAY}　"


def _form() -> Sheet:
    sheet = Sheet()
    sheet.form_page()
    return sheet


def _wide(name: str, text: str, height: float = 7) -> Row:
    return Row([label(name), Cell(text, 3)], height)


def _pair(first: str, one: str, second: str, two: str) -> Row:
    return Row([label(first), Cell(one), label(second), Cell(two)])


_CLAIM_LINES = "{%p for 诉求 in 诉求列表 %}\n{{ 诉求.序号 }}．{{ 诉求.内容 }}\n{%p endfor %}"
_DECISION_LINES = (
    "{%p for 诉求 in 诉求列表 %}\n"
    "{{ 诉求.序号 }}．{{ 诉求.内容 }}"
    "{% if 诉求.决定 %}【{{ 诉求.决定 }}】{% endif %}{{ 诉求.答复 }}\n{%p endfor %}"
)


def forwarding() -> Sheet:
    """转送单: with the papers to the section or body that handles the petition."""
    return _transfer("信访事项转送单", "转送")


def assignment() -> Sheet:
    """交办单: as 转送单, and the result is to be reported."""
    return _transfer("信访事项交办单", "交办")


def _transfer(title: str, word: str) -> Sheet:
    sheet = _form()
    sheet.form_title(title)
    sheet.note("{{ 文号 }}", right=True)
    sheet.table(
        _FOUR,
        [
            _wide(f"{word}给", "{{ 收件人 }}", 11),
            _pair("登记编号", "{{ 登记编号 }}", "收到日期", "{{ 收到日期 }}"),
            _pair("信访形式", "{{ 信访形式 }}", "诉求类别", "{{ 诉求类别 }}"),
            _pair("信访人", "{{ 信访人 }}", "联系电话", "{{ 电话 }}"),
            _wide("住址", "{{ 住址 }}"),
            _pair("内容分类", "{{ 内容分类 }}", "问题属地", "{{ 问题属地 }}"),
            _wide("概况", "{{ 概况 }}", 14),
            _wide("诉求", _CLAIM_LINES, 18),
            _wide("主要内容", "{{ 主要内容 }}", 30),
            _wide("领导批示", "{{ 领导批示 }}", 18),
            _wide(f"{word}要求", "{{ 办理要求 }}", 18),
            _pair("附件", "{{ 附件数 }}", "页数", "{{ 页数 }}"),
            _pair("经办人", "", f"{word}日期", "{{ 成文日期 }}"),
            _pair("签收人", "", "签收日期", ""),
        ],
    )
    sheet.note("{{ 单位 }}（加盖印章）", right=True)
    return sheet


def slip() -> Sheet:
    """信访登记表 (办理单): the paper form with all that was registered and done."""
    sheet = _form()
    # One line: the form of an ordinary case has room on one page.
    sheet.line("{{ 单位 }}信访登记表", FORM_TITLE)
    sheet.note("登记编号：{{ 登记编号 }}", right=True)
    sheet.table(
        _FOUR,
        [
            _pair("信访形式", "{{ 信访形式 }}", "收到日期", "{{ 收到日期 }}"),
            _pair("来文单位", "{{ 来文单位 }}", "来文文号", "{{ 来文文号 }}"),
            _pair("信访日期", "{{ 信访日期 }}", "限报日期", "{{ 限报日期 }}"),
            _pair("信访人", "{{ 信访人 }}", "信访人数", "{{ 信访人数 }}"),
            _pair("证件号码", "{{ 证件号码 }}", "联系电话", "{{ 电话 }}"),
            _wide("住址", "{{ 住址 }}"),
            _pair("诉求类别", "{{ 诉求类别 }}", "信访目的", "{{ 信访目的 }}"),
            _pair("内容分类", "{{ 内容分类 }}", "问题属地", "{{ 问题属地 }}"),
            _pair("初次重复", "{{ 初次重复 }}", "标记", "{{ 标记 }}"),
            _wide("被反映方", "{{ 被反映 }}"),
            _wide("概况", "{{ 概况 }}", 8),
            _wide("主要内容", "{{ 主要内容 }}", 16),
            _wide("诉求和\n处理意见", _DECISION_LINES, 12),
            _wide("拟办意见", "{{ 拟办意见 }}", 10),
            _wide("领导批示", "{{ 领导批示 }}\n{{ 批示领导 }}", 12),
            _pair("主办科室", "{{ 主办科室 }}", "承办人", "{{ 承办人 }}"),
            _pair("协办科室", "{{ 协办科室 }}", "转办日期", "{{ 转办日期 }}"),
            _pair("办理程序", "{{ 办理程序 }}", "办理期限", "{{ 办理期限 }}"),
            _wide("答复内容", "{{ 答复内容 }}", 16),
            _pair("答复文号", "{{ 答复文号 }}", "答复日期", "{{ 答复日期 }}"),
            _wide("送达情况", "{{ 送达情况 }}"),
            _pair("信访人意见", "{{ 信访人意见 }}", "满意度", "{{ 满意度 }}"),
            _pair("办结日期", "{{ 办结日期 }}", "状态", "{{ 状态 }}"),
            _wide("备注", "{{ 备注 }}"),
        ],
    )
    return sheet


def cover() -> Sheet:
    """案卷封面: the outside of the volume, one case one volume (一案一卷)."""
    sheet = _form()
    for _ in range(4):
        sheet.note("")
    sheet.form_title("信访案卷")
    sheet.note("")
    sheet.table(
        (32.0, (FORM_WIDTH - 64) / 2, 32.0, (FORM_WIDTH - 64) / 2),
        [
            _large("档号", "{{ 档号 }}"),
            _large("案卷题名", "{{ 案卷题名 }}", height=62),
            _large("登记编号", "{{ 登记编号 }}"),
            _large("起始日期", "{{ 收到日期 }}", "终止日期", "{{ 终止日期 }}"),
            _large("文件件数", "{{ 卷内件数 }}件", "页数", ""),
            _large("归档年度", "{{ 归档年度 }}", "保管期限", "{{ 保管期限 }}"),
            _large("立卷人", "", "归档日期", "{{ 归档日期 }}"),
        ],
    )
    return sheet


def _large(name: str, text: str, *second: str, height: float = 17) -> Row:
    """A row of the cover; ``second`` is a further name and text beside the first."""
    texts = (name, text, *second)
    span = 4 - len(texts) + 1
    cells = [
        Cell(each, 1 if at % 2 == 0 else span, LARGE_LABEL if at % 2 == 0 else LARGE)
        for at, each in enumerate(texts)
    ]
    return Row(cells, height)


def catalogue() -> Sheet:
    """卷内目录: number, document number, author, title, date, page, note."""
    sheet = _form()
    sheet.form_title("卷内目录")
    sheet.note("档号：{{ 档号 }}　登记编号：{{ 登记编号 }}")
    widths = (13.0, 30.0, 28.0, 43.0, 23.0, 13.0)
    names = ("序号", "文号", "责任者", "题名", "日期", "页号", "备注")
    sheet.table(
        (*widths, FORM_WIDTH - sum(widths)),
        [
            Row([label(name) for name in names], 10, heading=True),
            loop(len(names), "{%tr for 文件 in 卷内文件 %}"),
            Row([Cell(f"{{{{ 文件.{name} }}}}", centred=name in ("序号", "页号", "日期"))
                 for name in names], 11),
            loop(len(names), "{%tr endfor %}"),
        ],
    )  # fmt: skip
    return sheet


def loop(columns: int, tag: str) -> Row:
    """The row that holds the tag of a loop over rows."""
    return Row([Cell(tag, columns)])


def file_note() -> Sheet:
    """备考表: what is to be known of the volume, who made it up and who looked it through."""
    sheet = _form()
    sheet.form_title("卷内备考表")
    sheet.note("档号：{{ 档号 }}　登记编号：{{ 登记编号 }}")
    sheet.table(
        (FORM_WIDTH,),
        [
            Row([Cell("本卷情况说明", style=LABEL)], 10),
            Row([Cell("本卷共有文件{{ 卷内件数 }}件，　　　页。\n{{ 备注 }}", top=True)], 130),
        ],
    )
    sheet.note("")
    sheet.table(_FOUR, _signers(("立卷人", "检查人")))
    return sheet


def _signers(names: Sequence[str]) -> list[Row]:
    return [Row([label(name), Cell(""), label("日期"), Cell(_DAY)], 12) for name in names]


FORMS: dict[LetterKind, Callable[[], Sheet]] = {
    LetterKind.FORWARDING: forwarding,
    LetterKind.ASSIGNMENT: assignment,
    LetterKind.DELIVERY: delivery,
    LetterKind.SLIP: slip,
    LetterKind.COVER: cover,
    LetterKind.CATALOGUE: catalogue,
    LetterKind.FILE_NOTE: file_note,
}

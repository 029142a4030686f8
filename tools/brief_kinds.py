"""The shipped brief (研判材料) and minutes (会议纪要) of an analysis meeting (分析研判)."""

from collections.abc import Sequence

from tools.form_kinds import loop
from tools.letter_base import NOTE
from tools.letter_layout import Cell, Row, Sheet, label

_WIDTH = 156.0
"""mm of a letter's line."""


def brief() -> Sheet:
    """研判材料: the figures of a return in sentences and tables, room for what people conclude."""
    sheet = _paper("信访工作分析研判材料", "（{{ 期间 }}）")
    sheet.heading("一、总体情况")
    sheet.body("{{ 总体 }}")
    sheet.note("各信访形式")
    _table(sheet, "形式列表", "形式", ("信访形式", "批次", "占比", "上年同期", "同比", "人次"))
    sheet.heading("二、走势")
    sheet.body("{{ 走势 }}")
    _table(sheet, "月份列表", "月份", ("月份", "批次", "上年同期", "同比"))
    sheet.heading("三、办理情况")
    sheet.body("{{ 办理 }}")
    sheet.note("主要指标")
    _table(sheet, "指标列表", "指标项", ("指标", "分子", "分母", "本期", "上年同期"), first=48)
    sheet.note("各科室")
    _table(sheet, "科室列表", "科室项",
           ("科室", "收到", "办结", "按期办结", "超期办结", "在办", "超期未结"))  # fmt: skip
    sheet.heading("四、内容分类及上升较多的问题")
    sheet.body("{{ 分类 }}")
    _table(sheet, "分类列表", "分类项", ("内容分类", "批次", "上年同期", "增减", "同比"))
    sheet.heading("五、超期情况")
    sheet.body("{{ 超期 }}")
    sheet.heading("六、重复信访事项")
    sheet.body("{{ 重复 }}")
    sheet.line("{%p if 重复列表 %}")
    _table(
        sheet,
        "重复列表",
        "事项",
        ("首件编号", "内容分类", "主办科室", "本期次数", "状态"),
        first=46,
    )
    sheet.line("{%p endif %}")
    sheet.heading("七、建议采纳情况")
    sheet.body("{{ 建议 }}")
    sheet.line("{%p for 建议项 in 建议列表 %}")
    sheet.body("{{ 建议项.编号 }}：{{ 建议项.概况 }}（{{ 建议项.结果 }}）")
    sheet.line("{%p endfor %}")
    sheet.heading("八、研判意见和工作建议")
    sheet.body("（请在会前填写。）", "")
    sheet.line("注：{{ 口径 }}", NOTE)
    sheet.signature()
    return sheet


def minutes() -> Sheet:
    """会议纪要: what was found, what is done about it, by whom, by when; to be filled in."""
    sheet = _paper("信访工作分析研判会议纪要", "（{{ 期间 }}）")
    sheet.table(
        (26, 52, 26, 52),
        [
            Row([label("时间"), Cell(""), label("地点"), Cell("")], 10),
            Row([label("主持人"), Cell(""), label("记录人"), Cell("")], 10),
            Row([label("参加人员"), Cell("", 3)], 16),
        ],
    )
    sheet.heading("一、通报情况")
    sheet.body("{{ 总体 }}", "{{ 办理 }}", "{{ 超期 }}")
    sheet.heading("二、研判意见")
    sheet.body("（请填写。）", "", "")
    sheet.heading("三、措施和责任")
    sheet.table(
        (12, 44, 46, 30, 24),
        [
            Row([label(name) for name in ("序号", "问题", "措施", "责任单位和责任人", "完成时限")],
                10, heading=True),
            loop(5, "{%tr for 问题 in 问题列表 %}"),
            Row([Cell("{{ 问题.序号 }}", centred=True), Cell("{{ 问题.问题 }}"), Cell(""),
                 Cell("{{ 问题.责任单位 }}"), Cell("")], 16),
            loop(5, "{%tr endfor %}"),
            *(Row([Cell("") for _ in range(5)], 16) for _ in range(3)),
        ],
    )  # fmt: skip
    sheet.line("注：{{ 口径 }}", NOTE)
    sheet.signature()
    return sheet


def _paper(title: str, behind: str) -> Sheet:
    sheet = Sheet()
    sheet.letter_page()
    sheet.title("{{ 单位 }}", title)
    sheet.centred(behind)
    return sheet


def _table(sheet: Sheet, rows: str, row: str, names: Sequence[str], *, first: float = 40.0) -> None:
    """A table of figures: the first column names the row, the others stand centred."""
    others = (_WIDTH - first) / (len(names) - 1)
    cells = [Cell(f"{{{{ {row}.{name} }}}}", centred=n > 0) for n, name in enumerate(names)]
    sheet.table(
        (first, *[others] * (len(names) - 1)),
        [
            Row([label(name) for name in names], 8, heading=True),
            loop(len(names), f"{{%tr for {row} in {rows} %}}"),
            Row(cells, 7.5),
            loop(len(names), "{%tr endfor %}"),
        ],
    )

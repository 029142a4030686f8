"""Ledgers by how they are laid out."""

from pathlib import Path

import xlsxwriter

from tests.ledgers import writers

PLAIN: writers.Row = ["编号", "收到日期", "信访人", "概况"]


def two_row_head(folder: Path) -> Path:
    """A head in two rows: groups above, parts below."""
    rows: list[writers.Row] = [
        ["信访台账"],
        ["序号", "信访人", "", "", "转办", "", "收到日期", "概况", "办结", ""],
        ["", "姓名", "电话", "住址", "日期", "科室", "", "", "日期", "满意度"],
        [1, "张三", "13800000001", "青石镇", "2023.4.4", "物业科", "2023.4.3", "路灯不亮", "2023.4.20", "满意"],
        [2, "李四", "", "", "", "", "2023.4.5", "水管爆裂", "", ""],
    ]  # fmt: skip
    merges = [(0, 0, 0, 9), (1, 1, 1, 3), (1, 4, 1, 5), (1, 8, 1, 9), (1, 0, 2, 0), (1, 6, 2, 6),
              (1, 7, 2, 7)]  # fmt: skip
    return writers.xlsx(folder / "两行表头.xlsx", {"台账": rows}, merges)


def numbered_rows(folder: Path) -> Path:
    """Rows that only count the columns, above the head and below it."""
    rows: list[writers.Row] = [
        [1, 2, 3, 4],
        PLAIN,
        ["栏次", "1", "2", "3"],
        ["N-1", "2023.4.3", "张三", "路灯"],
        ["N-2", "2023.4.4", "李四", "水管"],
    ]
    return writers.xlsx(folder / "列号行.xlsx", {"台账": rows})


def monthly_sheets(folder: Path) -> Path:
    """A sheet for each month with its title and total, a leaf of explanations, an empty one."""
    months: dict[str, writers.Rows] = {}
    for month, (name, what) in enumerate((("张三", "路灯"), ("李四", "水管"), ("王五", "噪音")), 1):
        months[f"{month}月"] = [
            [f"2023年{month}月信访台账"],
            PLAIN,
            [f"{month}-1", f"{month}月7日", name, f"反映{what}问题"],
            ["本月合计", "", "", "1件"],
        ]
    sheets: dict[str, writers.Rows] = {
        **months,
        "说明": [["本台账由办公室登记。"], ["每月五日前报送。"]],
        "Sheet5": [],
    }
    return writers.xlsx(folder / "按月台账.xlsx", sheets)


def empty_formatted_rows(folder: Path) -> Path:
    """Five thousand empty rows with borders below the petitions, and a stray blank far out."""
    path = folder / "空行.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("台账")
    box = book.add_format({"border": 1})
    for at, row in enumerate(
        [PLAIN, ["K-1", "2023.4.3", "张三", "路灯"], ["K-2", "2023.4.4", "李四", "水管"]]
    ):
        page.write_row(at, 0, row, box)
    for at in range(3, 5003):
        for column in range(4):
            page.write_blank(at, column, None, box)
    page.write_string(2000, 1, "  ")
    book.close()
    return path


def merged_petition(folder: Path) -> Path:
    """One petition over two rows whose cells are merged, with its progress line by line."""
    rows: list[writers.Row] = [
        [*PLAIN, "进展"],
        ["P-1", "2023.4.3", "张三", "路灯不亮", "4月5日派人查看"],
        ["", "", "", "", "4月9日修好"],
        ["P-2", "2023.4.4", "李四", "水管爆裂", "已修"],
    ]
    return writers.xlsx(folder / "合并行.xlsx", {"台账": rows}, [(1, n, 2, n) for n in range(4)])


def ditto_marks(folder: Path) -> Path:
    """Cells that say 同上 or 〃."""
    rows: list[writers.Row] = [
        [*PLAIN, "信访形式", "责任科室"],
        ["D-1", "2023.4.3", "张三", "路灯不亮", "来信", "电力科"],
        ["D-2", "〃", "李四", "同上", "同上", "〃"],
        ["D-3", "2023.4.9", "王五", "水管爆裂", "来访", "同上"],
    ]
    return writers.xlsx(folder / "同上.xlsx", {"台账": rows})


def printed_pages(folder: Path) -> Path:
    """The head again on every printed page, headings of parts, sums of pages, remarks below."""
    rows: list[writers.Row] = [
        PLAIN,
        ["一、来信"],
        ["Y-1", "2023.4.3", "张三", "路灯"],
        ["小计：1件"],
        PLAIN,
        ["二、来访"],
        ["Y-2", "2023.4.4", "李四", "合计金额算错，要求重算"],
        ["Y-3"],
        ["本页小计", "", "", "1件"],
        ["备注：来信含传真。"],
    ]
    return writers.xlsx(folder / "打印页.xlsx", {"台账": rows})


def head_far_down(folder: Path) -> Path:
    """A letterhead of ten rows above the head, and nothing in the first column."""
    rows: list[writers.Row] = [[] for _ in range(4)]
    rows += [
        ["", "某某县人民政府办公室"],
        ["", "（通知）"],
        [],
        ["", "现将信访件登记情况印发，请核对。"],
        [],
    ]
    rows += [
        ["", *PLAIN],
        ["", "F-1", "2023.4.3", "张三", "路灯"],
        [],
        ["", "F-2", "2023.4.4", "李四", "水管"],
    ]
    return writers.xlsx(folder / "表头靠下.xlsx", {"台账": rows})


def unknown_columns(folder: Path) -> Path:
    """Columns nobody knows, one heading twice, a column without a heading: all go to the notes."""
    rows: list[writers.Row] = [
        [*PLAIN, "备注", "录入员", "电话", "电话", ""],
        ["U-1", "2023.4.3", "张三", "路灯", "急件", "小赵", "13800000001", "13900000002", "见附件"],
    ]
    return writers.xlsx(folder / "多余列.xlsx", {"台账": rows})


def three_ledgers(folder: Path) -> Path:
    """Letters, visits and calls on three sheets, each with names of its own for the columns."""
    sheets: dict[str, writers.Rows] = {
        "来信": [["来信编号", "收信日期", "来信人", "来信内容"], ["X-1", "2023.4.3", "张三", "反映路灯不亮"]],
        "来访": [["来访编号", "来访时间", "来访人", "来访人数", "来访内容"],
               ["F-1", "2023.4.5", "李四等5人", "", "要求发放工资"]],
        "来电": [["序号", "来电时间", "来电人", "来电号码", "来电内容"], [1, "2023.4.6", "王五", "13800000003", "咨询补贴"]],
    }  # fmt: skip
    return writers.xlsx(folder / "三本台账.xlsx", sheets)


def with_a_pivot(folder: Path) -> Path:
    """A sheet of statistics beside the ledger: it has known words but is none."""
    sheets: dict[str, writers.Rows] = {
        "统计": [["信访形式", "件数"], ["来信", 10], ["来访", 5], ["合计", 15]],
        "台账": [PLAIN, ["V-1", "2023.4.3", "张三", "路灯"]],
    }
    return writers.xlsx(folder / "带统计.xlsx", sheets)

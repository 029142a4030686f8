"""Ledgers by what stands in their cells."""

from datetime import datetime
from pathlib import Path

from tests.ledgers import writers

PLAIN: writers.Row = ["编号", "收到日期", "信访人", "概况"]


def all_dates(folder: Path) -> Path:
    """Every way to write the seventh of May 2023."""
    days: list[object] = [
        "2023.5.7", "20230507", 20230507, "2023年5月7日", "23.5.7", 45053, "45053", "2023/5/7 9:32:09",
        "２０２３．５．７", "2023—5—7", datetime(2023, 5, 7, 9, 30), "2023年5月7日（星期日）",
    ]  # fmt: skip
    rows: list[writers.Row] = [[f"R-{n}", day, "张三", f"第{n}件"] for n, day in enumerate(days, 1)]
    return writers.xlsx(folder / "日期.xlsx", {"台账": [PLAIN, *rows]})


def full_width(folder: Path) -> Path:
    """Digits, letters and marks typed at full width."""
    rows: list[writers.Row] = [
        ["编号", "收到日期", "信访人", "联系电话", "来访人数", "概况", "是否紧急"],
        ["Ｗ－１", "２０２３年４月３日", "张三", "１３８００００００００", "１２人", "路灯", "Ｙ"],
        ["Ｗ－２", "２０２３／４／４", "李四，王五", "", "两人", "水管", "否"],
    ]
    return writers.xlsx(folder / "全角.xlsx", {"台账": rows})


def year_in_title(folder: Path) -> Path:
    """Dates without a year under a title that names it; the limit lies in the next year."""
    rows: list[writers.Row] = [
        ["2023年度信访台账"],
        [*PLAIN, "应办结日期"],
        ["T-1", "5月7日", "张三", "路灯", "7月6日"],
        ["T-2", "12月20日", "李四", "水管", "2月18日"],
        ["T-3", "2月30日", "王五", "噪音", ""],
    ]
    return writers.xlsx(folder / "年份在标题.xlsx", {"台账": rows})


def year_of_neighbours(folder: Path) -> Path:
    """Dates without a year between whole ones, over the turn of a year; one stands between two years."""
    rows: list[writers.Row] = [
        PLAIN,
        ["B-1", "2022.12.28", "张三", "路灯"],
        ["B-2", "12月30日", "李四", "水管"],
        ["B-3", "1月3日", "王五", "噪音"],
        ["B-4", "2023.1.5", "赵六", "油烟"],
        ["B-5", "3月1日", "钱七", "停车"],
        ["B-6", "2024.12.1", "孙八", "绿化"],
    ]
    return writers.xlsx(folder / "年份看上下.xlsx", {"台账": rows})


def year_nowhere(folder: Path) -> Path:
    """Dates without a year, and nobody says which."""
    rows: list[writers.Row] = [
        PLAIN,
        ["O-1", "5月7日", "张三", "路灯"],
        ["O-2", "5月8日", "李四", "水管"],
    ]
    return writers.xlsx(folder / "没有年份.xlsx", {"台账": rows})


def people(folder: Path) -> Path:
    """Cells of petitioners as offices fill them."""
    cells = [
        "张三、李四等12人", "张三，13800000000", "张三 李四 王五", "张　三", "买买提·艾力、阿依古丽·吐尔逊",
        "张三/李四；王五", "张三(13800000000)、李四(13900000000)", "匿名", "某某物业有限公司", "张三等",
        "张三 430102199001011236", "张三等20余人", "",
    ]  # fmt: skip
    rows: list[writers.Row] = [
        [f"Q-{n}", "2023.4.3", cell, f"第{n}件"] for n, cell in enumerate(cells, 1)
    ]
    return writers.xlsx(folder / "信访人.xlsx", {"台账": [PLAIN, *rows]})


def damaged_ids(folder: Path) -> Path:
    """Identity numbers as text, as a damaged number, as scientific notation, of fifteen digits."""
    rows: list[writers.Row] = [
        [*PLAIN, "身份证号"],
        ["I-1", "2023.4.3", "张三", "路灯", "430102199001011236"],
        ["I-2", "2023.4.3", "李四", "水管", 430102199001011236],
        ["I-3", "2023.4.3", "王五", "噪音", "4.30102E+17"],
        ["I-4", "2023.4.3", "赵六", "油烟", "430102900101123"],
        ["I-5", "2023.4.3", "钱七", "停车", "43010219900101123x"],
    ]
    return writers.xls(folder / "证件.xls", {"台账": rows})


def dirty_cells(folder: Path) -> Path:
    """Leading tabs and newlines, a text that begins like a formula, blanks between."""
    rows: list[writers.Row] = [
        PLAIN,
        ["\tG-1 ", " \n2023.4.3\n", "\t张三\n", "\n\t\t  路灯  不亮\n请修 \n"],
        ["G-2", "2023.4.4 ", " 李四", "=1+1 是什么意思"],
    ]
    return writers.xlsx(folder / "脏单元格.xlsx", {"台账": rows})


def states(folder: Path) -> Path:
    """The words for the state of a petition, with and without what proves them."""
    words = [
        "已办结",
        "办理中",
        "已转办",
        "登记",
        "已归档",
        "不予受理",
        "撤回",
        "已答复",
        "反馈完毕",
    ]
    rows: list[writers.Row] = [
        [*PLAIN, "信访件状态", "主办科室", "答复内容", "答复日期", "办结日期"]
    ]
    rows += [
        [f"Z-{n}", "2023.4.3", "张三", f"第{n}件", word, "物业科", "", "", ""]
        for n, word in enumerate(words, 1)
    ]
    rows.append(["Z-10", "2023.4.3", "李四", "第10件", "", "", "已说明。", "2023.4.9", ""])
    rows.append(["Z-11", "2023.4.3", "王五", "第11件", "办结", "", "", "", "2023.4.30"])
    return writers.xlsx(folder / "状态.xlsx", {"台账": rows})


def classes(folder: Path) -> Path:
    """Classes, purposes and topics; an accusation is sealed by its class or its purpose."""
    rows: list[writers.Row] = [
        [*PLAIN, "诉求类别", "信访目的", "内容分类", "被反映单位"],
        ["L-1", "2023.4.3", "张三", "第一件", "申诉求决", "求决", "农村农业_土地承包", ""],
        ["L-2", "2023.4.3", "李四", "第二件", "检举控告类", "揭发控告", "纪检监察", "某村委会"],
        ["L-3", "2023.4.3", "王五", "第三件", "", "揭发控告", "", ""],
        ["L-4", "2023.4.3", "赵六", "第四件", "意见建议", "意见建议", "城乡建设", ""],
        ["L-5", "2023.4.3", "钱七", "第五件", "举报", "", "", ""],
    ]
    return writers.xlsx(folder / "类别.xlsx", {"台账": rows})


def from_above(folder: Path) -> Path:
    """Items that a superior sent on or assigned, with its reference and the day to report by."""
    rows: list[writers.Row] = [
        [*PLAIN, "来源", "来文单位", "来文文号", "来文日期", "限报日期"],
        ["S-1", "2023.4.3", "张三", "路灯", "上级交办", "省信访局", "省信访交〔2023〕15号", "2023.3.30", "2023.5.30"],
        ["S-2", "2023.4.4", "李四", "水管", "转办件", "市信访局", "市信转〔2023〕8号", "4月2日", ""],
        ["S-3", "2023.4.5", "王五", "噪音", "上级转送", "国家信访局", "", "", ""],
    ]  # fmt: skip
    return writers.xlsx(folder / "上级来件.xlsx", {"台账": rows})


def rejected(folder: Path) -> Path:
    """Rows that cannot become petitions, each for its own reason, beside one that can."""
    rows: list[writers.Row] = [
        PLAIN,
        ["J-1", "", "张三", "没有日期"],
        ["J-2", "2023.2.30", "李四", "没有这一天"],
        ["J-3", "2023年5月", "王五", "只有月份"],
        ["J-4", "昨天", "赵六", "看不出哪天"],
        ["J-5", "2023.4.3", "钱七", ""],
        ["J-6", "2023.4.3", "孙八", "好的一件"],
    ]
    return writers.xlsx(folder / "退件.xlsx", {"台账": rows})


def long_texts(folder: Path) -> Path:
    """A petition's whole text in the column of summaries, rare characters in it."""
    text = "反映㛃桥村𠮷姓村民的承包地被占用一事。" * 20
    rows: list[writers.Row] = [PLAIN, ["C-1", "2023.4.3", "张三", text]]
    return writers.xlsx(folder / "长文.xlsx", {"台账": rows})


def same_rows(folder: Path) -> Path:
    """A row that stands twice is one petition; one that differs in a single cell is another."""
    rows: list[writers.Row] = [
        PLAIN,
        ["E-1", "2023.4.3", "张三", "路灯"],
        ["E-1", "2023.4.3", "张三", "路灯"],
        ["E-2", "2023.4.3", "张三", "路灯"],
    ]
    return writers.xlsx(folder / "重复行.xlsx", {"台账": rows})

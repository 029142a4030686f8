"""Ledgers by the kind of file they come in."""

from datetime import date, datetime
from pathlib import Path

from tests.exchange.ledger_files import PROVINCIAL, REAL
from tests.ledgers import writers

PASSWORD = "台账-2023"
"""Of the two workbooks that are behind one."""


def bureau_xlsx(folder: Path) -> Path:
    """A title over three rows, the head, petitions, a total and signatures."""
    rows: list[writers.Row] = [
        ["某县农业农村局信访登记台账"],
        ["（2023年度）"],
        ["填报单位：办公室", "", "", "", "", "", "单位：件"],
        ["序号", "收到日期", "信访形式", "信访人", "联系电话", "主要内容", "承办科室"],
        [1, date(2023, 4, 3), "来信", "张三", "13800000001", "反映村口路灯三个月不亮。", "电力科"],
        [
            2,
            date(2023, 4, 4),
            "来访",
            "李四、王五",
            "13800000002",
            "反映水渠渗漏淹了菜地。",
            "水利科",
        ],
        [3, date(2023, 4, 6), "电话", "", "", "咨询种粮补贴何时发放。", ""],
        ["合计", "", "", "3件", "", "", ""],
        ["填表人：赵某", "", "审核人：钱某", "", "负责人：孙某", "", "填报日期：2023年5月1日"],
    ]
    return writers.xlsx(folder / "登记台账.xlsx", {"台账": rows}, [(0, 0, 0, 6), (1, 0, 1, 6)])


def real_head_xls(folder: Path) -> Path:
    """A real head of a bureau in an old .xls: formatted dates, a bare serial number, dates as text."""
    rows: list[writers.Row] = [
        ["2023年信访件登记台账"],
        REAL.split(),
        [1, "环评科", "来电", "夜间噪音扰民", date(2023, 4, 3), "噪声", "求决", "城关镇", "2023.4.4",
         45053, "已办结", date(2023, 4, 28), "赵某", "钱某", "孙某"],
        [2, "大气科", "12345", "烧烤油烟直排", "20230507", "油烟", "", "青石镇", "2023/5/8", "2023-7-7",
         "正在办理", "", "赵某", "", ""],
        [3, "", "来信", "建议增设公交站牌", "2023年5月9日", "", "建议", "", "", "", "", "", "赵某", "", ""],
    ]  # fmt: skip
    return writers.xls(folder / "2023台账.xls", {"Sheet1": rows}, [(0, 0, 0, 14)])


def wps_et(folder: Path) -> Path:
    """What WPS saves as .et is an .xls inside; the section is merged over its petitions."""
    rows: list[writers.Row] = [
        ["科室", "编号", "信访人", "收到日期", "概况"],
        ["农田建设科", "甲-1", "张三", "2023.6.1", "机耕路塌陷"],
        ["", "甲-2", "李四", "2023.6.2", "泵站不出水"],
        ["", "甲-3", "王五", "2023.6.3", "渠道淤堵"],
        ["经管站", "乙-1", "赵六", "2023.6.4", "承包费算错"],
    ]
    return writers.xls(folder / "科室台账.et", {"六月": rows}, [(1, 0, 3, 0)])


def libre_ods(folder: Path) -> Path:
    """An .ods with a title across and a month that is merged downwards."""
    rows: list[writers.Row] = [
        ["来信来访登记表", "", "", "", ""],
        ["来件方式", "来件日期", "来信人", "反映问题", "编号"],
        ["来信", "2023-03-01", "张三", "宅基地四至不清", "S-1"],
        ["", "2023-03-02", "李四", "林权证丢失", "S-2"],
        ["来访", "2023-03-05", "王五", "低保停发", "S-3"],
    ]
    return writers.ods(folder / "登记表.ods", {"登记": rows}, [(0, 0, 0, 4), (2, 0, 3, 0)])


def utf8_csv(folder: Path) -> Path:
    """A CSV with its mark at the head: topics joined by a low line, flags in every spelling."""
    rows: list[writers.Row] = [
        [
            "登记编号",
            "收到日期",
            "信访人",
            "概况",
            "内容分类",
            "是否初次信访",
            "是否紧急",
            "是否公开",
        ],
        [
            "2023-001",
            "2023-01-05",
            "张三",
            "征地补偿款未到账",
            "国土资源_征地_补偿标准",
            "是",
            "√",
            "否",
        ],
        [
            "2023-002",
            "2023-01-06",
            "李四",
            "再次反映补偿款",
            "国土资源_征地_补偿标准",
            "否",
            "×",
            "1",
        ],
        [
            "2023-003",
            "2023-01-07",
            "王五",
            "楼道,“乱堆”杂物",
            "城乡建设_物业管理",
            "大概是",
            "",
            "0",
        ],
    ]
    return writers.text_table(folder / "导出.csv", rows, "utf-8-sig")


def gbk_csv(folder: Path) -> Path:
    """A provincial export in GBK: names with a count, phones and times, 是/否 for everything."""
    rows: list[writers.Row] = [
        PROVINCIAL.split(),
        ["A001", "张三、李四等12人", "", "某某路1号", "13800000000", "某某区", "求决", "国土资源_征地_补偿",
         "2023/4/3 9:32:09", "2023-04-05", "2023-06-04", "来访", "反映征地补偿标准偏低", "否", "否", "是",
         "办理中", "省局", "某人"],
        ["A002", "王五", "1", "", "", "某某区", "揭发控告", "纪检监察_违纪",
         "2023/4/6 15:01:00", "2023-04-06", "", "网上信访", "举报村干部套取补贴", "是", "是", "否",
         "已办结", "省局", "某人"],
        ["A003", "某某物业公司", "", "", "0731-88880000", "", "意见建议", "城乡建设_物业管理",
         "2023/4/7 8:00:00", "2023-04-07", "", "领导信箱", "建议调整停车收费", "否", "是", "否",
         "不予受理", "省局", "某人"],
    ]  # fmt: skip
    return writers.text_table(folder / "省平台导出.csv", rows, "gb18030")


def tabs_called_xls(folder: Path) -> Path:
    """A table with tabs in UTF-16, as old systems write it under the name .xls."""
    rows: list[writers.Row] = [
        ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"],
        [
            "2549",
            "UU008118",
            "路灯",
            "2019/4/25 9:32:09",
            "路灯不亮，请修。",
            "已修好。",
            "2019/5/10",
        ],
        ["2550", "A00023", "停车", "2019/4/26 10:00:00", "小区停车难。", "", ""],
    ]
    return writers.text_table(folder / "留言.xls", rows, "utf-16", "\t")


def html_called_xls(folder: Path) -> Path:
    """An HTML page in GBK under the name .xls; the month covers two rows."""
    rows: list[writers.Row] = [
        ["月份", "编号", "信访日期", "姓名", "反映内容"],
        ["四月", "H-1", "2023-04-03", "张三", "反映 <水表> 计量不准 & 多收费"],
        [None, "H-2", "2023-04-20", "李四", "楼上漏水无人管"],
    ]
    spanned = [[c for c in row if c is not None] for row in rows]
    return writers.html_table(folder / "导出表.xls", spanned, {(1, 0): 2})


def xml_called_xls(folder: Path) -> Path:
    """Excel's XML of 2003 under the name .xls."""
    rows: list[writers.Row] = [
        ["来访登记", "", "", ""],
        ["来访日期", "来访人", "来访人数", "来访内容"],
        ["2023-02-01", "张三", "6人", "要求解决拖欠工资"],
        ["2023-02-03", "李四", "一", "咨询医保转移"],
    ]
    return writers.xml_2003(folder / "来访.xls", rows)


def locked_xlsx(folder: Path) -> Path:
    """A workbook behind a password (AES)."""
    rows: list[writers.Row] = [
        ["编号", "收到日期", "信访人", "概况"],
        ["密-1", "2023.8.1", "张三", "反映占道经营"],
    ]
    return writers.locked_xlsx(folder / "加密.xlsx", {"台账": rows}, PASSWORD)


def locked_xls(folder: Path) -> Path:
    """An old workbook behind a password (RC4)."""
    rows: list[writers.Row] = [
        ["编号", "收到日期", "信访人", "概况"],
        ["密-2", "2023.8.2", "李四", "反映井盖缺失"],
    ]
    return writers.locked_xls(folder / "加密.xls", {"台账": rows}, PASSWORD)


def epoch_1904_xlsx(folder: Path) -> Path:
    """A workbook of an old Macintosh: its bare serial numbers count from 1904."""
    rows: list[writers.Row] = [
        ["编号", "收到日期", "答复日期", "信访人", "概况", "答复内容"],
        ["M-1", 43591, datetime(2023, 5, 20), "张三", "反映苗木款拖欠", "已支付。"],
    ]
    return writers.xlsx(folder / "苹果机.xlsx", {"台账": rows}, epoch_1904=True)


def epoch_1904_xls(folder: Path) -> Path:
    """The same in an old .xls."""
    rows: list[writers.Row] = [
        ["编号", "收到日期", "信访人", "概况"],
        ["M-2", 43591, "李四", "反映种子发芽率低"],
    ]
    return writers.xls(folder / "苹果机.xls", {"台账": rows}, epoch_1904=True)

"""Ledgers of every shape that offices keep: whatever stands around the petitions is told apart."""

from datetime import date
from pathlib import Path

from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, Purpose, State
from petitiondesk.exchange.headings import NAMES
from petitiondesk.exchange.ledger_import import read_ledger
from tests.exchange.ledger_files import PLAIN, PROVINCIAL, REAL, accounted, ledger, skipped


def test_a_bureaus_real_ledger_is_understood(tmp_path: Path) -> None:
    path = ledger(
        tmp_path / "台账.xlsx",
        [
            ["2023年信访件登记台账"],
            REAL.split(),
            [1, "环评科", "来电", "夜间噪音", "4月3日", "噪声", "举报", "城关镇", "2023.4.4", 45053,
             "已办结", "", "赵某", "钱某", "孙某"],
        ],
        [(0, 0, 0, 14)],
    )  # fmt: skip
    found = read_ledger(path)
    accounted(path, found)
    assert found.columns["接件人"] is None
    assert found.columns["科室接办人"] is None
    facts = found.rows[0].facts
    assert facts["received_on"] == date(2023, 4, 3)
    assert facts["due_on"] == date(2023, 5, 7)
    assert facts["routed_on"] == date(2023, 4, 4)
    assert (facts["channel"], facts["state"]) == (Channel.PHONE, State.CONCLUDED)
    assert (facts["section"], facts["handler"], facts["place"]) == ("环评科", "孙某", "城关镇")
    assert (facts["topic"], facts["anonymous"]) == ("噪声", True)
    assert facts["notes"] == "类型：举报\n接件人：赵某\n科室接办人：钱某"
    assert [str(w) for w in found.rows[0].warnings] == [
        "类型“举报”没有读懂，已原样记入备注。",
        "接件时间“4月3日”没有写年份，按标题或工作表名称里的年份记为 2023-04-03，请核对。",
    ]


def test_a_provincial_export_is_understood(tmp_path: Path) -> None:
    row = ["A001", "张三、李四等12人", "", "某某路1号", 13800000000, "某某区", "揭发控告", "国土资源_征地_补偿",
           "2023/4/3 9:32:09", "2023-04-05", "2023-06-04", "来访", "概况文字", "否", "否", "是", "办理中",
           "省局", "某人"]  # fmt: skip
    facts = read_ledger(ledger(tmp_path / "导出.xlsx", [PROVINCIAL.split(), row])).rows[0].facts
    assert facts["external_no"] == "A001"
    assert facts["petitioners"] == (
        Petitioner(name="张三", phone="13800000000", address="某某路1号"),
        Petitioner(name="李四"),
    )
    assert facts["people_present"] == 12
    assert (facts["made_on"], facts["registered_on"]) == (date(2023, 4, 3), date(2023, 4, 5))
    assert facts["received_on"] == date(2023, 4, 5)
    assert facts["purpose"] is Purpose.EXPOSE
    assert facts["petition_class"] is PetitionClass.ACCUSATION
    assert (facts["repeat"], facts["state"]) == (True, State.IN_PROGRESS)
    assert facts["joint_letter"] is False
    assert facts["notes"] == "联名信或集体访：是\n登记部门：省局\n登记人：某人"


def test_public_messages_to_a_mayor_are_understood(tmp_path: Path) -> None:
    heads = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
    row = [
        2549,
        "UU0081182",
        "路灯",
        "2019/4/25 9:32:09",
        "\n\t\t 路灯  不亮\n请修 \n",
        "已修",
        "2019/5/10",
    ]
    facts = read_ledger(ledger(tmp_path / "留言.xlsx", [heads, row])).rows[0].facts
    assert facts["external_no"] == "2549"
    assert facts["petitioners"] == (Petitioner(name="UU0081182"),)
    assert facts["channel"] is Channel.ONLINE
    assert facts["content"] == "路灯  不亮\n请修"
    assert (facts["reply"], facts["replied_on"]) == ("已修", date(2019, 5, 10))
    assert facts["received_on"] == facts["made_on"] == date(2019, 4, 25)


def test_every_fact_has_the_name_of_a_petitions_field_or_a_documented_one() -> None:
    own = set(Petition.__dataclass_fields__)
    beside = {"section", "co_sections", "handler", "routed_on"}
    consumed = {"serial", "organisation", "sex", "id_number", "phone", "address", "postcode"}
    consumed |= {"group", "first", "concluded", "outcome"}
    assert set(NAMES) - own == beside | consumed


def test_titles_numbers_totals_and_signatures_are_no_petitions(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某某局信访台账"],
        ["填报单位：某某局", "", "2023年"],
        [1, 2, 3, 4],
        [*PLAIN],
        ["栏次", 1, 2, 3],
        ["一、来信"],
        [1, "张三", "2023.4.3", "路灯"],
        [*PLAIN],
        [2, "李四", "2023.4.4", "合计金额算错"],
        [3],
        ["合计", "", "", "2件"],
        ["本月小计：2件"],
        ["填表人：王五", "", "审核人：", "2023年5月1日"],
        ["备注：来信含传真"],
    ]
    path = ledger(tmp_path / "台账.xlsx", rows, [(0, 0, 0, 3)])
    found = read_ledger(path)
    accounted(path, found)
    assert [(r.row, r.problem) for r in found.rows] == [(7, None), (9, None)]
    assert skipped(found) == {
        1: "列名以上的标题或说明。",
        2: "列名以上的标题或说明。",
        3: "列号行。",
        4: "列名行。",
        5: "列号行。",
        6: "分段标题行。",
        8: "重复的列名行。",
        10: "只有序号或编号，没有内容。",
        11: "合计行。",
        12: "合计行。",
        13: "填表人、审核人等落款行。",
        14: "表后说明。",
    }


def test_a_petition_that_speaks_of_totals_is_still_a_petition(tmp_path: Path) -> None:
    heads = ["概况", "收到日期", "信访人"]
    path = ledger(
        tmp_path / "台账.xlsx",
        [heads, ["合计", "2023.4.3", "张三"], ["备注：见附件", "2023.4.4", ""]],
    )
    assert [r.problem for r in read_ledger(path).rows] == [None, None]


def test_heads_in_two_rows_are_read_together(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["信访台账"],
        ["序号", "信访人", "", "转办", "", "收到日期", "概况"],
        ["", "姓名", "电话", "日期", "科室", "", ""],
        [1, "张三", "13800000000", "2023.4.4", "物业科", "2023.4.3", "路灯"],
    ]
    merges = [(0, 0, 0, 6), (1, 1, 1, 2), (1, 3, 1, 4), (1, 0, 2, 0), (1, 5, 2, 5), (1, 6, 2, 6)]
    for path in (
        ledger(tmp_path / "合并.xlsx", rows, merges),
        ledger(tmp_path / "不合并.xlsx", rows),
    ):
        found = read_ledger(path)
        accounted(path, found)
        facts = found.rows[0].facts
        assert len(found.rows) == 1
        assert facts["petitioners"] == (Petitioner(name="张三", phone="13800000000"),)
        assert (facts["section"], facts["routed_on"]) == ("物业科", date(2023, 4, 4))
        assert facts["received_on"] == date(2023, 4, 3)


def test_merged_months_mean_the_same_as_above(tmp_path: Path) -> None:
    rows = [
        ["科室", *PLAIN],
        ["物业科", "1", "张三", "2023.4.3", "路灯"],
        ["", "2", "李四", "2023.4.4", "水管"],
        [],
    ]
    path = ledger(tmp_path / "台账.xlsx", [*rows, ["合计"]], [(1, 0, 3, 0)])
    found = read_ledger(path)
    accounted(path, found)
    assert [r.facts["section"] for r in found.rows] == ["物业科", "物业科"]
    assert skipped(found)[4] == "只有上面合并单元格延续下来的内容。"


def test_a_petition_over_two_merged_rows_is_one_petition(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*PLAIN, "进展"],
        ["1", "张三", "2023.4.3", "路灯", "已派人"],
        ["", "", "", "", "已修好"],
    ]
    path = ledger(tmp_path / "台账.xlsx", rows, [(1, n, 2, n) for n in range(4)])
    found = read_ledger(path)
    accounted(path, found)
    assert [r.facts["notes"] for r in found.rows] == ["进展：已派人\n进展：已修好"]
    assert "同一件" in skipped(found)[3]

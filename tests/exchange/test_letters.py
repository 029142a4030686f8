"""Filling Word templates: every text whole, nothing interpreted, nothing that says who made it."""

import io
import zipfile

import pytest
from docx import Document

from petitiondesk.domain.errors import FileProblem
from petitiondesk.exchange.letter_rules import Rows
from petitiondesk.exchange.letters import check, fill, placeholders
from tests.exchange.letter_reading import a_template, changed, in_runs, lines, opened, parts, text

LONG = "去年九月以来车辆每天经过，路面下陷。" * 250

AWKWARD = (
    "买买提·艾山", "王𠮷", "甲 & 乙", "<b>粗</b>", "{{ x }}", "{% for %}", "{_{ 甲 }_}", "{_% 乙 %_}",
    "{# 注 #}", "&amp;", "“引号”", "  两端空格 ", LONG,
)  # fmt: skip


def _rows(*texts: str) -> Rows:
    return Rows(("内容",), [{"内容": t} for t in texts])


@pytest.mark.parametrize("value", AWKWARD)
def test_a_text_comes_out_as_it_was_written(value: str) -> None:
    letter = fill(a_template("前{{ 概况 }}后"), {"概况": value})

    assert lines(letter) == [f"前{value}后"]


def test_each_line_of_a_text_becomes_a_paragraph_like_the_first() -> None:
    document = Document()
    document.add_paragraph("甲：{{ 内容 }}。完", "List Bullet")
    out = io.BytesIO()
    document.save(out)

    letter = fill(out.getvalue(), {"内容": "一\n\n　　二\r\n三"})

    assert lines(letter) == ["甲：一", "", "二", "三。完"]
    assert {p.style.name for p in opened(letter).paragraphs} == {"List Bullet"}


def test_a_tab_stays_and_control_characters_go() -> None:
    letter = fill(a_template("{{ 内容 }}"), {"内容": "一\t二\x07\x0b\x00三\ufffe"})

    assert lines(letter) == ["一\t二三"]


def test_a_name_cut_in_pieces_by_word_is_still_found() -> None:
    template = in_runs("{", "{ 信访", "人 }", "}：")

    assert placeholders(template) == {"信访人"}
    assert lines(fill(template, {"信访人": "王建国"})) == ["王建国："]


def test_paragraphs_repeat_for_every_row_and_vanish_where_there_is_nothing() -> None:
    template = a_template(
        "{%p for 诉求 in 诉求列表 %}", "{{ loop.index }}．{{ 诉求.内容 }}", "{%p endfor %}",
        "{%p if 住址 %}", "住{{ 住址 }}", "{%p endif %}", "{%p if not 诉求列表 %}", "无", "{%p endif %}",
    )  # fmt: skip

    some = fill(template, {"诉求列表": _rows("修路", "赔偿"), "住址": ""})
    none = fill(template, {"诉求列表": _rows(), "住址": "河湾村"})

    assert lines(some) == ["1．修路", "2．赔偿"]
    assert lines(none) == ["住河湾村", "无"]


def test_conditions_compare_the_text_itself() -> None:
    template = a_template('{% if 类别 == "申诉求决" %}复查{% else %}答复{% endif %}')

    assert lines(fill(template, {"类别": "申诉求决"})) == ["复查"]
    assert lines(fill(template, {"类别": "建议意见"})) == ["答复"]


def test_headers_and_footers_are_filled_too() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ 单位 }}"
    document.sections[0].footer.paragraphs[0].text = "{{ 文号 }}"
    out = io.BytesIO()
    document.save(out)

    section = opened(
        fill(out.getvalue(), {"单位": "甲 & 乙局", "文号": "农信函〔2026〕3号"})
    ).sections[0]

    assert section.header.paragraphs[0].text == "甲 & 乙局"
    assert section.footer.paragraphs[0].text == "农信函〔2026〕3号"


def test_the_same_letter_is_the_same_bytes_on_any_day() -> None:
    template = a_template("{{ 概况 }}")

    first, second = (fill(template, {"概况": "同样"}) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_letter_does_not_say_who_wrote_the_template_or_where() -> None:
    document = Document()
    document.core_properties.author = "王秘书"
    document.core_properties.last_modified_by = "OFFICE-PC-07"
    document.add_paragraph("{{ 概况 }}")
    out = io.BytesIO()
    document.save(out)
    template = changed(out.getvalue(), "docProps/app.xml", "Normal.dotm", "C:\\王秘书\\模板.dotm")
    template = changed(
        template, "word/settings.xml", "<w:zoom ", '<w:attachedTemplate r:id="rId9"/><w:zoom '
    )

    letter = fill(template, {"概况": "内容"})

    for name, data in parts(letter):
        assert "王秘书" not in data.decode("utf-8", "replace"), name
        assert b"OFFICE-PC-07" not in data, name
        assert b"attachedTemplate" not in data, name


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 概况.__class__ }}", "{{ 概况.upper() }}", "{{ ''.__class__.__mro__ }}", "{{ 概况|upper }}",
        "{{ range(1000000000) }}", "{{ 概况 * 1000000 }}", "{{ 概况[0] }}", "{% set 甲 = 概况 %}",
        '{% include "x" %}', '{% import "os" as os %}', "{% macro 甲() %}{% endmacro %}",
        "{% for 甲 in 概况 %}{{ 甲 }}{% endfor %}", "{% for 甲 in [1, 2] %}{% endfor %}",
        "{{ 诉求列表 }}", "{% for 甲 in 诉求列表 %}{{ 甲 }}{% endfor %}", "{{ 诉求列表.append }}",
        "{% for 甲 in 诉求列表 %}{{ 甲.__class__ }}{% endfor %}", "{{ self }}", "{{ loop.index }}",
        "{% for 甲 in 诉求列表 %}{{ loop.cycle }}{% endfor %}", "{{ 2 ** 9999 }}",
    ],
)  # fmt: skip
def test_a_template_can_neither_compute_nor_reach_into_the_program(tag: str) -> None:
    with pytest.raises(FileProblem) as refused:
        check(a_template("安全", tag), {"概况": "甲", "诉求列表": _rows("修路")})

    assert tag[:12] in str(refused.value) or "占位符" in str(refused.value)


def test_loops_inside_loops_come_to_an_end() -> None:
    loop = "{%% for %s in 诉求列表 %%}"
    tags = "".join(loop % name for name in "甲乙丙") + "。" + "{% endfor %}" * 3
    values = {"诉求列表": _rows(*("修路",) * 100)}

    with pytest.raises(FileProblem, match="循环"):
        fill(a_template(tags), values)
    with pytest.raises(FileProblem, match="不能用"):
        fill(a_template(loop % "丁" + tags + "{% endfor %}"), values)


def test_an_unknown_name_is_told_with_its_paragraph() -> None:
    with pytest.raises(FileProblem, match=r"“信仿人”.*“尊敬的\{\{ 信仿人 \}\}先生”"):
        check(a_template("开头", "尊敬的{{ 信仿人 }}先生"), {"信访人": "王建国"})


def test_an_unknown_column_is_told_too_even_where_the_list_is_empty() -> None:
    template = a_template("{%p for 甲 in 诉求列表 %}", "{{ 甲.日期 }}", "{%p endfor %}")

    with pytest.raises(FileProblem, match=r"“甲\.日期”"):
        check(template, {"诉求列表": _rows()})


@pytest.mark.parametrize(
    ("paragraphs", "place"),
    [
        (("开头", "写坏的 {{ 概况 的标签"), "写坏的"),
        (("开头", "写坏的 {{ 概况 }"), "写坏的"),
        (("{% if 概况 %}没有结束", "末尾"), "没有结束"),
        (("{%p for 甲 in 诉求列表 %}", "一", "末尾"), "for 甲 in 诉求列表"),
        (("开头", "多出 {% endif %}"), "多出"),
    ],
)
def test_a_broken_tag_is_told_with_its_paragraph(paragraphs: tuple[str, ...], place: str) -> None:
    with pytest.raises(FileProblem, match=f"标签不完整.*{place}"):
        check(a_template(*paragraphs), {"概况": "甲", "诉求列表": _rows("修路")})


def test_a_tag_that_takes_its_own_end_away_is_refused() -> None:
    with pytest.raises(FileProblem, match="标签不完整"):
        check(in_runs("{%p if 概况 %}{% endif %}"), {"概况": "甲"})


def test_a_row_that_opens_in_a_table_and_ends_outside_is_refused() -> None:
    document = Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text = "{%tr for 甲 in 诉求列表 %}"
    table.cell(1, 0).text = "{{ 甲.内容 }}"
    document.add_paragraph("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)

    with pytest.raises(FileProblem, match="放错了位置"):
        check(out.getvalue(), {"诉求列表": _rows("修路", "赔偿")})


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04broken", "文字".encode("gb18030")])
def test_what_is_no_word_file_is_refused_calmly(data: bytes) -> None:
    with pytest.raises(FileProblem, match="不是 Word 文档"):
        placeholders(data)


def test_a_workbook_or_a_macro_document_is_no_template() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    macros = changed(
        a_template("甲"), "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )  # fmt: skip

    for data in (out.getvalue(), macros):
        with pytest.raises(FileProblem):
            check(data, {})


def test_comments_and_tracked_changes_would_go_out_and_are_refused() -> None:
    template = changed(
        a_template("甲"), "word/document.xml", "<w:t>甲</w:t>",
        '<w:t>甲</w:t></w:r><w:ins w:id="1" w:author="王秘书"><w:r><w:t>乙</w:t></w:r></w:ins><w:r>',
    )  # fmt: skip

    with pytest.raises(FileProblem, match="修订痕迹"):
        check(template, {})


def test_a_picture_outside_the_file_is_refused() -> None:
    template = changed(
        a_template("甲"), "word/_rels/document.xml.rels", "</Relationships>",
        '<Relationship Id="rId99" TargetMode="External" Target="http://example.com/a.png" Type="'
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>',
    )  # fmt: skip

    with pytest.raises(FileProblem, match="文件以外"):
        check(template, {})


def test_a_value_in_an_attribute_stays_a_value() -> None:
    template = changed(
        a_template("甲"), "word/document.xml", "<w:t>甲</w:t>",
        '<w:t>甲</w:t><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/'
        '2006/wordprocessingDrawing"><wp:docPr id="1" name="图" descr="{{ 概况 }}"/></wp:inline>'
        "</w:drawing>",
    )  # fmt: skip

    letter = fill(template, {"概况": '"<甲> & \n乙"'})

    assert "&lt;甲&gt; &amp; 乙" in dict(parts(letter))["word/document.xml"].decode()
    assert text(letter) == "甲"

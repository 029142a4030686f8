"""The placeholders of letters: what each stands for, and its text for a case.

Their names are Chinese, because a clerk reads and types them in Word. `docs/letters.md` shows this
table; a name once shipped stays, since offices' own templates ask for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.terms import ReviewLevel, Term
from petitiondesk.exchange.letter_rules import Rows, Values
from petitiondesk.services import letter_words as words
from petitiondesk.services.letter_facts import Facts, addressee, day, names, numeral, zh
from petitiondesk.services.letter_words import Text


@dataclass(frozen=True)
class Placeholder:
    """One placeholder: its name in a template, what it means in English, its text."""

    name: str
    meaning: str
    text: Text


@dataclass(frozen=True)
class Table:
    """One list: its name, columns with their meanings, and its rows for a letter."""

    name: str
    meaning: str
    columns: Mapping[str, str]
    rows: Callable[[Facts], Iterable[tuple[str, ...]]]


def values(facts: Facts) -> Values:
    """Every placeholder's text, and every list's rows, for one letter."""
    out: dict[str, str | Rows] = {p.name: p.text(facts) for p in PLACEHOLDERS}
    for table in TABLES:
        columns = tuple(table.columns)
        rows = [dict(zip(columns, row, strict=True)) for row in table.rows(facts)]
        out[table.name] = Rows(columns, rows)
    return out


def sample() -> Values:
    """Values to try a template with: each says its own name; each list has one row."""
    out: dict[str, str | Rows] = {p.name: f"〔{p.name}〕" for p in PLACEHOLDERS}
    for table in TABLES:
        columns = tuple(table.columns)
        out[table.name] = Rows(columns, [{name: f"〔{name}〕" for name in columns}])
    return out


_P = Placeholder


def _term(name: str, meaning: str, attribute: str) -> Placeholder:
    def text(facts: Facts) -> str:
        term = getattr(facts.petition, attribute)
        assert term is None or isinstance(term, Term)
        return zh(term)

    return Placeholder(name, meaning, text)


def _day(name: str, meaning: str, attribute: str) -> Placeholder:
    return Placeholder(name, meaning, lambda f: day(getattr(f.petition, attribute)))


def _same(name: str, meaning: str, attribute: str) -> Placeholder:
    return Placeholder(name, meaning, lambda f: str(getattr(f.petition, attribute)))


PLACEHOLDERS: tuple[Placeholder, ...] = (
    _P("单位", "the office's name", lambda f: f.office.name),
    _P("文号", "the document number", lambda f: f.number),
    _P("成文日期", "the letter's date", lambda f: day(f.on)),
    _P("收件人", "to whom it goes", lambda f: addressee(f.petition, f.kind)),
    _P("称谓", "how the petitioner is addressed: 你, 你们, 你单位", words.you),
    # As registered
    _same("登记编号", "registration number", "number"),
    _same("外部编号", "the superior's number", "external_no"),
    _same("查询码", "query code", "query_code"),
    _term("信访形式", "channel", "channel"),
    _same("来文单位", "the body that sent it on", "sender"),
    _same("来文文号", "that body's reference", "sender_ref"),
    _day("来文日期", "that letter's date", "sender_date"),
    _day("限报日期", "to be reported back by", "report_by"),
    _day("信访日期", "day the petition was made", "made_on"),
    _day("收到日期", "day it was received", "received_on"),
    _day("登记日期", "day it was registered", "registered_on"),
    _P("信访人", "the petitioners' names", words.who),
    _P("证件号码", "their ID numbers", words.of_each(lambda p: p.id_number)),
    _P("电话", "their phones", words.of_each(lambda p: p.phone)),
    _P("住址", "their addresses", words.of_each(lambda p: p.address)),
    _P("邮编", "their postcodes", words.of_each(lambda p: p.postcode)),
    _P("信访人数", "people present", lambda f: words.counted(f.petition.people_present, "人")),
    _P("涉及人数", "people affected", lambda f: words.counted(f.petition.people_affected, "人")),
    _P("概况", "summary", lambda f: f.petition.summary.strip().rstrip("。；，")),
    _same("主要内容", "full text", "content"),
    _term("诉求类别", "class: 建议意见, 检举控告, 申诉求决", "petition_class"),
    _term("信访目的", "purpose", "purpose"),
    _P("内容分类", "topic", lambda f: f.petition.topic.replace(TOPIC_JOINT, "›")),
    _same("信访原因", "cause", "cause"),
    _same("热点问题", "hot topic", "hot_topic"),
    _same("问题属地", "place of the matter", "place"),
    _same("被反映", "complained-of unit or person", "complained_of"),
    _P("初次重复", "first or repeat", lambda f: "重复" if f.petition.repeat else "初次"),
    _P("标记", "marks such as 紧急, 联名, 积案", words.marks),
    _P("页数", "pages", lambda f: words.counted(f.petition.pages, "页")),
    _P(
        "附件数", "how many attachments", lambda f: words.counted(len(f.petition.attachments), "个")
    ),
    _same("备注", "notes", "notes"),
    _term("状态", "state", "state"),
    # As handled
    _term("办理程序", "procedure: 普通程序, 简易办理", "procedure"),
    _same("拟办意见", "proposed handling", "proposal"),
    _same("批示领导", "the leader who instructed", "leader"),
    _same("领导批示", "the instruction", "instruction"),
    _same("包案领导", "responsible leader", "responsible_leader"),
    _P("主办科室", "lead section", lambda f: f.petition.lead_section),
    _P("协办科室", "co-handling sections", lambda f: "、".join(f.petition.co_sections)),
    _P("承办人", "handler in the lead section", words.of_lead("handler")),
    _P("转办日期", "day it was routed", words.of_lead("routed_on")),
    _P("科室期限", "the section's limit", words.of_lead("due_on")),
    _P("办理要求", "what a transfer asks for, with its date", words.request),
    _day("受理日期", "day of acceptance", "accepted_on"),
    _day("告知日期", "day the petitioner was told", "notified_on"),
    _P("办理期限", "to be concluded by", lambda f: day(f.due_on)),
    _P("答复内容", "the bureau's answer; before it, the draft", words.facts_and_reasons),
    _P("事实和理由", "facts and reasons: the same text", words.facts_and_reasons),
    _term("答复方式", "manner of the answer", "reply_manner"),
    _same("答复文号", "the answer's document number", "reply_number"),
    _day("答复日期", "day of the answer", "replied_on"),
    _P("诉求已决定", "是 when a claim has its decision, else empty", words.decided),
    _P("可以复查", "是 when review may be asked for (Art. 35), else empty", words.reviewable),
    _P(
        "法律依据",
        "the legal basis or the statute noted; in a 处理意见书 a general one where none is",
        words.basis,
    ),
    _P("采纳情况", "what became of a suggestion", words.adoption),
    _P("送达情况", "when, how and where the answer was served", words.served),
    _P("信访人意见", "the petitioner's view; in a report as a sentence", words.view),
    _P("满意度", "ratings of office and section", words.rating),
    _day("办结日期", "day it was concluded", "concluded_on"),
    # Other ways
    _P("不予受理理由", "ground of the refusal", words.ground(0)),
    _P("不予受理依据", "its article", words.ground(1)),
    _same("救济途径", "remedy, or where to go", "refusal_remedy"),
    _same("转送单位", "the body it was forwarded to", "forwarded_to"),
    _day("转送日期", "day it was forwarded", "closed_on"),
    _same("异议理由", "why it is not ours", "objection_reason"),
    _P("法定途径", "the statutory route (Art. 31)", words.route(0)),
    _P("法定途径条款", "its item of Art. 31", words.route(1)),
    _day("法定期限", "that statute's own date", "statutory_due_on"),
    _P("延期理由", "why it is extended", words.of_extension("reason")),
    _P("延期天数", "by how many days", words.of_extension("days")),
    _P("延期批准人", "who approved it", words.of_extension("approver")),
    _P("督办科室", "the section that is urged", words.of_urging(lambda p: p.urgings[-1].section)),
    _P("督办事由", "ground of the urging", words.of_urging(lambda p: zh(p.urgings[-1].ground))),
    _P("督办要求", "what is asked", words.of_urging(lambda p: p.urgings[-1].request)),
    _P("督办期限", "to be answered by", words.of_urging(lambda p: day(p.urgings[-1].due_on))),
    _P("调查情况", "of a report: its text, else the answer", words.investigated),
    _P("处理结果", "of a report: the answer, where 调查情况 is not the same", words.outcome),
    _P("原意见", "what a review is of, with date and number", words.original),
    _P("复查申请日期", "day the review was asked for", lambda f: day(f.review().requested_on)),
    _P("复查请求", "what it asks for", lambda f: f.review().request),
    _P("复查结论", "its result", lambda f: zh(f.review().result)),
    _P("复查意见", "its reasons", lambda f: f.review().opinion),
    _P("复核文号", "number of the re-review", lambda f: f.review(ReviewLevel.REREVIEW).number),
    # 送达回证
    _P("送达文书", "the document that is served, with its number", words.document),
    _P("受送达人", "who receives it", lambda f: names(f.petition)),
    _P("回证地点", "where it was served", words.on_receipt(lambda f: f.petition.delivery_place)),
    _P("回证方式", "manners of service as boxes to tick", words.manner),
    _P("回证时间", "when it was served, or a line to fill in", words.served_at),
    _P("拒收情况", "that it was refused, and when", words.on_receipt(words.refused)),
    _P("回证见证人", "witness", words.on_receipt(lambda f: f.petition.delivery_witness)),
    _P("回证备注", "proof of service", words.on_receipt(lambda f: zh(f.petition.delivery_proof))),
    # The volume
    _same("档号", "archive reference", "archive_ref"),
    _term("保管期限", "retention", "retention"),
    _day("归档日期", "day it was archived", "archived_on"),
    _P("归档年度", "archive year", lambda f: words.counted(f.petition.archive_year, "年")),
    _P("案卷题名", "title of the volume", words.title_of_volume),
    _P("终止日期", "day it ended", words.ended),
    _P("卷内件数", "documents in the volume", lambda f: str(len(f.volume))),
)


def _claims(facts: Facts) -> Iterable[tuple[str, ...]]:
    for number, claim in enumerate(facts.petition.claims, 1):
        yield str(number), numeral(number), claim.text, zh(claim.decision), claim.answer


def _people(facts: Facts) -> Iterable[tuple[str, ...]]:
    for number, p in enumerate(facts.petition.petitioners, 1):
        marks = (zh(p.sex), zh(p.id_kind), p.id_number, p.phone, p.address, p.postcode)
        yield str(number), p.name, *marks, "是" if p.representative else ""


def _routings(facts: Facts) -> Iterable[tuple[str, ...]]:
    for number, r in enumerate(facts.petition.routings, 1):
        days = (day(r.routed_on), day(r.due_on), day(r.returned_on), day(r.answered_on))
        yield str(number), r.section, "主办" if r.lead else "协办", r.handler, *days, r.answer


def _reliefs(facts: Facts) -> Iterable[tuple[str, ...]]:
    for r in facts.petition.reliefs:
        yield day(r.on), f"{(r.amount or 0) / 100:,.2f}元", r.fund


def _documents(facts: Facts) -> Iterable[tuple[str, ...]]:
    for number, line in enumerate(facts.volume, 1):
        on = line.on.strftime("%Y%m%d") if line.on else ""
        yield str(number), line.number, line.author, line.title, on, "", line.note


TABLES: tuple[Table, ...] = (
    Table("诉求列表", "claims, with the decision on each",
          {"序号": "1, 2 …", "汉字序号": "一, 二 …", "内容": "the claim", "决定": "the decision",
           "答复": "the answer to it"}, _claims),
    Table("信访人列表", "petitioners",
          {"序号": "1, 2 …", "姓名": "name", "性别": "sex", "证件类型": "ID kind",
           "证件号码": "ID number", "电话": "phone", "住址": "address", "邮编": "postcode",
           "代表": "是 for a representative"}, _people),
    Table("科室列表", "sections that had it",
          {"序号": "1, 2 …", "科室": "section", "主协办": "lead or co-handling", "承办人": "handler",
           "转办日期": "routed", "期限": "its limit", "退回日期": "returned", "答复日期": "answered",
           "答复": "its answer"}, _routings),
    Table("救助列表", "relief granted", {"日期": "day", "金额": "amount", "来源": "fund"}, _reliefs),
    Table("卷内文件", "documents of the volume, in the volume's order",
          {"序号": "1, 2 …", "文号": "document number", "责任者": "author", "题名": "title",
           "日期": "date, as 20260302", "页号": "page, left empty for the pencil", "备注": "note"},
          _documents),
)  # fmt: skip

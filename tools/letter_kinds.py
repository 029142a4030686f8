"""The shipped letters: what each says. Articles are those of 《信访工作条例》 (2022)."""

from collections.abc import Callable

from petitiondesk.domain.terms import LetterKind
from tools.form_kinds import delivery_form
from tools.letter_layout import Sheet

_MATTER = (
    "{{ 称谓 }}提出的信访事项“{{ 概况 }}”"
    "{% if 来文单位 %}（{{ 来文单位 }}转来{% if 来文文号 %}，{{ 来文文号 }}{% endif %}）{% endif %}，"
    "本单位已于{{ 收到日期 }}收到，登记编号：{{ 登记编号 }}"
    "{% if 查询码 %}，查询码：{{ 查询码 }}{% endif %}。"
)
_TOLD = "特此告知。"
_REVIEW_RIGHT = (
    "如对本{document}不服，可以自收到之日起三十日内，依照《信访工作条例》第三十五条的规定，"
    "书面请求本单位的上一级机关、单位复查。"
)


def _letter(title: str, *text: str, served: bool = True) -> Sheet:
    """A letter of a few paragraphs; one that is served brings its 送达回证 along."""
    sheet = Sheet()
    sheet.letter_page()
    sheet.head(title)
    sheet.body(*text)
    sheet.signature()
    if served:
        delivery_form(sheet)
    return sheet


def acceptance() -> Sheet:
    """受理告知书 (Art. 23(2), (3))."""
    return _letter(
        "信访事项受理告知书",
        _MATTER,
        "经审查，该事项属于本单位职权范围。根据《信访工作条例》第二十三条的规定，本单位予以受理，"
        "适用{{ 办理程序 }}。",
        '{%p if 诉求类别 == "申诉求决" %}',
        "本单位将听取{{ 称谓 }}陈述的事实和理由，调查核实后依照《信访工作条例》第三十一条第六项、"
        "第三十二条的规定作出处理"
        "{% if 办理期限 %}，办理期限至{{ 办理期限 }}{% endif %}。"
        "情况复杂的，经本单位负责人批准可以适当延长，延长不超过三十日，并告知{{ 称谓 }}延期理由。",
        "{%p endif %}",
        '{%p if 诉求类别 == "建议意见" %}',
        "本单位将依照《信访工作条例》第二十九条的规定，对{{ 称谓 }}的建议意见认真研究论证，"
        "并答复{{ 称谓 }}。",
        "{%p endif %}",
        '{%p if 诉求类别 == "检举控告" %}',
        "本单位将依照《信访工作条例》第三十条的规定处理，对{{ 称谓 }}的检举控告材料和个人信息保密。",
        "{%p endif %}",
        _TOLD,
    )


def refusal() -> Sheet:
    """不予受理告知书: ground, article, remedy."""
    return _letter(
        "信访事项不予受理告知书",
        _MATTER,
        "经审查，{{ 不予受理理由 }}。根据《信访工作条例》{{ 不予受理依据 }}的规定，"
        "本单位决定不予受理。",
        "{{ 救济途径 }}",
        _TOLD,
    )


def no_repeat() -> Sheet:
    """不再受理告知书 (Art. 36(3))."""
    return _letter(
        "信访事项不再受理告知书",
        _MATTER,
        "经审查，该事项已经办理、复查和复核"
        "{% if 复核文号 %}（复核意见书文号：{{ 复核文号 }}）{% endif %}，"
        "{{ 称谓 }}仍以同一事实和理由提出投诉请求。"
        "根据《信访工作条例》第三十六条第三款的规定，本单位决定不再受理。",
        "{{ 救济途径 }}",
        "如有新的事实和理由，可以提供相关材料重新提出。",
        _TOLD,
    )


def whereabouts() -> Sheet:
    """转送告知书: where it went (Art. 22, 23)."""
    return _letter(
        "信访事项转送告知书",
        _MATTER,
        "经审查，该事项应当由{{ 转送单位 }}依照职权处理。根据《信访工作条例》第二十三条的规定，"
        "已于{{ 转送日期 }}转送{{ 转送单位 }}。请向该机关、单位了解办理情况。",
        _TOLD,
    )


def objection() -> Sheet:
    """异议函 (Art. 23(3)): not ours, with reasons, to the body that sent it."""
    return _letter(
        "关于信访事项办理责任的异议函",
        "贵单位{% if 来文日期 %}{{ 来文日期 }}{% endif %}转来的信访事项"
        "{% if 来文文号 %}（{{ 来文文号 }}）{% endif %}，本单位已于{{ 收到日期 }}收到，"
        "登记编号：{{ 登记编号 }}。",
        "经研究，本单位认为该事项不属于本单位职权范围，理由如下：",
        "{{ 异议理由 }}",
        "根据《信访工作条例》第二十三条第三款的规定，现提出异议，请予核实。"
        "经贵单位同意后，本单位即退还有关材料；同意之前，材料由本单位保管。",
        "专此函达。",
        served=False,
    )


def statutory() -> Sheet:
    """依法定途径办理告知书 (Art. 31(1) to (5))."""
    return _letter(
        "信访事项依法定途径办理告知书",
        _MATTER,
        "经审查，该事项属于《信访工作条例》{{ 法定途径条款 }}规定的情形（{{ 法定途径 }}），"
        "应当依照{{ 法律依据 }}规定的程序处理。",
        "{%p if 法定期限 %}",
        "该程序的办理期限至{{ 法定期限 }}。",
        "{%p endif %}",
        "依照上述程序办理的事项，不适用信访复查、复核程序；对处理结果不服的，"
        "按照该法律法规规定的途径寻求救济。",
        _TOLD,
    )


def extension() -> Sheet:
    """延期办理告知书 (Art. 34): how long, why, who approved it."""
    return _letter(
        "信访事项延期办理告知书",
        _MATTER,
        "因{{ 延期理由 }}，不能在规定期限内办结。根据《信访工作条例》第三十四条的规定，"
        "经本单位负责人{{ 延期批准人 }}批准，办理期限延长{{ 延期天数 }}日"
        "{% if 办理期限 %}，至{{ 办理期限 }}{% endif %}。",
        _TOLD,
    )


def opinion() -> Sheet:
    """信访处理意见书 (Art. 32): claims, facts and reasons, decision per claim, basis, review."""
    sheet = Sheet()
    sheet.letter_page()
    sheet.head("信访处理意见书")
    sheet.body(_MATTER + "经调查核实，现提出如下处理意见：")
    sheet.heading("一、信访诉求")
    _claims(sheet)
    sheet.heading("二、事实和理由")
    sheet.body("{{ 事实和理由 }}")
    sheet.heading("三、处理意见")
    _decisions(sheet)
    sheet.heading("四、法律依据")
    sheet.body("{{ 法律依据 }}")
    sheet.heading("五、复查权利")
    sheet.body(_REVIEW_RIGHT.format(document="处理意见"))
    sheet.signature()
    delivery_form(sheet)
    return sheet


def answer() -> Sheet:
    """答复函: the answer to a suggestion, an accusation, or a claim that needs no 处理意见书."""
    sheet = Sheet()
    sheet.letter_page()
    sheet.head("关于信访事项的答复函")
    sheet.body(_MATTER + "现答复如下：", "{{ 答复内容 }}", "{%p if 采纳情况 %}")
    sheet.body(
        "对{{ 称谓 }}提出的建议意见，本单位{{ 采纳情况 }}。感谢{{ 称谓 }}对工作的关心和支持。",
        "{%p endif %}",
        "{%p if 诉求已决定 %}",
    )
    sheet.body("各项诉求的处理意见如下：")
    _decisions(sheet)
    sheet.body("{%p endif %}", "{%p if 可以复查 %}", _REVIEW_RIGHT.format(document="答复"))
    sheet.body("{%p endif %}", "特此答复。")
    sheet.signature()
    delivery_form(sheet)
    return sheet


def urging() -> Sheet:
    """督办函 (Art. 40): case, problem, request, date."""
    return _letter(
        "信访事项督办函",
        "由你科室承办的信访事项（登记编号：{{ 登记编号 }}，收到日期：{{ 收到日期 }}），"
        "概况：{{ 概况 }}。"
        "{% if 转办日期 %}该事项于{{ 转办日期 }}转你科室办理"
        "{% if 科室期限 %}，要求{{ 科室期限 }}前答复{% endif %}。{% endif %}",
        "经检查，存在以下问题：{{ 督办事由 }}。",
        "根据《信访工作条例》第四十条的规定，现予督办，要求如下：",
        "{{ 督办要求 }}",
        "请于{{ 督办期限 }}前将办理情况书面报告本单位办公室。",
        served=False,
    )


def report() -> Sheet:
    """报结报告: the sender's ref, investigation, decision, petitioner's view, proof of delivery."""
    sheet = Sheet()
    sheet.letter_page()
    sheet.head("关于信访事项办理结果的报告")
    sheet.body(
        "贵单位{% if 来文日期 %}{{ 来文日期 }}{% endif %}转来的信访事项"
        "{% if 来文文号 %}（{{ 来文文号 }}）{% endif %}，"
        "本单位已于{{ 收到日期 }}收到（登记编号：{{ 登记编号 }}）。现将办理结果报告如下："
    )
    sheet.heading("一、反映的主要问题")
    sheet.body("{{ 概况 }}")
    sheet.heading("二、调查核实情况")
    sheet.body("{{ 调查情况 }}")
    sheet.heading("三、处理意见")
    sheet.body("{%p if 诉求已决定 %}")
    _decisions(sheet)
    sheet.body("{%p endif %}")
    sheet.body(
        "{%p if 处理结果 %}",
        "{{ 处理结果 }}",
        "{%p endif %}",
        "{%p if 答复日期 %}",
        "本单位已于{{ 答复日期 }}{{ 答复方式 }}答复信访人"
        "{% if 答复文号 %}（{{ 答复文号 }}）{% endif %}。",
        "{%p endif %}",
    )
    sheet.heading("四、信访人意见")
    sheet.body("{{ 信访人意见 }}")
    sheet.heading("五、送达情况")
    sheet.body("{{ 送达情况 }}")
    sheet.body("特此报告。")
    sheet.signature()
    return sheet


def review() -> Sheet:
    """复查意见书 (Art. 35), which names the right of 复核."""
    return _review(
        "信访事项复查意见书",
        "复查",
        "如对本复查意见不服，可以自收到之日起三十日内，依照《信访工作条例》第三十六条的规定，"
        "书面请求本单位的上一级机关、单位复核。",
    )


def rereview() -> Sheet:
    """复核意见书 (Art. 36), which ends the matter."""
    return _review(
        "信访事项复核意见书",
        "复核",
        "本复核意见为信访事项的终结意见。根据《信访工作条例》第三十六条第三款的规定，"
        "对本复核意见不服，仍以同一事实和理由提出投诉请求的，各级机关、单位不再受理。",
    )


def _review(title: str, word: str, right: str) -> Sheet:
    sheet = Sheet()
    sheet.letter_page()
    sheet.head(title)
    sheet.body(
        f"{{{{ 称谓 }}}}对{{{{ 原意见 }}}}不服，于{{{{ 复查申请日期 }}}}提出{word}申请。"
        f"本单位依照《信访工作条例》的规定进行了{word}，现提出如下意见："
    )
    sheet.heading(f"一、{word}请求")
    sheet.body("{{ 复查请求 }}")
    sheet.heading("二、查明的事实和理由")
    sheet.body("{{ 复查意见 }}")
    sheet.heading(f"三、{word}结论")
    sheet.body("本单位决定：{{ 复查结论 }}。", right)
    sheet.signature()
    delivery_form(sheet)
    return sheet


def _claims(sheet: Sheet) -> None:
    sheet.body("{%p for 诉求 in 诉求列表 %}", "{{ 诉求.序号 }}．{{ 诉求.内容 }}", "{%p endfor %}")


def _decisions(sheet: Sheet) -> None:
    sheet.body("{%p for 诉求 in 诉求列表 %}")
    sheet.subheading("（{{ 诉求.汉字序号 }}）第{{ 诉求.序号 }}项诉求：{{ 诉求.决定 }}")
    sheet.body("{%p if 诉求.答复 %}", "{{ 诉求.答复 }}", "{%p endif %}", "{%p endfor %}")


LETTERS: dict[LetterKind, Callable[[], Sheet]] = {
    LetterKind.ACCEPTANCE: acceptance,
    LetterKind.REFUSAL: refusal,
    LetterKind.NO_REPEAT: no_repeat,
    LetterKind.WHEREABOUTS: whereabouts,
    LetterKind.OBJECTION: objection,
    LetterKind.STATUTORY: statutory,
    LetterKind.EXTENSION: extension,
    LetterKind.OPINION: opinion,
    LetterKind.ANSWER: answer,
    LetterKind.URGING: urging,
    LetterKind.REPORT: report,
    LetterKind.REVIEW: review,
    LetterKind.REREVIEW: rereview,
}

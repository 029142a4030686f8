"""Cases of the demo registry that wait for a letter for which the synthetic ones seldom wait.

What is refused is soon filed, and the synthetic office reviews nothing itself. Everything is invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.terms import Decision, RefusalGround, ReviewResult
from petitiondesk.services.desk import Desk
from petitiondesk.tour_matter import COURSE, letter

_Taken = tuple[str, Mapping[str, object], int]
"""A step with what is entered and the days since."""


_CROPS, _LAND = "要求补足青苗补偿", "要求返还被渠道占用的承包地"


@dataclass(frozen=True)
class _Story:
    """A letter that came ``ago`` days ago, and what was done with it."""

    ago: int
    name: str
    summary: str
    content: str
    steps: tuple[_Taken, ...]

    def petition(self, today: date) -> Petition:
        """What is registered."""
        return replace(
            letter(today - timedelta(days=self.ago)),
            petitioners=(Petitioner(self.name, phone="13800000002", address="青石镇柳树村3组"),),
            summary=self.summary,
            content=self.content,
            claims=(Claim(self.summary),),
            place="青石镇柳树村",
            pages=1,
        )


def register_cases(desk: Desk, today: date) -> None:
    """Register and handle four: re-reviewed here, reviewed here, settled before, one for a court."""
    office = desk.office.office()
    for story in _stories(office.name, office.open_sections()[0], today):
        kept = desk.petitions.register(story.petition(today))
        for name, given, ago in story.steps:
            desk.petitions.perform(kept.id, name, dict(given), today - timedelta(days=ago))


def _stories(own: str, section: str, today: date) -> tuple[_Story, ...]:
    county, year = "县人民政府", today.year
    return (
        _Story(
            104, "罗志强", _CROPS,
            "修渠时我家三亩麦地被占用，青苗补偿只按两亩算，多次到村里询问没有结果，请求按实际面积补足。",
            (
                *_answered(section, 104, _CROPS, Decision.DECLINE, "青苗补偿已按签字确认的面积付清。"),
                ("request_review", {"review_body": county, "review_request": "请求重新核定面积。"}, 62),
                ("decide_review", _decision(ReviewResult.UPHELD, f"县府信复查〔{year}〕6号"), 40),
                ("request_rereview", {"review_body": own, "review_ours": True,
                                      "review_request": "请求撤销复查意见，按实际面积补足。"}, 24),
                ("decide_rereview", _decision(ReviewResult.UPHELD, f"青综信复核〔{year}〕1号"), 3),
            ),
        ),
        _Story(
            66, "邓小兰", _LAND,
            "去年扩修支渠，渠边土坎向我家承包地里移了两米，影响耕种。请求返还土地，修好土坎。",
            (
                *_answered(section, 66, _LAND, Decision.PARTLY, "土坎由镇里修复；渠道没有占用承包地。"),
                ("request_review", {"review_body": own, "review_ours": True,
                                    "review_request": "请求撤销处理意见，重新测量承包地。"}, 21),
                ("decide_review", _decision(ReviewResult.CHANGED, f"青综信复查〔{year}〕2号"), 2),
            ),
        ),
        _Story(
            8, "魏长河", "再次要求偿还原砖厂欠款",
            "原村办砖厂欠我家的货款一直没有还清。前次的复核意见我不同意，请求重新调查并偿还。",
            (_refused(RefusalGround.REVIEWED, "如有新的事实和证据，请另行提交。"),),
        ),
        _Story(
            6, "孟庆芳", "不服民事判决，要求重新分割房屋",
            "县人民法院去年对我家房屋的判决，我认为分割不公。请求贵局协调改判。",
            (_refused(RefusalGround.LITIGATION, "请依法向人民法院申请再审，或者向人民检察院申请监督。"),),
        ),
    )  # fmt: skip


def _answered(
    section: str, ago: int, claim: str, decision: Decision, words: str
) -> Iterator[_Taken]:
    """From the section to the delivery of a written decision, within thirty days."""
    reply = f"{words}如不服本意见，可在三十日内申请复查。"
    claims = (Claim(claim, decision, words),)
    yield "route", {"section": section}, ago - 2
    yield "receive", {}, ago - 3
    yield "submit", {"draft": words}, ago - 20
    yield "reply", {**COURSE["reply"], "reply": reply, "claims": claims}, ago - 26
    yield "deliver", COURSE["deliver"], ago - 28


def _decision(result: ReviewResult, number: str) -> dict[str, object]:
    return {
        "review_result": result,
        "review_number": number,
        "review_opinion": _OPINIONS[result],
    }


_OPINIONS = {
    ReviewResult.UPHELD: "经审查，认定事实清楚，适用政策正确，程序合法，予以维持。",
    ReviewResult.CHANGED: "经重新测量，土坎内移零点八米，变更为由镇里修复土坎并返还所占承包地。",
}


def _refused(ground: RefusalGround, remedy: str) -> _Taken:
    return "refuse", {"refusal_ground": ground, "refusal_remedy": remedy}, 4

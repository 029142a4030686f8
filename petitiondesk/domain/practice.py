"""Practice (练习): one petition from the letter to the archive, in a registry of invented petitions.

The lessons follow what was really done: each ends when the petition has come that far, whichever way.
"""

from collections.abc import Callable
from dataclasses import dataclass

from petitiondesk.domain.messages import N_
from petitiondesk.domain.petition import Petition

REGISTER, CASE, RETURNS = "register", "case", "returns"
"""Where a lesson takes place."""


@dataclass(frozen=True)
class Lesson:
    """What to do next, in words; ``place`` is where; ``done`` tells whether a petition has it behind it."""

    title: str
    words: str
    place: str
    done: Callable[[Petition], bool]


LESSONS = (
    Lesson(N_("登记一封来信"),
           N_("找一封信，或者自己编一件：填姓名、概况和主要内容，Enter 到下一项，填好点“保存”。"),
           REGISTER, lambda p: True),
    Lesson(N_("转给科室"),
           N_("右上角蓝色的按钮总是下一步：先拟办，再请领导批示，然后转办给一个科室。"),
           CASE, lambda p: bool(p.routings)),
    Lesson(N_("等科室的答复"),
           N_("科室签收后办理；情况报回来了，点蓝色的“登记科室答复”，写上办理情况。"),
           CASE, lambda p: bool(p.draft)),
    Lesson(N_("答复信访人"),
           N_("审核没有问题，点“答复”：对每一项诉求写明决定。需要文书，在“文书”一栏里做。"),
           CASE, lambda p: p.replied_on is not None),
    Lesson(N_("送达，然后办结"),
           N_("答复送到信访人手里，点“送达”，再点“办结”。"),
           CASE, lambda p: p.concluded_on is not None),
    Lesson(N_("归档"),
           N_("点“归档”：保管期限和档号已经替您填好。"),
           CASE, lambda p: p.archived_on is not None),
    Lesson(N_("看它算进了报表"),
           N_("打开报表，把“统计到”改成今天，点“收到批次”的数字：刚才办的这一件就在里面。"),
           RETURNS, lambda p: False),
)  # fmt: skip


@dataclass(frozen=True)
class Progress:
    """How far practice has come: the lesson at hand, its number from 1, and the petition's id."""

    lesson: Lesson
    number: int
    petition_id: int | None

    @property
    def last(self) -> bool:
        """Whether it is the last lesson."""
        return self.number == len(LESSONS)


def progress(petition: Petition | None) -> Progress:
    """The first lesson that the petition of the practice does not have behind it."""
    if petition is None:
        return Progress(LESSONS[0], 1, None)
    number = next(n for n, lesson in enumerate(LESSONS, 1) if not lesson.done(petition))
    return Progress(LESSONS[number - 1], number, petition.id)

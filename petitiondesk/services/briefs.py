"""The brief (研判材料) and the minutes (会议纪要) of an analysis meeting, as Word files.

Every number comes from the return itself, so that the brief of a submitted return says what was
submitted. What people conclude from the numbers is left for them to write.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from petitiondesk.domain import history
from petitiondesk.domain.calendar import chinese_date
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.returns.figures import Key, Return
from petitiondesk.domain.returns.indicators import TOTAL
from petitiondesk.domain.returns.period import mark_of
from petitiondesk.domain.returns.small_numbers import folded
from petitiondesk.domain.terms import Adoption
from petitiondesk.exchange import letters as word
from petitiondesk.exchange.letter_rules import Values
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.infra.resources import resource
from petitiondesk.services import brief_words as words
from petitiondesk.services.context import Context

MOST_MATTERS = 15
"""Repeated matters and suggestions that are listed one by one."""


class BriefService:
    """Writes both papers from a return."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def write(self, value: Return, path: Path) -> None:
        """Write the brief; an event.

        Raises:
            FileProblem, StorageError: the file could not be written; an older one is as it was.
        """
        self._write("brief", value, path)

    def write_minutes(self, value: Return, path: Path) -> None:
        """Write the minutes, with the figures filled in and the conclusions left open; an event.

        Raises:
            FileProblem, StorageError: the file could not be written; an older one is as it was.
        """
        self._write("minutes", value, path)

    def values(self, value: Return) -> Values:
        """What the templates are filled with."""
        with self._registry.reading():
            matters = self._matters(value)
            suggestions = self._suggestions(value)
            hidden = {
                "topic": folded(value, "topic", ("batches",), self._sealed_among),
                "section": folded(value, "section", words.SECTION_COLUMNS, self._sealed_among),
            }
        today = self._context.today
        return {
            "单位": value.office,
            "期间": value.period.zh,
            "成文日期": chinese_date(today),
            "总体": words.overall(value),
            "走势": words.trend(value),
            "办理": words.handling(value),
            "分类": words.topics(value, hidden),
            "超期": words.overdue(value, hidden),
            "重复": words.repeats(value, matters),
            "建议": words.adopted(value),
            "口径": words.basis(value),
            "形式列表": words.rows(("信访形式", "批次", "占比", "上年同期", "同比", "人次"), words.channel_rows(value)),
            "月份列表": words.rows(("月份", "批次", "上年同期", "同比"), words.month_rows(value)),
            "指标列表": words.rows(("指标", "分子", "分母", "本期", "上年同期"), words.rate_rows(value)),
            "科室列表": words.rows(
                ("科室", "收到", "办结", "按期办结", "超期办结", "在办", "超期未结"), words.section_rows(value, hidden)
            ),
            "分类列表": words.rows(("内容分类", "批次", "上年同期", "增减", "同比"), words.topic_rows(value, hidden)),
            "重复列表": words.rows(
                ("首件编号", "内容分类", "主办科室", "本期次数", "状态"), map(words.matter_row, matters)
            ),
            "建议列表": words.rows(("编号", "概况", "结果"), map(words.suggestion_row, suggestions)),
            "问题列表": words.rows(("序号", "问题", "责任单位"), words.problem_rows(value, hidden)),
        }  # fmt: skip

    def _write(self, name: str, value: Return, path: Path) -> None:
        document = word.fill(resource("templates", f"{name}.docx").read_bytes(), self.values(value))
        changes = {
            name: [None, mark_of(value.period, value.version)],
        }
        with replacing(path) as file:
            file.write_bytes(document)
            # The record is written before the file is in its place: no export goes unrecorded.
            with self._registry.transaction():
                self._registry.events.append([self._context.event(history.EXPORT, None, changes)])

    def _matters(self, value: Return) -> list[words.Matter]:
        """Matters that came again in the period, by their first petition, the most frequent first."""
        ids = [line[0] for line in value.cases(Key("channel", TOTAL, "repeat"))]
        times: dict[int, int] = {}
        for petition in self._many(ids):
            first = petition.repeats_id or petition.id
            times[first] = times.get(first, 0) + 1
        firsts = {petition.id: petition for petition in self._many(sorted(times))}
        found = [words.Matter(firsts[i], n) for i, n in times.items() if i in firsts]
        found.sort(key=lambda matter: (-matter.times, matter.first.id))
        return found[:MOST_MATTERS]

    def _suggestions(self, value: Return) -> list[Petition]:
        """The suggestions that were adopted, whole or in part."""
        keys = [Key("suggestion", TOTAL, a.value) for a in (Adoption.ADOPTED, Adoption.PARTLY)]
        ids = [line[0] for key in keys for line in value.cases(key)]
        return list(self._many(ids[:MOST_MATTERS]))

    def _many(self, ids: Sequence[int]) -> Iterable[Petition]:
        for start in range(0, len(ids), 500):
            yield from self._registry.petitions.many(ids[start : start + 500])

    def _sealed_among(self, ids: Collection[int]) -> set[int]:
        return {petition.id for petition in self._many(sorted(ids)) if petition.sealed}

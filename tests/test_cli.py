"""The commands as another program sees them: what they print, and how they end."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import ROOT, Commands, Done, started
from tests.exchange.ledger_files import ledger
from tests.factory import PASSWORD, TODAY, WHOLE_COURSE, a_desk, a_petition, take
from tests.ledgers.catalogue import LEDGERS
from tests.ledgers.shapes_files import PASSWORD as FILE_PASSWORD
from tests.services.test_import import BAD, GOOD, HEAD
from tests.services.workbooks import plain, read_back

Command = Callable[..., Done]


@pytest.fixture
def desk_command(tmp_path: Path, commands: Commands) -> Command:
    """Runs ``petitiondesk …`` in a process of its own; ``anew`` as ``python -m petitiondesk``."""

    def run(
        *arguments: object, password: str | None = PASSWORD, lang: str = "", anew: bool = False,
        **environment: str,
    ) -> Done:  # fmt: skip
        environ = {k: v for k, v in os.environ.items() if not k.startswith("PETITIONDESK_")}
        environ |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PETITIONDESK_LANG": lang}
        if password is not None:
            environ["PETITIONDESK_PASSWORD"] = password
        environ |= environment
        return (started if anew else commands.run)([*map(str, arguments)], environ, tmp_path)

    return run


@pytest.fixture
def registry(folder: Path) -> Path:
    """A registry with an archived petition and one that waits, closed."""
    desk = a_desk(folder)
    take(desk, desk.petitions.register(a_petition()), *WHOLE_COURSE)
    desk.petitions.register(a_petition(confidential=True, summary="要求保密的一件"))
    desk.close()
    return folder


def refused(done: Done, said: str) -> None:
    """Status 1, one clear line on standard error, no traceback."""
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_a_registry_is_made_verified_and_never_made_over(
    desk_command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "新的.petition"
    done = desk_command("new", folder, "--office", "某县水利局", "--section", "水政科", anew=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "登记簿已建立" in done.stdout
    assert "恢复密钥" in done.stdout
    assert desk_command("verify", folder, anew=True).returncode == 0
    wraps = json.loads((folder / "keys.json").read_text("utf-8"))["wraps"]
    costs = [(wrap["memory_kib"], wrap["passes"], wrap["lanes"]) for wrap in wraps]
    assert costs == [(65_536, 3, 4)] * 2  # RFC 9106: what guessing a password costs
    refused(desk_command("new", folder, "--office", "某县水利局"), "已经有文件了，没有覆盖")


def test_a_registry_without_a_good_password_is_not_made(
    desk_command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "新的.petition"
    refused(desk_command("new", folder, "--office", "某局", password="123"), "密码至少 8 个字符")
    refused(desk_command("new", folder, "--office", "某局", password=None), "PETITIONDESK_PASSWORD")
    refused(desk_command("new", folder, "--office", "  "), "单位名称")
    assert not folder.exists()


def test_verify_says_what_it_counted(desk_command: Command, registry: Path) -> None:
    done = desk_command("verify", registry)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("完好：2 件，经过 14 条，附件 0 个。指纹 ")


def test_a_wrong_password_is_refused_in_one_line(desk_command: Command, registry: Path) -> None:
    refused(desk_command("verify", registry, password="something else"), "密码不对")


def test_what_is_no_registry_is_named(desk_command: Command, tmp_path: Path) -> None:
    refused(desk_command("verify", tmp_path), "没有信访登记簿")


def test_the_commands_speak_english_when_asked(desk_command: Command, registry: Path) -> None:
    done = desk_command("verify", registry, lang="en")
    assert done.stdout.startswith("Sound. Petitions: 2; history entries: 14; attachments: 0.")
    refused(
        desk_command("verify", registry, password="something else", lang="en"),
        "The password is not right. The registry was not changed; please try again.",
    )
    assert "import an old ledger" in desk_command("--help", lang="en").stdout.lower()
    assert "导入旧台账" in desk_command("--help").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("new",),
        ("nonsense",),
        ("export", "x.petition", "ledger"),
        ("export", "x.petition", "ledger", "--out", "a.xlsx", "--from", "2026-13-01"),
        ("fill", "x.petition", "many"),
    ],
)
def test_wrong_usage_ends_with_two(desk_command: Command, arguments: tuple[str, ...]) -> None:
    done = desk_command(*arguments)
    assert done.returncode == 2
    assert "usage: petitiondesk" in done.stderr
    assert "Traceback" not in done.stderr


# --- show ---------------------------------------------------------------------------------------


def test_a_case_is_shown_masked_with_its_history(desk_command: Command, registry: Path) -> None:
    done = desk_command("show", registry, "信〔2026〕1号", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    case = json.loads(done.stdout)
    assert (case["number"], case["state"], case["state_text"]) == (
        "信〔2026〕1号", "archived", "已归档",
    )  # fmt: skip
    assert [e["kind"] for e in case["history"]] == ["register", *WHOLE_COURSE]
    (person,) = case["facts"]["petitioners"]
    assert (person["name"], person["phone"]) == ("王＊", "138＊＊＊＊0000")
    assert [c["code"] for c in case["clocks"]] == ["C1", "C5", "C7", "C10", "C10"]
    explained = case["clocks"][1]["explanations"]
    assert "起 60 日" in explained["zh_CN"]
    assert "60 days" in explained["en"]
    assert case["clocks"][1]["explanation"] == explained["zh_CN"]
    assert "王建国" not in done.stdout


def test_a_sealed_case_is_shown_shut(desk_command: Command, registry: Path) -> None:
    for options in ((), ("--json",)):
        done = desk_command("show", registry, "信〔2026〕2号", *options)
        assert done.returncode == 0
        assert "（密）" in done.stdout
        for secret in ("要求保密的一件", "王建国", "王＊", "机耕路"):
            assert secret not in done.stdout


def test_a_case_is_shown_in_full_with_a_reason_that_stays(
    desk_command: Command, registry: Path
) -> None:
    refused(desk_command("show", registry, "信〔2026〕2号", "--unmasked"), "请写明原因")
    done = desk_command(
        "show", registry, "信〔2026〕2号", "--json", "--unmasked", "--reason", "核对线索"
    )
    assert json.loads(done.stdout)["facts"]["summary"] == "要求保密的一件"
    case = json.loads(desk_command("show", registry, "信〔2026〕2号", "--json").stdout)
    assert [e["kind"] for e in case["history"]] == ["register", "open_sealed"]


def test_a_case_reads_in_lines_in_both_languages(desk_command: Command, registry: Path) -> None:
    chinese = desk_command("show", registry, "信〔2026〕1号").stdout
    english = desk_command("show", registry, "信〔2026〕1号", lang="en").stdout
    assert "已归档" in chinese
    assert "转办：由 办公室 到 农田建设科" in chinese
    assert "Archived" in english
    assert "Routed from the office to 农田建设科" in english
    assert (
        len(chinese.splitlines()) == len(english.splitlines()) == 1 + 5 + 10
    )  # head, limits, events


def test_a_number_that_is_not_there_is_named(desk_command: Command, registry: Path) -> None:
    refused(desk_command("show", registry, "信〔2026〕99号"), "没有编号“信〔2026〕99号”")


# --- import, export, fill -----------------------------------------------------------------------


def test_a_dry_run_tells_what_would_come_and_the_import_brings_it(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    path = ledger(tmp_path / "旧台账.xlsx", [HEAD, *GOOD, *BAD])
    dry = desk_command("import", registry, path, "--dry-run")
    assert dry.returncode == 0
    assert "信访人 → 信访人" in dry.stdout
    assert "可导入 4 行，已导入过 0 行，读不了 2 行，不是信访件 1 行。没有写入。" in dry.stdout
    assert "2 件" in desk_command("verify", registry).stdout

    done = desk_command("import", registry, path)
    assert "导入 4 行，已导入过 0 行，读不了 2 行，不是信访件 1 行。" in done.stdout
    assert (tmp_path / "旧台账-未导入.xlsx").exists()
    assert "6 件" in desk_command("verify", registry).stdout
    assert "导入 0 行，已导入过 4 行" in desk_command("import", registry, path).stdout


def test_an_import_speaks_english_when_asked(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    path = ledger(tmp_path / "旧台账.xlsx", [HEAD, *GOOD])
    said = desk_command("import", registry, path, "--dry-run", lang="en").stdout
    assert "手机号码 → Phone" in said
    assert "Rows that can be imported: 4;" in said


def test_the_password_of_a_workbook_comes_from_the_environment(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    path = LEDGERS["locked_xlsx"](tmp_path)
    refused(desk_command("import", registry, path), "PETITIONDESK_FILE_PASSWORD")
    wrong = desk_command("import", registry, path, PETITIONDESK_FILE_PASSWORD="不是它")
    refused(wrong, "打开密码不对")
    done = desk_command("import", registry, path, PETITIONDESK_FILE_PASSWORD=FILE_PASSWORD)
    assert "导入 1 行" in done.stdout


def test_a_workbook_that_is_no_ledger_is_refused(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    path = ledger(tmp_path / "食堂.xlsx", [["菜名", "价格"], ["红烧肉", 18]])
    refused(desk_command("import", registry, path), "不像信访台账")
    refused(desk_command("import", registry, tmp_path / "没有.xlsx"), "找不到文件")


def test_the_ledger_is_exported_masked_and_in_full_only_with_a_reason(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    done = desk_command("export", registry, "ledger", "--out", path)
    assert done.returncode == 0
    assert "已导出 2 件" in done.stdout
    assert read_back(path).column("信访人") == ["王＊", "（密）"]

    refused(desk_command("export", registry, "ledger", "--out", path, "--unmasked"), "写明原因")
    assert read_back(path).column("信访人") == ["王＊", "（密）"]
    desk_command("export", registry, "ledger", "--out", path, "--unmasked", "--reason", "报送上级")
    assert read_back(path).column("信访人") == ["王建国", "王建国"]


def test_the_export_keeps_to_its_period(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    day = TODAY.isoformat()
    desk_command("export", registry, "ledger", "--out", path, "--from", day, "--to", day)
    assert [plain(row["收到日期"]) for row in read_back(path).rows] == [TODAY, TODAY]
    desk_command("export", registry, "ledger", "--out", path, "--to", "2026-03-01")
    assert read_back(path).rows == ()


def test_a_place_that_does_not_exist_is_refused(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    path = tmp_path / "没有" / "台账.xlsx"
    refused(desk_command("export", registry, "ledger", "--out", path), "找不到要存放")


def test_fill_writes_as_many_as_asked(desk_command: Command, registry: Path) -> None:
    done = desk_command("fill", registry, "25", "--seed", "3", "--until", "2026-03-02")
    assert (done.returncode, done.stdout) == (0, "已写入 25 件合成信访件。\n")
    assert desk_command("verify", registry).stdout.startswith("完好：27 件")

"""Checks of what lies in the package: files, translations, fonts, templates, manual, licences."""

import hashlib

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QFontDatabase, QTextLayout
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QDialogButtonBox

from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import LetterKind
from petitiondesk.exchange.letters import placeholders
from petitiondesk.infra.about import build, libraries
from petitiondesk.infra.i18n import LANGUAGES, language, speaking, tr
from petitiondesk.infra.resources import resource
from petitiondesk.selftest.room import Check, Fault, Room, need
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.application import translate_qt
from petitiondesk.ui.help.manual import PICTURE, Manual
from petitiondesk.ui.style import font

CANCEL = {"zh_CN": "取消", "en": "Cancel"}
"""What Qt's own button says in each language."""

_RARE = "信访登记〔2026〕１２号：请阅处。"
"""Characters of an ordinary document number, which the window's font must have."""

_LGPL = ("LGPL-3.0.txt", "GPL-3.0.txt", "LGPL-2.1.txt", "LGPL-notice.txt")


def look_at_files(_room: Room) -> Message:
    """Every shipped file is as the build made it; a source tree has no list of them.

    Raises:
        Fault: one is missing or another.
    """
    made = build().resources
    root = resource()
    if not made:
        return Message("源代码，没有构建清单。文件 {files} 个", files=len([*root.rglob("*")]))
    for name, digest in made.items():
        path = root / name
        need(path.is_file(), Message("缺文件：{name}", name=name))
        same = hashlib.sha256(path.read_bytes()).hexdigest() == digest
        need(same, Message("文件和构建时不同：{name}", name=name))
    return Message("{files} 个，和构建时一样", files=len(made))


def look_at_words(room: Room) -> Message:
    """The English catalogue answers, and Qt's own Cancel button speaks the language in use.

    Raises:
        Fault: something is not translated.
    """
    before = language()
    try:
        for spoken in LANGUAGES:
            with speaking(spoken):
                need(
                    tr("取消") == CANCEL[spoken],
                    Message("界面没有译文：{language}", language=spoken),
                )
                translate_qt(room.app)
                box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
                said = box.button(QDialogButtonBox.StandardButton.Cancel).text()
                need(
                    said.replace("&", "") == CANCEL[spoken],
                    Message(
                        "Qt 的“取消”按钮在 {language} 里是“{said}”", language=spoken, said=said
                    ),
                )
    finally:
        with speaking(before):
            translate_qt(room.app)
    return Message("两种语言，{words}", words="取消 / Cancel")


def look_at_fonts(_room: Room) -> Message:
    """There is a Chinese font, and the window's text is drawn with one.

    Raises:
        Fault: there is none, or characters would show as boxes.
    """
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    need(
        QFontDatabase.families(chinese),
        Message("没有中文字体。请安装一种，例如 fonts-noto-cjk 或 fonts-wqy-zenhei。"),
    )
    layout = QTextLayout(_RARE, font(sizes.BODY))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    drawn = sum(1 for run in runs for glyph in run.glyphIndexes() if glyph)
    need(drawn == len(_RARE), Message("有的字显示不出来：{text}", text=_RARE))
    names = dict.fromkeys(run.rawFont().familyName() for run in runs)
    return Message("窗口用 {names}", names=tuple(names))


def look_at_icons(_room: Room) -> Message:
    """Every icon can be drawn.

    Raises:
        Fault: one cannot, or there are none.
    """
    files = sorted(resource("icons").glob("*.svg"))
    need(files, Message("没有图标"))
    for path in files:
        valid = QSvgRenderer(QFileInfo(str(path)).absoluteFilePath()).isValid()
        need(valid, Message("图标打不开：{name}", name=path.name))
    return Message("{files} 个", files=len(files))


def look_at_templates(room: Room) -> Message:
    """Every kind of letter has a template that can be read.

    Raises:
        Fault: one is missing or damaged.
    """
    for kind in LetterKind:
        try:
            named = placeholders(room.desk.letters.template(kind))
        except OSError as error:
            raise Fault(Message("缺模板：{kind}", kind=kind)) from error
        need(named, Message("模板里没有可填的内容：{kind}", kind=kind))
    return Message("{kinds} 种文书", kinds=len(LetterKind))


def look_at_manual(_room: Room) -> Message:
    """Every page of the manual is there in both languages, in a package with all its pictures.

    Raises:
        Fault: a page or a picture is missing.
    """
    packed = bool(build().resources)
    pages = pictures = 0
    for spoken in LANGUAGES:
        manual = Manual(spoken)
        for name in manual.names():
            text = manual.text(name)
            need(text.strip(), Message("手册缺一页：{name}", name=name))
            shown = [manual.picture(picture) for _, picture in PICTURE.findall(text)]
            missing = [path for path in shown if not path.is_file()]
            need(
                not (packed and missing),
                Message("手册缺图：{name}", name=missing[0].name if missing else ""),
            )
            pages += 1
            pictures += len(shown) - len(missing)
    return Message("{pages} 页，图 {pictures} 张", pages=pages, pictures=pictures)


def look_at_licences(_room: Room) -> Message:
    """Every library has its version and the text of its licence; those of the LGPL all of it.

    Raises:
        Fault: one lacks something.
    """
    known = libraries()
    for one in known:
        need(one.texts, Message("缺许可证：{name}", name=one.name))
        for path in one.texts:
            need(path.stat().st_size, Message("许可证是空的：{name}", name=path.name))
    for name in _LGPL:
        need(resource("licences", name).is_file(), Message("缺许可证：{name}", name=name))
    return Message("{libraries} 个部分，各有许可证", libraries=len(known))


CHECKS = (
    Check(Message("随程序的文件"), look_at_files),
    Check(Message("译文"), look_at_words),
    Check(Message("中文字体"), look_at_fonts),
    Check(Message("图标"), look_at_icons),
    Check(Message("文书模板"), look_at_templates),
    Check(Message("使用手册"), look_at_manual),
    Check(Message("许可证"), look_at_licences),
)

"""The Word file as a package: what it may be, and the neutral form that leaves the office.

A letter that goes out must not say who wrote it, on which computer, or when it was first opened; and
the same letter made twice must be the same bytes, because its content is stored by its hash. So the
document properties are replaced and every entry of the zip carries the same day.
"""

import io
import re
import zipfile

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message

LARGEST = 50 << 20
"""Bytes a template may take when unpacked: above any letter with a seal or an emblem in it."""

MAIN_PART = "word/document.xml"

_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"/>'
)
_CUSTOM = _APP.replace("extended-properties", "custom-properties")
_NEUTRAL = {
    "docProps/core.xml": _CORE,
    "docProps/app.xml": _APP,
    "docProps/custom.xml": _CUSTOM,
}
_TRACES = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|commentReference)[ >/]")
_OUTSIDE = re.compile(rb'<Relationship\b[^>]*TargetMode="External"[^>]*>')


def inspect(template: bytes) -> None:
    """Refuse what is no Word document, or carries more than an office would send out.

    Raises:
        FileProblem: not a .docx, damaged, too large; with comments or tracked changes, which would
            go out with every letter; or with pictures that stand outside the file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            entries = archive.infolist()
            if MAIN_PART not in archive.namelist():
                raise _not_word()
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise FileProblem(
                    Message("模板解开后超过 50 MB，没有采用。请去掉其中的大图片再试。")
                )
            for entry in entries:
                _look(entry.filename, archive.read(entry))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _not_word() from error


def _look(name: str, data: bytes) -> None:
    if name.startswith("word/") and name.endswith(".xml") and _TRACES.search(data):
        raise FileProblem(
            Message(
                "模板里还有批注或修订痕迹，会随每份文书发出去，没有采用。请接受修订、删除批注再试。"
            )
        )
    if not name.endswith(".rels"):
        return
    for relation in _OUTSIDE.findall(data):
        if b"/hyperlink" not in relation and b"/attachedTemplate" not in relation:
            raise FileProblem(
                Message(
                    "模板引用了文件以外的图片或对象，换一台电脑就看不到，没有采用。请把它们嵌入文档再试。"
                )
            )


def neutral(document: bytes) -> bytes:
    """The same document without names, times or the path of the template it was begun from."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        # Word wants the list of content types first; the rest by name, so that order says nothing.
        for name in sorted(source.namelist(), key=lambda n: (not n.startswith("[Content"), n)):
            data = source.read(name)
            if name in _NEUTRAL:
                data = _NEUTRAL[name].encode()
            elif name == "word/_rels/settings.xml.rels":
                data = _OUTSIDE.sub(b"", data)
            elif name == "word/settings.xml":
                data = re.sub(rb"<w:attachedTemplate\b[^>]*/>", b"", data)
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            target.writestr(entry, data)
    return out.getvalue()


def _not_word() -> FileProblem:
    return FileProblem(
        Message(
            "这不是 Word 文档（.docx），没有采用。请用 Word 或 WPS 打开它，另存为 docx 后再选。"
        )
    )

"""The redacted copy names nobody, wherever in the file the name stood; the rest is as it was."""

import base64
import io
import zipfile
from collections.abc import Mapping

import pytest
from docx import Document
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.text_masking import TextMask
from petitiondesk.exchange.letter_redaction import redact
from petitiondesk.exchange.redaction_check import check
from petitiondesk.exchange.redaction_text import spread
from petitiondesk.infra.resources import resource
from tests.exchange.letter_reading import lines, text

WANG = Petitioner(
    "王建国", id_number="110101199003074610", phone="13800001234", address="某县青石镇河湾村4组12号"
)
SECRETS = (WANG.name, WANG.id_number, WANG.phone, WANG.address)
MASK = TextMask([WANG], also=["054001"])
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
COVER = resource("pictures", "covered.png").read_bytes()
PHOTO = COVER + b"\0Exif\0" + "王建国".encode()  # a picture whose metadata names its owner
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_letter(*paragraphs: str) -> bytes:
    """A letter with these paragraphs, from python-docx's own template."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def parts_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


FEW_STYLES = {
    name: f"<w:styles {W}><w:style w:type='paragraph' w:styleId='a'/></w:styles>".encode()
    for name in ("word/styles.xml", "word/stylesWithEffects.xml")
}
"""Instead of the thousands of attributes of python-docx's own, which `a_letter` keeps."""


def with_body(xml: str, extra: Mapping[str, bytes] | None = None, relations: str = "") -> bytes:
    """A letter whose body is ``xml``, with further parts and relations of the body."""
    parts = {**parts_of(a_letter("正文")), **FEW_STYLES}
    parts["word/document.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {W} {R} '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<w:body>{xml}<w:sectPr/></w:body></w:document>"
    ).encode()
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relations.encode() + b"</Relationships>")
    return packed({**parts, **(extra or {})})


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def cleaned(document: bytes, template: bytes = b"") -> bytes:
    """The redacted copy, looked through."""
    copy = redact(document, MASK, COVER, template)
    check(copy, MASK.secrets)
    Document(io.BytesIO(copy))  # another program opens it
    return copy


# --- texts ---------------------------------------------------------------------------------------


def test_names_numbers_and_addresses_are_masked_and_the_rest_stays() -> None:
    copy = cleaned(a_letter("王建国：", "你（110101199003074610，13800001234）反映的路已修好。"))
    assert lines(copy) == [
        "王＊：",
        "你（110101＊＊＊＊＊＊＊＊4610，138＊＊＊＊1234）反映的路已修好。",
    ]


@settings(max_examples=30)
@given(st.lists(st.integers(0, 60), max_size=20), st.sampled_from(SECRETS))
def test_a_name_is_found_however_word_has_split_it(cuts: list[int], secret: str) -> None:
    sentence = f"关于{secret}来信的答复：村民{secret}所述属实。"
    places = sorted({0, len(sentence), *(c for c in cuts if c < len(sentence))})
    runs = "".join(run(sentence[a:b]) for a, b in zip(places, places[1:], strict=False))
    copy = cleaned(with_body(f"<w:p>{runs}</w:p>"))
    shown = text(copy)
    assert secret not in shown
    assert shown.startswith("关于")
    assert shown.endswith("所述属实。")


@given(
    st.lists(st.text("甲乙丙", max_size=4), min_size=1, max_size=6), st.text("甲乙丁", max_size=12)
)
def test_a_changed_text_is_spread_over_its_runs_without_loss(texts: list[str], shown: str) -> None:
    if "".join(texts):
        assert "".join(spread(texts, shown)) == shown


_BOX = f"<w:txbxContent><w:p>{run('王建')}{run('国')}</w:p></w:txbxContent>"

PLACES = {
    "a table": f"<w:tbl><w:tr><w:tc><w:p>{run('王建国')}</w:p></w:tc></w:tr></w:tbl>",
    "a text box": f"<w:p><w:r><w:pict><v:shape><v:textbox>{_BOX}</v:textbox></v:shape></w:pict></w:r></w:p>",
    "both forms of a text box": (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{_BOX}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{_BOX}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "an alternative text": "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='王建国.jpg' "
    "descr='王 建 国的照片'/></wp:inline></w:drawing></w:r></w:p>",
    "a simple field": f"<w:p><w:fldSimple w:instr='QUOTE 王建国'>{run('王建国')}</w:fldSimple></w:p>",
    "a field's code": "<w:p><w:r><w:instrText>QUOTE 王</w:instrText></w:r>"
    "<w:r><w:instrText>建国</w:instrText></w:r></w:p>",
    "a content control": "<w:sdt><w:sdtPr><w:alias w:val='王建国'/><w:tag w:val='13800001234'/>"
    "<w:dataBinding w:xpath='/王建国'/></w:sdtPr><w:sdtContent>"
    f"<w:p>{run('王')}{run('建国')}</w:p></w:sdtContent></w:sdt>",
    "a control within a name": f"<w:p>{run('王')}<w:sdt><w:sdtContent>{run('建')}</w:sdtContent></w:sdt>"
    f"{run('国')}</w:p>",
    "a tag": f"<w:p><w:smartTag w:element='PersonName'>{run('王建')}</w:smartTag>{run('国')}</w:p>",
    "a tracked insertion": f"<w:p>{run('王')}<w:ins w:author='王建国' w:id='1'>{run('建国')}</w:ins></w:p>",
    "a tracked deletion": "<w:p><w:del w:author='王建国' w:id='1'><w:r><w:delText>王建国</w:delText>"
    "</w:r></w:del></w:p>",
    "a deleted row": "<w:tbl><w:tr><w:trPr><w:del w:author='甲' w:id='1'/></w:trPr><w:tc>"
    f"<w:p>{run('王建国')}</w:p></w:tc></w:tr><w:tr><w:tc><w:p>{run('在')}</w:p></w:tc></w:tr></w:tbl>",
    "a name over lines": f"<w:p>{run('王')}<w:r><w:br/></w:r>{run('建')}<w:r><w:tab/></w:r>{run('国')}</w:p>",
    "a bookmark": "<w:p><w:bookmarkStart w:id='0' w:name='王建国'/><w:bookmarkEnd w:id='0'/></w:p>",
    "full-width digits": f"<w:p>{run('１３８００')}{run('００１２３４')}</w:p>",
    "a number over hyphens": f"<w:p>{run('138-0000')}{run('-1234')}</w:p>",
    "a comment of the XML": "<w:p><!-- 王建国 --></w:p>",
    "an instruction of the XML": "<w:p><?note 王建国?></w:p>",
    "a hidden run": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>王建国</w:t></w:r></w:p>",
    "the postcode": f"<w:p>{run('邮编 054001')}</w:p>",
}  # fmt: skip


@pytest.mark.parametrize("where", PLACES)
def test_nobody_is_named_in(where: str) -> None:
    document = with_body(PLACES[where])
    with pytest.raises(FileProblem):
        check(document, MASK.secrets)
    cleaned(document)


INTERRUPTED = {
    "a name around a deletion": f"<w:p>{run('王')}<w:del w:author='甲' w:id='1'><w:r><w:delText>某"
    f"</w:delText></w:r></w:del>{run('建国')}</w:p>",
    "a reading above the name": "<w:p>" + "".join(
        "<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase>"
        f"<w:r><w:t>{c}</w:t></w:r></w:rubyBase></w:ruby></w:r>" for c in "王建国"
    ) + "</w:p>",
}  # fmt: skip
"""Names with something between their characters that a reader does not see as text."""


@pytest.mark.parametrize("what", INTERRUPTED)
def test_a_name_is_found_around(what: str) -> None:
    assert text(cleaned(with_body(INTERRUPTED[what]))) == "王＊"


def test_a_size_on_the_page_is_no_postcode() -> None:
    document = with_body("<w:p><w:r><w:drawing><wp:inline><wp:extent cx='054001' cy='1054001'/>"
                         "</wp:inline></w:drawing></w:r></w:p>")  # fmt: skip
    assert b'cx="054001"' in parts_of(cleaned(document))["word/document.xml"]


def test_headers_footers_and_notes_are_masked_too() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "王建国信访件"
    document.sections[0].footer.paragraphs[0].text = "电话 138 0000 1234"
    copy = cleaned(saved(document))
    everything = b"".join(parts_of(copy).values()).decode("utf-8", "ignore")
    assert "王＊信访件" in everything
    assert "电话 138＊＊＊＊1234" in everything


# --- what is no text -----------------------------------------------------------------------------


def test_properties_comments_custom_xml_and_embedded_files_do_not_go_along() -> None:
    body = (
        f"<w:p><w:commentRangeStart w:id='0'/>{run('路')}<w:commentRangeEnd w:id='0'/><w:r>"
        "<w:commentReference w:id='0'/></w:r><w:r><w:object><o:OLEObject "
        "xmlns:o='urn:schemas-microsoft-com:office:office' r:id='rId91'/></w:object></w:r>"
        "<w:hyperlink r:id='rId92'><w:r><w:t>联系</w:t></w:r></w:hyperlink></w:p>"
        "<w:altChunk r:id='rId93'/>"
    )
    relations = (
        f"<Relationship Id='rId90' Type='{REL}/comments' Target='comments.xml'/>"
        f"<Relationship Id='rId91' Type='{REL}/oleObject' Target='embeddings/王建国.xlsx'/>"
        f"<Relationship Id='rId92' Type='{REL}/hyperlink' Target='mailto:wangjianguo13800001234@x.cn' "
        "TargetMode='External'/>"
        f"<Relationship Id='rId93' Type='{REL}/aFChunk' Target='afchunk.htm'/>"
        f"<Relationship Id='rId94' Type='{REL}/customXml' Target='../customXml/item1.xml'/>"
    )
    extra = {
        "word/comments.xml": f"<w:comments {W}><w:comment w:author='王建国'/></w:comments>".encode(),
        "word/embeddings/王建国.xlsx": packed({"xl/a.xml": "王建国".encode()}),
        "word/afchunk.htm": "<p>王建国</p>".encode("gb18030"),
        "customXml/item1.xml": "<a>王建国</a>".encode("utf-16"),
        "docProps/custom.xml": "<Properties>王建国</Properties>".encode(),
        "docProps/core.xml": "<creator>王建国</creator>".encode(),
        "docProps/thumbnail.jpeg": PHOTO,
        "word/people.xml": f"<w:people {W}>王建国</w:people>".encode(),
        "word/vbaProject.bin": "王建国".encode("utf-16-le"),
        "word/settings.xml": f"<w:settings {W} {R}><w:attachedTemplate r:id='rId1'/><w:rsids>"
        "<w:rsid w:val='00A1'/></w:rsids><w:docVars><w:docVar w:name='名' w:val='王建国'/></w:docVars>"
        "</w:settings>".encode(),
    }
    copy = parts_of(cleaned(with_body(body, extra, relations)))
    assert not [n for n in copy if "comments" in n or "embed" in n or "custom" in n or "vba" in n]
    main = copy["word/document.xml"].decode()
    assert "联系" in main
    assert "〔已遮盖〕" in main
    known = etree.fromstring(copy["word/_rels/document.xml.rels"])
    ids = {relation.get("Id") for relation in known}
    used = etree.fromstring(main.encode()).xpath("//@r:id", namespaces={"r": REL})
    assert set(used) <= ids
    assert b"rsid" not in copy["word/settings.xml"]


def with_picture(picture: bytes) -> bytes:
    document = Document()
    document.add_paragraph("图：").add_run().add_picture(io.BytesIO(COVER), width=Cm(4))
    parts = parts_of(saved(document))
    (name,) = (n for n in parts if n.startswith("word/media/"))
    return packed({**parts, name: picture})


def pictures_of(document: bytes) -> list[bytes]:
    return [d for n, d in parts_of(document).items() if n.startswith("word/media/")]


def test_a_picture_that_is_not_the_templates_is_covered() -> None:
    assert pictures_of(cleaned(with_picture(PHOTO))) == [COVER]


def test_the_emblem_of_the_offices_template_stays() -> None:
    emblem = COVER + b"emblem"
    assert pictures_of(cleaned(with_picture(emblem), template=with_picture(emblem))) == [emblem]
    assert pictures_of(cleaned(with_picture(PHOTO), template=with_picture(emblem))) == [COVER]


def test_the_same_letter_gives_the_same_copy() -> None:
    letter = a_letter("王建国：")
    assert redact(letter, MASK, COVER) == redact(letter, MASK, COVER)


def test_a_redacted_copy_may_be_redacted_again() -> None:
    once = cleaned(a_letter("王建国：13800001234，某县青石镇河湾村4组12号"))
    assert lines(cleaned(once)) == lines(once)


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04", packed({"a.txt": b""})])
def test_what_is_no_letter_is_refused(damaged: bytes) -> None:
    with pytest.raises(FileProblem, match="原件没有改动"):
        redact(damaged, MASK, COVER)


# --- the second look -----------------------------------------------------------------------------

_CELLS = "".join(f"<w:tc><w:p>{run(c)}</w:p></w:tc>" for c in WANG.id_number)

LEFT = {
    "a number one digit a cell": with_body(f"<w:tbl><w:tr>{_CELLS}</w:tr></w:tbl>"),
    "a name one character a cell": with_body(
        "<w:tbl><w:tr>"
        + "".join(f"<w:tc><w:p>{run(c)}</w:p></w:tc>" for c in "王建国")
        + "</w:tr></w:tbl>"
    ),
    "marks without width": with_body("<w:p>" + run("王\u200b建\u2060国") + "</w:p>"),
    "bytes of a picture": with_picture(PHOTO),
    "a part in UTF-16": packed({**parts_of(a_letter()), "a.bin": "王建国".encode("utf-16-be")}),
    "base64": packed(
        {**parts_of(a_letter()), "a.bin": base64.b64encode("甲乙丙丁王建国甲乙丙丁".encode())}
    ),
    "a file's name": packed({**parts_of(a_letter()), "王建国.txt": b""}),
}


@pytest.mark.parametrize("where", LEFT)
def test_a_copy_that_still_names_somebody_is_not_handed_out(where: str) -> None:
    with pytest.raises(FileProblem) as refusal:
        check(LEFT[where], MASK.secrets)
    assert not [secret for secret in SECRETS if secret in str(refusal.value.message)]


def test_the_second_look_comes_to_the_end_of_a_letter_that_names_nobody() -> None:
    check(a_letter("路已修好，2026年3月2日。"), MASK.secrets)

"""The guard on attachments: whatever is hidden in them, and whatever is wrong with them."""

import io
import json
import zipfile

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from openpyxl.comments import Comment

from cms.privacy import files
from cms.privacy.files import scan_file

MOBILE, ID = "13812341234", "11010519491231002X"


def found(path, name=None):
    """`{(place, kind)}` of what the guard finds in the file."""
    return {(finding.place, finding.kind) for finding in scan_file(path, name)}


@pytest.fixture
def save(tmp_path):
    """Writes bytes to a file of a name and returns its path."""

    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def zipped(**members):
    """A zip with these members; values are bytes or text."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return output.getvalue()


def docx(**parts):
    """A Word file as far as the guard looks: each part is paragraphs of runs."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    members = {}
    for name, paragraphs in parts.items():
        body = "".join(f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>" for runs in paragraphs)
        members[f"word__{name}_xml"] = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    return zipped(**members)


class TestOffice:
    """Word and Excel."""

    def test_a_number_split_over_runs(self, save):
        path = save("a.docx", docx(document=[["电话138", "1234", "1234。"]]))
        assert found(path) == {("word/document.xml", "mobile")}

    @pytest.mark.parametrize("part", ["header1", "footer1", "comments", "footnotes", "endnotes"])
    def test_headers_comments_and_notes(self, save, part):
        path = save("a.docx", docx(document=[["正文"]], **{part: [[f"身份证{ID}"]]}))
        assert found(path) == {(f"word/{part}.xml", "id_number")}

    def test_metadata(self, save):
        core = f"<coreProperties><creator>李某{MOBILE}</creator></coreProperties>"
        assert found(save("a.docx", zipped(docProps__core_xml=core))) == {("docProps/core.xml", "mobile")}

    def test_spreadsheet_with_hidden_sheet_comment_and_number(self, save):
        book = openpyxl.Workbook()
        book.active["A1"] = "名称"
        hidden = book.create_sheet("底稿")
        hidden.sheet_state = "veryHidden"
        hidden["B2"] = int(MOBILE)
        hidden["B3"] = f"身份证 {ID}"
        book.active["A2"].comment = Comment(f"联系{MOBILE}", "王")
        output = io.BytesIO()
        book.save(output)
        kinds = found(save("a.xlsx", output.getvalue()))
        assert {kind for _place, kind in kinds} == {"mobile", "id_number"}
        assert any("comment" in place for place, _kind in kinds)
        assert any("sheet2" in place for place, _kind in kinds)

    def test_large_numbers_as_spreadsheets_keep_them(self, save):
        sheet = "<worksheet><sheetData><row><c r='A1'><v>1.3812341234E10</v></c></row></sheetData></worksheet>"
        assert found(save("a.xlsx", zipped(xl__sheet1_xml=sheet))) == {("xl/sheet1.xml", "mobile")}

    def test_clean(self, save):
        assert found(save("a.docx", docx(document=[["当事人逾期未改正，罚款一万元。"]]))) == set()


def pdf(text=None, *, picture=False):
    """A PDF of one page, by hand."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode() if text else b"q Q"
    resources = b"/XObject << /I 6 0 R >>" if picture else b"/Font << /F1 5 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << " + resources + b" >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>"
        b"\nstream\n0\nendstream",
    ]
    output, offsets = io.BytesIO(b""), []
    output.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        offsets.append(output.tell())
        output.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    table = output.tell()
    output.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    output.write(b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets))
    output.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF".encode())
    return output.getvalue()


class TestPdf:
    """The text layer; without one a human has to look."""

    def test_text_layer(self, save):
        assert found(save("a.pdf", pdf(f"Tel {MOBILE}"))) == {("page 1", "mobile")}

    def test_scanned_page(self, save):
        assert [f.kind for f in scan_file(save("a.pdf", pdf(picture=True)))] == ["unreadable"]

    @pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"<<" * 5000, pdf("x")[:300]])
    def test_damaged(self, save, data):
        assert {kind for _place, kind in found(save("a.pdf", data))} <= {"unreadable"}


class TestText:
    """Plain text and tables in the encodings in use."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_encodings(self, save, encoding):
        rows = f"企业,联系方式\n某公司,手机{MOBILE}\n".encode(encoding)
        assert found(save("名单.csv", rows)) == {("row 2", "mobile")}

    def test_file_name(self, save):
        assert ("name", "mobile") in found(save(f"王某{MOBILE}.txt", b"x"))


class TestArchives:
    """Members, members of members, and the tricks of archives."""

    def test_members_and_names(self, save):
        inner = zipped(**{"b.txt": f"身份证{ID}"})
        data = zipped(**{"a.zip": inner, f"李某{MOBILE}.txt": "正文"})
        assert found(save("all.zip", data)) == {("a.zip › b.txt", "id_number"), (f"李某{MOBILE}.txt", "mobile")}

    def test_too_deep(self, save):
        data = b"x"
        for _ in range(5):
            data = zipped(**{"a.zip" if data != b"x" else "a.txt": data})
        assert ("text", "unreadable") in found(save("deep.zip", data))

    def test_bomb(self, save):
        data = zipped(**{"a.txt": b"0" * (80 * 1024 * 1024)})
        assert len(data) < 200_000
        assert ("text", "unreadable") in found(save("bomb.zip", data))

    def test_encrypted_member(self, save):
        data = bytearray(zipped(**{"a.txt": "x"}))
        at = data.index(b"PK\x01\x02") + 8
        data[at] |= 1
        data[data.index(b"PK\x03\x04") + 6] |= 1
        assert ("text", "unreadable") in found(save("locked.zip", bytes(data)))

    @pytest.mark.parametrize("cut", [30, 60, 90])
    def test_truncated(self, save, cut):
        assert {kind for _place, kind in found(save("cut.zip", zipped(**{"a.txt": "正文" * 50})[:cut]))} == {
            "unreadable"
        }


class TestRefused:
    """What is not read is said, never passed."""

    @pytest.mark.parametrize("name", ["a.exe", "a.doc", "a", "a.png"])
    def test_unknown_kinds(self, save, name):
        assert ("text", "unreadable") in found(save(name, b"\xd0\xcf\x11\xe0" + b"0" * 100))

    def test_entities_are_not_expanded(self, save):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x><p>&b;</p></x>'
        assert ("text", "unreadable") in found(save("a.docx", zipped(word__document_xml=bomb)))

    def test_larger_than_50_megabytes(self, save):
        path = save("big.txt", b"")
        with path.open("wb") as file:
            file.truncate(files.LARGEST + 1)
        assert ("", "unreadable") in found(path)

    def test_memory_is_bounded(self, save, monkeypatch):
        monkeypatch.setattr(files, "MEMORY", 80 * 1024 * 1024)
        path = save("wide.txt", b"1 " * (20 * 1024 * 1024))
        assert ("text", "unreadable") in found(path)


class TestCommand:
    """`manage.py scan`."""

    def test_findings_and_status(self, save, capsys):
        path = save("a.txt", f"电话{MOBILE}".encode())
        with pytest.raises(SystemExit) as ended:
            call_command("scan", str(path))
        assert ended.value.code == 1
        line = json.loads(capsys.readouterr().out)
        assert line == {
            "file": "a.txt", "place": "text", "kind": "mobile", "start": 2, "end": 13, "masked": "138****1234",
        }  # fmt: skip

    def test_nothing_found(self, save, capsys):
        call_command("scan", str(save("a.txt", "罚款一万元".encode())))
        assert capsys.readouterr().out == ""

    def test_no_such_file(self):
        with pytest.raises(CommandError, match="no such file"):
            call_command("scan", "nowhere.txt")

"""Text, encodings, kinds of files and archives."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportkit.errors import ReadError
from reportkit.read import Document, Grid, Paragraph, Picture, expand, is_archive, kind_of, read
from reportkit.read.encoding import decode

SHARED = Path(__file__).parents[2] / "shared"
SAMPLE = "示例县云水镇人民政府2021年度主动公开政府信息19条，收到申请1件，已按时答复；下一步将加强学习，完善制度。\n无其他需要报告的事项。"
TRADITIONAL = "示例縣雲水鎮人民政府主動公開政府信息，收到申請一件，已經答覆；下一步將加強學習，完善制度。"
SENTENCES = st.text(SAMPLE, min_size=12, max_size=80)
CELLS = st.text("规章性文件行政许可处罚0123456789-/（）", max_size=6)


def text(content: str, name: str = "report.txt") -> Document:
    return read(content.encode(), name)


def shown(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


# Encodings


@given(SENTENCES, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]))
def test_every_encoding_comes_back(sentence, encoding):
    assume(sentence.strip() and sum(character > "\u4dff" for character in sentence) >= 8)
    assert decode(sentence.encode(encoding), "x.txt").text == sentence


def test_rare_and_traditional_characters():
    rare = SAMPLE.replace("云水", "驩蔄螅𠮷")
    assert decode(rare.encode("gb18030"), "x.txt").text == rare
    assert decode(TRADITIONAL.encode("big5"), "x.txt")[1:] == ("big5hkscs", 0)
    assert decode(TRADITIONAL.encode("big5"), "x.txt").text == decode(TRADITIONAL.encode(), "x.txt").text == TRADITIONAL


@pytest.mark.parametrize("declared", ["utf-8", "gbk", "big5", "latin-1", "utf-16", "x"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_outweigh_the_declaration(declared, encoding):
    page = f"<?xml version='1.0' encoding='{declared}'?><p>{SAMPLE}"
    assert decode(page.encode(encoding), "x.html").text == page


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_bytes_are_counted_and_told(encoding):
    data = (SAMPLE * 9).encode(encoding)
    broken = data[:60] + b"\xff\xff" + data[60:]
    document = read(broken, "x.txt")
    assert "\ufffd" in document.blocks[0].text
    assert "bytes could not be read" in document.notices[0]
    assert not read(data, "x.txt").notices


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\0\1\2\3" * 900, hashlib.shake_256(b"seed").digest(5000)])
def test_binary_data_is_refused(data):
    with pytest.raises(ReadError, match=r"x\.txt: .*binary"):
        read(data, "x.txt")


# Lines


def test_a_paragraph_for_each_line_with_its_place():
    blocks = text("\ufeff　　一、总体情况\r\n\r\n\r\n　　云水镇  人民政府\r甲\n乙\f\n").blocks
    assert [(block.text, block.where, block.gap) for block in blocks] == [
        ("一、总体情况", "line 1", 0),
        ("云水镇  人民政府", "line 4", 2),
        ("甲", "line 5", 0),
        ("乙", "line 6", 0),
    ]


def test_one_cell_a_line_stays_lines():
    blocks = text("规章\n0\n\n1\n").blocks
    assert [(block.text, block.where, block.gap) for block in blocks] == [("规章", "line 1", 0), ("0", "line 2", 0), ("1", "line 4", 1)]


@given(st.integers(2, 6).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=6)))
def test_tabbed_rows_come_back_cell_by_cell(rows):
    assume(all(row[0].strip() for row in rows))
    blocks = text("前\n" + "\n".join("\t".join(row) for row in rows) + "\n后").blocks
    before, grid, after = blocks
    assert (before.text, after.text) == ("前", "后")
    assert shown(grid) == rows
    assert grid.rows[1][1].where == "line 3, column 2"


def test_empty_cells_at_the_ends_of_a_tabbed_row_are_kept():
    (grid,) = text("规章\t0\t\n\t\t2\n其他\t\t\n\t\t\n尾\t1\t2").blocks
    assert shown(grid) == [["规章", "0", ""], ["", "", "2"], ["其他", "", ""], ["", "", ""], ["尾", "1", "2"]]


def test_tabs_are_aligned_only_under_headings():
    headed = "项目\t新制作\t总数\n规章\t0\t1"
    slid = "项目\t新制作\t\n规章\t0\t1"
    ragged = "项目\t新制作\n规章\t0\t1"
    assert [text(content).blocks[0].aligned for content in (headed, slid, ragged)] == [True, False, False]
    assert shown(text(ragged).blocks[0])[0] == ["项目", "新制作", None]


def test_a_blank_line_ends_a_table_only_before_prose():
    (grid,) = text("规章\t0\t1\n\n其他\t2\t3\n\n").blocks
    assert len(grid.rows) == 2
    kinds = [type(block) for block in text("规章\t0\t1\n其他\t2\t3\n\n三、收到\n\n甲\t0\t1\n乙\t2\t3").blocks]
    assert kinds == [Grid, Paragraph, Grid]


def test_an_indent_or_a_single_tab_makes_no_table():
    blocks = text("\t一、总体情况\n\t云水镇人民政府\n镇长\t2021年1月\n　　　　完").blocks
    assert [type(block) for block in blocks] == [Paragraph] * 4


def test_cells_that_a_spreadsheet_quoted_keep_their_line_feeds():
    (grid,) = text('"结果\n维持"\t"结果\n纠正"\t总计\n0\t1\t"说""明"""').blocks
    assert shown(grid) == [["结果\n维持", "结果\n纠正", "总计"], ["0", "1", '说"明"']]
    assert grid.rows[1][0].where == "line 4, column 1"
    assert [block.text for block in text('"云水\n镇"人民政府\n甲').blocks] == ['"云水', '镇"人民政府', "甲"]


def test_lists_copied_from_word_are_no_table():
    blocks = text("1.\t公开不及时\n2.\t内容不全面\n（三）\t人员不足\n●\t其他").blocks
    assert [type(block) for block in blocks] == [Paragraph] * 4
    assert isinstance(text("1.\t0\n2.\t3").blocks[0], Grid)


def test_prose_with_stray_blanks_is_no_table():
    blocks = text("2021年  云水镇  主动公开信息。\n2022年  青禾乡  主动公开信息。").blocks
    assert [type(block) for block in blocks] == [Paragraph] * 2


def test_pipes_with_and_without_borders():
    bordered = "| 项目 | 数量 |\n| --- | :-: |\n| **规章** | 0 |\n|  | 1\\|2 |"
    bare = "项目 | 数量\n--- | ---\n规章 | 0"
    (grid,) = text(bordered).blocks
    assert shown(grid) == [["项目", "数量"], ["规章", "0"], ["", "1|2"]]
    assert (grid.aligned, grid.rows[1][0].where) == (True, "line 3, column 1")
    assert shown(text(bare).blocks[0]) == [["项目", "数量"], ["规章", "0"]]
    assert [type(block) for block in text("首页 | 信息公开 | 正文\n完").blocks] == [Paragraph, Paragraph]


def test_pipes_that_fill_a_row_up_are_no_empty_cells():
    (grid,) = text("名称 | 新收 | 结转 | 总计 |\n公开 | 1 | 2 | 3 |\n不予公开 | 4 | 5 | |\n").blocks
    assert shown(grid)[2] == ["不予公开", "4", "5", None] and not grid.aligned
    (grid,) = text("名称 | 新收 | 结转 | 总计 |\n公开 | 1 | 2 | 3 |\n不予公开 | 4 | 5 |  |\n").blocks
    assert shown(grid)[2] == ["不予公开", "4", "5", ""] and grid.aligned


def test_drawn_tables():
    drawn = "┌──┬──┐\n│项目│数量│\n├──┼──┤\n│规章│  0 │\n└──┴──┘"
    plus = "+----+----+\n| 项目 | 数量 |\n+----+----+\n| 规章 | 0  |\n+----+----+"
    assert shown(text(drawn).blocks[0]) == shown(text(plus).blocks[0]) == [["项目", "数量"], ["规章", "0"]]


def test_runs_of_spaces():
    content = "　　项目　　新制作数量    总数\n　　规章  0   1\n　其他 文件　　　２　　３\n政府采购  0\n\n　　一是加强学习，完善制度。"
    grid, prose = text(content).blocks
    assert shown(grid) == [["项目", "新制作数量", "总数"], ["规章", "0", "1"], ["其他 文件", "２", "３"], ["政府采购", "0", None]]
    assert not grid.aligned
    assert prose.text == "一是加强学习，完善制度。"


def test_spaced_titles_are_no_table():
    blocks = text("工　　作　　报　　告\n云　　水　　镇\n云水镇人民政府      2021年1月26日").blocks
    assert [type(block) for block in blocks] == [Paragraph] * 3


def test_markdown_loses_its_marks_and_plain_text_does_not():
    blocks = text("## 一、**总体**情况\n\n1\\. 见[公报](https://example.org/a)\n![表](t2.png)\n> 引文", "x.md").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["一、总体情况", "1. 见公报", "引文"]
    assert [block.address for block in blocks if isinstance(block, Picture)] == ["t2.png"]
    assert text("**镇**人民政府").blocks[0].text == "**镇**人民政府"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
def test_a_real_report_in_text():
    document = read(SHARED / "real" / "zhuqiao-2020.txt")
    second, third, fourth = [block for block in document.blocks if isinstance(block, Grid)]
    assert [len(grid.rows) for grid in (second, third, fourth)] == [18, 26, 4]
    assert [cell.text for cell in second.rows[-1]] == ["政府集中采购", "0", "", ""]
    assert third.rows[7][2].text == "1.属于国家秘密"
    assert third.rows[7][2].where == "line 53, column 3"
    assert not third.aligned
    assert [cell.text for cell in fourth.rows[-1]] == ["0"] * 15


# Kinds of files


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7 ...", "x.html", "pdf"),
        (b"\n<!DOCTYPE html><p>x", "x.txt", "html"),
        (b"<html xmlns:o='urn'><p>x", "x.doc", "html"),
        ("<html><p>字".encode("utf-16"), "x.htm", "html"),
        (b"<div><table><tr><td>1", "copied", "html"),
        (b"<p>x</p>", "x.jsp", "html"),
        (b"1 < 2 and <p>", "x.txt", "text"),
        (b"{\\rtf1 x", "x.doc", "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + b"\0\0", "x.xls", "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le") + b"\0\0", "x.doc", "sheet"),
        (b"\xff\xd8\xff\xe0", "x.jpeg", "image"),
        (b"II*\0", "scan.TIF", "image"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "x.doc", "mht"),
        (b"From: <x>\r\nSubject: =?utf-8?Q?x?=\r\n y\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n", "x.mht", "mht"),
        (b"<!-- saved -->" + b" " * 5000, "x.html", "html"),
        (b"<script>1</script>", "x", "html"),
        (b"plain", "x.html", "text"),
    ],
)
def test_kinds_are_told_by_the_bytes(data, name, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "x.txt", r"x\.txt: the file is empty"),
        (b" \r\n\t", "x.html", "empty"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "photo.html", r"photo\.html: the file is a JPEG image although its name ends in \.html"),
        (b"\x89PNG\r\n\x1a\n", "x.docx", "PNG image"),
        (b"Rar!\x1a\x07", "x.docx", "RAR archive; unpack it"),
        (b"\x1f\x8b\x08", "x.html", "gzip"),
        (b"x" * 21_000_000, "x.txt", r"21 MB is too large .*at most 20 MB"),
        (b"x", "", "bytes need a name"),
    ],
)
def test_what_cannot_be_read_says_why(data, name, message):
    with pytest.raises(ReadError, match=message):
        read(data, name)


def test_paths_that_are_no_files(tmp_path):
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)
    with pytest.raises(ReadError, match=r"nothing\.txt: there is no such file"):
        read(str(tmp_path / "nothing.txt"))


def test_a_huge_text_is_refused_unread(tmp_path):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.write("政府信息公开\n".encode() * 200)
        file.truncate(3_000_000_000)
    with pytest.raises(ReadError, match="3,000 MB is too large"):
        read(huge)


def test_a_document_carries_its_name_and_hash(tmp_path):
    path = tmp_path / "云水镇.txt"
    path.write_text(SAMPLE, "gb18030")
    document = read(path)
    assert (document.name, document.media_type) == ("云水镇.txt", "text/plain")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


# Archives


class WindowsName(zipfile.ZipInfo):
    """A member named as Chinese Windows names it: in GBK, without the flag for UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits


def zipped(path: Path, members: dict[str, bytes], info: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            member = info(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return path


def test_members_come_with_their_names(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"丙.txt": b"3"}).read_bytes()
    path = zipped(
        tmp_path / "报告.zip",
        {"青禾乡/2021.txt": b"1", "__MACOSX/._x": b"", "a/.DS_Store": b"", "~$x.docx": b"", "里.zip": inner, "乙.html": b"2"},
    )
    assert is_archive(path)
    assert list(expand(path)) == [("报告.zip/青禾乡/2021.txt", b"1"), ("报告.zip/里.zip/丙.txt", b"3"), ("报告.zip/乙.html", b"2")]
    with pytest.raises(ReadError, match=r"报告\.zip: this is an archive"):
        read(path)


def test_names_written_by_chinese_windows(tmp_path):
    path = zipped(tmp_path / "x.zip", {"青禾乡/报告（2021）.txt": b"1"}, WindowsName)
    assert [name for name, _ in expand(path)] == ["x.zip/青禾乡/报告（2021）.txt"]


def test_a_damaged_member_does_not_stop_the_others(tmp_path):
    path = zipped(tmp_path / "x.zip", {"a.txt": b"first " * 99, "b.txt": b"second"})
    raw = bytearray(path.read_bytes())
    raw[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(raw)
    (_, damaged), (_, whole) = expand(path)
    assert isinstance(damaged, ReadError)
    assert "x.zip/a.txt: this member of the archive is damaged" in str(damaged)
    assert whole == b"second"


def test_bombs_are_refused(tmp_path):
    with pytest.raises(ReadError, match="would unpack to 1 files of 60 MB"):
        list(expand(zipped(tmp_path / "bomb.zip", {"a.txt": bytes(60_000_000)})))


def test_documents_that_are_zips_are_no_archives(tmp_path):
    word = zipped(tmp_path / "x.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    sheet = zipped(tmp_path / "y.zip", {"xl/workbook.xml": b"<x/>"})
    assert not is_archive(word)
    assert (kind_of(word.read_bytes(), "x.zip"), kind_of(sheet.read_bytes(), "y.zip")) == ("word", "sheet")
    with pytest.raises(ReadError, match="OFD document; save it as PDF"):
        read(zipped(tmp_path / "z.ofd", {"OFD.xml": b"<x/>"}))
    with pytest.raises(ReadError, match="cannot be opened"):
        list(expand(tmp_path / "missing.zip"))

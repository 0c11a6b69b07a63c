"""Documents become reports, and what is no report is refused with a reason."""

import re

import documents
import pytest

import reportkit as rk
from reportkit.errors import NotAReport

TITLE = "示例县云水镇人民政府2023年政府信息公开工作年度报告"
NARRATIVE = "2023年，云水镇通过县政府网站主动公开政府信息77条，未收到政府信息公开申请。"
FREE = f"{TITLE}\n" + "本镇认真做好政府信息公开工作，完善制度，明确分工，加强保密审查。" * 14 + NARRATIVE


@pytest.mark.parametrize("text", [
    f"《{TITLE}》解读\n{NARRATIVE}", f"一图读懂{TITLE}\n{NARRATIVE}", f"云水镇发布2023年政府信息公开工作年度报告\n近日，{NARRATIVE}",
    f"{TITLE}", f"{TITLE}\n附件：报告.pdf", "\n".join([TITLE, TITLE.replace("2023", "2022"), TITLE.replace("2023", "2021")]),
    f"关于做好2023年政府信息公开工作年度报告编制工作的通知\n示例县云水镇人民政府：{NARRATIVE * 10}",
    f"示例县云水镇人民政府2023年政府信息公开工作总结\n{NARRATIVE * 10}",
])  # fmt: skip
def test_pages_that_speak_of_a_report_are_none(text):
    with pytest.raises(NotAReport, match="a.txt"):
        rk.parse(text.encode(), "a.txt")


def test_a_report_in_free_prose_is_one():
    report = rk.parse(FREE.encode(), "a.txt")
    assert (report.report_id, report.form) == ("示例县云水镇人民政府-2023", "free")
    assert {s.measure: s.value for s in report.statements} == {"proactive_part": 77, "applications_received": 0}


def test_tables_that_are_images_leave_their_cells_absent():
    page = documents.page("示例县云水镇人民政府", 2023)
    report = rk.parse(re.sub("<table>.*?</table>", "<img src='/t/2.png'>", page).encode(), "a.html")
    assert {c.state for c in report.cells("disclosure")} == {"absent"}
    assert any("/t/2.png" in notice.text for notice in report.notices)


def test_a_whole_page_comes_out_whole():
    report = rk.parse(documents.page("示例县云水镇人民政府", 2023).encode(), "a.html")
    assert (report.organ, report.year, report.form, report.kind) == ("示例县云水镇人民政府", 2023, "2021", "town")
    assert len(report.weaknesses) == len(report.remedies) == 2 and all(w.themes for w in report.weaknesses)
    assert [c.value for t in rk.form.TABLES for c in report.cells(t)] == [0] * 200


@pytest.mark.parametrize("county", ["全州县", "全椒县", "全南县"])
def test_a_county_whose_name_begins_like_a_word_for_all(county):
    page = documents.page(f"{county}人民政府", 2023)
    assert rk.parse(page.encode(), "a.html").organ == f"{county}人民政府"

"""Slips that only the text shows, and words that look like slips and are none."""

import pytest

import reportkit as rk
from reportkit.form import SECTIONS

HEADINGS = list(SECTIONS.values())


def codes(
    overview: str = "2023年，云水镇主动公开政府信息73条。",
    title: str = "2023",
    last: str = "本年度未收取信息处理费。",
    headings: list[str] = HEADINGS,
) -> set[str]:
    """The codes noticed in a report of an invented town."""
    bodies = dict.fromkeys(HEADINGS, "详见下表。") | {
        HEADINGS[0]: overview,
        HEADINGS[4]: "存在更新不及时的问题，下一步将及时更新。",
        HEADINGS[5]: last,
    }
    lines = [f"示例县云水镇人民政府{title}年政府信息公开工作年度报告", "统计期限自2023年1月1日起至2023年12月31日止。"]
    lines += [line for heading in headings for line in (heading, bodies[heading])]
    text = "\n\n".join([*lines, "示例县云水镇人民政府", "2024年1月18日"])
    return {notice.code for notice in rk.parse(text.encode(), "a.txt").notices} - {""}


def test_a_report_as_it_should_be():
    assert codes() == set()


def test_sections_missing_and_out_of_order():
    assert codes(headings=HEADINGS[:3] + HEADINGS[4:]) == {"section_missing"}
    assert codes(headings=[HEADINGS[1], HEADINGS[0], *HEADINGS[2:]]) == {"section_order"}


@pytest.mark.parametrize(
    ("overview", "title", "noticed"),
    [
        ("2023年，云水镇主动公开政府信息73条。", "2022", True),
        ("2022年，云水镇主动公开政府信息73条。", "2023", True),
        ("2022年，云水镇打下基础。2023年，云水镇主动公开政府信息73条。", "2023", False),
        ("云水镇主动公开政府信息73条，比2022年增加3条。", "2023", False),
    ],
)
def test_two_years(overview, title, noticed):
    assert ("title_year" in codes(overview, title)) == noticed


@pytest.mark.parametrize(
    ("sentence", "noticed"),
    [
        ("我局高度重视公开工作。", True),
        ("我街道按时公开信息。", True),
        ("2023年，城关镇通过网站主动公开政府信息5条。", True),
        ("城关镇人民政府认真做好依申请公开。", True),
        ("我镇党委、政府高度重视公开工作。", False),
        ("坚持自我镇定，不自我局限，建设我乡村。", False),
        ("我镇与城关镇积极交流公开经验。", False),
        ("邻近的城关镇主动公开做得好。", False),
        ("按照县政府要求，各乡镇认真做好公开。", False),
        ("云水乡撤乡设镇后，云水镇继续公开。", False),
    ],
)
def test_another_organ_in_the_text(sentence, noticed):
    assert ("other_town" in codes(f"2023年，云水镇主动公开政府信息73条。{sentence}")) == noticed


@pytest.mark.parametrize(
    ("last", "noticed"),
    [
        ("无其他需要报告的事项。", True),
        ("2023年未收取信息处理费。", False),
        ("本年度没有产生收费情况。", False),
        ("依申请提供信息未收取任何费用。", False),
    ],
)
def test_the_word_on_fees(last, noticed):
    assert ("fee_statement" in codes(last=last)) == noticed

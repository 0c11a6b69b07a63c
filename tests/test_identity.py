"""Identity: organ, year and day of publication out of titles, openings, signatures and labels, all about invented places."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.parse.identity import Identity, identify
from reportkit.parse.identity.covered_year import most_named, periods
from reportkit.parse.identity.dates import dates, years
from reportkit.parse.identity.titles import title_identity
from reportkit.read.document import Document, Paragraph

SHARED = Path(__file__).parents[2] / "shared"
ORGAN = "示例县云水镇人民政府"
BODY = (
    "一、总体情况",
    "（一）主动公开。2020年，我镇主动公开政府信息若干条。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
    "无。",
)


def read(*lines: str, title: str = "", name: str = "page.html", published: str | None = None) -> Identity:
    paragraphs = tuple(Paragraph(line, f"line {n}") for n, line in enumerate(lines, 1))
    return identify(Document(name, "text/html", "", paragraphs, title=title, published=published), paragraphs)


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("示例县云水镇人民政府2020年政府信息公开工作年度报告", ORGAN, 2020),
        ("示例县云水镇人民政府 2020 年政府 信息公开工作年度报告", ORGAN, 2020),
        (" ".join("示例县云水镇人民政府2020年政府信息公开工作年度报告"), ORGAN, 2020),
        ("2020年度示例县云水镇人民政府2020年度政府信息公开工作年度报告", ORGAN, 2020),
        ("关于示例县云水镇2020年度政府信息公开工作的年度报告", "示例县云水镇", 2020),
        ("示例县云水镇人民政府关于2020年度政府信息公开工作情况的报告", ORGAN, 2020),
        ("示例县云水镇人民政府政府信息公开工作2020年度报告", ORGAN, 2020),
        ("示例县云水镇人民政府信息公开年度报告", ORGAN, None),
        ("示例县云水镇政府信息公开工作年度报告", "示例县云水镇", None),
        ("示例县云水镇２０２０年政务公开工作年度报告", "示例县云水镇", 2020),
        ("二〇二〇年示例县云水镇政务信息公开年报", "示例县云水镇", 2020),
        ("示例县云水镇人民政府202020年政府信息公开工作年度报告", ORGAN, 2020),
        ("示例县云水镇人民政府2020政府信息公开工作年度报", ORGAN, 2020),
        ("关于示例县云水镇2020年政府信息公开工作年度", "示例县云水镇", 2020),
        ("示例县云水镇人民政府2087年政府信息公开工作年度报告", "示例县云水镇人民政府2087年", None),
        ("2020年政府信息公开工作年度报告（示例县云水镇人民政府）", ORGAN, 2020),
        ("2020年政府信息公开工作年度报告——示例县云水镇人民政府", ORGAN, 2020),
        ("2020年政府信息公开工作年度报告_示例县人民政府网", None, 2020),
        ("2020年政府信息公开工作年度报告 - 示例县人民政府", None, 2020),
        ("首页 > 政府信息公开年报 > 示例县云水镇人民政府2020年政府信息公开工作年度报告", ORGAN, 2020),
        ("[示例县云水镇人民政府]2020年政府信息公开工作年度报告", ORGAN, 2020),
        ("【年报】示例县云水镇人民政府2020年政府信息公开工作年度报告（文字版）", ORGAN, 2020),
        ("示例市高新区（示例区）明溪街道办事处2025年度政府信息公开工作年度报告", "示例市高新区(示例区)明溪街道办事处", 2025),
        ("示例县2020年云水镇政府信息公开工作年度报告", "示例县云水镇", 2020),
        ("2021-01-20 示例县云水镇人民政府（2020年）政府信息公开工作年度报告", ORGAN, 2020),
        ("示例县云水镇人民政府2020年政府信息主动公开年度报告", ORGAN, 2020),
        ("示例县政务公开办公室2020年政府信息公开工作年度报告", "示例县政务公开办公室", 2020),
        ("示例县审计局2014年政府信息公开工作总结", "示例县审计局", 2014),
        ("示例县青禾苏木2021年政府信息公开工作年度报告解读", "示例县青禾苏木", 2021),
        ("示例县云水镇召开政府信息公开工作会议", None, None),
        ("", None, None),
    ],
)
def test_titles_name_organ_and_year(title, organ, year):
    found, covered = title_identity(title)
    assert covered == year
    assert found == (None if organ and "2087" in organ else organ)


@given(
    st.sampled_from(
        ["示例县云水镇人民政府", "示例市示例区人民政府明溪街道办事处", "示例县青禾乡", "示例旗青禾苏木人民政府", "示例县农业农村局"]
    ),
    st.integers(2008, 2030),
    st.sampled_from(["{o}{y}年", "{y}年{o}", "{y}年度{o}", "{o}关于{y}年度", "关于{o}{y}年度", "{y}年{o}{y}年度"]),
    st.sampled_from(
        ["政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作报告", "政府信息公开年报", "政务公开工作年度报告"]
    ),
    st.sampled_from(["", " ", "\u3000", "\u200b"]),
)
def test_any_order_and_spacing_of_a_title_gives_the_same(organ, year, order, topic, gap):
    title = gap.join(order.format(o=organ, y=year) + topic)
    assert title_identity(title) == (organ, year)


@pytest.mark.parametrize(
    "printed",
    [
        "2021年1月26日",
        "2021-01-26 10:20",
        "2021/1/26",
        "2021.1.26",
        "二〇二一年一月二十六日",
        "二○二一年元月廿六日",
        "2 0 2 1 年 1 月 2 6 日",
        "２０２１年１月２６日",
    ],
)
def test_dates_in_any_writing(printed):
    assert [day for day, *_ in dates(f"于{printed}")] == [date(2021, 1, 26)]


@pytest.mark.parametrize("printed", ["20201月1日", "2021年1月261日", "2021年2月30日", "2021年1225日", "〔2021〕30号", "2087年1月1日"])
def test_damaged_dates_are_not_read(printed):
    assert list(dates(printed)) == []


@given(st.dates(date(2003, 1, 1), date(2049, 12, 31)))
def test_a_written_date_is_read_back(day):
    for printed in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day:%Y.%m.%d}",
    ):
        assert [found for found, *_ in dates(printed)] == [day]


def test_years_stand_alone_or_doubled():
    assert [year for year, *_ in years("2020年、二〇二一年和202222年，202023年，2087年，202011日")] == [2020, 2021, 2022, 2023]


@pytest.mark.parametrize(
    "printed",
    [
        "自2020年1月1日起至2020年12月31日止",
        "20201月1日至202012月31日",
        "202011日至20201231日",
        "2020111231日",
        "2020年1月1日—12月31日",
        "2020.1.1-2020.12.31",
        "自 2020 年 1 月 1 日起，至 2020 年 12 月 31 日",
        "自 2020 年 1 月 1 日起至 2020 年 12 月 31 日",
    ],
)
def test_periods_survive_lost_characters(printed):
    assert periods(printed) == [(2020, 2020)]


def test_document_numbers_do_not_count_as_years_named():
    assert most_named("国办公开办函〔2021〕30号、〔2021〕31号，2020年公开，2021年1月3日") == 2020
    assert most_named("2020年与2021年") is None


def test_a_report_with_everything_in_its_place():
    found = read(f"{ORGAN}2020年政府信息公开工作年度报告", *BODY, ORGAN, "2021年1月26日")
    assert (found.organ, found.year, found.published) == (ORGAN, 2020, date(2021, 1, 26))
    assert (found.organ_where, found.year_where, found.published_where) == ("line 1", "line 1", "line 11")
    assert found.place.town == "云水镇"


@pytest.mark.parametrize(
    "lines",
    [
        (ORGAN, "2020年政府信息公开工作年度报告"),
        ("- 1 -", ORGAN, "2020年政府信息公开", "工作年度报告"),
        ("示例县云水镇人民", "政府2020年政府信息公开工作年度报告"),
        ("2020年政府信息公开工作年度报告", ORGAN),
        (f"{ORGAN}2020年政府信息公开工作年度报告", f"{ORGAN}2020年政府", "信息公开工作年度报告"),
        ("|" * 400, "2020年示例县云水镇人民政府政府信息公开年度报告"),
        ("首页", "2019年政府信息公开工作年度报告", "2018年政府信息公开工作年度报告", f"{ORGAN}2020年政府信息公开工作年度报告"),
        ("本报告由示例县云水镇人民政府根据《中华人民共和国政府信息公开条例》编制，统计期限自2020年1月1日起至2020年12月31日止。",),
        ("本报告由示例县云水镇人民", "政府依照有关规定编制，统计期限为202011日至20201231日。"),
        ("现将示例县云水镇人民政府2020年度政府信息公开情况公布如下。",),
        ("政府信息公开年报", "2020年", "由示例县云水镇人民政府党政办公室编写，共六部分。"),
        ("示例县云水镇人民政府编制2020年政府信息公开年度报告，可在县政府网站查阅。",),
    ],
)
def test_organ_and_year_wherever_they_are_printed(lines):
    found = read(*lines, *BODY)
    assert (found.organ, found.year) == (ORGAN, 2020)


def test_everything_in_one_paragraph():
    found = read(f"{ORGAN}2020年政府信息公开工作年度报告 根据规定，现公布如下。{''.join(BODY)}{ORGAN}2021年1月15日")
    assert (found.organ, found.year, found.published) == (ORGAN, 2020, date(2021, 1, 15))


def test_the_fuller_name_under_the_report_is_preferred():
    found = read("云水镇2020年政府信息公开工作年度报告", *BODY, ORGAN, "二〇二一年一月二十六日", "主办：示例县人民政府")
    assert (found.organ, found.organ_where, found.published) == (ORGAN, "line 10", date(2021, 1, 26))


def test_the_title_of_the_file_and_its_name_serve_where_the_text_has_none():
    assert read(*BODY, title="示例县青禾乡2020年政府信息公开工作年度报告_示例县人民政府").organ == "示例县青禾乡"
    found = read(*BODY, name="示例县青禾乡2020年政府信息公开工作年度报告.docx")
    assert (found.organ, found.year, found.organ_where) == ("示例县青禾乡", 2020, "name of the file")


def test_titles_of_other_years_beside_the_report():
    lists = [f"云水镇{year}年政府信息公开工作年度报告" for year in (2023, 2022, 2020)]
    assert read(*lists, *BODY, title="云水镇2020年政府信息公开工作年度报告").year == 2020


@pytest.mark.parametrize("above", [("2022年年报", "机构职能"), ("政府信息公开", "领导之窗"), ("示例县人民政府",), ("打印", "关闭")])
def test_lines_above_a_title_are_no_part_of_it(above):
    found = read(*above, "云水镇2020年政府信息公开工作年度报告", *BODY)
    assert (found.organ, found.year) == ("云水镇", 2020)


def test_a_name_below_the_title_yields_to_the_signature():
    found = read("2020年政府信息公开工作年度报告", "示例县人民政府", *BODY, ORGAN, "2021年1月20日")
    assert found.organ == ORGAN


def test_the_site_tells_namesakes_apart():
    found = read("兴华镇2020年政府信息公开工作年度报告", *BODY, title="年报_梅河口市人民政府")
    assert (found.place.county, found.place.code) == ("梅河口市", "220581114")
    assert read("兴华镇2020年政府信息公开工作年度报告", *BODY).place.county is None


def test_a_document_cited_in_the_opening_is_no_title():
    found = read("根据《某办公室关于政府信息公开工作年度报告有关事项的通知》要求，现报告如下。", *BODY)
    assert found.organ is None


@pytest.mark.parametrize(
    ("title", "period", "posted", "year"),
    [
        (2022, "自2023年1月1日起至2023年12月31日", "2024-01-18", 2023),
        (2021, "自2020年1月1日起至2020年12月31日", "2022-01-18", 2021),
        (2021, "自2021年1月1日起至2022年12月31日", "2022-01-18", 2021),
    ],
)
def test_a_title_with_another_year_than_the_text_is_noticed(title, period, posted, year):
    found = read(f"{ORGAN}{title}年政府信息公开工作年度报告", f"发布日期：{posted}", f"统计期限{period}。", *BODY[2:])
    assert found.year == year
    assert any("title says" in notice.text or "period runs" in notice.text for notice in found.notices)


def test_a_report_cannot_be_on_the_year_in_which_it_was_written_in_january():
    found = read(f"{ORGAN}2021年政府信息公开工作年度报告", *BODY, ORGAN, "2021年1月20日")
    assert found.year == 2020
    assert any("title says 2021" in notice.text for notice in found.notices)


def test_the_year_is_not_guessed():
    found = read(f"{ORGAN}政府信息公开工作年度报告", *(line for line in BODY if "2020" not in line), ORGAN, "2021年1月20日")
    assert (found.organ, found.year) == (ORGAN, None)
    assert "no year found" in [notice.text for notice in found.notices]


@pytest.mark.parametrize(
    ("lines", "published", "day", "where"),
    [
        (("发布时间：2021-02-03 09:12 来源：云水镇",), None, date(2021, 2, 3), "line 2"),
        (("【公开日期】2021年2月3日",), None, date(2021, 2, 3), "line 2"),
        (("2021-02-03 15:20",), None, date(2021, 2, 3), "line 2"),
        (("来源：云水镇 时间：2021/2/3",), None, date(2021, 2, 3), "line 2"),
        (("2021-02-03 15:20 来源：云水镇 | 打印本页",), None, date(2021, 2, 3), "line 2"),
        (("示例县人民政府门户网站 2021-02-03",), None, date(2021, 2, 3), "line 2"),
        (("今天是2022年5月6日 星期五", "成文日期：2022-05-07 10:00"), None, date(2021, 1, 20), "line 13"),
        (("生成日期：2019-05-06", "有效期：2029-12-31"), None, date(2021, 1, 20), "line 13"),
        (("发布日期：2019年12月3日", "发布时间：2021-02-03"), None, date(2021, 2, 3), "line 3"),
        ((), "2021-02-03T10:00:00", date(2021, 2, 3), "data of the page"),
        ((), None, date(2021, 1, 20), "line 11"),
    ],
)
def test_the_day_of_publication(lines, published, day, where):
    found = read(f"{ORGAN}2020年政府信息公开工作年度报告", *lines, *BODY, ORGAN, "2021年1月20日", published=published)
    assert (found.published, found.published_where) == (day, where)
    assert (day == date(2021, 1, 20)) != any("signed 2021-01-20" in notice.text for notice in found.notices)


def test_signatures_of_another_organ_are_noticed():
    found = read("示例县云水镇2020年政府信息公开工作年度报告", *BODY, "示例县青禾乡人民政府", "2021年1月20日")
    assert found.organ == "示例县云水镇"
    assert any("signature names 示例县青禾乡人民政府" in notice.text for notice in found.notices)


def test_what_is_no_report_has_no_identity():
    found = read("示例县云水镇召开会议", "2020年1月20日，云水镇召开政府信息公开工作推进会议。")
    assert (found.organ, found.year) == (None, None)
    assert found.notices


def test_a_page_that_explains_a_report_is_noticed():
    found = read("《云水镇2020年政府信息公开工作年度报告》文稿解读", *BODY)
    assert any("explains" in notice.text for notice in found.notices)


@given(st.lists(st.text(alphabet="示例县云水镇人民政府信息公开工作年度报告20年月日1（）:。《》 一二", max_size=60), max_size=12))
def test_any_lines_are_survived(lines):
    found = read(*lines)
    assert found.year is None or 2003 <= found.year <= 2049


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
def test_the_shared_report_in_text():
    text = (SHARED / "real" / "zhuqiao-2020.txt").read_text("utf-8")
    found = read(*(line for line in text.splitlines() if line.strip()))
    assert (found.organ, found.year, found.published) == ("莱州市朱桥镇人民政府", 2020, date(2021, 1, 26))
    assert found.place.code == "370683102"


RULES = "根据《中华人民共和国政府信息公开条例》要求，"


@pytest.mark.parametrize(
    ("opening", "organ"),
    [
        (RULES + "特向社会公布2020年度示例县云水镇政府信息公开年度报告。", "示例县云水镇"),
        (RULES + "现发布《示例县云水镇人民政府2020年政府信息公开工作年度报告》。", ORGAN),
        (RULES + "示例县云水镇人民政府编制2020年政府信息公开年度报告。", ORGAN),
        (RULES + "由示例县云水镇人民政府党政综合办公室编制完成本报告，数据限于2020年。", ORGAN),
        (RULES + "汇总2020年度示例县云水镇人民政府的政务公开年度报告编制而成。", ORGAN),
        (RULES + "结合2020年示例县司法局政府信息公开工作实际而编制。", "示例县司法局"),
        ("结合示例县税务局（以下简称“县税务局”）政府信息公开工作有关统计数据撰写，数据限于2020年。", "示例县税务局"),
        ("在示例市示例区人民政府明溪街道办事处2020年度政府信息公开工作的基础上编制。", "示例市示例区人民政府明溪街道办事处"),
        ("在总结我镇2020年政府信息公开工作的基础上，编制此报告。", None),
        ("全文包括示例县云水镇人民政府信息公开总体情况，数据限于2020年。", ORGAN),
        ("如有疑问，请与示例县云水镇人民政府党政办公室联系（电话：0000）。2020年，我镇公开信息。", ORGAN),
        ("如有疑问，请与示例市公安局示例县分局联系（电话：0000）。2020年，我局公开信息。", "示例市公安局示例县分局"),
        ("示例县人民政府门户网站 示例县财政局 2020年政府信息公开工作年度报告", "示例县财政局"),
        ("2020年，示例县云水镇人民政府认真贯彻落实《中华人民共和国政府信息公开条例》要求。", ORGAN),
        ("根據《中華人民共和國政府信息公開條例》，現公布示例縣雲水鎮2020年政府信息公開工作年度報告。", "示例县云水镇"),
        (RULES + "编制2020年政府信息公开年度报告。", None),
        ("2020年，我县公开信息。如有疑问，请与示例县大数据局联系。", None),
        ("《省政务公开办公室关于政府信息公开工作年度报告有关事项的通知》已于2020年印发。", None),
    ],
)
def test_a_text_without_a_title_says_who_reports(opening, organ):
    found = read(opening, *BODY[:1], *BODY[2:])
    assert (found.organ, found.year) == (organ, 2020)


def test_the_year_announced_holds_where_the_period_was_left_from_the_year_before():
    lines = (RULES + "示例县云水镇人民政府编制了2021年政府信息公开年度报告，统计期限自2020年1月1日起至2020年12月31日止。", "2021年，我镇公开信息。")
    assert read(*lines, *BODY[2:]).year == 2021


def test_sites_and_addresses_tell_namesakes_apart():
    """Eighteen places are called 和平街道; the site that the report names says which."""
    title = "和平街道办事处2020年政府信息公开工作年度报告"
    assert read(title, *BODY).place.county is None
    assert read(title, "依托梅河口市政府网站主动公开信息。", *BODY).place.county == "梅河口市"
    assert read(title, "（地址：梅河口市和平大街1号）", *BODY).place.county == "梅河口市"


def test_the_source_only_makes_a_name_fuller():
    assert read("云水镇2020年政府信息公开工作年度报告", "来源：示例县云水镇", *BODY).organ == "示例县云水镇"
    assert read("云水镇2020年政府信息公开工作年度报告", "发布机构：示例县云水镇  成文日期：2021-01-16", *BODY).organ == "示例县云水镇"
    assert read("2020年政府信息公开工作年度报告", "来源：示例县融媒体中心", *BODY).organ is None

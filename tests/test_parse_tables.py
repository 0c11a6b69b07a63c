"""What real reports do to the tables of the form, one small invented document for each."""

import documents
import pytest
from rendering import layout, pages
from rendering.invented import Invented, cells, count
from rendering.layout import applications
from rendering.story import HEADINGS, plain, story
from rendering.variations import replaced, with_columns

import reportkit as rk
from reportkit import form

TITLE = "示例县云水镇人民政府2022年政府信息公开工作年度报告"
ZEROS = ["0"] * 7


def text(**sections: str) -> bytes:
    """A report in plain text; sections: what stands under each of its headings, "无" under the others."""
    parts = [TITLE]
    for name, heading in zip(form.SECTIONS, HEADINGS, strict=True):
        parts += [heading, sections.get(name, "无。")]
    return "\n".join(parts).encode()


def read(**sections: str) -> rk.Report:
    return rk.parse(text(**sections), "a.txt")


def values(report: rk.Report, table: str, *key: str) -> list[int | float | None]:
    """The values of a row."""
    return [c.value for c in report.cells(table) if c.key[: len(key)] == key]


def states(report: rk.Report, table: str, *key: str) -> list[str]:
    return [c.state for c in report.cells(table) if c.key[: len(key)] == key]


def notices(report: rk.Report) -> str:
    return "\n".join(n.text for n in report.notices if "division" not in n.text)


def row(*cells: object) -> str:
    return "\t".join(map(str, cells))


def invented(name: str = "2021", rows: str | None = None, year: int = 2022) -> Invented:
    """A report whose figures are all different."""
    figures = {cell: count(n) for n, cell in enumerate(cells(name, rows or name), 1)}
    return Invented("示例县云水镇人民政府", year, name, rows or name, figures)


def page(report: Invented, tables: dict | None = None) -> bytes:
    return pages.page(story(report, tables or plain(report))).encode()


def assert_whole(report: rk.Report, source: Invented) -> None:
    """Every figure of the invented report is there, at its place."""
    found = {(table, c.key): c.value for table in form.TABLES for c in report.cells(table)}
    assert found == {cell: figure.value for cell, figure in source.figures.items()}


# Layout

def test_tables_under_repeated_skipped_and_half_bracketed_section_numbers():
    source = invented()
    body = page(source).decode()
    for wrong in (("三、收到", "二、收到"), ("四、政府", "六、政府"), ("五、存在", "（五、存在")):
        body = body.replace(*wrong)
    assert_whole(rk.parse(body.encode(), "a.html"), source)


def test_sections_numbered_1_2_3():
    source = invented()
    body = page(source).decode()
    for n, heading in enumerate(HEADINGS, 1):
        body = body.replace(heading, f"{n}.{heading.partition('、')[2]}")
    assert_whole(rk.parse(body.encode(), "a.html"), source)


def test_no_headings_but_the_tables():
    source = invented()
    blocks = [b for b in story(source, plain(source)) if b not in HEADINGS]
    assert_whole(rk.parse(pages.page(blocks).encode(), "a.html"), source)


def test_tables_that_are_images_are_absent_and_named():
    body = page(invented(), {"disclosure": [], "applications": [], "disputes": []}).decode()
    for number, heading in enumerate(HEADINGS[1:4], 2):
        body = body.replace(f"<p>{heading}</p>", f'<p>{heading}</p><p><img src="/images/table{number}.png" width="800" height="600"></p>')
    report = rk.parse(body.encode(), "a.html")
    assert {c.state for table in form.TABLES for c in report.cells(table)} == {"absent"}
    assert all(f"/images/table{number}.png" in notices(report) for number in (2, 3, 4))


def test_bare_headings_one_after_another_are_missing_tables():
    report = read()
    assert {c.state for table in form.TABLES for c in report.cells(table)} == {"absent"}
    assert "table III is not in the text" in notices(report)


def test_placeholders_of_the_form_are_no_figures():
    assert {c.state for c in read(disclosure="（该部分以表格形式报告）", applications="（具体网址）").cells("disclosure")} == {"absent"}


def test_numbered_lists_in_a_section_are_no_rows():
    report = read(applications="1.办理申请3件\n2.重复申请未发生\n（一）予以公开2件，均按时答复。")
    assert not any(c.value is not None for c in report.cells("applications"))


# Table II

@pytest.mark.parametrize(("old", "new"), [
    ("本年增/减", "本年增/"), ("本年增/减", "本年数量"), ("本年增/减", "本年新"), ("上一年项目数量", "上年项目数量（单位：项）"), ("处理决定数量", "处理决定"),
    ("信息内容", ""), ("规章", "规 章"), ("其他对外管理服务事项", "其他对外管理\n服务事项"), ("行政事业性收费", "行政事业性\n收费"),
])  # fmt: skip
def test_headings_broken_cut_or_renamed_in_the_form_of_2019(old, new):
    source = invented("2019", year=2020)
    assert_whole(rk.parse(page(source, replaced((old, new))(source)), "a.html"), source)


@pytest.mark.parametrize(("old", "new"), [
    ("现行有效件数", "现行有效件"), ("行政规范性文件", "规范性文件"), ("本年收费金额（单位：万元）", "本年收费金额"), ("本年制发件数", "本年（2022）制发件数"),
    ("第二十条第（一）项", ""),
])  # fmt: skip
def test_headings_broken_cut_or_renamed_in_the_form_of_2021(old, new):
    source = invented()
    assert_whole(rk.parse(page(source, replaced((old, new))(source)), "a.html"), source)


def test_one_cell_a_line():
    report = read(disclosure="信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n3\n\n1\n行政规范性文件\n0\n0\n0")
    assert values(report, "disclosure", "20.1", "rules") == [3, None, 1]
    assert states(report, "disclosure", "20.1", "rules") == ["reported", "blank", "reported"]


def test_an_empty_line_between_rows_fills_no_cell_of_the_next_row():
    report = read(applications="一、本年新收政府信息公开申请数量\n1\n0\n0\n0\n0\n0\n1\n\n（一）予以公开\n5\n6\n0\n0\n0\n1\n\n（七）总计\n" + "\n".join(ZEROS))
    assert values(report, "applications", "new") == [1, 0, 0, 0, 0, 0, 1] and values(report, "applications", "total") == [0] * 7
    assert states(report, "applications", "granted") == ["unreadable"] * 7


def test_an_empty_line_for_each_empty_cell_between_cells_two_lines_apart():
    rows = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "三、本年度办理结果\n\n（一）予以公开", "（七）总计")
    heads = "申请人情况\n\n自然人\n\n法人或其他组织\n\n总计\n\n商业企业\n\n科研机构\n\n社会公益组织\n\n法律服务机构\n\n其他\n\n\n"
    report = read(applications=heads + "\n\n".join(f"{row}{chr(10) * 8} {n}" for n, row in enumerate(rows, 4)))
    for n, outcome in enumerate(("new", "carried_in", "granted", "total"), 4):
        assert values(report, "applications", outcome) == [None] * 6 + [n]
        assert states(report, "applications", outcome) == ["blank"] * 6 + ["reported"]


def test_empty_lines_that_fit_no_row_place_no_figure():
    report = read(applications="\n\n".join(f"{row}\n\n\n\n\n4" for row in ("一、本年新收政府信息公开申请数量", "（一）予以公开", "（七）总计")))
    assert {c.value for c in report.cells("applications")} == {None}


ONE_A_LINE = ["申请人情况", "总计", "自然人", "法人或其他组织", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]


def one_a_line(heads: list[str], **rows: str) -> rk.Report:
    names = {"new": "一、本年新收政府信息公开申请数量", "carried_in": "二、上年结转政府信息公开申请数量", "carried_out": "四、结转下年度继续办理"}
    return read(applications="\n".join([*heads, *(line for key, row in rows.items() for line in (names[key], *row.split()))]))


@pytest.mark.parametrize(("new", "carried_in"), [("7 4 0 3 0 0 0", [0, 0, 0, 0, 0, 2, 2]), ("4 0 3 0 0 0 7", [2, 0, 0, 0, 0, 0, 2])])
def test_the_sums_of_the_table_tell_whether_totals_stand_first_or_last(new, carried_in):
    report = one_a_line(ONE_A_LINE, new=new, carried_in="2 0 0 0 0 0 2")
    assert values(report, "applications", "new") == [4, 0, 3, 0, 0, 0, 7] and values(report, "applications", "carried_in") == carried_in


@pytest.mark.parametrize("heads", [ONE_A_LINE, [head for head in ONE_A_LINE if head != "科研机构"]])
@pytest.mark.parametrize("new", ["2 0 0 0 0 0 2", "5 1 1 1 0 0 7"])
def test_where_no_sum_tells_the_order_of_columns_only_rows_alike_in_both_are_read(heads, new):
    report = one_a_line(heads, new=new, carried_out=" ".join(ZEROS))
    assert states(report, "applications", "new") == ["unreadable"] * 7 and values(report, "applications", "carried_out") == [0] * 7
    assert "nothing tells whether the totals stand first or last; rows of figures left unreadable: 1" in notices(report)


def test_a_label_with_a_long_note_on_its_own_line():
    note = "（行政机关制定发布的决定、公告、通告、意见、通知，以及标题采用规定、办法、细则、规范、规程、规则等字样的公文，一般情况下属于规范性文件）"
    report = read(disclosure=f"信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n0\n0\n0\n行政规范性文件{note}\n87\n1\n2")
    assert values(report, "disclosure", "20.1", "normative_documents") == [87, 1, 2]


def test_figures_whose_row_has_lost_its_name_are_noticed():
    report = read(disclosure="信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n7\n8\n9\n行政规范性文件\n1\n0\n3")
    assert values(report, "disclosure", "20.1", "normative_documents") == [1, 0, 3]
    assert any("7 | 8 | 9" in notice.text for notice in report.notices)


def headed(*heads: str) -> rk.Report:
    """A page whose table III has these headings and one row of figures 1, 2, 3 …"""
    above = "".join(f"<td>{head}</td>" for head in heads)
    figures = "".join(f"<td>{n}</td>" for n in range(1, len(heads) + 1))
    table = f"<table><tr><td>事项</td>{above}</tr><tr><td>一、本年新收政府信息公开申请数量</td>{figures}</tr></table>"
    return rk.parse(f"<title>{TITLE}</title><h2>{HEADINGS[2]}</h2>{table}".encode(), "a.html")


def test_figures_under_a_heading_that_is_not_known_are_noticed():
    report = headed("自然人", "商业企业", "科研机构", "星际联络站", "法律服务机构", "其他", "总计")
    assert values(report, "applications", "new", "", "legal_service") == [5]
    assert not states(report, "applications", "new", "", "public_interest")
    assert "figures under '星际联络站' are in no cell" in notices(report)


@pytest.mark.parametrize("heads", [["总计"], ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计", "备注"]])
def test_a_column_beside_the_forms_is_no_matter_for_a_notice(heads):
    assert "are in no cell" not in notices(headed(*heads))


def test_pipes_with_a_leading_empty_cell():
    report = read(disclosure="| | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| | 规章 | 0 | 1 | 2 |\n| | 行政规范性文件 | 3 | 4 | 5 |")
    assert values(report, "disclosure", "20.1") == [0, 1, 2, 3, 4, 5]


def test_glued_zeros():
    report = read(disclosure="信息内容 本年制发件数 本年废止件数 现行有效件数\n规章000\n行政规范性文件 0 0 0")
    assert values(report, "disclosure", "20.1") == [0] * 6


def test_glued_figures_are_not_cut():
    report = read(disclosure="信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t123\n行政规范性文件\t0\t0\t0")
    assert values(report, "disclosure", "20.1", "rules") in ([None] * 3, [123, None, None])


@pytest.mark.parametrize(("printed", "value"), [("+7", 7), ("-3", -3), ("+19", 19), ("增7", 7), ("减少3", -3), ("007", 7), ("4,321", 4321)])
def test_signed_padded_and_large_values(printed, value):
    report = read(disclosure=f"信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t12\t{printed}\t8")
    assert values(report, "disclosure", "20.5", "licences") == [12, value, 8]


@pytest.mark.parametrize(("printed", "value", "unit"), [
    ("20.001万元", 20.001, "10k yuan"), ("251000元", 251000, "yuan"), ("240万元", 240, "10k yuan"), ("7730.280000000", 7730.28, "10k yuan"), ("0", 0, "10k yuan"),
])  # fmt: skip
def test_amounts_with_and_without_a_unit(printed, value, unit):
    report = read(disclosure=f"信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t{printed}")
    (cell,) = [c for c in report.cells("disclosure") if c.key[0] == "20.8"]
    assert (cell.value, cell.unit) == (value, unit)


def test_one_zero_for_two_columns_is_not_written_twice():
    report = rk.parse(text(disclosure="信息内容\t采购项目数量\t采购总金额\n政府集中采购\t0").replace(b"2022", b"2020"), "a.txt")
    assert values(report, "disclosure", "20.9") == [0, None]


@pytest.mark.parametrize(("printed", "state"), [("", "blank"), ("/", "dash"), ("无", "words"), ("—", "dash")])
def test_cells_that_hold_no_number(printed, state):
    report = read(disclosure="信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n" + "\n".join(row(n, *[printed] * 3) for n in ("规章", "行政规范性文件")))
    assert states(report, "disclosure", "20.1") == [state] * 6


def test_blank_rows_between_rows():
    report = read(disclosure="信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n\t\t\t\n规章\t1\t2\t3\n\t\t\t\n行政规范性文件\t4\t5\t6")
    assert values(report, "disclosure", "20.1") == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("year", [2021, 2022])
def test_the_form_of_2019_in_later_years(year):
    source = invented("2019", year=year)
    report = rk.parse(page(source), "a.html")
    assert report.form == "2019"
    assert_whole(report, source)


def test_both_halves_of_a_label_in_two_cells():
    body = page(invented()).decode().replace("<td>商业企业</td>", "<td><p>商业</p><p>企业</p></td>")
    assert_whole(rk.parse(body.encode(), "a.html"), invented())


# Table III

def test_only_the_column_of_totals_is_filled():
    source = invented()
    figures = {cell: f for cell, f in source.figures.items() if cell[0] != "applications" or cell[1][2] == "total"}
    blank = {cell: f._replace(printed="", value=None, state="blank") for cell, f in source.figures.items() if cell not in figures}
    report = rk.parse(page(Invented(source.organ, 2022, "2021", "2021", figures | blank)), "a.html")
    assert values(report, "applications", "new") == [None] * 6 + [source.figures["applications", ("new", "", "total")].value]
    assert states(report, "applications", "new") == ["blank"] * 6 + ["reported"]


def test_only_the_column_of_totals_is_there():
    source = invented()
    report = rk.parse(page(source, with_columns("total")(source)), "a.html")
    assert states(report, "applications", "granted") == ["absent"] * 6 + ["reported"]


def test_totals_left_blank():
    report = read(applications=f"{row('（一）予以公开', 1, 0, 0, 0, 0, 0, 1)}\n{row('（七）总计', *[''] * 7)}\n{row('四、结转下年度继续办理', *ZEROS)}")
    assert states(report, "applications", "total") == ["blank"] * 7 and values(report, "applications", "granted") == [1, 0, 0, 0, 0, 0, 1]


def test_characters_lost_in_a_label():
    report = read(applications=f"（三）不予公开\t1.属于国家秘密\t{row(*ZEROS)}\n{row('2.其他法律行政止公开', 1, 2, 3, 4, 5, 6, 7)}")
    assert values(report, "applications", "refused", "forbidden_by_law") == [1, 2, 3, 4, 5, 6, 7]


def test_the_single_row_of_other_handling_in_a_later_report():
    source = invented("2021", "2019", 2023)
    report = rk.parse(page(source), "a.html")
    assert report.form == "2021" and ("other", "", "total") in {c.key for c in report.cells("applications")}
    assert_whole(report, source)


def test_outcomes_numbered_1_2_3_with_reasons_numbered_again():
    names = ["1.予以公开", "2.部分公开", "3.不予公开", *(r["label_zh"] for r in form.rows("applications") if r["outcome"] == "refused"), "4.无法提供",
             *(r["label_zh"] for r in form.rows("applications") if r["outcome"] == "unavailable")]  # fmt: skip
    lines = [row(name, *([""] * 7 if name in ("3.不予公开", "4.无法提供") else [n] * 7)) for n, name in enumerate(names)]
    report = read(applications="\n".join(lines))
    assert values(report, "applications", "granted") == [0] * 7
    assert values(report, "applications", "refused", "administrative_enquiry") == [10] * 7
    assert values(report, "applications", "unavailable", "not_held") == [12] * 7


def test_the_year_in_the_names_of_rows():
    report = read(applications=f"{row('一、本年（2021）新收政府信息公开申请数量', *range(7))}\n{row('二、上年（2020年）结转政府信息公开申请数量', *range(7, 14))}")
    assert values(report, "applications", "new") == list(range(7)) and values(report, "applications", "carried_in") == list(range(7, 14))


def test_a_lost_blank_makes_the_row_unreadable():
    report = read(applications="一、本年新收政府信息公开申请数量 3 0 0 1 0 4\n（一）予以公开 1 0 0 0 0 0 1")
    assert states(report, "applications", "new") == ["unreadable"] * 7
    assert values(report, "applications", "granted") == [1, 0, 0, 0, 0, 0, 1]


def test_a_row_that_stands_twice_with_other_figures_is_noticed():
    report = read(applications=f"{row('（一）予以公开', 1, *ZEROS[1:])}\n{row('（二）部分公开', *ZEROS)}\n{row('（一）予以公开', 2, *ZEROS[1:])}")
    assert values(report, "applications", "granted")[0] is None and "stands twice" in notices(report)


def test_a_row_that_nobody_knows_is_noticed():
    report = read(applications=f"{row('（一）予以公开', *ZEROS)}\n{row('（九）移送司法机关查处', 5, *ZEROS[1:])}\n{row('（七）总计', *ZEROS)}")
    assert "was not recognised" in notices(report) and "移送司法机关" in notices(report)
    assert 5 not in [c.value for table in form.TABLES for c in report.cells(table)]


def test_fractions_are_no_counts():
    report = read(applications=f"{row('（一）予以公开', 1.5, *ZEROS[1:])}\n{row('（七）总计', *ZEROS)}")
    assert states(report, "applications", "granted")[0] == "unreadable"


# Table IV

def test_totals_of_zero_under_parts_are_kept_as_printed():
    report = read(disputes=row("行政复议", "行政诉讼") + "\n" + row(1, 0, 0, 0, 0, *[0] * 10))
    assert values(report, "disputes", "reconsideration") == [1, 0, 0, 0, 0]


def test_headings_with_spaces():
    source = invented()
    tables = replaced(("结果维持", "结 果 维持"), ("总计", "总 计"), ("尚未审结", "尚\n未\n审\n结"))(source)
    assert_whole(rk.parse(page(source, tables), "a.html"), source)


def test_table_iv_with_its_heading_in_each_part():
    source = invented()
    parts = [layout.disputes(source.printed, [route]) for route in form.categories("route")]
    assert_whole(rk.parse(page(source, plain(source) | {"disputes": parts}), "a.html"), source)


def test_fourteen_figures_for_fifteen_cells_are_unreadable():
    report = read(disputes="行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计\n" + " ".join("12345678901234"))
    assert {c.state for c in report.cells("disputes")} == {"unreadable"}


def test_prose_in_place_of_tables_gives_no_cells():
    report = read(applications="本年度未收到政府信息公开申请，结转0件。", disputes="本年度未发生行政复议和行政诉讼，共0件。")
    assert {c.state for table in ("applications", "disputes") for c in report.cells(table)} == {"absent"}


LISTED = "<table><tr><td>类别</td><td>数量</td></tr><tr><td>规章</td><td>61</td></tr><tr><td>行政许可</td><td>62</td></tr></table>"


def test_a_small_table_in_the_narrative_is_not_table_two():
    page = documents.page("示例县云水镇人民政府", 2022, lambda table, key: "17", narrative=f"全年公开情况如下。</p>{LISTED}<p>以上。")
    report = rk.parse(page.encode(), "a.html")
    assert {c.value for c in report.cells("disclosure")} == {17}


def test_a_table_of_last_year_above_this_years_is_left_out():
    old = documents.html(applications("2021", lambda table, key: "5"))
    page = documents.page("示例县云水镇人民政府", 2022, lambda table, key: "0")
    heading = "<p>三、收到和处理政府信息公开申请情况</p>"
    report = rk.parse(page.replace(heading, f"{heading}<p>2021年度：</p>{old}<p>2022年度：</p>").encode(), "a.html")
    assert {c.value for c in report.cells("applications")} == {0}
    assert "another year" in notices(report)


@pytest.mark.parametrize("printed", ["2万", "5元", "12 13", "25.1 3", "少3"])
def test_what_is_no_count_is_unreadable(printed):
    page = documents.page("示例县云水镇人民政府", 2022, lambda table, key: printed if key == ("new", "", "total") else "0")
    cell = next(c for c in rk.parse(page.encode(), "a.html").cells("applications") if c.key == ("new", "", "total"))
    assert (cell.value, cell.state, cell.printed) == (None, "unreadable", printed)

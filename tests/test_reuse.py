"""Text reuse: copies are found whatever names and numbers were changed, what everybody writes is none, and passages are literal."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import reports

import reportkit as rk
from reportkit.errors import InvalidData
from reportkit.report import Remedy, Report, Weakness
from reportkit.reuse import SOURCES, text_reuse
from reportkit.shingles import is_wording, names_of, symbols

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
NUMERALS = "二三四五六七八九"
OWN = (
    "{town}的公示栏设在政府后院，腿脚不便的老人{year}年里有{n}次看不到补贴名单",
    "站所之间没有统一的报送口径，{n}份征地材料先后由两个窗口受理，最后谁也没有登记",
    "党政办只有一人懂得后台操作，她休假的{n}天里网站停了下来，{town}的通知改贴在门口",
)
OTHER = ("赶集日散发的明白纸印得太小，牧区住户认不全字，回访时{n}户说没有读过", "旧系统导出的目录缺少文号，{year}年搬迁以后再也对不上原来的卷宗")
EVERYBODY = "对新修订条例的学习抓得不紧，平时满足于完成规定动作，结合本地实际开展公开的办法想得少、用得少，还没有形成上下联动的局面"


def report(town: str, year: int, items: tuple[str, ...], county: str = "示例县", **fields) -> Report:
    """A report of an invented town; {town}, {year} and {n} in its items are filled in."""
    filled = [item.format(town=town, year=year, n=year % 7 + len(town)) for item in items]
    listed = {"weaknesses": [Weakness(n, text) for n, text in enumerate(filled, 1)]}
    place = {"organ": f"{county}{town}人民政府", "kind": "town", "province": "示例省", "county": county, "town": town}
    return Report(year=year, **(place | listed | fields))


def rows(*held: Report, **asked) -> list[tuple[str, str, bool, float]]:
    """Report, other report, own and share of each pair found."""
    found = text_reuse(rk.Corpus(held), **asked)
    return [(r.report_id, r.other_report_id, r.own, round(r.share, 2)) for r in found.itertuples()]


def crowd(counties: int, *items: str) -> list[Report]:
    """A town in each of many counties; all write `items`, and each something of its own."""
    words = [f"{a}{b}{c}台账" for a in "春夏秋冬" for b in "梅兰竹菊" for c in "琴棋书画"]
    own = [tuple(f"{words[n]}与{words[(n * 7 + k) % 64]}尚未核对完毕" for k in range(2)) for n in range(counties)]
    return [report(f"{chr(0x5200 + n)}河镇", 2022, items + own[n], f"{chr(0x5300 + n)}山县") for n in range(counties)]


def test_a_copy_with_names_years_and_numbers_changed_is_found():
    source, copy = report("云水镇", 2020, OWN), report("青禾乡", 2022, OWN, "样本县")
    assert rows(source, copy) == [("样本县青禾乡人民政府-2022", "示例县云水镇人民政府-2020", False, 1.0)]
    assert rows(source, copy, within="own") == []


def test_different_wording_is_no_copy():
    assert rows(report("云水镇", 2020, OWN), report("青禾乡", 2021, OTHER)) == []


def test_own_repetition_and_another_organs_are_told_apart():
    held = [report("云水镇", 2020, OWN), report("云水镇", 2021, OWN[:2] + OTHER[:1]), report("青禾乡", 2022, OWN)]
    own = ("示例县云水镇人民政府-2021", "示例县云水镇人民政府-2020", True)
    assert [r[:3] for r in rows(*held, within="own")] == [own]
    assert [r[:3] for r in rows(*held, within="others")] == [("示例县青禾乡人民政府-2022", f"示例县云水镇人民政府-{y}", False) for y in (2020, 2021)]
    assert len(rows(*held)) == 3


def test_an_organ_written_in_two_ways_is_one_organ():
    first, second = report("云水镇", 2020, OWN), report("云水镇", 2021, OWN, organ="示例省示例县云水镇政府")
    assert rows(first, second)[0][2]


def test_two_reports_of_one_organ_and_year_are_no_repetition():
    assert rows(report("云水镇", 2020, OWN), report("云水镇", 2020, OWN)) == []


def test_share_is_the_part_of_the_reports_own_wording():
    source, copy = report("云水镇", 2020, OWN[:1]), report("青禾乡", 2021, OWN[:1] + OTHER)
    found = text_reuse(rk.Corpus([source, copy]), least=0.1).iloc[0]
    assert found["share"] == pytest.approx(found["shared"] / found["distinctive"])
    assert 0.2 < found["share"] < 0.45 and found["other_share"] == 1
    assert rows(source, copy) == []


def test_passages_are_printed_in_both_reports():
    source, copy = report("云水镇", 2020, OWN), report("明溪街道", 2022, OWN, "样本区")
    (passages,) = text_reuse(rk.Corpus([source, copy]))["passages"]
    assert passages[0] == "份征地材料先后由两个窗口受理，最后谁也没有登记"
    for passage in passages:
        assert any(passage in w.text for w in source.weaknesses) and any(passage in w.text for w in copy.weaknesses)


def test_passages_name_the_longest_wording_first():
    source, copy = (report(t, y, OWN[1:2] + OTHER[:1]) for t, y in (("云水镇", 2020), ("云水镇", 2021)))
    passages = text_reuse(rk.Corpus([source, copy]))["passages"][0]
    assert list(passages) == sorted(passages, key=len, reverse=True) and len(passages[0]) > 15


def test_what_many_counties_write_is_no_copying():
    assert rows(*crowd(12, EVERYBODY, EVERYBODY.replace("学习", "宣讲"))) == []


def test_a_copy_among_what_many_counties_write_is_found():
    held = [*crowd(12, EVERYBODY), report("云水镇", 2020, (EVERYBODY, *OWN)), report("青禾乡", 2022, (*OWN, EVERYBODY))]
    assert rows(*held) == [("示例县青禾乡人民政府-2022", "示例县云水镇人民政府-2020", False, 1.0)]


def test_standing_phrases_weigh_nothing_even_in_a_small_corpus():
    standing = "根据《中华人民共和国政府信息公开条例》有关要求，编制本报告。公开内容不够全面，有待进一步提高"
    assert rows(report("云水镇", 2020, (standing,)), report("青禾乡", 2021, (standing,))) == []


def test_a_few_characters_alike_prove_nothing():
    assert rows(report("云水镇", 2020, ("村里的喇叭坏了",)), report("青禾乡", 2021, ("村里的喇叭坏了",))) == []
    assert len(rows(report("云水镇", 2020, ("村里的喇叭坏了",)), report("云水镇", 2021, ("村里的喇叭坏了",)))) == 1


@pytest.mark.parametrize(
    ("of", "fields"),
    [
        ("remedies", lambda t, y: {"remedies": [Remedy(n, text.format(town=t, year=y, n=3)) for n, text in enumerate(OWN, 1)]}),
        ("narrative", lambda t, y: {"narrative": "\n".join(OWN).format(town=t, year=y, n=5)}),
    ],
)
def test_remedies_and_narrative_are_compared_too(of, fields):
    held = [report(t, y, (), **fields(t, y)) for t, y in (("云水镇", 2020), ("青禾乡", 2021))]
    assert [r[3] for r in rows(*held, of=of)] == [1.0]
    assert rows(*held) == []


def test_the_report_published_first_is_named():
    early, late = (report(t, 2021, OWN, published=pd.Timestamp(day).date()) for t, day in (("青禾乡", "2022-01-10"), ("云水镇", "2022-01-28")))
    found = text_reuse(rk.Corpus([late, early])).iloc[0]
    assert (found["report_id"], found["other_report_id"]) == ("示例县云水镇人民政府-2021", "示例县青禾乡人民政府-2021")
    assert found["published_first"] == "示例县青禾乡人民政府-2021"
    undated = text_reuse(rk.Corpus([early, report("云水镇", 2021, OWN)]))
    assert undated["published_first"].isna().all() and len(undated) == 1


def test_a_report_lists_its_closest_others_only():
    held = [report(f"{n}河镇", 2020, OWN) for n in "甲乙丙丁戊"] + [report("云水镇", 2021, OWN)]
    counts = text_reuse(rk.Corpus(held), closest=2)["report_id"].astype("str").value_counts()
    assert counts["示例县云水镇人民政府-2021"] == counts.max() == 2


def test_many_like_reports_are_compared_quickly_and_own_years_first():
    held = [report(f"{chr(0x5200 + n)}河镇", y, OWN) for n in range(150) for y in (2020, 2021)]
    found = text_reuse(rk.Corpus(held), least=1.0, closest=1)
    assert found.empty  # 150 organs: by then it is everybody's wording
    few = text_reuse(rk.Corpus(held[:40]), closest=1)
    later = few[few["year"] == 2021]
    assert later["own"].all() and len(later) == 20


@pytest.mark.parametrize("of", list(SOURCES))
def test_an_empty_corpus_gives_the_same_columns(of):
    full = text_reuse(rk.Corpus([report("云水镇", 2020, OWN), report("青禾乡", 2021, OWN)]))
    for held in ([], [report("云水镇", 2020, ())], [report("云水镇", 2020, OWN)]):
        empty = text_reuse(rk.Corpus(held), of=of)
        assert empty.empty and list(empty.columns) == list(full.columns)
        assert empty.dtypes.astype("str").to_dict() == full.dtypes.astype("str").to_dict()


@pytest.mark.parametrize("asked", [{"of": "statements"}, {"within": "none"}, {"least": 0}, {"closest": 0}])
def test_what_cannot_be_asked_is_refused(asked):
    with pytest.raises(InvalidData, match="give of one of weaknesses, remedies, narrative"):
        text_reuse(rk.Corpus([]), **asked)


ITEMS = st.lists(st.sampled_from([*OWN, *OTHER]), min_size=1, max_size=4, unique=True)
TOWNS = st.sampled_from(["云水镇", "青禾乡", "明溪街道"])
HELD = st.lists(st.builds(report, TOWNS, st.integers(2019, 2023), ITEMS.map(tuple)), max_size=6, unique_by=lambda r: r.report_id)


@SLOW
@given(HELD, st.randoms())
def test_the_order_of_reports_does_not_matter(held, dice):
    shuffled = dice.sample(held, len(held))
    pd.testing.assert_frame_equal(text_reuse(rk.Corpus(held)), text_reuse(rk.Corpus(shuffled)), check_categorical=False)


@SLOW
@given(HELD)
def test_pairs_are_listed_once_and_both_kinds_make_the_whole(held):
    corpus = rk.Corpus(held)
    found, own, others = (text_reuse(corpus, within=w) for w in ("all", "own", "others"))
    assert not pd.Series(map(frozenset, zip(found["report_id"], found["other_report_id"], strict=True))).duplicated().any()
    assert len(found) == len(own) + len(others) and own["own"].all() and not others["own"].any()
    assert (found["year"] >= found["other_year"]).all() and found["share"].between(0.5, 1).all()
    assert (found["report_id"].astype("str") != found["other_report_id"]).all()


@SLOW
@given(HELD)
def test_every_passage_is_printed_in_both(held):
    corpus = rk.Corpus(held)
    texts = corpus.weaknesses.groupby("report_id", observed=True)["text"].agg("\n".join)
    for row in text_reuse(corpus, least=0.1).itertuples():
        assert row.passages and all(p in texts[row.report_id] and p in texts[row.other_report_id] for p in row.passages)


@SLOW
@given(st.lists(reports(), max_size=3), st.sampled_from(list(SOURCES)))
def test_any_reports_can_be_compared(held, of):
    text_reuse(rk.Corpus(held), of=of)


@given(st.text("云水镇政府信息公开条例12三年，。 \n　我们全镇a𠮷", max_size=40))
def test_symbols_keep_their_places(text):
    found = symbols(text, names_of("示例县云水镇人民政府", ("示例省", None, "示例县", "云水镇")))
    assert len(found.codes) == len(found.places) and (found.places[:-1] < found.places[1:]).all()
    plain = is_wording(found.codes)
    assert "".join(map(chr, found.codes[plain])) == "".join(text[p] for p in found.places[plain]).lower()


def test_the_narrative_is_kept_by_parsing():
    page = "示例县云水镇人民政府2022年政府信息公开工作年度报告\n\n一、总体情况\n\n2022年，主动公开政府信息12条。\n\n五、存在的主要问题及改进情况\n\n一是目录没有及时核对。\n"
    corpus = rk.Corpus([rk.parse(page.encode(), "x.txt")])
    (told,) = corpus.narratives["text"]
    assert "主动公开政府信息12条" in told and "目录" not in told and list(corpus.narratives.columns[-1:]) == ["text"]

"""Places: what an organ's printed name says about where it stands, and what it does not."""

import csv
import json
import time
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.gazetteer import gazetteer, stem
from reportkit.places import Place, resolve

SHARED = Path(__file__).parents[2] / "shared"


def where(organ: str, *hints: str) -> tuple[str | None, ...]:
    place = resolve(organ, hints)
    return place.province, place.prefecture, place.county, place.town, place.code


@pytest.mark.parametrize(
    ("organ", "expected"),
    [
        ("莱州市朱桥镇人民政府", ("山东省", "烟台市", "莱州市", "朱桥镇", "370683102")),
        ("山东省烟台市莱州市朱桥镇", ("山东省", "烟台市", "莱州市", "朱桥镇", "370683102")),
        ("莱州市人民政府朱桥镇人民政府", ("山东省", "烟台市", "莱州市", "朱桥镇", "370683102")),
        ("莱 州 市 朱桥镇\u200b人民政府", ("山东省", "烟台市", "莱州市", "朱桥镇", "370683102")),
        ("洪泽区人民政府", ("江苏省", "淮安市", "洪泽区", None, "320813")),
        ("上海市黄浦区人民政府南京东路街道办事处", ("上海市", "上海市", "黄浦区", "南京东路街道", "310101002")),
        ("彭水县龙塘乡人民政府", ("重庆市", "重庆市", "彭水苗族土家族自治县", "龙塘乡", "500243228")),
        ("凉山州昭觉县", ("四川省", "凉山彝族自治州", "昭觉县", None, "513431")),
        ("中山市人民政府东区街道办事处", ("广东省", "中山市", None, "东区街道", "442000002")),
        ("定安县富文镇人民政府", ("海南省", None, "定安县", "富文镇", "469021109")),
        ("广东中山市大涌镇", ("广东省", "中山市", None, "大涌镇", "442000116")),
    ],
)
def test_areas_are_taken_off_the_front_of_a_name(organ, expected):
    assert where(organ) == expected
    assert resolve(organ).notice is None


@pytest.mark.parametrize(
    ("organ", "kind", "town"),
    [
        ("龙游县湖镇镇人民政府", "town", "湖镇镇"),
        ("天台县街头镇人民政府", "town", "街头镇"),
        ("建阳区小湖镇人民政府", "town", "小湖镇"),
        ("高平市东城街街道办事处", "subdistrict", "东城街街道"),
        ("兴庆区玉皇阁北街街道办事处", "subdistrict", "玉皇阁北街街道"),
        ("靖江市城南办事处(城南园区)", "subdistrict", "城南办事处"),
        ("海口市美兰区白龙街", "subdistrict", "白龙街道"),
        ("扎赉特旗宝力根花苏木人民政府", "township", "宝力根花苏木"),
        ("五河县临北回族乡人民政府", "township", "临北回族乡"),
        ("大余县吉村镇人民政府办公室", "town", "吉村镇"),
        ("奉新县东风垦殖场", "other", "东风垦殖场"),
        ("莱州市朱桥镇财政所", "department", "朱桥镇"),
        ("抚松县审计局", "department", None),
        ("舒城县人民政府办公室", "department", None),
        ("国家税务总局莱州市税务局", "department", None),
        ("青岛西海岸新区管委会", "other", None),
        ("烟台市人民政府", "prefecture", None),
        ("山东省人民政府", "province", None),
    ],
)
def test_kind_is_told_by_the_whole_name(organ, kind, town):
    place = resolve(organ)
    assert (place.kind, place.town) == (kind, town)
    assert place.province


def test_a_name_of_several_places_resolves_none():
    place = resolve("城关镇人民政府")
    assert astuple(place)[:5] == (None, None, None, "城关镇", None)
    assert "divisions are called" in place.notice
    district = resolve("鼓楼区民政局")
    assert (district.province, district.prefecture, district.county, district.code) == (None, None, "鼓楼区", None)


def test_other_names_in_the_document_tell_namesakes_apart():
    assert where("兴华镇人民政府", "梅河口市人民政府")[2:] == ("梅河口市", "兴华镇", "220581114")
    assert where("鼓楼区民政局", "南京市鼓楼区人民政府")[1] == "南京市"
    assert where("兴华镇人民政府", "莱州市人民政府") == (None, None, None, "兴华镇", None)


def test_a_town_without_county_is_resolved_only_where_nothing_speaks_against_it():
    assert "only town of this name" in resolve("漕河泾街道办事处").notice
    assert resolve("漕河泾街道办事处").county == "徐汇区"
    assert resolve("漕河泾街道办事处", ["莱州市人民政府"]).county is None


@pytest.mark.parametrize(
    ("organ", "county", "notice"),
    [
        ("上虞市谢塘镇人民政府", "上虞区", "ended in 2013"),
        ("卢湾区淮海中路街道办事处", "黄浦区", "ended in 2011"),
        ("安庆市枞阳县项铺镇", "枞阳县", "stands under 安庆市"),
        ("梅河口市兴华乡人民政府", "梅河口市", "is listed as 兴华镇"),
        ("思南县青石桥镇人民政府", "思南县", "青石桥镇 is not among the divisions"),
        ("杭州市江干区四季青街道办事处", "上城区", "today 上城区 钱塘区"),
    ],
)
def test_names_that_have_ended_are_resolved_with_a_notice(organ, county, notice):
    assert resolve(organ).county == county
    assert notice in resolve(organ).notice


@pytest.mark.parametrize(
    ("organ", "prefecture", "county", "code"),
    [
        ("青岛西海岸新区藏马镇人民政府", "青岛市", "青岛西海岸新区", "370211109"),
        ("枣庄高新区兴城街道办事处", "枣庄市", "枣庄高新区", "370403003"),
        ("枣庄市高新区兴城街道办事处", "枣庄市", "枣庄高新区", "370403003"),
        ("济宁市高新区洸河街道办事处", "济宁市", "济宁高新技术产业开发区", "370871001"),
        ("泰州医药高新区（高港区）口岸街道办事处", "泰州市", "高港区", "321203001"),
        ("西咸新区太平镇人民政府", None, "西咸新区", None),
        ("昆山经济技术开发区管委会", "苏州市", "昆山市", None),
    ],
)
def test_zones_stand_for_the_county_and_the_town_keeps_its_code(organ, prefecture, county, code):
    place = resolve(organ)
    assert (place.prefecture, place.county, place.code) == (prefecture, county, code)


@pytest.mark.parametrize("organ", ["示例省示例市示例县云水镇人民政府", "示例县云水镇", "示例县审计局", "", "本机关", "2020"])
def test_unknown_names_resolve_nothing(organ):
    place = resolve(organ)
    assert (place.province, place.prefecture, place.county, place.code) == (None,) * 4
    assert place.notice


def test_a_zone_that_is_no_division_is_no_department():
    assert resolve("明溪湖管委会") == Place(kind="other", notice="明溪湖管委会 names no division of 2023 that is known")
    assert resolve("云岫湾经济开发区管委会") == Place(kind="other", notice="云岫湾经济开发区管委会 names no division of 2023 that is known")
    assert resolve("北京市海淀区人民政府国有资产监督管理委员会").kind == "department"


def test_the_town_of_an_unknown_county_is_still_named():
    assert resolve("示例市示例县云水镇人民政府") == Place(
        town="云水镇", kind="town", notice="示例市示例县云水镇人民政府 names no division of 2023 that is known"
    )
    assert resolve("示例区市府路街道办事处").town == "市府路街道"


def sample_of_towns() -> list[str]:
    return [code for code in gazetteer().names if len(code) == 9][::37]


@pytest.mark.parametrize("parents", [(6,), (4, 6), (2, 4, 6)])
def test_every_listed_town_is_found_under_its_county(parents):
    names, unresolved = gazetteer().names, 0
    towns = sample_of_towns()
    for code in towns:
        above = [names[code[:n]] for n in parents if "直辖" not in names[code[:n]] and names[code[:n]] not in ("市辖区", "县")]
        place = resolve("".join(dict.fromkeys(above)) + names[code])
        assert place.code in (code, None), (above, names[code])
        unresolved += place.code is None
    assert unresolved <= len(towns) / 500


@settings(max_examples=200)
@given(st.text(alphabet="莱州市朱桥镇人民政府示例县区街道办事处高新开发（）()局 ", max_size=25), st.lists(st.text(max_size=8), max_size=2))
def test_any_text_is_resolved_or_left_open(organ, hints):
    place = resolve(organ, hints)
    assert place.code is None or place.code in gazetteer().names
    assert place.province is not None or place.code is None


def test_stem_leaves_type_and_peoples_out():
    assert [stem(town) for town in ("青石镇", "青石回族乡", "青石哈萨克民族乡", "青石街道", "镇")] == ["青石"] * 4 + ["镇"]


def test_former_names_point_to_divisions_of_today():
    names = gazetteer().names
    path = Path(__file__).parents[1] / "reportkit" / "former_places.csv"
    rows = list(csv.DictReader(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")))
    assert len(rows) > 250
    for row in rows:
        codes = row["code"].split()
        assert set(codes) <= set(names), row
        if row["until"] and row["now"]:
            assert [names[code] for code in codes] == row["now"].split(), row


def test_resolving_is_fast():
    organs = [gazetteer().names[code[:6]] + gazetteer().names[code] for code in sample_of_towns()]
    start = time.perf_counter()
    for organ in organs:
        resolve(organ + "人民政府")
    assert len(organs) / (time.perf_counter() - start) > 2000


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
def test_labelled_organs_stand_where_the_labels_say():
    records = [json.loads(line) for line in (SHARED / "facts" / "reports.jsonl").read_text("utf-8").splitlines()]
    wrong = [r["organ"] for r in records if (p := resolve(r["organ"])).province not in (None, r["province"]) and r["province"] and p]
    known = [r for r in records if r["county"] and r["prefecture"]]
    right = sum(resolve(r["organ"]).prefecture == r["prefecture"] for r in known)
    assert not wrong
    assert right / len(known) > 0.99

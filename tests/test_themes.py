"""Themes: what an analyst would code, codes alike in any layout, and an analyst's own file."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import themes
from reportkit.errors import InvalidData

ROOT = Path(__file__).parents[1]
IDS = [
    *["awareness", "volume", "timeliness", "coverage", "quality", "channels", "interpretation", "responsiveness", "platform", "staffing"],
    *["training", "institutions", "applications", "standards", "supervision", "publicity", "secrecy", "management", "other"],
]


def own_items() -> list[tuple[str, set[str]]]:
    """Invented items with their themes."""
    with (ROOT / "benchmarks" / "themes_items.tsv").open(encoding="utf-8") as file:
        return [(row["text"], set(row["themes"].split())) for row in csv.DictReader(file, delimiter="\t")]


def test_the_codebook_has_the_nineteen_themes_in_order():
    assert list(themes.standard().ids) == IDS
    frame = themes.table("zh")
    assert frame.columns.tolist() == ["id", "label", "label_zh", "label_en", "belongs", "not"]
    assert frame.set_index("id").loc["timeliness", "label"] == "时效"
    assert (frame["belongs"].str.len() > 0).all()


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("个别栏目更新不及时", "timeliness"),
        ("解读形式单一", "interpretation"),
        ("公开形式单一", "channels"),
        ("内容不够全面、深度不够", "coverage quality"),
        ("人员变动大、业务不熟", "staffing"),
        ("培训少，能力跟不上", "staffing training"),
        ("群众知晓率低", "publicity"),
        ("与群众互动少", "responsiveness"),
        ("部门之间配合不够", "institutions"),
        ("依申请公开答复不够规范", "applications"),
        ("保密审查把关不严", "secrecy"),
        ("青禾乡将公开工作列入年度考核，按季通报", "supervision"),
        ("主动公开意识不强", "awareness"),
        ("明溪街道全年发布的信息数量偏少", "volume"),
        ("统一公开目录和文件格式", "standards"),
        ("云水镇网站检索功能不好用", "platform"),
        ("公开工作经费不足", "other"),
    ],
)
def test_the_borders_of_the_codebook(text, coded):
    assert themes.code(text) == tuple(coded.split())


def test_a_remedy_is_coded_by_what_it_does_and_not_by_the_problem_it_names():
    assert themes.code("针对更新不及时的问题，每季度举办一次业务培训") == ("training",)


@pytest.mark.parametrize("text", ["", "\n", "12", "……", "abc"])
def test_what_says_nothing_is_other(text):
    assert themes.code(text) == ("other",)


def test_line_feeds_and_wide_forms_do_not_matter():
    assert themes.code("公开不及\n时") == themes.code("公开不及时") == themes.code("公开 不及　时") == ("timeliness",)


def test_own_items_are_coded_as_a_person_would():
    items = own_items()
    coded = [set(found) for found in themes.code_many(text for text, _ in items)]
    hits = sum(len(found & truth) for found, (_, truth) in zip(coded, items, strict=True))
    assert len(items) >= 120
    assert 2 * hits / sum(len(found) + len(truth) for found, (_, truth) in zip(coded, items, strict=True)) > 0.93


@given(st.lists(st.text(alphabet="公开不及时，。、信息解读针对培训少的问题\n\0x1", max_size=30), max_size=6))
@settings(max_examples=60, deadline=None)
def test_one_or_many_give_the_same_themes_in_order(texts):
    many = themes.code_many(texts)
    assert many == [themes.code(text) for text in texts]
    assert all(list(found) == [one for one in IDS if one in found] and found for found in many)
    assert all("other" not in found or len(found) == 1 for found in many)


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_theme_needs_no_code(tmp_path):
    path = write(
        tmp_path,
        """
        [words]
        drone = "无人机|航拍"
        [[themes]]
        id = "drones"
        label_zh = "无人机"
        label_en = "Drones"
        belongs = "disclosure by drone"
        not = "everything else"
        patterns = ["{drone}…喊话|公开"]
        """,
    )
    mine = themes.load(path)
    assert themes.code("用无人机在山里喊话", themes=mine) == ("drones",)
    assert themes.code("个别栏目更新不及时", themes=mine) == ("timeliness",)
    assert themes.table(themes=mine)["id"].tolist() == [*IDS, "drones"]


def test_own_wording_strengthens_a_theme_that_is_there(tmp_path):
    text = "青石碑总被藤蔓挡住"
    assert "volume" not in themes.code(text)
    mine = themes.load(write(tmp_path, '[[themes]]\nid = "volume"\npatterns = ["石碑", "藤蔓", "挡住"]\n'))
    assert "volume" in themes.code(text, themes=mine)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[themes]]\npatterns = ['慢']", "has no id"),
        ("[[themes]]\nid = 'x'\npattern = ['慢']", "unknown keys"),
        ("[[themes]]\nid = 'x'\npatterns = ['{slow}']", "word group 'slow'"),
        ("[[themes]]\nid = 'x'\npatterns = ['更新…慢|']", "empty word"),
        ("[[themes", "not a readable themes file"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(tmp_path, content, message):
    with pytest.raises(InvalidData, match=message):
        themes.load(write(tmp_path, content))


def test_coding_is_fast():
    texts = [f"{text}{number}" for number in range(3) for text, _ in own_items()]
    themes.code_many(texts[:10])
    start = time.process_time()
    themes.code_many(texts)
    assert (time.process_time() - start) / len(texts) < 0.3e-3  # some 0.02 ms on an idle core

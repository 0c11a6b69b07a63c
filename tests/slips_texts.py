"""Whole reports as documents, consistent in all they say, of towns drawn from the gazetteer; and SLIPS, which spoil one thing in such a text."""

from collections.abc import Callable, Iterator

import numpy as np
from consistent import CELLS, World, clean
from rendering.invented import Figure, Invented
from rendering.layouts import FORMATS
from rendering.story import Block, plain

from reportkit import form
from reportkit.checks.wide import CARRIED_IN, CARRIED_OUT, NEW, NO_CELL, TOTAL
from reportkit.gazetteer import gazetteer, stem

Slip = Callable[[list[Block], str, int, np.random.Generator], list[Block]]
HEADINGS = list(form.SECTIONS.values())
FEES = "本年度收取信息处理费0元，除上述事项外无其他需要报告的事项。"


def texts(n: int, random: np.random.Generator, slip: Slip | None = None) -> Iterator[tuple[bytes, str]]:
    """n documents as (bytes, name), text and HTML by turns."""
    world = clean(prefectures=2, counties=4, organs=10, years=range(2019, 2026), seed=int(random.integers(1 << 30)))
    towns = _towns(random, n)
    for number, row in enumerate(np.resize(random.permutation(len(world.reports)), n)):
        town, organ = towns[number]
        blocks = story(world, int(row), organ, town, random)
        year = int(world.reports["year"][row])
        if slip:
            blocks = slip(blocks, town, year, random)
        write, name, *_ = FORMATS["tabs" if number % 2 else "html"]
        yield write(blocks), name


def _towns(random: np.random.Generator, n: int) -> list[tuple[str, str]]:
    """(town, organ) of n listed towns, under their counties' names."""
    places = gazetteer()
    codes = [c for c, name in places.names.items() if len(c) == 9 and name.endswith(("镇", "乡")) and len(stem(name)) > 1]
    county = {c: places.names[c[:6]] for c in codes}
    # A name that begins with 全 (全州县) is read as "the whole of"; that is no matter of these texts.
    chosen = (
        str(c)
        for c in random.permutation(codes)
        if county[c].endswith(("县", "区", "市")) and county[c] != "市辖区" and county[c][0] != "全"
    )
    return [(places.names[c], f"{county[c]}{places.names[c]}人民政府") for c, _ in zip(chosen, range(n), strict=False)]


def story(world: World, row: int, organ: str, town: str, random: np.random.Generator) -> list[Block]:
    """A report of the organ that says what a row of the world holds."""
    year, name = int(world.reports["year"][row]), str(world.reports["form"][row])
    figures = {}
    for table, keys in CELLS.items():
        for key, value, state in zip(keys, world.values[table][row], world.states[table][row], strict=True):
            if state != NO_CELL:
                figures[table, key] = Figure(f"{value:.12g}" if value == int(value) else f"{value}", value, "reported")
    tables = plain(Invented(organ, year, name, name, figures))
    three, four = world.applications[row, :, 6], world.disputes[row, :, 4]
    new = f"全年收到政府信息公开申请{three[NEW]:.0f}件" if three[NEW] else "全年未收到政府信息公开申请"
    carried = f"，上年结转{three[CARRIED_IN]:.0f}件，办结{three[TOTAL]:.0f}件，结转下年度{three[CARRIED_OUT]:.0f}件" if three[NEW] else ""
    disputed = f"发生行政复议{four[0]:.0f}件。" if four[0] else "未发生行政复议。"
    return [
        f"{organ}{year}年政府信息公开工作年度报告",
        f"本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        HEADINGS[0],
        f"{year}年，{town}按照上级部署做好信息公开，全年主动公开政府信息{random.integers(30, 900)}条。我镇群众可到政务大厅查阅。".replace(
            "我镇", "我" + town[-1]
        ),
        f"{new}{carried}。{disputed}",
        HEADINGS[1],
        *tables["disclosure"],
        HEADINGS[2],
        *tables["applications"],
        HEADINGS[3],
        *tables["disputes"],
        HEADINGS[4],
        "存在的问题：一是公开内容不够全面；二是更新不够及时。下一步，将加强培训，及时更新公开内容。",
        HEADINGS[5],
        FEES if year >= 2021 else "无其他需要报告的事项。",
        organ,
        f"{year + 1}年1月{random.integers(8, 29)}日",
    ]


def _cut(blocks: list[Block], heading: str) -> tuple[list[Block], list[Block], list[Block]]:
    """What stands before a section, the section, and what follows it."""
    start = blocks.index(heading)
    end = next((n for n in range(start + 1, len(blocks)) if blocks[n] in HEADINGS), len(blocks) - 2)
    return blocks[:start], blocks[start:end], blocks[end:]


def section_missing(blocks: list[Block], town: str, year: int, random: np.random.Generator) -> list[Block]:
    before, _, after = _cut(blocks, HEADINGS[random.integers(6)])
    return before + after


def section_order(blocks: list[Block], town: str, year: int, random: np.random.Generator) -> list[Block]:
    n = random.integers(5)
    before, first, after = _cut(blocks, HEADINGS[n])
    _, second, after = _cut(after, HEADINGS[n + 1])
    return [*before, *second, *first, *after]


def title_year(blocks: list[Block], town: str, year: int, random: np.random.Generator) -> list[Block]:
    wrong = str(year + random.choice([-1, 1]))
    return [blocks[0].replace(str(year), wrong), *blocks[1:]]


def other_town(blocks: list[Block], town: str, year: int, random: np.random.Generator) -> list[Block]:
    if random.random() < 0.3:
        return [b.replace("我" + town[-1] + "群众", "我局群众") if isinstance(b, str) else b for b in blocks]
    other, _ = _towns(random, 1)[0]
    return [b.replace(f"年，{town}", f"年，{other}") if isinstance(b, str) else b for b in blocks]


def fee_statement(blocks: list[Block], town: str, year: int, random: np.random.Generator) -> list[Block]:
    """The statement on fees left out; a report on the form of 2019 moves to 2021, for only that form asks for it."""
    blocks = [b.replace(str(year), "2023").replace(str(year + 1), "2024") if isinstance(b, str) and year < 2021 else b for b in blocks]
    return ["无其他需要报告的事项。" if isinstance(b, str) and ("信息处理费" in b or b.startswith("无其他")) else b for b in blocks]


SLIPS: dict[str, Slip] = {s.__name__: s for s in (section_missing, section_order, title_year, other_town, fee_statement)}

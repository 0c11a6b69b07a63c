"""Year, organ and place of labelled reports: `python benchmarks/identity.py [REPORTS.jsonl]`.

The labels hold no titles, so titles are made of organ and year in the many ways of real ones (TITLES), pages are made around them (PAGES), and
what is read is compared: right, unresolved (None) or wrong. A title that leaves the higher areas out is right where it gives what it holds.
"""

import itertools
import json
import re
import time
from collections import Counter
from pathlib import Path

from facts import labelled

from reportkit.parse.identity import identify
from reportkit.parse.identity.titles import title_identity
from reportkit.places import Place, resolve
from reportkit.read.document import Document, Paragraph

CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
TITLES = (
    "{o}{y}年政府信息公开工作年度报告",
    "{o} {y} 年政府 信息公开工作年度报告",
    "{y}年{o}政府信息公开工作年度报告",
    "{y}年度{o}政府信息公开年度报告",
    "{o}关于{y}年度政府信息公开工作的年度报告",
    "关于{o}{y}年度政府信息公开工作情况的报告",
    "{o}{y}年度政府信息公开工作年度报告",
    "{y}年度{o}{y}年度政府信息公开工作年度报告",
    "{o}政府信息公开工作{y}年度报告",
    "{o}政府信息公开{y}年年度报告",
    "{o}政府信息公开工作年度报告（{y}年度）",
    "{o}{y}年政务公开工作年度报告",
    "{o}{y}年度政府信息公开工作报告",
    "{o}{y}年政府信息公开年报",
    "{o}{y}年信息公开工作年度报告",
    "{o}{y}政府信息公开工作年度报告",
    "{o}{c}年政府信息公开工作年度报告",
    "{o}{y}年度政务信息公开工作年度报",
    "{y}年政府信息公开工作年度报告（{o}）",
    "{y}年政府信息公开工作年度报告——{o}",
    "[{o}]{y}年政府信息公开工作年度报告",
    "【年报】{o}{y}年政府信息公开工作年度报告（文字版）",
    "{o}{y}年政府信息公开工作年度报告_政府信息公开_示例县人民政府网",
    "{o}{y}年政府信息公开工作年度报告 - 示例县人民政府",
    "首页 > 政府信息公开 > 政府信息公开年报 > {o}{y}年政府信息公开工作年度报告",
    "{o}{y}年政府信息公开工作年度报告{o}{y}年政府信息公开工作年度报告",
    "{o}202{y}年政府信息公开工作年度报告",
    "{s}",
)
OPENING = "本报告由{o}根据《中华人民共和国政府信息公开条例》编制。所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。"
DAMAGED = "根据有关规定，现公布本机关上年度报告。所列数据的统计期限自{y}11日至{y}1231日。"
SECTIONS = (
    "一、总体情况",
    "{y}年，主动公开政府信息若干。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "五、存在的主要问题及改进情况",
)
PAGES = {
    "one line": ("{o}{y}年政府信息公开工作年度报告", OPENING, *SECTIONS),
    "two lines": ("{o}", "{y}年政府信息公开工作年度报告", *SECTIONS),
    "cut in a word": ("{o}{y}年政府信", "息公开工作年度报告", *SECTIONS),
    "printed twice": (
        "首页 > 年报",
        "{o}{y}年政府信息公开工作年度报告",
        "发布日期：{n}-01-20",
        "{o}{y}年政府信息公开",
        "工作年度报告",
        *SECTIONS,
    ),
    "no title": (OPENING, *SECTIONS, "{o}", "{n}年1月20日"),
    "year in the period": ("{o}政府信息公开工作年度报告", DAMAGED, *SECTIONS, "{o}", "{n}年1月20日"),
    "signed": ("{y}年政府信息公开工作年度报告", *SECTIONS, "{o}", "二〇{c2}年一月二十日"),
    "wrong title": ("{o}{p}年政府信息公开工作年度报告", OPENING, *SECTIONS, "{o}", "{n}年1月20日"),
}
NAMES = (("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"))


def filled(pattern: str, organ: str, year: int) -> str:
    """A title or line with organ and year put in."""
    spaced = " ".join(f"{organ}{year}年政府信息公开工作年度报告")
    following = str(year + 1)[2:].translate(CHINESE)
    doubled = pattern.replace("202{y}", f"{str(year)[:2]}{{y}}")
    return doubled.format(o=organ, y=year, c=str(year).translate(CHINESE), c2=following, n=year + 1, p=year - 1, s=spaced)


def verdict(found: object, label: object) -> str:
    """right, unresolved or wrong."""
    return "right" if found == label else "unresolved" if found is None else "wrong"


def plain(name: str | None) -> set[str]:
    """The ways to call an area that count as one: 黄岛区(西海岸新区) is either of the two, 彭水县 is 彭水苗族土家族自治县."""
    if name is None:
        return set()
    names = {part for part in re.split(r"[()]", name) if part}
    for long, short in NAMES:
        names |= {n.replace(long, short) for n in names}
    return names | {n[:2] + n[-1] for n in names if "自治" in n}


def place_verdict(found: str | None, label: str | None) -> str:
    """As verdict; an area called by another of its names is right, and a label that knows nothing judges nothing."""
    if found is None or label is None:
        return "right" if found is None and label is None else "not labelled" if label is None else "unresolved"
    both = itertools.product(plain(found), plain(label))
    return "right" if any(a == b or a.endswith(b) or b.endswith(a) for a, b in both) else "wrong"


def judge_titles(records: list[dict]) -> tuple[Counter, list[str]]:
    """Counts of verdicts on year and organ over records and titles, and every mismatch in words."""
    counts, mismatches = Counter(), []
    for record in records:
        for pattern in TITLES:
            title = filled(pattern, record["organ"], record["year"])
            organ, year = title_identity(title)
            label = record["organ"].replace("（", "(").replace("）", ")")
            for what, found, wanted in (("organ", organ, label), ("year", year, record["year"])):
                counts[what, verdict(found, wanted)] += 1
                if found != wanted:
                    mismatches.append(f"title: {what} {found}, labelled {wanted}: {title}")
    return counts, mismatches


def judge_pages(records: list[dict]) -> tuple[Counter, list[str]]:
    """Counts of verdicts on year and organ over records and pages, and every mismatch in words."""
    counts, mismatches = Counter(), []
    for record, (name, lines) in itertools.product(records, PAGES.items()):
        paragraphs = tuple(Paragraph(filled(line, record["organ"], record["year"]), f"line {n}") for n, line in enumerate(lines, 1))
        identity = identify(Document("page.html", "text/html", "", paragraphs), paragraphs)
        label = record["organ"].replace("（", "(").replace("）", ")")
        for what, found, wanted in (("page organ", identity.organ, label), ("page year", identity.year, record["year"])):
            counts[what, verdict(found, wanted)] += 1
            if found != wanted:
                mismatches.append(f"page ({name}): {what} {found}, labelled {wanted}")
    return counts, mismatches


def judge_places(records: list[dict]) -> tuple[Counter, list[str]]:
    """Counts of verdicts on the four levels of the place, and every mismatch in words."""
    counts, mismatches = Counter(), []
    for record in records:
        place: Place = resolve(record["organ"])
        for level in ("province", "prefecture", "county", "town"):
            found, label = getattr(place, level), record[level]
            judged = place_verdict(found, label)
            counts[level, judged] += 1
            if judged != "right":
                mismatches.append(f"place: {level} {found}, labelled {label}: {record['organ']} ({place.notice})")
    return counts, mismatches


def main(source: Path) -> None:
    """Print the shares of right, unresolved and wrong, the mismatches, and the speed of resolving."""
    records = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    judged = [judge(records) for judge in (judge_titles, judge_pages, judge_places)]
    counts = sum((count for count, _ in judged), Counter())
    for what in dict.fromkeys(what for what, _ in counts):
        total = sum(n for (w, _), n in counts.items() if w == what)
        shares = ", ".join(f"{verdict} {n} ({n / total:.2%})" for (w, verdict), n in sorted(counts.items()) if w == what)
        print(f"{what}: {shares}")
    for mismatch in dict.fromkeys(itertools.chain.from_iterable(mismatches for _, mismatches in judged)):
        print(" ", mismatch)
    names = list({record["organ"] + str(n) for record in records for n in range(20)})
    start = time.perf_counter()
    for name in names:
        resolve(name[:-1])
    print(f"{len(names) / (time.perf_counter() - start):,.0f} organs resolved in a second")


if __name__ == "__main__":
    main(labelled("reports.jsonl"))

"""The divisions of China (mid-2023) and the names that came before, as tables to look names up in.

divisions.csv.gz holds 44,700 rows of code and name; the length of a code is its level: 2 province, 4 prefecture, 6 county, 9 town.
"""

import csv
import gzip
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|达斡尔|鄂温克|鄂伦春|锡伯|蒙古|塔吉克|塔塔尔|俄罗斯|乌孜别克|土家|布依|朝鲜|哈尼|傈僳|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|阿昌|普米|"
    "德昂|保安|裕固|独龙|赫哲|门巴|珞巴|基诺|高山|各"
)
_AUTONOMOUS = re.compile(rf"(?:(?:{_PEOPLES}|[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京](?=族))族?)+(?:自治|民族)?(?=[县旗州乡区]$)")
_TOWN_TYPE = re.compile(r"(?:街道办事处|街街道|街道|地区|镇|乡|苏木|办事处)$")
_AREA_TYPE = re.compile(r"(?:省|市|自治区|地区|盟|自治州|州)$")
_COUNTY_TYPE = re.compile(r"[县市旗]$")
_UNNAMED = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_ZONE_NAMES = (("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"), ("经济技术开发区", "开发区"), ("经济开发区", "经开区"))


@dataclass(frozen=True, slots=True)
class Former:
    """What a former name, or the name of a zone, stands for: codes of today, the county to show where that is no division."""

    codes: tuple[str, ...]
    until: str
    now: str
    shown: str | None

    def notice(self, printed: str) -> str | None:
        """Words for the user on a name that has ended."""
        return f"{printed} ended in {self.until}; today {self.now or 'under a new name'}" if self.until else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by code, codes by name: areas (province to county, former names and zones included), their short forms, towns, stems of towns."""

    names: dict[str, str]
    areas: dict[str, tuple[str, ...]]
    short: dict[str, tuple[str, ...]]
    towns: dict[str, list[str]]
    stems: dict[str, list[str]]
    former: dict[str, Former]
    longest: int

    def towns_named(self, name: str, within: tuple[str, ...]) -> tuple[str, ...]:
        """Codes of the towns of this very name whose code begins with one of `within`."""
        return tuple(code for code in self.towns.get(name, ()) if code.startswith(within))

    def towns_stemmed(self, names: set[str], within: tuple[str, ...]) -> tuple[str, ...]:
        """Codes of the towns whose name without its type (镇, 乡, 街道 …) is one of `names`."""
        return tuple(code for name in names for code in self.stems.get(name, ()) if code.startswith(within))

    def chain(self, code: str) -> dict[str, str | None]:
        """province, prefecture and county of a code; a municipality is its own prefecture, a county under a province has none."""
        province = self.names[code[:2]]
        prefecture = self.names.get(code[:4]) if len(code) >= 4 else None
        if province.endswith("市"):
            prefecture = province
        elif prefecture in _UNNAMED:
            prefecture = None
        county = self.names.get(code[:6]) if len(code) >= 6 else None
        return {"province": province, "prefecture": prefecture, "county": None if county == prefecture else county}

    def full(self, county: str, code: str) -> str:
        """The official name of a county that is called by a short one, where `code` lies in it."""
        return next(
            (self.names[c] for c in self.areas.get(county, ()) if len(c) == 6 and code.startswith(c) and county not in self.former), county
        )

    def mentions(self, text: str, code: str) -> bool:
        """Whether the area of `code` is named in `text`, by its full name or by a short one of its own."""
        name = self.names.get(code, "")
        return len(name) > 2 and name not in _UNNAMED and (name in text or (len(stem_of_area(name)) > 2 and stem_of_area(name) in text))


def stem(town: str) -> str:
    """A town's name without its type and without the peoples it is named after: 青石回族乡 → 青石."""
    return _TOWN_TYPE.sub("", _AUTONOMOUS.sub("", town)) or town


def stem_of_area(name: str) -> str:
    """An autonomous area's everyday name: 云水苗族自治县 → 云水县. Other names stay as they are."""
    shorter = _AUTONOMOUS.sub("", name)
    return shorter if len(shorter) > 2 else name


def _area_names(code: str, name: str) -> set[str]:
    """The ways in which an area's name is printed."""
    names = {name, stem_of_area(name)}
    if len(code) == 6 and code[4] == "7":
        bare = {name, re.sub(r"^([^市]{2,4})市", r"\1", name)}
        names |= bare | {n.replace(*pair) for n in bare for pair in _ZONE_NAMES if n.endswith(pair[0]) and len(n) > len(pair[0])}
    return names


def _short_names(code: str, name: str) -> set[str]:
    """What an area is called without its type, where a further name follows: 广东 in 广东中山市."""
    shorter = _AUTONOMOUS.sub("", name)
    short = _AREA_TYPE.sub("", shorter) if len(code) <= 4 else _COUNTY_TYPE.sub("", shorter)
    return {short} if len(short) > 1 and short != name else set()


def _rows(name: str) -> csv.DictReader:
    raw = Path(__file__).with_name(name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _former(names: dict[str, str]) -> dict[str, Former]:
    known = set(names.values())
    former: dict[str, Former] = {}
    for row in _rows("former_places.csv"):
        shown = row["now"] if row["now"] and not set(row["now"].split()) <= known else None
        codes = tuple(row["code"].split())
        if row["name"] in former:
            earlier = former[row["name"]]
            codes, now = earlier.codes + codes, f"{earlier.now} or {row['now']}"
            former[row["name"]] = Former(codes, row["until"], now, None)
        else:
            former[row["name"]] = Former(codes, row["until"], row["now"], shown)
    return former


@cache
def gazetteer() -> Gazetteer:
    """The tables, read once."""
    names = {row["code"]: row["name"] for row in _rows("divisions.csv.gz")}
    areas, short, towns, stems = (defaultdict(list) for _ in range(4))
    for code, name in names.items():
        if len(code) == 9:
            towns[re.sub("街道办事处$", "街道", name)].append(code)
            stems[stem(name)].append(code)
        elif name not in _UNNAMED and not (len(code) == 6 and names[code[:4]] == name):
            for printed in _area_names(code, name):
                areas[printed].append(code)
            for printed in _short_names(code, name):
                short[printed].append(code)
    former = _former(names)
    for name, entry in former.items():
        areas[name] += [code for code in entry.codes if code not in areas[name]]
    fixed = {name: tuple(codes) for name, codes in areas.items()}
    one = {name: tuple(codes) for name, codes in short.items()}
    return Gazetteer(names, fixed, one, dict(towns), dict(stems), former, max(map(len, fixed)))

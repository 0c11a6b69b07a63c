"""Places: from the printed name of an organ to its town, county, prefecture, province and code.

Areas are taken off the front of the name one by one (province, prefecture, county, zone); what is left is a town, a department or
nothing. Every way of taking them is followed, and only a single outcome counts: a name that fits several places resolves none of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .areas import ZONE, Scope, scopes
from .gazetteer import Gazetteer, gazetteer, stem
from .text import squeeze

_TOWN = re.compile(
    r"(?P<name>.+?(?P<type>街道|地区|民族乡|乡|镇|苏木|场|园区|开发区|管理区|示范区|度假区))"
    r"(?:人民政府|政府|办事处|办)?(?:管理委员会|管委会|委员会)?(?:办公室|党政办公室|党政综合办公室)?"
)
_OFFICE = re.compile(r"(?P<stem>.+?)(?:办事处|街道办)(?:办公室|党政办公室|党政综合办公室)?")
_STREET = re.compile(r".+街")
_KINDS = {"镇": "town", "乡": "township", "民族乡": "township", "苏木": "township", "街道": "subdistrict", "地区": "subdistrict"}
_DEPARTMENT = re.compile(r"(?!(?:.*[区园城港岛山湖谷])?(?:党工委)?(?:管委会|管理委员会)$).*(?:局|委|会|中心|厅|部|院|署|处|所|站|队|馆|社|室|办|学|校|集团|公司|段|台)")
_OF_TOWN = re.compile(r"(?P<name>.+?(?P<type>街道|民族乡|乡|镇|苏木))(?:人民政府|办事处)?(?P<department>.+)")
_TAIL = re.compile(r"(?:人民政府|政府|办事处|办|管理委员会|管委会)?(?:办公室|党政办公室|党政综合办公室)?$")
_UNLISTED = re.compile(r".{2,}?[省市县区旗州盟](?:人民政府)?(?=.{2,}(?:街道|镇|乡|苏木|办事处))")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]?")
_COMMITTEE = re.compile(r"(?:管理委员会|管委会|党工委管委会)")
_NATIONAL = re.compile(r"^(?:国家税务总局|国家统计局)")
_LEVELS = {2: "province", 4: "prefecture", 6: "county", 9: "other"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organ stands; None where that is not known. code is the division's (2, 4, 6 or 9 digits, mid-2023).

    kind: town, township, subdistrict, county, prefecture, province, department or other. notice: what a person should know, or None.
    """

    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    town: str | None = None
    code: str | None = None
    kind: str = "other"
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand a name. certainty: 3 the division itself, 2 its department or an older type of town, 1 only the area, 0 nothing."""

    codes: tuple[str, ...]
    scope: Scope
    kind: str
    certainty: int
    town: str | None = None
    notice: str | None = None


@lru_cache(maxsize=65536)
def _resolve(organ: str, hints: tuple[str, ...]) -> Place:
    name = squeeze(organ)
    asides = tuple(a for a in _BRACKETS.findall(name) if a)
    plain = _NATIONAL.sub("", _BRACKETS.sub("", name)) or name
    places = gazetteer()
    readings = [reading for scope in scopes(plain, places) if (reading := _read(scope, places))]
    best = max(readings, key=lambda r: (r.certainty, len(r.scope.taken), not r.scope.shown), default=None)
    if best is None:
        return _unlisted(plain)
    return _place(best, plain, asides, hints, places)


def resolve(organ: str, hints: Sequence[str] = ()) -> Place:
    """The place of an organ by its printed name. hints: other names in the document (signature, site), used only to tell namesakes apart."""
    return _resolve(organ, tuple(squeeze(hint) for hint in hints))


def _read(scope: Scope, places: Gazetteer) -> _Reading | None:
    """What is left of a name within its area: a town, the area itself, a department, or nothing that can be understood."""
    if not scope.final:
        return None
    if not scope.rest:
        return _Reading(scope.codes, scope, _level(scope), 1 if scope.zone else 3) if scope.taken else None
    if scope.taken and _COMMITTEE.fullmatch(scope.rest):
        return _Reading(scope.codes, scope, "other", 1 if scope.zone else 3)
    if town := _town(scope, places):
        return town
    if (match := _OF_TOWN.fullmatch(scope.rest)) and (codes := places.towns_named(match["name"], scope.codes)):
        return _Reading(codes, scope, "department", 3, match["name"])
    if scope.taken and _DEPARTMENT.fullmatch(scope.rest):
        return _Reading(scope.codes, scope, "department", 2)
    return None


def _level(scope: Scope) -> str:
    """The kind of government that an area has; a zone has none of its own."""
    return "other" if scope.shown or ZONE.fullmatch(scope.taken) else _LEVELS[len(scope.codes[0])]


def _town(scope: Scope, places: Gazetteer) -> _Reading | None:
    """The town that is left of a name: listed under this very name, under another type, or not at all."""
    rest, names = scope.rest, _town_names(scope.rest)
    is_street = bool(_STREET.fullmatch(rest))
    for listed in dict.fromkeys([rest, _TAIL.sub("", rest), *(name for name, _ in names)]):
        if codes := places.towns_named(listed, scope.codes):
            town, kind = names[-1] if names and not is_street else (listed, _kind(listed))
            return _Reading(codes, scope, kind, 3, town)
    if not names or is_street or not scope.taken:
        return None
    town, kind = names[-1]
    if _UNLISTED.match(town):
        return _Reading(scope.codes, scope, kind, 0, _bare_town(town), f"the county in {rest} is not among the divisions of 2023")
    codes = places.towns_stemmed({stem(town), town}, scope.codes) if len(scope.codes[0]) == 6 else ()
    if len(codes) == 1:
        return _Reading(codes, scope, kind, 2, town, f"{town} is listed as {places.names[codes[0]]} in the divisions of 2023")
    return _Reading(scope.codes, scope, kind, 1, town, f"{town} is not among the divisions of 2023")


def _kind(town: str) -> str:
    return next((kind for ending, kind in _KINDS.items() if town.endswith(ending)), "other")


def _town_names(rest: str) -> list[tuple[str, str]]:
    """(name, kind) for each division that `rest` may name; the last is the name as printed."""
    if match := _TOWN.fullmatch(rest):
        return [(match["name"], _KINDS.get(match["type"], "other"))]
    if match := _OFFICE.fullmatch(rest):
        base = match["stem"]
        streets = [base + "街道", base + "道"] if base.endswith("街") else [base + "街道"]
        return [(name, "subdistrict") for name in [*streets, base + "办事处"]]
    if _STREET.fullmatch(rest):
        return [(rest + "街道", "subdistrict"), (rest + "道", "subdistrict")]
    return []


def _bare_town(name: str) -> str:
    """The town in a name whose areas are not listed: 示例市示例县云水镇 → 云水镇."""
    while match := _UNLISTED.match(name):
        name = name[match.end() :]
    return name


def _unlisted(name: str) -> Place:
    """The place of an organ none of whose names is known: only its kind, and its town as printed."""
    names = _town_names(_bare_town(name))
    if names and not _STREET.fullmatch(name) and not names[-1][0].endswith("区"):  # a zone that is not listed is no town
        return Place(town=names[-1][0], kind=names[-1][1], notice=f"{name} names no division of 2023 that is known")
    kind = "department" if _DEPARTMENT.fullmatch(name) else "other"
    return Place(kind=kind, notice=f"{name} names no division of 2023 that is known")


def _place(reading: _Reading, name: str, asides: tuple[str, ...], hints: tuple[str, ...], places: Gazetteer) -> Place:
    codes = _confirmed(reading, asides + hints, places)
    notices = [n for n in (reading.scope.notice, reading.notice) if n]
    if len(codes) != 1:
        return _namesakes(reading, name, places)
    code, shown = codes[0], reading.scope.shown
    if shown and len(reading.scope.codes[0]) == 2:
        place = replace(Place(**places.chain(code[:2])), county=shown, town=reading.town, kind=reading.kind)
        return replace(place, notice=f"{shown} lies in several prefectures")
    if len(reading.codes) > 1:
        notices.append(f"one of {len(reading.codes)} divisions called {name}, told apart by other names in the document")
    elif not reading.scope.taken:
        notices.append(f"{name} without a county: the only town of this name in the divisions of 2023")
    county = next((c for c in asides if code.startswith(places.areas.get(c, ("?",)))), None) or shown
    place = places.chain(code)
    if county and county != place["county"]:
        place["county"] = places.full(county, code)
        notices.append(f"{county} lies in {places.names[code[:6]]}" if len(code) >= 6 else f"{county} is a zone")
    settled = reading.certainty >= 2
    return Place(**place, town=reading.town, code=code if settled else None, kind=reading.kind, notice="; ".join(notices) or None)


def _confirmed(reading: _Reading, hints: tuple[str, ...], places: Gazetteer) -> tuple[str, ...]:
    """The codes of a reading that other names in the document leave standing."""
    codes = reading.codes
    if len(codes) == 1 and (reading.scope.taken or len(codes[0]) != 9):
        return codes
    said = [scope.codes for hint in hints for scope in scopes(hint, places) if scope.taken and scope.final]
    agreed = tuple(code for code in codes if any(code.startswith(s) for s in said))
    if len(codes) == 1:
        return codes if agreed or not said else ()
    for depth in (6, 4):
        named = tuple(code for code in codes if any(places.mentions(hint, code[:depth]) for hint in hints) and len(code) >= depth)
        if len(named) == 1:
            return named
    return agreed


def _namesakes(reading: _Reading, name: str, places: Gazetteer) -> Place:
    """A name that stands for several places: nothing above what is printed is known."""
    counties = sorted({places.names[code[:6]] for code in reading.codes})
    county = counties[0] if len(counties) == 1 and reading.scope.taken else None
    shared = places.chain(reading.codes[0][:4]) if len({code[:4] for code in reading.codes}) == 1 and reading.scope.taken else {}
    notice = f"{len(reading.codes)} divisions are called {name}; the document does not say which"
    if len(reading.codes) == 1:
        notice = f"the only {name} of 2023 lies in {places.names[reading.codes[0][:6]]}, but the document names other places"
    return replace(Place(**shared), county=county, town=reading.town, kind=reading.kind, notice=notice)

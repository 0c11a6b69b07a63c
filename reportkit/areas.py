"""Areas taken off the front of an organ's name: province, prefecture, county, zone, one by one and in every way that the lists allow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .gazetteer import Gazetteer

_AREA_ENDS = tuple("省市县区旗盟州")
_BARE_ZONE = re.compile(r"高新区|经开区|开发区|高新技术产业开发区|经济技术开发区|经济开发区")
ZONE = re.compile(
    r"(.{0,18}?(?:开发区|高新区|经开区|新区|管理区|示范区|度假区|风景名胜区|风景区|[业技流化]园区|保税区|保护区|试验区|实验区|集聚区|合作区|新城))"
    r"(?:管理委员会|管委会)?(?=(?:.{2,}(?:街道|镇|乡|苏木|办事处|局|中心|办公室|人民政府)[^区]*)?$)"
)
_SEAT = re.compile(r"^(?:人民政府|政府)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Areas taken off a name so far: the codes it may stand for, what is left, and what was printed."""

    codes: tuple[str, ...]
    rest: str
    taken: str = ""
    shown: str | None = None
    notice: str | None = None
    final: bool = True
    zone: bool = False


def scopes(name: str, places: Gazetteer) -> list[Scope]:
    """Every way to take areas off the front of `name`, the name as it stands first."""
    found = [Scope(("",), name)]
    for scope in found:
        found.extend(_narrower(scope, places))
    return found


def _narrower(scope: Scope, places: Gazetteer) -> Iterator[Scope]:
    for length in range(min(len(scope.rest), places.longest), 1, -1):
        printed = scope.rest[:length]
        if codes := places.areas.get(printed):
            yield from _area(scope, printed, codes, places)
        if not scope.taken and printed in places.short and scope.rest[length : length + 1] not in _AREA_ENDS:
            yield Scope(places.short[printed], scope.rest[length:], printed, final=False)
    if scope.final and ("区" in scope.rest or "新城" in scope.rest) and (zone := ZONE.match(scope.rest)):
        yield from _zone(scope, zone[1], scope.rest[zone.end() :], places)


def _area(scope: Scope, printed: str, codes: tuple[str, ...], places: Gazetteer) -> Iterator[Scope]:
    """An area that the lists know, where it lies in what was named before it, or is the only one of its name."""
    rest, taken = _SEAT.sub("", scope.rest[len(printed) :]), scope.taken + printed
    former = places.former.get(printed)
    inner = tuple(code for code in codes if code.startswith(scope.codes) and (code not in scope.codes or former))
    if inner:
        ended = former is not None and set(inner) <= set(former.codes)
        yield Scope(inner, rest, taken, former.shown if ended else None, former.notice(printed) if ended else None)
    elif scope.taken and scope.final and len(codes) == 1 and len(codes[0]) == 6 and len(scope.codes[0]) <= 4:
        moved = f"{printed} stands under {scope.taken} in the report and elsewhere in the divisions of 2023"
        yield Scope(codes, rest, taken, notice=moved)


def _zone(scope: Scope, printed: str, rest: str, places: Gazetteer) -> Iterator[Scope]:
    """A zone that is no division: it stands for the city that its name begins with, or that was named before it."""
    if any(printed[:n] in places.areas for n in range(2, len(printed) + 1)):
        return
    codes = scope.codes
    if not scope.taken:
        city = next((n for n in (4, 3, 2) if printed[:n] in places.short and printed[n : n + 1] not in _AREA_ENDS), 0)
        codes = places.short.get(printed[:city], ())
    elif _BARE_ZONE.fullmatch(printed):
        printed = scope.taken.removesuffix("市") + printed
        if known := places.areas.get(printed):
            yield Scope(known, _SEAT.sub("", rest), scope.taken + printed)
            return
    if len(codes) == 1 and len(codes[0]) in (4, 6):
        shown = printed if len(codes[0]) == 4 else None
        yield Scope(codes, _SEAT.sub("", rest), scope.taken + printed, shown, scope.notice, zone=True)

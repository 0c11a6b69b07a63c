"""The numbers that Word itself sets before paragraphs: they stand nowhere in the text and are counted out here again."""

from collections.abc import Callable, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


def value(element: etree._Element | None, path: str) -> str | None:
    """The w:val of the child at `path` ("numPr/numId"), None where there is none."""
    found = None if element is None else element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val")


def integer(element: etree._Element | None, path: str, default: int) -> int:
    """The w:val of the child at `path` as a whole number; the default where there is none or it is no such number."""
    text = value(element, path) or ""
    return int(text) if text.isascii() and text.isdigit() else default


def switch(element: etree._Element | None, name: str) -> bool | None:
    """An on/off property as Word means it: present without a value is on; None where it is not said."""
    found = None if element is None else element.find(W + name)
    return None if found is None else found.get(W + "val", "1") not in ("0", "false", "off", "none")


class Styles:
    """The styles of a document (word/styles.xml), each followed by those it is based on."""

    def __init__(self, root: etree._Element | None):
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId"): style for style in styles}
        self.default = next((s.get(W + "styleId") for s in styles if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true")), None)

    def chain(self, style_id: str | None) -> Iterator[etree._Element]:
        """The style and its ancestors, nearest first."""
        seen: set[str | None] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = value(self._styles[style_id], "basedOn")

    def looks(self, style_id: str | None) -> list[etree._Element]:
        """The run properties (w:rPr) of the style and its ancestors, nearest first."""
        return [look for style in self.chain(style_id) if (look := style.find(W + "rPr")) is not None]


class Numbering:
    """The lists of a document (word/numbering.xml) and how far each has been counted. `label` must be asked in reading order."""

    def __init__(self, styles: Styles, root: etree._Element | None):
        self._styles = styles
        self._lists = {} if root is None else {e.get(W + "numId"): e for e in root.findall(W + "num")}
        self._kinds = {} if root is None else {e.get(W + "abstractNumId"): e for e in root.findall(W + "abstractNum")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: etree._Element | None) -> str:
        """The number before the paragraph with these properties (w:pPr), with the space that follows it; "" where there is none."""
        number_id, depth = self._find(properties)
        kind = self._kind(number_id)
        if kind is None or depth >= _LEVELS:
            return ""
        level = self._level(number_id, kind, depth)
        if level is None:
            return ""
        counts = self._count(number_id, kind, depth)
        text = self._printed(number_id, kind, level, counts)
        return text + " " if text and (text[-1].isascii() and text[-1] not in ")]") and value(level, "suff") != "nothing" else text

    def _find(self, properties: etree._Element | None) -> tuple[str | None, int]:
        number_id, depth = value(properties, "numPr/numId"), value(properties, "numPr/ilvl")
        style_id = value(properties, "pStyle") or self._styles.default
        for style in self._styles.chain(style_id) if number_id is None else ():
            number_id = value(style, "pPr/numPr/numId")
            if number_id is not None:
                depth = depth or self._depth_of(number_id, style_id) or value(style, "pPr/numPr/ilvl")
                break
        return number_id, int(depth) if depth and depth.isascii() and depth.isdigit() else 0

    def _depth_of(self, number_id: str, style_id: str | None) -> str | None:
        kind = self._kind(number_id)
        levels = () if kind is None else kind.findall(W + "lvl")
        return next((lvl.get(W + "ilvl") for lvl in levels if value(lvl, "pStyle") == style_id), None)

    def _kind(self, number_id: str | None) -> etree._Element | None:
        for _ in range(3):  # a list may be defined by way of a style that names another list
            kind = self._kinds.get(value(self._lists.get(number_id), "abstractNumId") or "")
            link = value(kind, "numStyleLink")
            if link is None:
                return kind
            number_id = next((value(style, "pPr/numPr/numId") for style in self._styles.chain(link)), None)
        return None

    def _level(self, number_id: str, kind: etree._Element, depth: int) -> etree._Element | None:
        override = self._override(number_id, depth)
        own = None if override is None else override.find(W + "lvl")
        return own if own is not None else next((lvl for lvl in kind.findall(W + "lvl") if lvl.get(W + "ilvl") == str(depth)), None)

    def _override(self, number_id: str, depth: int) -> etree._Element | None:
        overrides = self._lists[number_id].findall(W + "lvlOverride") if number_id in self._lists else ()
        return next((o for o in overrides if o.get(W + "ilvl") == str(depth)), None)

    def _start(self, number_id: str, kind: etree._Element, depth: int) -> int:
        level = self._level(number_id, kind, depth)
        return integer(level, "start", 0)

    def _count(self, number_id: str, kind: etree._Element, depth: int) -> list[int | None]:
        """Counts of all levels after this paragraph. Lists of one kind go on counting where the other stopped, unless told to start anew."""
        counts = self._counts.setdefault(kind.get(W + "abstractNumId"), [None] * _LEVELS)
        anew = integer(self._override(number_id, depth), "startOverride", -1)
        if anew >= 0 and (number_id, depth) not in self._begun:
            counts[depth] = anew
        else:
            counts[depth] = self._start(number_id, kind, depth) if counts[depth] is None else counts[depth] + 1
        self._begun.add((number_id, depth))
        for deeper in range(depth + 1, _LEVELS):
            if depth < integer(self._level(number_id, kind, deeper), "lvlRestart", _LEVELS):
                counts[deeper] = None
        return counts

    def _printed(self, number_id: str, kind: etree._Element, level: etree._Element, counts: list[int | None]) -> str:
        if value(level, "numFmt") == "bullet":
            return ""
        text = value(level, "lvlText") or ""
        for depth in range(_LEVELS):
            if f"%{depth + 1}" in text:
                count = counts[depth] if counts[depth] is not None else self._start(number_id, kind, depth)
                form = "decimal" if switch(level, "isLgl") else _number_format(self._level(number_id, kind, depth))
                text = text.replace(f"%{depth + 1}", spell(count, form))
        return text


def _number_format(level: etree._Element | None) -> str:
    found = None if level is None else level.find(f".//{W}numFmt")
    return "decimal" if found is None else found.get(W + "val", "decimal")


def spell(number: int, form: str) -> str:
    """A number in one of Word's number formats (w:numFmt); those not known here are written in decimal."""
    return _FORMATS.get(form, str)(number)


def _counting(number: int) -> str:
    """12 → 十二, 305 → 三百零五; 10,000 and more digit by digit."""
    if not 0 < number < 10000:
        return _each(_DIGITS)(number)
    text, zero = "", False
    for unit, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + unit
        zero = not digit
    return text[1:] if 10 <= number < 20 else text


def _each(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(d)] for d in str(number))


def _series(*runs: tuple[int, int]) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode, in runs of (first sign, how many); past the last, decimal."""
    signs = [chr(first + i) for first, many in runs for i in range(many)]
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _letters(number: int) -> str:
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        text += sign * (number // amount)
        number %= amount
    return text


_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
          (4, "IV"), (1, "I"))
_CIRCLED = _series((0x2460, 20), (0x3251, 15), (0x32B1, 15))
_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _each("０１２３４５６７８９"),
    "decimalFullWidth2": _each("０１２３４５６７８９"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _series((0x2474, 20)),
    "decimalEnclosedFullstop": _series((0x2488, 20)),
    "ideographEnclosedCircle": _series((0x3280, 10)),
    "ideographDigital": _each(_DIGITS),
    "japaneseDigitalTenThousand": _each(_DIGITS),
    "taiwaneseDigital": _each("○一二三四五六七八九"),
    "chineseLegalSimplified": _each(_LEGAL),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    **dict.fromkeys(["chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
                     "koreanCounting"], _counting),
}

"""Titles of reports: which organ, which year, however the two stand around 政府信息公开工作年度报告."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ...text import squeeze
from .dates import years

_TOPIC = r"(?:政府信息与政务公开|政府信息和政务公开|政务公开[和与及暨]政府信息公开|政务信息公开|(?<!人民)政府政务公开|政务公开|(?<!人民)政府信息(?:主动)?公开|信息公开)"
_REPORT = re.compile(
    rf"(?P<topic>{_TOPIC})(?P<between>(?:(?!公开|[。;!?])[^,:]){{0,24}}?)(?P<report>年度报告|报告|年报|总结|年度报?(?=$|[_|\-—(《]))"
)
_MAY_END = re.compile("[报总年]")  # one of them stands in every ending of a title
_ENDS = "人民政府|政府|办事处|街道办|街道|镇|乡|苏木|管委会|管理委员会|管理局|局|委员会|委|办公室|办|中心|厅|处|院|署|场|所|站|馆|武装部|宣传部|组织部|工作部|指挥部|联合会|红十字会|工会|协会|理事会|合作社|联合社|供销社|公司|气象台|电视台|县|区|市|省|旗|盟|州|队|校|团|学|地区|园|街"
ORGAN = re.compile(rf"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff·]{{1,38}}?(?:{_ENDS})(?:\([㐀-鿿]{{2,16}}\)(?:[㐀-鿿]{{1,20}}(?:{_ENDS}))?)?")
_HEAD_NOISE = re.compile(
    r"^(?:(?:您?(?:现在|当前)?(?:的|所在)?位置|首页|网站首页|语音播报|标题|名称|信息名称|索引号|关闭|打印|分享|当前|年度报告|年报|附件|附|政府信息公开|政务公开|法定主动公开内容|信息公开)[:>»/]*)+"
)
_FILLER = re.compile(r"关于|印发|公布|发布|上一年度|上年度|本年度|年度")
_EDGES = "[]【】《》\"'“”‘’「」.,:;!?、—–-_|/>»<=*#·•●■◆"
_LABEL = re.compile(r"^(?:【[^】]*】|\[[^\]]*\])(?=.)")
_AROUND = re.compile(r"^.*(?:门户网站|官方网站)(?=.)|\((?:机关|本级|以下|简称)[^()]*\)$")  # the site before a name, a remark after it
_ASIDE = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)|[—–]{0,2}([^—–]+)$")
# A single hyphen or bar is followed by the column or the site, which is seldom the organ; a dash (——) by the organ.
_SEPARATOR = re.compile(r"\s*[_|>»]\s*|\s+-+\s+|(?<=[^\d\s])-+(?=[^\d\s])")
EXPLAINS = re.compile(r"解读|图解|一图|图说|读懂|图看|问答")
_DATE = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?")
_AREA = re.compile(r"^.{1,12}[省市县区旗盟州]$")
_NOT_AN_ORGAN = re.compile(
    r"^[镇乡区县市街]?道?(?:人民政府|政府|办事处)$|^(?:由(?!旺)|本|我|全(?=[镇乡区县市省旗局年体面国街])|该|各|其|特向|特此|现将|现就|现公布)|向社会|国务院|中华人民共和国|^(?:报告|情况|工作|主动|栏目|专栏|目录|制度|指南|信息|政府|政务|办公室|县|市|区|镇|乡|学校|医院|单位|企业|机关)$|公开(?!办)|年度|报告|[省市县区]各[县区市乡镇部局级街]|按照|根据|要求"
)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says. years: all that it names, in order; below: the organ stands after it; explains: it heads a page that explains a report."""

    organ: str | None
    years: tuple[int, ...]
    printed: str
    below: bool = False
    explains: bool = False

    @property
    def year(self) -> int | None:
        """The year of the report: the one nearest to the words 政府信息公开, where a title names several."""
        return self.years[-1] if self.years else None

    @property
    def weight(self) -> int:
        """How much of what a title should say it does say."""
        return 2 * (self.organ is not None) + (self.year is not None)


def organ_named(text: str) -> str | None:
    """`text` as the name of an organ, its wrapping taken off; None where it cannot be one."""
    name = _AROUND.sub("", _LABEL.sub("", squeeze(text)).strip(_EDGES))
    if name.startswith("(") or (name.endswith(")") and "(" not in name):
        name = name.strip("()")
    return name if len(name) > 1 and ORGAN.fullmatch(name) and not _NOT_AN_ORGAN.search(name) else None


def parts(text: str) -> list[str]:
    """The parts of a page title or of a path: title, column and site stand between - _ | and >."""
    return [part for part in _SEPARATOR.split(text) if part and part.strip()]


def read_titles(text: str) -> list[Title]:
    """Every title of a report that `text` holds, in order; the text may hold a path, a site's name or one title twice."""
    if "公" not in text or "开" not in text or not _MAY_END.search(text):
        return []
    return [title for part in parts(squeeze(text) if len(parts(text)) < 2 else text) for title in _titles(squeeze(part))]


def _titles(text: str) -> list[Title]:
    titles, start = [], 0
    for match in _REPORT.finditer(text):
        head, between, tail = text[start : match.start()], match["between"], text[match.end() :]
        titles.append(_title(head, between, tail, text[start : match.end()]))
        start = match.end()
    return titles


def _title(head: str, between: str, tail: str, printed: str) -> Title:
    head = _DATE.sub("\n", head)
    head_years = [year for year, *_ in years(head)]
    named = head_years + [year for year, *_ in years(between)] or [year for year, *_ in years(tail[:12])][:1]
    before = _organ_before(head)
    return Title(before or _organ_after(tail), tuple(named), printed, not before, bool(EXPLAINS.search(head + tail[:12])))


def _organ_before(head: str) -> str | None:
    """The organ in what stands before 政府信息公开: years, 关于 and the like taken away."""
    names = [organ_named(piece) for piece in _pieces(head)]
    for area, name in reversed(list(pairwise([None, *names]))):
        if name and area and _AREA.search(area) and not name.startswith(area):  # 示例县2020年云水镇: the year inside the name
            return area + name
        if name:
            return name
    return None


def _pieces(head: str) -> list[str]:
    """What is left of the words before 政府信息公开 where years, empty brackets, 关于 and the like are cut out."""
    for _, start, end in reversed(years(head)):
        head = head[:start] + "\n" + re.sub(r"^(?:年度|年|度)?的?", "", head[end:])
    cut = re.split(r"[\n:>»]", _FILLER.sub("\n", re.sub(r"\(\s*\)", "\n", head)))
    named = (_HEAD_NOISE.sub("", piece.removesuffix("的")) for piece in cut)
    return [piece for piece in named if piece]


def _organ_after(tail: str) -> str | None:
    """The organ put behind the title or under it: …年度报告(青禾乡人民政府)."""
    match = _ASIDE.match(tail)
    return organ_named(match[1] or match[2]) if match else None


def title_identity(title: str) -> tuple[str | None, int | None]:
    """Organ and year of a title, each None where the title does not name it."""
    best = max(read_titles(title), key=lambda t: t.weight, default=None)
    if best is None:
        return None, None
    return best.organ, best.year

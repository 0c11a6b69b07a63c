"""What the text itself says of who reports: 现公布云水镇2020年…报告, 由云水镇人民政府编制, 请与云水镇人民政府联系; and of where: the sites it names."""

import re
from collections import Counter
from collections.abc import Iterator

from .titles import ORGAN, organ_named

_TOPIC = r"(?:\(机关\)|单位)?的?(?:政府|政务)?(?:信息)?公开"
_STATED = (
    re.compile(r"(?:^|报告|年报|[,。;])(?:是|系)?由([^,。;:《》]{2,40}?)(?:结合|按照|根据|依据|依照|编制|组织|编写|负责|依法|统一|汇总|综合|制作)"),
    re.compile(
        rf"(?:现将|现就|[现特]公布|[现特]发布|社会公布|社会公开|公开发布|并发布|编制|编写|制定|汇总|包括)了?《?(?:20\d\d年?度?)?(?!年?度?的?(?:政府|政务|信息))({ORGAN.pattern})(?:关于)?(?:20\d\d年?度?|本年度)?{_TOPIC}[^,。;:]{{0,9}}?(?:报告|年报|情况)(?!通报|考核)"
    ),
    re.compile(rf"(?:^|[,。;:])由?({ORGAN.pattern})(?:结合实际[^,。]{{0,4}},)?(?:认真)?(?:现|特)?(?:编制|制作|公布|发布)(?:了|完成)?(?:本|20\d\d)年?度?"),
    re.compile(
        rf"(?:结合|总结|在(?!认真|总结))(?:20\d\d年?度?)?({ORGAN.pattern})(?:\([^()]*\))?(?:20\d\d年?度?)?{_TOPIC}工作[^,。;:]{{0,9}}?,?(?:编制|编写|撰写|制作)"
    ),
)
_MAY_STATE = re.compile("报告|公布|现将|现就|编制|制作|发布|编写|撰写|包括")  # one of them stands in all that is stated
_SUBJECT = re.compile(rf"(?:^|[。,])(?:20\d\d年度?,)?({ORGAN.pattern})(?:认真|深入|严格|全面|切实)?(?:学习|贯彻|按照|落实|执行|遵循)[^,。;]{{0,8}}《(?:中华人民共和国)?政府信息公开条例》")
_CONTACT = re.compile(r"(?:请与|请?联系):?([^,。;:]{3,40}?)(?:联系|[(;。,]|$)")
_SELF = re.compile("[我本](镇|乡(?!镇)|街|苏木|局|委(?!托)|厅)")
_ENDS = {"镇": "镇", "乡": "乡", "街": "街道?", "苏木": "苏木", "局": "局", "委": "委员会", "厅": "厅"}
_OFFICE = re.compile(r"(?<=[府处镇乡局])(?:党政|党建|综合|政府信息公开|信息公开|政务公开)[^府]{0,10}(?:办公室|办|中心|科|股)$")
_SITE = re.compile(r"([\u4e00-\u9fff]{1,7}[县区市旗])(?:人民政府|政府)(?:信息公开|政务|门户|官方)*网|地址:([\u4e00-\u9fff]{1,12}?[县区市旗])")


def stated_organs(line: str, following: str) -> Iterator[str]:
    """The organs that a line, or it and the beginning of the one that follows, says the report is of."""
    text = line + following[:60]
    if not _MAY_STATE.search(text):
        return
    for match in (match for pattern in _STATED for match in pattern.finditer(text)):
        if match.start() < len(line) and (organ := organ_named(_OFFICE.sub("", match[1]))):
            yield organ


def acting_organ(text: str) -> str | None:
    """Who the text says follows the regulations on disclosure, or whom it tells readers to ask where it calls itself the same (我镇)."""
    selves = Counter(_SELF.findall(text)).most_common(1)
    if selves and (asked := _CONTACT.search(text)):
        named = re.match(rf".{{1,30}}{_ENDS[selves[0][0]]}(?:人民政府|政府|办事处)?", asked[1])
        if named and (organ := organ_named(named[0])):
            return organ
    subject = _SUBJECT.search(text)
    return organ_named(subject[1]) if subject else None


def areas_told(text: str) -> list[str]:
    """The counties and cities whose sites or addresses the text names, which tell namesakes apart."""
    return list(dict.fromkeys(site or address for site, address in _SITE.findall(text)))

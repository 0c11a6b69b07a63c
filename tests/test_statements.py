"""What the narrative counts: passages about invented towns, in the ways of writing that real reports use."""

import json
from pathlib import Path

import pytest

from reportkit.parse.prose import Prose
from reportkit.parse.statements import find_statements
from reportkit.parse.wording import MEASURES
from reportkit.read.document import Paragraph

SHARED = Path(__file__).parents[2] / "shared"

SHORT = {
    "total": "proactive_total", "part": "proactive_part", "received": "applications_received", "answered": "applications_answered",
    "in": "applications_carried_in", "out": "applications_carried_out", "review": "reconsiderations", "suit": "litigations",
    "training": "training_sessions", "rules": "normative_documents_issued", "readings": "policy_interpretations", "press": "press_conferences",
}

# year | passage | what it states: measure and value; + is at_least, ~ is about. / stands for a line feed.
CASES = """
2021 | 2021年度，云水镇主动公开政府信息214条。 | total 214
2021 | 云水镇2021年信息主动公开292条，主要为工作动态。 | total 292
2020 | 全年通过区政府门户网站累计主动公开政府信息88条。 | total 88
2020 | 全年通过区政府门户网站主动公开政府信息88条。 | part 88
2022 | 2022年，我乡在市政府信息公开平台发布信息43条，在“青禾发布”微信公众号推送信息310篇。 | part 43, part 310
2023 | 本年度主动公开政府信息数量为67条。 | total 67
2023 | 本年度政府信息公开总数56条，其中：机构职能类2条；财政预决算类4条；工作动态类50条。 | total 56, part 2, part 4, part 50
2019 | 主动公开政府信息：135条。 | total 135
2019 | 全年共公开政府信息２，３０６条，其中微信公众号１，８００余条。 | total 2306, part 1800+
2022 | 今年新增公开信息120条，建站以来累计公开信息5600条。 | total 120
2022 | 截至2022年底，累计公开政府信息3420条，其中本年新增286条。 | total 286
2022 | 截至2022年12月31日，明溪街道累计公开政府信息342条。 | total 342
2021 | 全年制作政府信息60条，其中主动公开52条。 | total 52
2021 | 全年报送信息35条。 | total 35
2020 | 主动公开政府信息共计一百零五条，较上年增加二十条。 | total 105
2020 | 2020年公开政府信息约三百条，去年公开280条。 | total 300~
2020 | 2019年公开政府信息280条，2020年公开政府信息300条，同比增长7.1%。 | total 300
2024 | 2023年、2024年分别公开信息80条、95条。 | total 95
2024 | 网站、微信公众号、公示栏分别公开信息80条、95条、30期。 | part 80, part 95, part 30
2024 | 青禾乡全年公开信息近千条，其中政务新媒体推送逾600条，政府网站发布三百余条。 | total 1000~, part 600+, part 300+
2024 | 通过政府网站、政务新媒体、公开栏等渠道主动公开信息640条。 | total 640
2024 | 发放宣传单3000份，悬挂横幅20条，接听热线120件，主动公开信息64条。 | total 64
2023 | 清理过期信息342条，删除重复内容15条，更新信息88条。 | total 88
2023 | 全年主动公开信息75条，网站访问量达1.5万次，公众号粉丝3200人，阅读量8万余次。 | total 75
2023 | 新增工作人员2人，覆盖行政村18个，入户走访群众560户，主动公开政府信息19条。 | total 19
2021 | 办理行政许可156件、行政处罚23件，公开政府信息61条。 | total 61
2021 | 公开政府信息61条，办理行政许可156件，受理信访事项12件。 | total 61
2021 | 全年公开政府信息61条，其中行政许可12条、行政处罚3条、其他46条。 | total 61, part 12, part 3, part 46
2020 | 统计期限自20201月1日至202012月31日。共公开信息12条。 | total 12
2020 | 本报告所列数据自202020年1月1日起至12月31日止。主动公开信息33条。 | total 33
2020 | 依据国务院令第711号和国办公开办函〔2019〕60号，公开第二十条所列信息17条。 | total 17
2023 | 全年共发布信息1.05万条。 | total 10500
2023 | 发布政务信息2万余条。 | total 20000+
2022 | 2022 年，共主动公开政府 信息 1 136 条，其中网站 48 篇。 | total 1136, part 48
2022 | （一）主动公开情况。我镇共发布信息5/3条，其中政策类11条。 | total 53, part 11
2022 | 一、总体情况/（一）主动公开/全年主动公开政府信息98条。其中，门户网站40条，公众号58条。 | total 98, part 40, part 58
2022 | 主动公开政府信息98条。具体如下：/1.政务动态：60条/2.通知公告：30条/3.财政信息：8条 | total 98, part 60, part 30, part 8
2022 | 全年公开信息300条，占比最大的是工作动态，占62%。 | total 300
2022 | 公开信息300条，其中工作动态186条，占62%；通知公告114条，占38%。 | total 300, part 186, part 114
2022 | 公开信息300条（其中县级平台100条，本镇网站200条）。 | total 300, part 100, part 200
2025 | 全年发布动态要闻35条、领导信息15条、法定公开内容23条，共计73条。 | total 73, part 35, part 15, part 23
2025 | 在村（社区）公示栏张贴公示46期。 | part 46
2025 | “示例云水”视频号发布短视频21个，累计播放量3.2万次。 | part 21
2025 | 主动公开规范性文件0件，主动公开政府信息0条。 | rules 0, total 0
2021 | 收到政府信息公开申请3件，办结3件，无结转。 | received 3, answered 3
2021 | 2021年共收到依申请公开申请12宗，其中网络申请7宗，信函申请4宗，当面申请1宗，均已按期答复。 | received 12, answered 12
2021 | 全年受理政府信息公开申请5件，上年结转1件，答复6件。 | received 5, in 1, answered 6
2021 | 全年受理政府信息公开申请5件，上年结转1件，均已办结。 | received 5, in 1
2021 | 2020年结转至本年办理的申请2件，本年新收申请9件，结转2022年办理1件。 | in 2, received 9, out 1
2021 | 本年办理政府信息公开申请4件。 | received 4
2021 | 收到公众申请公开政府信息7件，比去年增加2件，已全部答复。 | received 7, answered 7
2021 | 依申请公开信息0条。 | received 0
2021 | 收到依申请公开政府信息的要求0条。 | received 0
2021 | 我镇未接到公民、法人或者其他组织要求公开政府信息的申请。 | received 0
2021 | 本年度没有接收到政府信息公开申请，上年度无结转申请，也无结转下年度继续办理的申请。 | received 0, in 0, out 0
2021 | 依申请公开情况：无。 | received 0
2021 | 政府信息公开申请、行政复议、行政诉讼均为零。 | received 0, review 0, suit 0
2021 | 因政府信息公开引发的行政复议、行政诉讼各1件。 | review 1, suit 1
2021 | 未发生因政府信息公开申请引起的行政复议、行政诉讼案件。 | review 0, suit 0
2021 | 全年行政复议2起，其中结果维持1起，结果纠正1起；行政诉讼0起。 | review 2, suit 0
2021 | 没有发生一起行政复议，未发生行政诉讼。 | review 0, suit 0
2021 | 收到1件政府信息公开申请，已在法定期限内予以答复，无行政复议及行政诉讼。 | received 1, answered 1, review 0, suit 0
2021 | 受理投诉12件，答复网民留言35条，依申请公开受理2件。 | received 2
2021 | 2020年收到申请4件，2021年收到申请6件。 | received 6
2021 | 共收到政府信息公开申请8件，予以公开5件、不予公开1件、无法提供2件。 | received 8
2021 | 收到申请两件，其中一件已答复，一件结转至下年度继续办理。 | received 2, answered 1, out 1
2021 | 今年没有公民向我镇提出政府信息公开申请。 | received 0
2021 | 组织政务公开培训2次，召开推进会3次，开展消防安全培训5场。 | training 2
2021 | 举办了3期政务公开业务培训班，培训120人次。 | training 3
2021 | 全年未制定行政规范性文件，发布5篇政策解读，未召开新闻发布会。 | rules 0, readings 5, press 0
2021 | 制发规范性文件3件，废止1件，召开新闻发布会1场。 | rules 3, press 1
2020 | 全年主动公开政府信息130余条，其中通过县政府门户网站公开机构概况5条、财政信息12条、政策文件20余条。 | total 130+, part 5, part 12, part 20+
2020 | 我镇主动公开信息382条。按渠道分：政府网站176条，微信公众号206条；按内容分：工作动态300条，通知公告82条。 | total 382, part 176, part 206, part 300, part 82
2020 | 2020年，我乡政府信息公开专栏共发布各类信息102条，政务微信公众号推送信息220条余。 | total 102, part 220+
2020 | 通过青禾乡官方微信发布信息700条，同时在区政府网站更新信息22条，两项合计722条。 | part 700, part 22, total 722
2020 | 主动公开政府信息56条，较2019年的44条增长27.3%；全文电子化率达100%。 | total 56
2020 | 与2019年相比，2020年多公开信息12条，达到56条。 | total 56
2021 | 信息数700条，其中：概况类信息15条；计划总结6条；规章文件13条。 | total 700, part 15, part 6, part 13
2021 | 今年以来，共公开各类政府信息二百零三条。 | total 203
2021 | 年内主动公开政府信息达到３１２条，图文解读政策8篇。 | total 312, readings 8
2021 | 全年更新政府网站信息89条，更新公示栏15期，发放明白纸2000份。 | part 89, part 15
2021 | 网站公开87条；微信公众号推送165条；村（居）务公开栏张贴各类公示材料240余份。 | part 87, part 165, part 240+
2021 | 我街道共有网站1个、微信公众号1个，其中网站发布信息45条，微信公众号发布信息300条。 | part 45, part 300
2021 | “明溪微讯”公众号运行平稳，全年推送信息二百六十期，粉丝量达1.1万。 | part 260
2021 | 公开各类信息近5百条，其中惠民政策、项目建设类信息120条左右，人事信息3条。 | total 500~, part 120~, part 3
2021 | 截至12月底，我镇共主动公开政府信息73条，其中概况信息1条，占1.4%；法规文件2条，占2.7%；动态类70条，占95.9%。 | total 73, part 1, part 2, part 70
2021 | 主动公开信息条数为46条，报送县政府信息公开办5条。 | total 46
2021 | 2021年，示例镇（含所属6个事业单位）主动公开政府信息128条。 | total 128
2021 | 共收集整理信息90条，审核发布86条。 | total 86
2021 | 一是加强组织领导。二是做好主动公开。全年发布信息95条，其中党务30条，政务65条。三是加强培训。举办政务公开培训1次。 | total 95, part 30, part 65, training 1
2021 | 发布招聘信息12条、防汛预警9条，播放宣传短视频30个。 | part 12, part 9, part 30
2021 | 通过召开会议、印发文件等形式公开信息34条。 | total 34
2023 | 受理依申请公开件21件，办结20件，尚有1件正在办理。 | received 21, answered 20
2023 | 全年共新收政府信息公开申请14件，同比下降12.5%，上年度结转2件；按时办结15件，结转下年度1件。 | received 14, in 2, answered 15, out 1
2023 | 收到政府信息公开申请0件，上年结转0件，办结0件，结转下一年度0件。 | received 0, in 0, answered 0, out 0
2023 | 2023年度，我街道共受理公民政府信息公开申请3件，全部予以公开，按时答复率100%。 | received 3
2023 | 收到书面申请1件。 | received 1
2023 | 全年接到依申请公开2起，皆为自然人申请，均已按规定答复。 | received 2, answered 2
2023 | 我镇2023年度零申请、零复议、零诉讼。 | received 0, review 0, suit 0
2023 | 本年度政府信息公开申请为零报告。 | received 0
2023 | 没有公民、法人或其他组织就政府信息公开提起行政复议和行政诉讼。 | review 0, suit 0
2023 | 未产生政府信息公开收费，未收到申请，无复议、诉讼。 | received 0, review 0, suit 0
2023 | 申请人对答复不服提起行政复议1件，法院受理行政诉讼2件。 | review 1, suit 2
2023 | 政府信息公开类行政复议案件共4件（维持3件，撤回1件），行政诉讼案件0件。 | review 4, suit 0
2023 | 2022年收到申请3件、办结3件；2023年收到申请5件、办结4件。 | received 5, answered 4
2023 | 去年未收到政府信息公开申请，今年收到1件。 | received 1
2023 | 收到群众来信12封、网上咨询33条，均已答复。 |
2023 | 受理群众诉求350件，办结348件，按时答复率99%。 |
2023 | 开展政务公开知识培训两期，参训60人次；组织种植技术培训6场。 | training 2
2023 | 参加区级政务公开培训3次，自行组织培训2次。 | training 3, training 2
2023 | 全年共制定出台规范性文件2件，配套解读2件，清理废止规范性文件4件。 | rules 2, readings 2
2023 | 无规范性文件制发，未举行新闻发布会。 | rules 0, press 0
2023 | 公开行政许可结果25条、行政处罚结果6条。 | part 25, part 6
2023 | 政府网站共发布信息120条，微信公众号共推送信息340条。 | part 120, part 340
2023 | 制发公文50件，其中主动公开30件，依申请公开15件，不予公开5件。 | total 30
2023 | 邀请群众代表30名参加“政府开放日”活动2次，收集意见建议15条。 |
2023 | 信息公开申请5件已全部办结，因信息公开被行政复议0件、被行政诉讼0件。 | received 5, answered 5, review 0, suit 0
2021 | 我街道高度重视，明确专人负责，公开及时率达100%，15个工作日内办结。 | 
2021 | 今后将力争每年公开信息500条以上。 | 
2021 | 办理人大代表建议8件，调解纠纷36起，开展志愿活动12场。 | 
2021 | 设置公开栏12处、电子显示屏3块，建成政务公开专区1个。 | 
"""


def passages() -> list[tuple[int, str, str]]:
    rows = (line.split(" | ") if " | " in line else None for line in CASES.strip().splitlines())
    return [(int(year), text.removesuffix(" |"), "".join(rest)) for year, text, *rest in rows]


def told(text: str, year: int | None) -> list:
    prose = Prose([Paragraph(line, f"line {i}") for i, line in enumerate(text.split("\n"), 1)])
    return find_statements(prose, year)


def expected(words: str) -> list[tuple[str, float, str]]:
    items = [item.split() for item in words.split(",") if item.strip()]
    bounds = {"+": "at_least", "~": "about"}
    return sorted((SHORT[name], float(value.rstrip("+~")), bounds.get(value[-1], "exact")) for name, value in items)


@pytest.mark.parametrize("year, text, words", passages())
def test_passage(year, text, words):
    found = told(text.replace("/", "\n"), year)
    assert sorted((s.measure, s.value, s.bound) for s in found) == expected(words)

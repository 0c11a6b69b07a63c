"""What the narrative counts: passages about invented towns, in the ways of writing that real reports use."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
2025 | 主动公开规范性文件0件，主动公开政府信息0条。 | part 0, total 0
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
2022 | 全年在县政府网站发布政务公开信息58条，县级以上媒体刊发稿件31篇，镇微信公众号更新推文402条。 | part 58, part 31, part 402
2022 | 共编发政务简报24期，上报信息156条，被县政府网站采用43条。 | part 24, part 43
2022 | 主动公开政府信息5条，均为规范性文件以外的政策文件。 | total 5
2022 | 公开政府信息共三类126条，其中行政管理类31条、服务类52条、执法类43条。 | total 126, part 31, part 52, part 43
2022 | 截止2022年12月31日，我乡在平台上累计发布信息1203条，其中2022年新增165条。 | total 165
2022 | 自2008年以来累计公开政府信息4521条，2022年公开312条。 | total 312
2022 | 我镇公开政府信息的数量由2021年的160条增至2022年的201条。 | total 201
2022 | 全年公开信息九十六条，其中涉农补贴类十五条，乡村振兴类二十一条，其余为工作动态。 | total 96, part 15, part 21
2022 | 全镇各村共张贴公开资料800余份，镇政务服务大厅电子屏滚动播放信息96条次。 | part 800+, part 96
2022 | 政府网站全年发布信息161条（含转载信息60条），信息更新及时。 | part 161, part 60
2022 | 政府信息公开平台建设情况。依托县政府门户网站，全年发布信息77条，其中动态类60条、公告类17条。 | part 77, part 60, part 17
2022 | 2022年，明溪街道办事处通过“明溪发布”微信公众号、区政府门户网站等共发布信息451条。 | total 451
2022 | 主动公开：全年共计120条。依申请公开：全年共计0件。 | total 120, received 0
2022 | 全年共主动公开政府信息49条，全文电子化49条。 | total 49
2022 | 本年主动公开政府信息36条（次），涉及民生、财政等6大类。 | total 36
2022 | 政府信息主动公开的总量为88件，较上年度的102件有所下降。 | total 88
2022 | 公示栏、LED屏、微信群分别更新12期、36条、210条。 | part 12, part 36, part 210
2022 | 全年制作公开栏12期，发布短视频15条，总点击量近5万次。 | part 12, part 15
2022 | 网站公开信息：32条；微信公众号：188条；公开栏：24期。 | part 32, part 188, part 24
2022 | 2022年度，青禾乡共受理信息公开申请二件，办结二件，办结率为100%，没有发生复议及诉讼案件。 | received 2, answered 2, review 0, suit 0
2022 | 全年收到依申请公开案件9件，其中上年结转1件，本年新增8件，全部在规定期限内办结。 | in 1, received 8, answered 9
2022 | 依申请公开办理情况：今年共收到公开申请4件，其中邮寄申请3件，当面申请1件；予以公开3件，不属于本机关公开1件。 | received 4
2022 | 全年无公民、法人和其他组织申请公开政府信息。 | received 0
2022 | 未发生行政复议和行政诉讼案件，未收取任何费用。 | review 0, suit 0
2022 | 全年未有因政府信息公开引起的投诉、复议、诉讼情况。 | review 0, suit 0
2022 | 因信息公开工作被申请行政复议0次，被提起行政诉讼0次，收到举报0次。 | review 0, suit 0
2022 | 政府信息公开申请数量0条，受理数量0条。 | received 0
2022 | 2022年，收到信息公开申请事项1宗，转下年度办理1宗。 | received 1, out 1
2022 | 开展信息公开业务学习6次，组织专题培训会1场。 | training 1
2022 | 本年度行政规范性文件制发件数为0件，现行有效2件。 | rules 0
2022 | 发布政策原文15条、解读15条。 | part 15, readings 15
2022 | 全年公开重大决策事项4项，办理12345政务服务热线转办件880件，满意率96%。 | part 4
2022 | 街道官方微博发布微博1,024条，@转发省市信息90余条。 | part 1024, part 90+
2022 | 落实三审三校制度，配备审核员3名，确保24小时内发布。 | 
2022 | 存在问题：一是全年仅公开信息12条，数量偏少；二是栏目更新不及时。 | total 12
2022 | 根据第二十条第（一）项、第（二）项，公开2类8项内容。 | total 8
2022 | 在县级及以上主流媒体上刊载宣传报道12篇，制作张贴宣传标语200余条。 | part 12
2022 | 通过村级大喇叭播放通知180余次，发送短信4500条，张贴公告95张。 | part 180+, part 4500, part 95
2023 | 2023年，云水镇在县政府信息公开专栏主动公开各类信息共133条，其中机构职能信息7条，通知公告信息26条，工作动态信息100条。 | total 133, part 7, part 26, part 100
2023 | 本年度通过镇微信公众号、网格群等方式公开信息520余条，其中公众号360条。 | total 520+, part 360
2023 | 我街道全年共发布各类政务信息五百余条，较去年同期增长两成。 | total 500+
2023 | 2023年主动公开政府信息143条、2022年主动公开政府信息121条，同比增长18%。 | total 143
2023 | 年度内，主动公开政府信息九十八条（次）。 | total 98
2023 | 三是拓宽公开渠道。官方微博粉丝2.1万人，全年发布博文864条；微信公众号推送图文512篇。 | part 864, part 512
2023 | 主动公开政府信息数为0。 | total 0
2023 | 全年政府信息公开文件12件。 | part 12
2023 | 青禾乡依托“一网一微一栏”，网上公开68条，微信公开112条，公开栏公开20期。 | part 68, part 112, part 20
2023 | 全年公开信息总计86条：领导信息3条/机构信息5条/工作动态78条 | total 86, part 3, part 5, part 78
2023 | 全年公开信息86条，其中社会救助类（含低保）12条、公共卫生类（含疫苗接种）30条。 | total 86, part 12, part 30
2023 | 本年共主动公开政府信息66条，其中政策类占30%，动态类占70%。 | total 66
2023 | 推进基层政务公开标准化，编制26个领域目录，公开事项312项，发布信息45条。 | total 45
2023 | 通过“村村响”播放政策宣传音频300余条，通过微信公众号发布信息142条。 | part 300+, part 142
2023 | 全年发布公告公示20则、招投标信息6则、村级财务信息48则。 | part 20, part 6, part 48
2023 | 公开信息总量同比增长15%，达到230条。 | total 230
2023 | 共召开政务公开工作推进会4次，开展业务培训3场，培训人员180余人次，发布信息200多条。 | training 3, total 200+
2023 | 接受群众现场查阅36人次，提供信息查询服务58次，公开信息102条。 | total 102
2023 | 全年主动公开信息1,024条，其中政府网站４６２条，“云水微讯”５６２条。 | total 1024, part 462, part 562
2023 | 2023年，云水镇共新收政府信息公开申请肆件。 | received 4
2023 | 全年共收到政府信息公开申请10件（含上年结转1件），办结10件。 | received 10, in 1, answered 10
2023 | 收到政府信息公开申请7件，其中6件按期答复，1件结转下年。 | received 7, answered 6, out 1
2023 | 收到申请3件，答复3件，其中：予以公开1件，部分公开1件，无法提供1件。 | received 3, answered 3
2023 | 2023年，我乡未收到信息公开申请，与上年持平。 | received 0
2023 | 全年未收到依申请公开政府信息事项，未发生针对本单位有关政府信息公开事务的行政复议、诉讼和举报情况。 | received 0, review 0, suit 0
2023 | 本年度，我镇收到政府信息公开申请及上年结转均为0件。 | received 0, in 0
2023 | 暂未收到公民申请政府信息公开的情况。 | received 0
2023 | 没有接到要求公开政府信息的申请，没有发生行政复议、行政诉讼。 | received 0, review 0, suit 0
2023 | 截至目前，我单位尚未收到政府信息公开申请。 | received 0
2023 | 依申请公开方面，全年共办理8件，均按时答复。 | received 8, answered 8
2023 | 上年度结转申请3件，本年度受理11件，共办结13件，其余1件转入下年度办理。 | in 3, received 11, answered 13, out 1
2023 | 全年发生行政复议3件，结果维持2件，尚未审结1件；发生行政诉讼1件，结果维持1件。 | review 3, suit 1
2023 | 无涉及政府信息公开的行政复议案件，行政诉讼案件1件。 | review 0, suit 1
2023 | 组织全镇信息员参加线上培训2次、线下培训1次。 | training 2, training 1
2023 | 发布政策解读材料共计15篇次，其中图解9篇次、视频解读6篇次；举行新闻发布会2场次。 | readings 15, press 2
2023 | 出台行政规范性文件1件并同步解读1篇。 | rules 1, readings 1
2023 | 全年安排政务公开经费2万元，配备工作人员3名，受理电话咨询110人次。 | 
2023 | 严格按照20个工作日内办结的要求，规范办理流程。 | 
2023 | 处理来信来访35件次，答复率100%，公开承诺事项12项。 | part 12
2023 | 下一步，计划全年发布信息不少于200条。 | 
2024 | 一是信息员没有接受过系统培训，解读没有图表；二是收到的申请中有一件答复较晚。 | 
2024 | 存在问题：栏目更新慢。解决办法：举办两期信息员培训班，每月发布信息10条。 | 
2024 | 村级公开栏每季度更新一次，新开通短信推送和微信群两项渠道。 | 
2024 | 政府信息公开申请未收到，行政复议、行政诉讼无。 | received 0, review 0, suit 0
2024 | 全年没有组织政务公开培训，无规范性文件，无新闻发布会。 | training 0, rules 0, press 0
2019 | 截至2019年12月，柳溪乡门户子站共挂出信息82条，“柳溪乡音”头条号发文47篇。 | total 82, part 47
2019 | 当年主动公开信息件数：政府网站31件，公开栏20件。 | part 31, part 20
2020 | 本年政府信息公开指南更新1次，主动公开目录所列信息全部公开，共计156条。 | total 156
2020 | 2020年度我街道政府信息主动公开的数量是一百一十八条，均通过区政府网站公开。 | total 118
2020 | 一年来，公开各类信息八百六十余条次，比2019年多一百条次。 | total 860+
2020 | 主动公开：政务动态56条，政策文件4条，财政资金9条，合计69条。 | part 56, part 4, part 9, total 69
2020 | 我镇信息公开工作稳步推进，年内公开量达到340条，是2019年的1.5倍。 | total 340
2020 | 全年网站信息发布量为268条，微信公众号推文量为415篇。 | part 268, part 415
2020 | 2020年，我镇在各类平台发布信息共计1 024条，其中县级融媒体中心采用36条。 | total 1024, part 36
2020 | 全年发布疫情防控信息96条，复工复产信息18条，转发上级政策40余条。 | part 96, part 18, part 40+
2020 | 通过县政府网站公开信息22条，占总数的46%，通过公开栏公开26条，占54%。 | part 22, part 26
2021 | 村级公示栏张贴低保公示14期、惠农补贴公示9期，合计23期。 | part 14, part 9, total 23
2021 | 截至年末，累计公开信息128条，其中今年第四季度公开40条。 | total 128, part 40
2021 | 全年公开信息128条，其中上半年50条，下半年78条。 | total 128, part 50, part 78
2021 | 主动公开政府信息68条，其中原创52条、转载16条。 | total 68, part 52, part 16
2021 | 主动公开政府信息68件（次），其中行政规范性文件1件，政策解读2件。 | total 68, part 1, part 2
2021 | 我街道共辖12个社区，常住人口5.6万人，全年公开信息212条。 | total 212
2021 | 通过短信平台向群众发送惠民政策提醒1.6万条。 | part 16000
2021 | 全年收到政府信息公开申请5件，较上年减少1件；其中4件来自网络，1件来自信函；均已依法答复。 | received 5, answered 5
2021 | 申请公开政府信息的3件，答复3件。 | received 3, answered 3
2021 | 全年登记受理政府信息公开申请十五件，办结十四件，另一件结转至2022年。 | received 15, answered 14, out 1
2021 | 本年度新收依申请公开6件（自然人5件，商业企业1件），上年结转0件，办理结果为：予以公开4件，部分公开1件，结转下年度继续办理1件。 | received 6, in 0, out 1
2021 | 受理申请2件，撤回1件，答复1件。 | received 2, answered 1
2021 | 收到公开申请共11宗，当年答复10宗，延期至次年答复1宗。 | received 11, answered 10
2021 | 年度内依申请公开0件次，无行政复议，无行政诉讼。 | received 0, review 0, suit 0
2021 | 未有公民、法人和其他组织申请我街道公开政府信息，未有被复议、诉讼的情况。 | received 0, review 0, suit 0
2021 | 依申请公开政府信息方面，我镇今年一件都没有收到。 | received 0
2021 | 共发生涉政府信息公开行政诉讼3件，均胜诉；行政复议1件，被维持。 | suit 3, review 1
2021 | 全年共有2起因政府信息公开引起的行政复议。 | review 2
2021 | 因政府信息公开被提起行政诉讼的案件有1件，行政复议案件没有。 | suit 1, review 0
2021 | 业务培训全年开展4次，参加县级培训1次，编印操作手册50本。 | training 4, training 1
2021 | 全年召开工作例会12次，专题学习《条例》2次，组织集中培训一场。 | training 1
2021 | 公开行政规范性文件3件，解读率100%。 | part 3
2021 | 全年制发规范性文件0件；配套解读0篇。 | rules 0, readings 0
2021 | 举办新闻发布会、政策吹风会共3场。 | 
2021 | 全年办理依申请公开件0件、人大建议3件、政协提案2件。 | received 0
2021 | 共接到咨询电话86个，现场解答23人次，办理网上留言11条。 | 
2021 | 全年撤下失效信息23条，更正错误信息5条，补发信息8条。 | 
2021 | 因政府信息公开引起的行政复议和行政诉讼案件共3件。 | 
2019 | 一年来，湖畔镇坚持“以公开为常态”，在县政府网站公开政府信息37条，“湖畔发布”公众号推送文章189篇，总阅读量达7.3万次。 | part 37, part 189
2019 | 2019年，全街道主动公开政府信息六十三条，其中，政策文件类六条，行政执法类七条，公共服务类五十条。 | total 63, part 6, part 7, part 50
2019 | 全年公开信息数量为一千二百条左右。 | total 1200~
2019 | 主动公开信息：机构类2条、规划类1条、动态类90条，共93条。 | part 2, part 1, part 90, total 93
2019 | 2019年度公开信息88条；2018年度公开信息71条；2017年度公开信息60条。 | total 88
2020 | 政府信息公开网公开政府信息共26条，微信公众号公开信息共310条，两者共计336条。 | part 26, part 310, total 336
2020 | 本年度公开发布政府信息92条，其中“五公开”信息48条，“双随机、一公开”信息3条。 | total 92, part 48, part 3
2020 | 在镇政务大厅公示栏公开办事指南9份，在15个村公示栏公开村务180余期。 | part 9, part 180+
2020 | 本机关公文类信息共12件，其中主动公开8件，依申请公开4件。 | total 8
2020 | 疫情发生以来，我街道发布疫情通告31期，张贴倡议书1200张，推送防疫短信2.4万条。 | part 31, part 24000
2020 | 全年向县政府信息公开平台上传信息一百二十六条，向县融媒体中心推送稿件五十三篇。 | part 126, part 53
2021 | 我镇2021年公开政府信息143条，公开率百分之百，其中6月份公开最多，达31条。 | total 143
2021 | 今年主动公开信息条目数251条，超额完成任务。 | total 251
2021 | 2021年1至12月，我乡共主动公开各类政府信息69条。 | total 69
2021 | 本年度政府网站主动公开信息66条次，新媒体主动公开信息420条次，其他方式35条次。 | part 66, part 420, part 35
2021 | 街道共主动公开政府信息1万余条，平均每月发布近千条。 | total 10000+
2022 | 公开信息总数为90条，较上一年度减少四成；其中政务新媒体信息60条。 | total 90, part 60
2022 | 2022年我局（含下属二级单位）公开信息75条，召开局长办公会12次。 | total 75
2022 | 公开专栏更新：政策法规6条、计划总结4条、应急管理11条。 | part 6, part 4, part 11
2022 | 制作“一图读懂”5期，微视频3部。 | 
2022 | 依托村级微信群46个，推送惠农政策信息900余条。 | part 900+
2022 | 网站、公众号、公开栏全年共更新2600余条。 | total 2600+
2022 | 我镇主动公开政府信息0条，未收到政府信息公开申请。 | total 0, received 0
2020 | 2020年未新收政府信息公开申请，2019年结转的1件已于2020年3月答复。 | received 0, in 1
2020 | 收到公民书面提交的政府信息公开申请1份，当场予以答复1份。 | received 1, answered 1
2020 | 2020年共收到并答复政府信息公开申请13件。 | received 13, answered 13
2020 | 本年度共接收申请22件，较2019年的17件增长29.4%；依法答复21件，1件经补正后仍在办理期限内。 | received 22, answered 21
2021 | 我镇政府信息公开申请总量0件，已答复0件，行政复议0件、诉讼0件。 | received 0, answered 0, review 0, suit 0
2021 | 全年共受理依申请公开件3件，按期办结3件，按期办结率100%；没有引起行政复议或行政诉讼。 | received 3, answered 3, review 0, suit 0
2021 | 本年度我乡没有政府信息公开方面的申请、复议及诉讼。 | received 0, review 0, suit 0
2021 | 无依申请公开事项，无结转事项。 | received 0
2021 | 全年依申请公开受理量为零。 | received 0
2021 | 受理信访件12件，全部答复；受理依申请公开1件，已答复。 | received 1, answered 1
2022 | 全年新增行政复议案件1件，行政诉讼案件2件（一审1件、二审1件）。 | review 1, suit 2
2022 | 全年累计收到政府信息公开申请三十一件，较上年多九件，结转五件到2023年。 | received 31, out 5
2022 | 未因政府信息公开产生行政复议、行政诉讼。 | review 0, suit 0
2022 | 全年开展2次政务公开专题培训，1次新媒体操作培训。 | training 2, training 1
2022 | 组织4名工作人员参加县级业务培训2期。 | training 2
2022 | 出台行政规范性文件两件，废止一件，均按要求公开并解读。 | rules 2
2022 | 政策解读数量达26条，其中负责人解读4条。 | readings 26
2022 | 由主要负责人解读政策2次，召开新闻发布会一场。 | readings 2, press 1
2023 | 全镇13个村全部设立公开栏，配备专职信息员13名，公开栏更新52期。 | part 52
2023 | 政务服务大厅接待办事群众1.2万人次，发放办事指南2000份，电子屏播放信息300条。 | part 300
2023 | 落实三级审核机制，审核信息560条，发布信息548条，退回12条。 | total 548
2023 | 12345热线承办工单420件，按时办结420件。 | 
2023 | 一、总体情况。（一）主动公开。2023年公开78条。（二）依申请公开：0件。 | total 78, received 0
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


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([p for p in passages() if "/" not in p[1] and " " not in p[1]]), st.integers(9, 40))
def test_broken_lines_change_nothing(passage, width):
    year, text, words = passage
    broken = "\n".join(text[i : i + width] for i in range(0, len(text), width))
    assert sorted((s.measure, s.value, s.bound) for s in told(broken, year)) == expected(words)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**7))
def test_a_total_is_read_however_it_is_written(value):
    for written in (str(value), f"{value:,}", f" {value} ", str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))):
        (found,) = told(f"2022年，云水镇主动公开政府信息{written}条。", 2022)
        assert (found.measure, found.value, found.unit) == ("proactive_total", value, "条")


def test_labels_units_words_and_places():
    text = "一、总体情况\n2022年，在“云水发布”微信公众号推送信息１０８条，\n村（社区）公示栏张贴１２期，其余略。"
    first, second = told(text, 2022)
    assert (first.label, first.unit, first.printed, first.where) == (
        "“云水发布”微信公众号", "条", "在“云水发布”微信公众号推送信息１０８条", "line 2")
    assert (second.label, second.unit, second.printed, second.where) == ("村（社区）公示栏", "期", "村（社区）公示栏张贴１２期", "line 3")


def test_a_figure_said_again_is_one_statement():
    text = "2022年，全年主动公开政府信息98条，未收到申请。\n六、其他\n我镇全年主动公开政府信息98条，收到政府信息公开申请0件。"
    assert [(s.measure, s.value) for s in told(text, 2022)] == [("proactive_total", 98), ("applications_received", 0)]


def test_without_a_year_relative_words_still_tell():
    assert [(s.measure, s.value) for s in told("全年公开政府信息61条，上年公开55条。", None)] == [("proactive_total", 61)]


def test_table_rows_left_in_the_text_are_no_statements():
    rows = "一、本年新收政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n4.无正当理由大量反复申请 0 0 0 0 0 0 0\n行政规范性文件 0 5 5"
    assert told(rows, 2022) == []


def test_every_measure_has_labels_and_a_definition():
    assert set(SHORT.values()) == set(MEASURES)
    assert all(measure["zh"] and measure["en"] and measure["definition"] for measure in MEASURES.values())


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
def test_labelled_passages():
    passages = [json.loads(line) for line in (SHARED / "facts" / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    right = found = labelled = 0
    for passage in passages:
        want = [(s["measure"], s["value"], s["bound"]) for s in passage["statements"]]
        have = [(s.measure, s.value, s.bound) for s in told(passage["text"], passage["year"])]
        labelled, found = labelled + len(want), found + len(have)
        right += sum(min(want.count(s), have.count(s)) for s in set(want))
    assert right / labelled >= 0.98 and right == found


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
def test_a_real_report():
    text = (SHARED / "real" / "zhuqiao-2020.txt").read_text(encoding="utf-8")
    assert [(s.measure, s.value, s.unit) for s in told(text, 2020)] == [("proactive_total", 19, "条"), ("applications_received", 1, "次")]

"""The vocabularies of the lists that are matched: demands, supply, works, pairs."""

from dataclasses import replace

from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary


def _names(table: str) -> tuple[str, ...]:
    return tuple(table.split("|"))


_ID = Field(
    "id",
    _names(
        "编号|需求编号|成果编号|专家编号|项目编号|技术编号|服务编号|载体编号|代码|编码|ID|id号|唯一标识|"
        "标识|no.|number|code|identifier|demand id|supply id|achievement id|expert id|topic id"
    ),
    fallbacks=_names("序号|序|项次|行号|serial|s/n|no|num|row|reference|reference number|ref|ref no"),
)
_TITLE = Field(
    "title",
    _names(
        "名称|标题|需求名称|需求标题|需求题目|技术需求名称|难题名称|题目|项目名称|项目需求名称|课题名称|"
        "成果名称|技术名称|专利名称|产品名称|服务名称|平台名称|载体名称|服务项目名称|姓名|专家姓名|"
        "论文题目|论文标题|作品名称|发明名称|人才姓名|题名|篇名|榜单名称|仪器名称|设备名称|"
        "需求项目|name|topic|topic title|project title|project name|"
        "expert name|full name|heading|subject|challenge title"
    ),
    fallbacks=("challenge", "服务项目"),
)
_SUMMARY = Field(
    "summary",
    _names(
        "简介|摘要|概述|概要|需求简介|需求摘要|项目简介|成果简介|内容简介|技术简介|个人简介|专家简介|"
        "简要说明|简要描述|简要介绍|简述|平台简介|机构简介|服务简介|人才简介|abstract|brief|overview|"
        "synopsis|profile|short description|bio|biography|文摘|中文摘要|论文摘要"
    ),
    joins=True,
)
_BODY = Field(
    "body",
    _names(
        "内容|描述|需求|需求内容|需求描述|详细内容|详细描述|具体内容|具体需求|需求详情|需求说明|详情|"
        "说明|正文|技术内容|主要内容|主要技术内容|主要研究内容|研究内容|技术需求|技术难题|技术需求内容|"
        "技术需求描述|难题描述|问题描述|存在问题|拟解决的技术难题|拟解决问题|需解决的技术问题|"
        "关键技术问题|技术指标|主要技术指标|技术参数|性能指标|预期目标|达到目标|技术要求|应用场景|"
        "需求背景|背景|创新点|技术特点|技术优势|技术原理|技术方案|应用领域|应用前景|市场前景|应用情况|"
        "成果介绍|成果内容|成果描述|成果说明|项目内容|项目描述|项目介绍|服务内容|服务范围|服务能力|"
        "服务描述|主营业务|研究方向|研究领域|专长|专业特长|擅长领域|擅长方向|擅长技术|专业方向|"
        "主要研究方向|技术专长|代表性成果|主要成果|主要业绩|研究成果|工作业绩|权利要求|现有基础|工作基础|"
        "备选方案|需求概况|业务范围|经营范围|主要功能|仪器功能|考核指标|攻关内容|text|content|contents|description|details|detail|objective|requirements|"
        "specification|background|problem statement|challenge description|"
        "selected publications|representative publications|代表性论文|代表论著|代表作|"
        "技术瓶颈|瓶颈问题|卡脖子技术|卡脖子问题|关键核心技术|攻关目标|企业诉求|诉求|存在困难|technical need|"
        "technical needs|technology need|services offered|service content|service description|代表著作|"
        "主持项目|承担项目|科研项目|科研成果|学术成果|发表论文|授权专利|"
        "research interests|research areas|expertise|full text|claims"
    ),
    joins=True,
)
_KEYWORDS = Field(
    "keywords",
    _names("关键词|关键字|主题词|标签|技术关键词|需求关键词|keyword|key words|tags"),
    ValueKind.LIST,
    joins=True,
)
_LANGUAGE = Field("language", ("语言", "语种", "文种", "lang"), ValueKind.LANGUAGE)
_ORG = Field(
    "org",
    _names(
        "单位|单位名称|企业名称|企业|公司名称|公司|完成单位|所属单位|所在单位|工作单位|需求单位|需求企业|"
        "申报单位|成果单位|第一完成单位|持有单位|成果持有人|机构名称|机构|所属机构|依托单位|发布单位|"
        "提出单位|需方|供方|权利人|专利权人|申请人|院校|所在院校|学校|需求方|organisation|organization|"
        "company|firm|institution|institute|affiliation|enterprise|agency|applicant|university|employer|"
        "company name|organisation name|organization name|enterprise name|institution name|firm name|"
        "org name"
    ),
)
_AREA = Field(
    "area",
    _names(
        "地区|所在地|区域|县市区|所属县市区|县区|区县|县（市、区）|所属县（市、区）|所在地区|所属地区|所属区域|城市|"
        "所在城市|县市|市县|行政区划|属地|省市|所在省市|省份|市|县|region|city|county|location|province|district|"
        "place"
    ),
    ValueKind.LIST,
    joins=True,
)
_INDUSTRY = Field(
    "industry",
    _names(
        "行业|所属行业|行业分类|行业领域|所属产业|产业|产业领域|产业类别|国民经济行业|应用行业|sector|industry sector"
    ),
    ValueKind.LIST,
    joins=True,
)
_FIELD = Field(
    "field",
    _names(
        "技术领域|领域|所属领域|所属技术领域|需求领域|高新技术领域|领域分类|专业领域|技术分类|技术类别|"
        "所在领域|成果领域|technology field|technology area|tech area|technical field|domain|technology"
    ),
    ValueKind.LIST,
    joins=True,
)
_DISCIPLINE = Field(
    "discipline",
    _names("学科|所属学科|学科分类|学科领域|学科专业|专业|一级学科|所学专业|学科代码|从事专业|subject area|major"),
    ValueKind.LIST,
    joins=True,
)
_MODE = Field(
    "mode",
    _names(
        "合作方式|合作模式|合作形式|合作意向|拟合作方式|期望合作方式|转化方式|转让方式|交易方式|解决方式|"
        "许可方式|授权方式|type of partnership|cooperation mode|cooperation|mode of cooperation|transfer mode"
    ),
    ValueKind.LIST,
    joins=True,
)
_BUDGET = Field(
    "budget",
    _names(
        "金额|预算|投入资金|拟投入|拟投入资金|拟投入金额|意向金额|意向投入|投资金额|资金预算|经费|"
        "经费预算|项目预算|预计投入|资金|价格|报价|转让价格|拟转让价格|交易金额|意向价格|合作金额|"
        "揭榜金额|榜额|预算金额|预期投入|计划投入|计划投资|总投入|总投资|权利金|许可费|amount|price|funding|investment|cost|fee"
    ),
    ValueKind.MONEY,
)
_TRL = Field(
    "trl",
    _names(
        "成熟度|技术成熟度|成果成熟度|技术成熟度等级|成熟度等级|成熟程度|所处阶段|技术阶段|成果阶段|"
        "研发阶段|TRL|TRL等级|TRL级别|technology readiness level|readiness|maturity|stage of development|"
        "development stage"
    ),
    ValueKind.TRL,
)
_CAPACITY = Field(
    "capacity",
    _names("容量|可承接数|可承接数量|可服务企业数|可对接数|名额|承接上限|最多对接|max load|slots"),
    ValueKind.INTEGER,
)
_KIND = Field(
    "kind",
    _names("类型|供给类型|资源类型|类别|供给类别|资源类别|种类|type|category|resource type"),
)

# Known, shown again in the result, and never read as anything else: so that 联系人姓名 is no title and 专利号 no id.
CARRIED = _names(
    "联系人|联系人姓名|联系电话|联系方式|联系地址|手机|手机号|手机号码|电话|固定电话|邮箱|电子邮箱|"
    "电子邮件|email|e-mail|phone|telephone|mobile|contact|contact name|contact person|微信|qq|"
    "通讯地址|地址|注册地址|单位地址|企业地址|邮编|网址|官网|备注|附件|remark|remarks|note|notes|"
    "comment|职称|职务|性别|年龄|出生年月|学历|学位|民族|身份证号|身份证号码|统一社会信用代码|"
    "社会信用代码|组织机构代码|信用代码|credit code|单位性质|企业性质|企业类型|单位类型|企业规模|法定代表人|法人|"
    "法人代表|负责人|项目负责人|填报人|填表人|审核人|填报日期|填报时间|日期|时间|发布日期|发布时间|"
    "截止日期|截止时间|完成时限|完成期限|完成时间|期望完成时间|有效期|登记日期|更新时间|创建时间|date|deadline|created|updated|year|年份|"
    "年度|状态|需求状态|审核状态|status|专利号|专利申请号|申请号|公开号|登记号|批准号|授权号|"
    "知识产权|知识产权情况|专利类型|需求类型|需求类别|需求分类|成果类型|成果类别|成果分类|服务类型|"
    "获奖情况|奖励情况|推荐单位|推荐人|归口单位|主管部门|人数|团队人数|职工人数|数量|url|link|链接|"
    "网站|图片|成立时间|注册资本|营业收入|年产值|产值|主要产品|信用等级|等级|级别|是否|第一完成人|"
    "回避|回避单位|回避专家|回避对象|利益冲突|合作者|共同作者|合著者|股东|股东单位|参股企业|参股单位|持股企业|持股单位|"
    "conflicts|recusal|recusals|co-authors|coauthors|collaborators|shareholders|owners|part-owners|"
    "来源|来源详情|来自ip|提交时间|提交答卷时间|所用时间|答题时长|提交者|提交人|填写人|总分|需求数|成果数|项目数|企业数|行标签|列标签|source|"
    "完成人|发明人|作者|联系部门|qq号|传真|fax|address|job title|gender|age"
)

DOCUMENTS = Vocabulary(
    (
        _ID,
        _TITLE,
        _SUMMARY,
        _BODY,
        _KEYWORDS,
        _LANGUAGE,
        _ORG,
        _AREA,
        _INDUSTRY,
        _FIELD,
        _DISCIPLINE,
        _MODE,
        _BUDGET,
        _TRL,
        _CAPACITY,
        _KIND,
    ),
    CARRIED,
)
"""Demands and supply."""

_ASKING = _names("姓名|专家姓名|人才姓名|expert name|full name")
_ASKED = replace(
    _TITLE,
    names=tuple(name for name in _TITLE.names if name not in _ASKING),
    fallbacks=(*_TITLE.fallbacks, *_ASKING),
)
DEMANDS = Vocabulary((_ID, _ASKED, *DOCUMENTS.fields[2:]), CARRIED)
"""Demands alone: beside 需求名称 a 姓名 is the person who asks."""

SIDE_ID = _names(
    "专家编号|供给编号|成果编号|服务编号|载体编号|supply|supply id|expert id|expert_id|achievement_id|supplyid"
)
_PERSON = _names("专家姓名|姓名|expert name|supply title|supply name")  # where no ids are written

WORKS = Vocabulary(
    (
        Field("supply_id", (*SIDE_ID, *_names("编号|专家|所属专家|作者编号|id|author id")), fallbacks=_PERSON),
        Field(
            "title",
            _names("题目|标题|名称|论文题目|论文标题|成果名称|项目名称|专利名称|作品名称|name|paper title"),
        ),
        Field(
            "body",
            _names("内容|摘要|正文|简介|描述|说明|论文摘要|abstract|text|summary|description"),
            joins=True,
        ),
        Field(
            "year", _names("年份|年度|年|发表年份|发表时间|时间|日期|date|published|publication year"), ValueKind.YEAR
        ),
    ),
    _names("序号|期刊|作者|doi|journal|authors|备注|链接|url"),
)
"""What experts have done."""

PAIRS = Vocabulary(
    (
        Field(
            "demand_id",
            _names("需求编号|需求|需求id|demand|demand id|demandid"),
            fallbacks=_names("需求名称|技术需求名称|demand title|demand name"),
        ),
        Field(
            "supply_id",
            (*SIDE_ID, "供给", "供给id", "成果", "专家"),
            fallbacks=(*_PERSON, "成果名称", "供给名称"),
        ),
        Field("level", _names("等级|匹配等级|匹配程度|匹配度|对接程度|label|grade|rating"), ValueKind.LEVEL),
        Field("outcome", _names("结果|对接结果|反馈|反馈结果|result|decision|feedback")),
        Field("score", ("分数", "得分", "匹配分", "评分"), ValueKind.TEXT),
    ),
    _names("序号|备注|日期|date|note|remark"),
)
"""Pairs of a demand and an item of supply."""

SCORES = Vocabulary(
    (
        Field("demand_id", _names("需求编号|需求|需求id|demand|demand id|demandid")),
        Field("supply_id", (*SIDE_ID, "供给", "供给id", "成果", "专家")),
        Field("score", _names("分数|得分|匹配分|评分|综合得分|fit|affinity|similarity"), ValueKind.NUMBER),
        Field("exclusive_group", _names("互斥组|互斥分组|exclusive group")),
        Field("level", _names("等级|匹配等级"), ValueKind.LEVEL),
        Field("demand.title", _names("需求名称|需求标题|demand title")),
        Field("supply.title", _names("供给名称|成果名称|专家姓名|服务名称|载体名称|supply title|expert name")),
    ),
    _names(
        "序号|备注|日期|date|note|remark|rank|排名|forward|backward|reasons|理由|匹配理由|需求单位|供给单位|"
        "demand.org|demand.area|supply.org|supply.area|同单位其他供给|others of the unit"
    ),
)
"""Pairs that may be chosen, with their scores."""

LOADS = Vocabulary(
    (
        Field("supply_id", (*SIDE_ID, *_names("编号|供给|专家|成果|id"))),
        Field(
            "min",
            _names("最少|最小|下限|最少承接|最少承接数|最低承接数|承接下限|min load|minimum|least|lower"),
            ValueKind.INTEGER,
        ),
        Field(
            "max",
            _names(
                "最多|最大|上限|最多承接|最多承接数|最高承接数|承接上限|容量|可承接数|可承接数量|可服务企业数|可对接数|名额|"
                "最多对接|max load|maximum|most|upper|capacity|slots"
            ),
            ValueKind.INTEGER,
        ),
    ),
    _names("序号|名称|姓名|单位|备注|name|title|note|remark"),
)
"""How many demands a row of supply serves at least and at most."""

NEEDS = Vocabulary(
    (
        Field("id", _names("需求编号|编号|项目编号|demand id|demand_id|demandid|ID|id号|number|code")),
        Field(
            "cover",
            _names("需要数|所需数|所需数量|所需家数|所需专家数|需对接数|拟对接数|覆盖数|needs|number needed|wanted"),
            ValueKind.INTEGER,
        ),
        Field("title", _names("名称|标题|需求名称|需求标题|技术需求名称|难题名称|题目|项目名称|name")),
    ),
    CARRIED,
)
"""How many suppliers a demand needs."""

"""Words that carry no subject."""

ENGLISH = frozenset(
    """
    a about above after again against all also although am among an and any are as at be became because been
    before being below between both but by can cannot could did do does doing down due during each either et
    etc few for from further had has have having he hence her here hers him his how however i if in into is
    it its itself just may me might more most must my neither no nor not of off on once one only onto or
    other others our ours out over own per rather same several shall she should since so some such than that
    the their theirs them then there thereby therefore these they this those through thus to too toward
    towards two under until up upon us use used uses using very via was we well were what when where whereas
    whether which while who whom whose why will with within without would yet you your yours
    """.split()  # noqa: SIM905 – a list to be read, not a program
)

CHINESE_CHARACTERS = frozenset(
    "的了和与及或在是为对中等其之以于由将被从到也而且但并所该此这那有无不可能会需要使用进行通过以及因已经"
)
"""Left out as single characters only; within a bigram they still tell 可靠 from 可能."""

CHINESE_EDGES = "的了和与及或是之其以于由将被从也而且但并所"
"""Particles that no term begins or ends with; 有, 无, 不, 中 and 可 are not among them (有机, 无氟, 不锈, 中药)."""

CHINESE_WORDS = frozenset(
    """
    我们 我司 本公司 公司 企业 希望 需要 进行 通过 以及 一种 可以 能够 具有
    主要 目前 问题 方面 由于 因此 但是 并且 其中 及其 相关 有关 对于 关于
    采用 使用 利用 实现 提高 提供 达到 存在 解决 开展 要求 需求 寻求 寻找
    求购 攻关 本项 项目 技术 研究 研发 开发 应用 系统 方法 结果 分析 基于
    不同 影响 进一步 以上 以下 左右 同时 或者 如何 怎样 什么 这些 那些 一个
    成果 产品 内容 情况 工作 已经 还是 就是 没有 得到 得出 表明 为了
    """.split()  # noqa: SIM905 – a list to be read, not a program
)
"""Never shown as a shared term. They stay in the score, where their frequency makes them light."""

CHINESE_MEASURES = frozenset("个台套件条座次种批年月日天时分秒米吨克升元度亩位名只根片倍上下内外前后里间每")
"""Words of one character that count, or say where and when."""

CHINESE_UNITS = tuple(
    """
    公斤 千克 毫克 公里 千米 分米 厘米 毫米 毫升 公升 公顷 平方米 立方米 小时 分钟 秒钟 摄氏度 百分点 万元 亿元
    """.split()  # noqa: SIM905 – a list to be read, not a program
)
"""Units in words: with or without a number before them nobody looks for them. Those that are a subject too (纳米) are
not among them.
"""

CHINESE_DEGREES = frozenset(
    """
    低于 小于 少于 高于 大于 多于 等于 超过 不超 不足 以内 之内 之间 之后 之前 以后 以前 以来 期间 左右 上下
    下降 降到 降至 降低 上升 升到 升至 提升 增加 增至 增大 增幅 降幅 减少 减小 减至 较高 较低 较大 较小 过高 过低
    更高 更低 很高 很低 不高 不低 不大 不小 不多 不少 明显 不明显 大半 大多 大部分 一半 多数 少数 全部 部分 为主 其余
    去年 今年 明年 上年 近年 当年 现在 现有 原有 已有 重新 给出 做到 只有 都有 每个 各个 整体 完成
    至少 至多 最多 最少 最高 最低 最大 最小 同等 相同 相当 几乎 大约 约为
    """.split()  # noqa: SIM905 – a list to be read, not a program
)
"""Comparisons, and words of time and amount: never shown as a shared term either, nor at the ends of one."""

ENGLISH_WORDS = frozenset(
    """
    keep keeps kept stay stays stayed take takes taken took need needs needed give gives given get gets make makes
    made put puts run runs hold holds held lose loses lost let lets go goes come comes find finds found look looks
    want wants wanted seek seeks sought ask asks asked offer offers provide provides allow allows help helps show
    shows shown say says work works working live lives reach reaches reached become becomes unit units piece pieces
    number numbers kind kinds type types part parts side sides time times day days week weeks month months year
    years hour hours minute minutes second seconds long longer short shorter large larger small smaller big high
    higher low lower good better best new old existing current currently present available various different
    similar least less first last next every apart away still already around nearly roughly approximately percent
    cent half twice double single many much lot lots own able please company technology project product
    """.split()  # noqa: SIM905 – a list to be read, not a program
)
"""The same in English: named by none, alone or among themselves."""

ENGLISH_GENERAL = frozenset(
    """
    ability accordingly achieve achieved across activities activity addition additional advance advanced advancing
    advantage advantages aid aim aims allowed allowing analyse analyses analysis analytic analyze application
    applications applied applies apply applying approach approaches appropriate area areas assist assisted associated
    average based basis benefit benefits capabilities capability capable challenge challenges change changes
    characteristic characteristics combination combine combined combines combining commercial common compare compared
    complete complex component components concept concepts conclude conclusion conduct conducted consider considered
    consist consisting consists content critical data decision define defined demonstrate demonstrated demonstrates
    demonstrating demonstration describe described design designed detail detailed details determine determined
    determines determining develop developed developing development developments difference differences early effect
    effective effectively effects effort efforts enable enables enabling end enhance enhanced enhancement enhances
    enhancing ensure ensures ensuring especially essential establish established establishing estimate estimated
    evaluate evaluated evaluating evaluation example examples exist exists expected experience experiment experimental
    experiments explore exploring extremely factor factors feasibility feasible feature features final finally firstly
    following four full function functional functionality functions furthermore future general generally global great
    greater group groups highest highly identified identify identifying ii iii impact implement implementation
    implemented implementing important improve improved improvement improvements improves improving inc include
    included includes including increase increased increases increasing information innovation innovations innovative
    introduce introduced introduces investigate investigated investigation investigations involve involves involving
    issue issues key level levels limit limited limits lowest main maintain maintaining maintains major manner maximum
    mean means measure measured meet method methods minimum model modelling models moreover multiple necessary non
    novel objective objectives obtain obtained operational opportunities opportunity optimal order overall parameter
    parameters particular particularly perform performance performed period phase phases plan plans possible potential
    practical practice predicted presented previous primary problem problems procedure procedures process processed
    processes processing projects promising proof proposal proposals propose proposed proposes prototype prove
    provided providing purpose rapid rate rates real recent recently reduce reduced reduces reducing reduction relate
    related relevant reported represent representative require required requirement requirements requires requiring
    research researcher researchers respectively response result results role scale scientific scope secondly select
    selected serve serves set sets significant significantly size solution solutions solve specific stage standards
    step steps strategy strong studies study subject subjects successful successfully suggest suitable summary support
    system systems target task tasks technical technique techniques technologies term terms test tested testing tests
    three topic topics total traditional transition true typical typically understand understanding usage user users
    valid validate validated value values variety verified verify view way ways wide widely
    """.split()  # noqa: SIM905 – a list to be read, not a program
)
"""Words of any research and any project, as ``CHINESE_WORDS`` has them: they were looked for among those that stand in
every twentieth text or so of two collections without a common subject (abstracts of projects for agencies and of papers
from China), and have their other forms beside them. What names a matter, such as *water*, is not among them.
"""

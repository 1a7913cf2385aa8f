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

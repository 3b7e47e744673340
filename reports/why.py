"""Why a figure has no value, or may not be used as it stands."""

from models.base import Kind, _


class Why(Kind):
    """Each with its message, which the values of the figure fill."""

    UNKNOWN = "unknown", _("没有名为“%(name)s”的指标")
    SEVERAL = "several", _("有 %(n)s 个指标都叫“%(name)s”，请改用代号")
    VIEW = "view", _("“%(view)s”不能用，可写“增速”或“增加”")
    NOT_YEARLY = "not-yearly", _("只有按年的数据能算%(view)s")
    PERIODS = "periods", _("“%(name)s”有几期数据，请写明年份：%(periods)s")
    NO_FIGURE = "no-figure", _("“%(name)s”没有 %(period)s 年的数据")
    PENDING = "pending", _("%(period)s 年的数据尚未公布")
    INPUT = "input", _("要用到的“%(name)s”还不能用")
    CIRCULAR = "circular", _("算这个数据时绕了一圈又用到它自己")
    MIXED = "mixed", _("单位不同，不能放在一起算")
    ZERO = "zero", _("除数是零，算不出来")
    UNCONFIRMED = "unconfirmed", _("还没有确认")
    UNPROVED = "unproved", _("证明它的材料或进展已不在")


IMPOSSIBLE = (Why.CIRCULAR, Why.MIXED, Why.ZERO)


def why_of(kept: str) -> Why | None:
    """What an edition kept; editions before 0.5 kept the message itself."""
    if not kept:
        return None
    return next((one for one in Why if one.word == kept), None) or Why(kept)

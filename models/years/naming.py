"""A bureau that was set up without its name, and how it gets one."""

from sqlmodel import Session, select

from models.act import Act
from models.base import NotAllowed, _
from models.people import Bureau, add_bureau, only_bureau
from models.years.year import Year, YearState

NAMELESS = _("本单位")


def bureau_named(session: Session, name: str, act: Act) -> Bureau:
    """The bureau of this installation, set up where there is none. One without a name takes this one.

    Raises NotAllowed where it has another name already, or there are several.
    """
    held = only_bureau(session)
    if held is None:
        own = name or NAMELESS
        held = add_bureau(session, act, name=own, short_name=own[:20], signature=own, named=bool(name))
        session.flush()
    elif name and not held.named:
        before = held.name
        held.edit({"name": name, "short_name": name[:20], "signature": name}, act)
        name_years(session, held, before, act)
    elif name and name != held.name:
        raise NotAllowed(_("单位已经是“%(name)s”。请去掉 --bureau，名称在页面“单位设置”里改。"), name=held.name)
    return held


def name_years(session: Session, bureau: Bureau, before: str, act: Act) -> None:
    """Put the name where the years that are not archived have what stood `before` it: in the report's title and its
    signature."""
    query = select(Year).where(Year.bureau_id == bureau.key_id, Year.state != YearState.ARCHIVED)
    for year in session.exec(query).all():
        signed = bureau.name if year.signature == before else year.signature
        year.set_report({"title": year.title.replace(before, bureau.name), "signature": signed}, act)

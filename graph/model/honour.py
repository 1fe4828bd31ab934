"""An honour: a title, a listing stage or a size tier that firms, places, projects or platforms hold, as of a year."""

from typing import ClassVar, Literal

from graph.model.firm import Firm, Year
from graph.model.kind import Edge, Node, PartialDate, Text, Texts, said
from graph.model.place import Place
from graph.model.platform import Platform
from graph.model.project import Project


class Honour(Node):
    """A title given to firms (单项冠军, 专精特新小巨人 …), a listing stage (上市后备 …) or a size tier (百亿企业 …).

    Its level is who gives it: a government, an association (协会榜单) or a medium (媒体榜单), whatever its name says.
    """

    kind: ClassVar[str] = "Honour"
    title: ClassVar[str] = "荣誉资质"
    reference: ClassVar[bool] = True

    name: Text | None = said("名称", "name", "honour", "荣誉", "称号")
    aliases: Texts | None = said("别名", "aliases")
    honour_level: Literal["national", "provincial", "city", "zone", "association", "media", "listing"] | None = said(
        "级别", "honour_level", "level"
    )
    honour_type: Literal["title", "listing", "size"] | None = said("荣誉类型", "honour_type", "类型")


class Holds(Edge):
    """A firm, place, project or platform holds an honour, as of a year, until its validity ends."""

    kind: ClassVar[str] = "HOLDS"
    title: ClassVar[str] = "获得"
    ends = ((Firm, Place, Project, Platform), (Honour,))
    key: ClassVar[tuple[str, ...]] = ("year",)

    year: Year | None = said("年份", "year", "年度")
    batch: Text | None = said("批次", "batch")
    review_due_on: PartialDate | None = said("复核日期", "review_due_on", "复核时间", "应复核日期")
    review: Literal["passed", "failed", "due"] | None = said("复核结果", "review", "复核")

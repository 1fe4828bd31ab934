"""An honour: a title firms or places hold, as of a year."""

from typing import ClassVar, Literal

from graph.model.kind import Node, Text, Texts, said


class Honour(Node):
    """A title given to firms (单项冠军, 专精特新小巨人, 百亿元产值企业 …)."""

    kind: ClassVar[str] = "Honour"
    title: ClassVar[str] = "荣誉资质"
    reference: ClassVar[bool] = True

    name: Text | None = said("名称", "name", "honour", "荣誉", "称号")
    aliases: Texts | None = said("别名", "aliases")
    honour_level: Literal["national", "provincial", "city", "zone", "listing"] | None = said(
        "级别", "honour_level", "level"
    )

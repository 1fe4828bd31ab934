"""A chain: an industry chain, or a group of chains asked for together."""

from typing import ClassVar

from graph.model.kind import Node, Text, Texts, said


class Chain(Node):
    """An industry chain (产业链); with members it is a group of chains (链群)."""

    kind: ClassVar[str] = "Chain"
    title: ClassVar[str] = "产业链"
    reference: ClassVar[bool] = True

    name: Text | None = said("名称", "name", "name_zh", "中文名", "产业链名称")
    name_en: Text | None = said("英文名", "name_en", "English name")
    aliases: Texts | None = said("别名", "aliases", "又名", "简称")
    members: Texts | None = said("包含产业链", "members", "chains", "成员链")

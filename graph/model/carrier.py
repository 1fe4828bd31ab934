"""A carrier: a building or plot that can take a project (载体)."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.model.kind import Amount, Node, PartialDate, Text, said

Measured = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]


class Carrier(Node):
    """A building, a factory or a plot; one for the owner's own use is never offered."""

    kind: ClassVar[str] = "Carrier"
    title: ClassVar[str] = "载体"

    name: Text | None = said("载体名称", "carrier", "name", "载体", "楼宇名称", "地块名称", "厂房名称")
    carrier_type: Literal["building", "factory", "plot"] | None = said("载体类型", "carrier_type", "类型", "类别")
    purpose: Text | None = said("用途", "purpose", "规划用途")
    area_m2: Amount | None = said("建筑面积(平方米)", "area_m2", "建筑面积", "总面积")
    area_mu: Amount | None = said("用地面积(亩)", "area_mu", "占地面积", "土地面积", "用地面积")
    free_m2: Amount | None = said("可用面积(平方米)", "free_m2", "可招商面积", "空置面积", "剩余面积", "可用面积")
    free_mu: Amount | None = said("可用土地(亩)", "free_mu", "可出让面积", "剩余土地", "可用土地")
    floor_load_t_m2: Measured | None = said("楼面荷载(吨/平方米)", "floor_load_t_m2", "楼面荷载", "承重", "荷载")
    floor_height_m: Measured | None = said("层高(米)", "floor_height_m", "层高")
    power_kva: Amount | None = said("供电容量(千伏安)", "power_kva", "供电容量", "变压器容量", "电力容量")
    rent_cny_m2_month: Measured | None = said("租金(元/平方米·月)", "rent_cny_m2_month", "租金", "租金单价")
    land_price_10k_cny_mu: Amount | None = said("地价(万元/亩)", "land_price_10k_cny_mu", "地价", "出让单价")
    free_from: PartialDate | None = said("可用日期", "free_from", "交付日期", "可入驻时间", "可供时间")
    own_use: Literal["yes", "no", "unknown"] | None = said("是否自用", "own_use", "自用")
    delivery_note: Text | None = said("交付情况", "delivery_note", "status", "状态", "建设进展")

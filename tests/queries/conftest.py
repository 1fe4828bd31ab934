"""A small fictional country for questions: two cities, a zone, three chains, a handful of firms."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.change import Row, View

PLACES: list[Row] = [
    {"id": "CN", "name": "中国", "place_type": "country"},
    {"id": "JP", "name": "日本", "place_type": "country"},
    {"id": "350000", "name": "虚构省", "place_type": "province"},
    {"id": "350200", "name": "甲市", "place_type": "city", "longitude": 118.0, "latitude": 24.5},
    {"id": "350211", "name": "东区", "place_type": "district"},
    {"id": "zone", "name": "甲市虚构高新区", "place_type": "zone", "aliases": ["虚构高新区"]},
    {"id": "340100", "name": "乙市", "place_type": "city", "longitude": 117.2, "latitude": 31.8},
    {"id": "340101", "name": "东区", "place_type": "district"},
    {"id": "340000", "name": "虚设省", "place_type": "province"},
]
WITHIN = [
    ("350000", "CN"), ("340000", "CN"), ("350200", "350000"), ("340100", "340000"), ("350211", "350200"),
    ("zone", "350200"), ("340101", "340100"),
]  # fmt: skip
CHAINS: list[Row] = [
    {"id": "display", "name": "新型显示", "aliases": ["显示"]},
    {"id": "ic", "name": "集成电路"},
    {"id": "flat", "name": "平板显示", "members": ["display"]},
    {"id": "semi", "name": "半导体", "members": ["ic", "display"]},
]
SEGMENTS: list[Row] = [
    {"id": "display/glass", "name": "玻璃基板", "aliases": ["基板玻璃"]},
    {"id": "display/photoresist", "name": "光刻胶"},
    {"id": "display/cell", "name": "液晶面板"},
    {"id": "display/module", "name": "显示模组"},
    {"id": "display/tester", "name": "检测设备"},
    {"id": "ic/photoresist", "name": "光刻胶"},
    {"id": "ic/resin", "name": "树脂"},
    {"id": "ic/wafer", "name": "晶圆"},
    {"id": "ic/tester", "name": "检测设备"},
]
FEEDS = [
    ("display/glass", "display/cell", "yes", None),
    ("display/photoresist", "display/cell", "yes", None),
    ("display/cell", "display/module", "yes", ["LCD"]),
    ("ic/resin", "ic/photoresist", "yes", None),
    ("ic/photoresist", "ic/wafer", "unknown", None),
]


def nodes(firms: list[Row]) -> dict[str, list[Row]]:
    """The country with these firms."""
    filled = [{"filled_by": "produce", **s} for s in SEGMENTS]
    return {"Place": PLACES, "Chain": CHAINS, "Segment": filled, "Firm": firms}


def edges(**more: list[Row]) -> dict[str, list[Row]]:
    """The ties of the country's places and chains, and more by kind; each gets a readable id."""
    made: dict[str, list[Row]] = {
        "WITHIN": [{"subject": a, "object": b} for a, b in WITHIN],
        "PART_OF": [{"subject": s["id"], "object": str(s["id"]).partition("/")[0]} for s in SEGMENTS],
        "FEEDS": [{"subject": a, "object": b, "essential": e, "routes": r} for a, b, e, r in FEEDS],
        "SAME_AS": [{"subject": "ic/photoresist", "object": "display/photoresist", "extent": "whole"}],
    }
    for kind, rows in more.items():
        made[kind] = made.get(kind, []) + rows
    return made


@pytest.fixture
def country(view_of: Callable[..., View]) -> Callable[..., View]:
    """Build the country: `country([firm, …], OPERATES_IN=[…], …)`; `extra` nodes by kind, `claims` as evidence."""

    def build(firms: list[Row] | None = None, extra: Any = None, claims: Any = (), **more: list[Row]) -> View:
        every = {**nodes(firms or []), **(extra or {})}
        return view_of(nodes=every, edges=edges(**more), evidence=claims)

    return build

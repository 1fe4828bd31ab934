"""Which platforms work on a segment or serve its chain, who are their members, and are they here?"""

from collections.abc import Iterable, Sequence

from pydantic import Field

from graph.model.change import Row, View
from queries.methods.answer import Line
from queries.methods.locality import Scope
from queries.methods.whereabouts import nearest

PLATFORMS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})<-[x:WORKS_ON]-(p:Platform)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(w:Place)
RETURN p.id AS platform, p.name AS name, p.platform_type AS platform_type, p.platform_state AS platform_state,
       w.id AS place, '攻关该环节' AS way, x.edge_id AS edge_id, x.source_url AS source_url
"""

SERVING = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[x:SERVES]-(p:Platform)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(w:Place)
RETURN p.id AS platform, p.name AS name, p.platform_type AS platform_type, p.platform_state AS platform_state,
       w.id AS place, '服务该产业链' AS way, x.edge_id AS edge_id, x.source_url AS source_url
"""

MEMBERS = """
UNWIND $platforms AS platform
MATCH (p:Platform {id: platform})<-[m:MEMBER_OF]-(f:Firm)
RETURN p.id AS platform, f.id AS firm, f.name AS name, m.edge_id AS edge_id
"""

CYPHER = ";\n".join((PLATFORMS, SERVING, MEMBERS))


class PlatformLine(Line):
    """A platform for the segment or its chain, with its members on record."""

    platform: str = Field(title="平台编号")
    name: str = Field(title="平台")
    way: str = Field(title="关系")
    platform_type: str | None = Field(title="平台类型")
    platform_state: str | None = Field(title="平台状态")
    locality: str = Field(title="区位")
    members: tuple[str, ...] = Field(title="成员")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


def platforms_for(view: View, twins: Sequence[str], around: Scope) -> Iterable[PlatformLine]:
    """Platforms that work on the segment before those that serve its chain; members as on record."""
    chains = sorted({t.partition("/")[0] for t in twins})
    rows = [*view.rows(PLATFORMS, {"segments": list(twins)}), *view.rows(SERVING, {"chains": chains})]
    grouped: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: (r["way"], str(r["name"]), r["edge_id"])):
        grouped.setdefault(row["platform"], []).append(row)
    members: dict[str, list[Row]] = {}
    for row in view.rows(MEMBERS, {"platforms": sorted(grouped)}) if grouped else ():
        members.setdefault(row["platform"], []).append(row)
    for platform, same in grouped.items():
        joined, own = sorted(members.get(platform, ()), key=lambda r: r["edge_id"]), same[0]
        yield PlatformLine(
            platform=platform, name=own["name"] or platform, way=own["way"], platform_type=own["platform_type"],
            platform_state=own["platform_state"], locality=nearest([r["place"] for r in same], around),
            members=tuple(sorted({r["name"] or r["firm"] for r in joined})), source_url=own["source_url"],
            evidence=tuple(dict.fromkeys(r["edge_id"] for r in (*same, *joined))),
        )  # fmt: skip

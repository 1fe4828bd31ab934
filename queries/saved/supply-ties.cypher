// 一条链上的企业之间,谁供货给谁,来源何在
// Who supplies whom among the firms of a chain, and which page says so?
// $chain = "新型显示": 产业链的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment) WHERE c.id = $chain OR c.name = $chain
MATCH (a:Firm)-[:OPERATES_IN]->(s)
WITH collect(DISTINCT a.id) AS firms
MATCH (a:Firm)-[t:SUPPLIES]->(b:Firm) WHERE a.id IN firms AND b.id IN firms
RETURN a.name AS 供方, b.name AS 需方, t.product AS 产品, t.since AS 起始, t.n_sources AS 来源数, t.source_url AS 来源
ORDER BY 供方, 需方, 产品, 来源

// 一条链上的项目:谁的、哪个环节、到了哪一步、来源何在
// The projects of a chain: whose, in which segment, how far, and which page says so
// $chain = "新型显示": 产业链的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment)<-[t:FILLS]-(p:Project) WHERE c.id = $chain OR c.name = $chain
OPTIONAL MATCH (f:Firm)-[:RUNS]->(p)
RETURN p.name AS 项目, s.name AS 环节, p.project_stage AS 阶段, p.stage_on AS 阶段日期, f.name AS 企业, t.source_url AS 来源, p.id AS 项目编号
ORDER BY 项目编号, 环节, 企业

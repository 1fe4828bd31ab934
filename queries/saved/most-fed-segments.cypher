// 哪些环节牵涉最多上下游
// Which segments have most segments directly up and downstream?
// $chain = "新型显示": 产业链的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment) WHERE c.id = $chain OR c.name = $chain
OPTIONAL MATCH (u:Segment)-[:FEEDS]->(s)
WITH s, count(DISTINCT u.id) AS 上游数
OPTIONAL MATCH (s)-[:FEEDS]->(d:Segment)
WITH s, 上游数, count(DISTINCT d.id) AS 下游数
RETURN s.name AS 环节, 上游数, 下游数, s.id AS 环节编号
ORDER BY 上游数 + 下游数 DESC, 环节编号

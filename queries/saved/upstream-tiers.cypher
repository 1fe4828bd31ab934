// 一个环节往上游四层以内有哪些环节,隔几层
// Which segments feed a segment within four tiers, and how many tiers away?
// $segment = "显示模组": 环节的编号或名称
MATCH p = (u:Segment)-[:FEEDS*1..4]->(s:Segment) WHERE s.id = $segment OR s.name = $segment
RETURN u.name AS 上游环节, min(length(p)) AS 层数, coalesce(u.n_makers, 0) AS 已知厂商数, u.id AS 环节编号
ORDER BY 层数, 环节编号

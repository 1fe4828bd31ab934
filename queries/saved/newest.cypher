// 某日以后才知道的关系,最新的在先
// Ties known since a day, the newest first
// $since = "2026-01-01": 起始日期
MATCH (a)-[t:OPERATES_IN|SUPPLIES|RUNS|FILLS|HOLDS|LEADS|INVESTS_IN]->(b) WHERE t.known_on >= $since
RETURN t.known_on AS 发布日期, type(t) AS 关系, a.name AS 从, b.name AS 到, t.source_url AS 来源, t.edge_id AS 依据编号
ORDER BY 发布日期 DESC, 依据编号
LIMIT 200

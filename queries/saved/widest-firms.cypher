// 从事环节最多的企业
// Firms that stand in most segments
MATCH (f:Firm)-[:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
RETURN f.name AS 企业, count(DISTINCT s.id) AS 环节数, count(DISTINCT c.id) AS 链数, f.id AS 企业编号
ORDER BY 环节数 DESC, 链数 DESC, 企业编号
LIMIT 50

// 两条链共有的环节
// Segments that two chains share
MATCH (a:Segment)-[t:SAME_AS]->(b:Segment)
MATCH (a)-[:PART_OF]->(c:Chain)
MATCH (b)-[:PART_OF]->(d:Chain)
RETURN c.name AS 链, a.name AS 环节, d.name AS 另一条链, b.name AS 另一处环节, t.extent AS 程度, a.id AS 环节编号, b.id AS 另一编号
ORDER BY 环节编号, 另一编号

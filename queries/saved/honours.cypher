// 一条链上的企业有哪些荣誉资质
// Which honours do the firms of a chain hold?
// $chain = "新型显示": 产业链的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment)<-[:OPERATES_IN]-(f:Firm) WHERE c.id = $chain OR c.name = $chain
WITH DISTINCT f
MATCH (f)-[h:HOLDS]->(q:Honour)
RETURN f.name AS 企业, q.name AS 荣誉资质, q.honour_level AS 级别, h.year AS 年份, h.source_url AS 来源, f.id AS 企业编号
ORDER BY 企业, 荣誉资质, 年份, 企业编号

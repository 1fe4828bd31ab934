// 一条链上在一地没有企业记录的环节,以及全国已知厂商数(没有记录不等于没有)
// Which segments of a chain have no recorded firm at a place, and how many makers are known anywhere? No record is never none.
// $chain = "新型显示": 产业链的编号或名称
// $place = "厦门市": 地点的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment) WHERE c.id = $chain OR c.name = $chain
MATCH (t:Place) WHERE t.id = $place OR t.name = $place
MATCH (t)<-[:WITHIN*0..5]-(p:Place)
WITH s, collect(DISTINCT p.id) AS places
OPTIONAL MATCH (f:Firm)-[o:OPERATES_IN]->(s) WHERE o.at IN places
WITH s, count(f) AS here WHERE here = 0
RETURN s.name AS 环节, s.position AS 位置, coalesce(s.n_makers, 0) AS 已知厂商数, s.id AS 环节编号
ORDER BY 已知厂商数 DESC, 环节编号

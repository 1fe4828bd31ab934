// 库中只知道一家厂商的环节(多半是名单不足,不等于世上只有一家)
// Segments of which one maker alone is known
// $chain = "新型显示": 产业链的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment)<-[o:OPERATES_IN]-(f:Firm)
WHERE (c.id = $chain OR c.name = $chain) AND o.activity = s.filled_by
WITH s, collect(DISTINCT f.name) AS makers WHERE size(makers) = 1
UNWIND makers AS maker
RETURN s.name AS 环节, maker AS 库中唯一已知的厂商, s.id AS 环节编号
ORDER BY 环节编号

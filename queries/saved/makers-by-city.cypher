// 一个环节的厂商分布在哪些地方
// Where are the makers of a segment?
// $segment = "偏光片": 环节的编号或名称
MATCH (s:Segment)<-[o:OPERATES_IN]-(f:Firm)
WHERE (s.id = $segment OR s.name = $segment) AND o.activity = s.filled_by
OPTIONAL MATCH (p:Place) WHERE p.id = o.at
WITH f, p ORDER BY f.name
RETURN coalesce(p.name, '地点不详') AS 地点, count(DISTINCT f.id) AS 企业数, collect(DISTINCT f.name) AS 企业
ORDER BY 企业数 DESC, 地点

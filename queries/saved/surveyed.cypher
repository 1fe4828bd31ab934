// 一条链在一地摸排过哪些环节,怎么摸排、搜过几次
// Which segments of a chain were surveyed at a place, how, and how often?
// $chain = "新型显示": 产业链的编号或名称
// $place = "厦门市": 地点的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment) WHERE c.id = $chain OR c.name = $chain
OPTIONAL MATCH (p:Place)-[v:SURVEYED]->(s) WHERE p.id = $place OR p.name = $place
RETURN s.name AS 环节, v.method AS 方式, v.searches AS 次数, v.found AS 有无, v.surveyed_on AS 日期, s.id AS 环节编号
ORDER BY coalesce(日期, '9999'), 环节编号

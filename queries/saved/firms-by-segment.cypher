// 一条链在一地的各环节有哪些企业(运营中的生产、研发、服务)
// Which firms operate in the segments of a chain at a place?
// $chain = "新型显示": 产业链的编号或名称
// $place = "厦门市": 地点的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment) WHERE c.id = $chain OR c.name = $chain
MATCH (t:Place) WHERE t.id = $place OR t.name = $place
MATCH (t)<-[:WITHIN*0..5]-(p:Place)
WITH s, collect(DISTINCT p.id) AS places
MATCH (f:Firm)-[o:OPERATES_IN]->(s)
WHERE o.at IN places AND o.stage = 'operating' AND o.activity IN ['produce', 'develop', 'serve']
RETURN s.name AS 环节, f.name AS 企业, o.activity AS 活动, o.n_sources AS 来源数, o.source_url AS 来源, f.id AS 企业编号
ORDER BY 环节, 企业, 企业编号, 活动

// 只有一个来源的从业记录,最旧的在先(最该再核实的)
// Who does what on the word of one publisher alone, the oldest first: what to verify next
// $chain = "新型显示": 产业链的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment)<-[o:OPERATES_IN]-(f:Firm)
WHERE (c.id = $chain OR c.name = $chain) AND o.n_sources = 1
RETURN f.name AS 企业, s.name AS 环节, o.activity AS 活动, o.stage AS 阶段, o.known_on AS 发布日期, o.source_url AS 来源
ORDER BY coalesce(发布日期, '9999'), 企业, 环节, 活动
LIMIT 200

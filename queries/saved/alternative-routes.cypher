// 有多条技术路线的供给关系(互为替代)
// Which feeds are alternatives by technical route?
MATCH (u:Segment)-[t:FEEDS]->(d:Segment) WHERE t.routes IS NOT NULL
RETURN d.name AS 下游环节, u.name AS 上游环节, t.routes AS 路线, t.essential AS 必需, d.id AS 下游编号, u.id AS 上游编号
ORDER BY 下游编号, 上游编号

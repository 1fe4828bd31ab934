// 同时在两条链上的企业(跨链企业)
// Firms that operate in two chains
// $chain = "新型显示": 一条产业链的编号或名称
// $other = "集成电路": 另一条产业链的编号或名称
MATCH (c:Chain)<-[:PART_OF]-(s:Segment)<-[:OPERATES_IN]-(f:Firm) WHERE c.id = $chain OR c.name = $chain
WITH f, s ORDER BY s.id
WITH f, collect(DISTINCT s.name) AS 在此链的环节
MATCH (d:Chain)<-[:PART_OF]-(t:Segment)<-[:OPERATES_IN]-(f) WHERE d.id = $other OR d.name = $other
WITH f, 在此链的环节, t ORDER BY t.id
RETURN f.name AS 企业, 在此链的环节, collect(DISTINCT t.name) AS 在彼链的环节, f.id AS 企业编号
ORDER BY 企业, 企业编号

// 两家企业之间最短的各条关系链(不经过地点)
// The shortest chains of ties between two firms, places left out
// $a = "厦门天马微电子有限公司": 一家企业的编号或名称
// $b = "京东方科技集团股份有限公司": 另一家企业的编号或名称
MATCH (a:Firm) WHERE a.id = $a OR a.name = $a
MATCH (b:Firm) WHERE b.id = $b OR b.name = $b
MATCH p = allShortestPaths((a)-[:SUPPLIES|SUBSIDIARY_OF|BRAND_OF|PROJECT_COMPANY_OF|OPERATES_IN|INVESTS_IN*..6]-(b))
RETURN [n IN nodes(p) | n.name] AS 经过, [t IN relationships(p) | type(t)] AS 关系, length(p) AS 步数
ORDER BY 步数, 经过, 关系
LIMIT 20

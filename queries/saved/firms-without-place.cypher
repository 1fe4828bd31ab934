// 地点不详的企业(既不知坐落何处,也不知注册何处)
// Firms of which no place is known
MATCH (f:Firm)
WHERE NOT EXISTS { (f)-[:LOCATED_IN]->(:Place) } AND NOT EXISTS { (f)-[:REGISTERED_IN]->(:Place) }
RETURN f.name AS 企业, f.n_sources AS 来源数, f.source_url AS 来源, f.id AS 企业编号
ORDER BY 企业, 企业编号
LIMIT 500

// 客户最多的供应商
// Which suppliers have most customers?
MATCH (a:Firm)-[:SUPPLIES]->(b:Firm)
WITH a, b ORDER BY b.name
WITH a, collect(DISTINCT b.id) AS ids, collect(DISTINCT b.name) AS names
RETURN a.name AS 供应商, size(ids) AS 客户数, names[0..5] AS 部分客户, a.id AS 企业编号
ORDER BY 客户数 DESC, 企业编号
LIMIT 50

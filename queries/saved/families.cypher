// 子公司、品牌和项目公司最多的企业
// Firms with most subsidiaries, brands and project companies
MATCH (a:Firm)-[t:SUBSIDIARY_OF|BRAND_OF|PROJECT_COMPANY_OF]->(b:Firm)
WITH a, b ORDER BY a.name
WITH b, collect(DISTINCT a.id) AS ids, collect(DISTINCT a.name) AS names
RETURN b.name AS 母体, size(ids) AS 家数, names[0..8] AS 部分成员, b.id AS 企业编号
ORDER BY 家数 DESC, 企业编号
LIMIT 50

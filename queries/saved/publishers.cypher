// 关系的来源网站,各支持多少条
// Which sites do ties come from, and how many each?
MATCH ()-[t:OPERATES_IN|SUPPLIES|RUNS|HOLDS|LEADS]->() WHERE t.source_url IS NOT NULL
WITH split(t.source_url, '/') AS parts
RETURN parts[2] AS 网站, count(*) AS 条数
ORDER BY 条数 DESC, 网站
LIMIT 100

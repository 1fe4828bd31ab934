// 企业提出的需求:哪一年、要哪个环节的什么、现由谁供、是否愿意就近
// What firms need: which year, of which segment, from whom now, and would near be better?
MATCH (f:Firm)-[t:NEEDS]->(s:Segment)
RETURN f.name AS 企业, s.name AS 环节, t.part AS 部件, t.year AS 年份, t.present_supplier AS 现供方, t.wishes_near AS 愿就近, t.release AS 可见范围
ORDER BY 企业, 环节, 部件, 年份

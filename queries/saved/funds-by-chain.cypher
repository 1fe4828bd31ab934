// 各链有哪些基金投向它(投向一切的基金不算)
// Which funds are mandated for which chain or segment? A fund for everything is left out
MATCH (g:Fund)-[t:MANDATED_FOR]->(x) WHERE g.mandate_breadth IS NULL OR g.mandate_breadth <> 'all'
RETURN x.name AS 投向, g.name AS 基金, g.size_100m_cny AS 规模亿元, g.mandate_note AS 投向说明, g.id AS 基金编号
ORDER BY 投向, 基金编号

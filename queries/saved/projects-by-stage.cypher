// 各阶段的项目数与计划投资(亿元),按类型分开
// Projects and planned investment by stage and type; expansions are not new projects
MATCH (p:Project)
RETURN coalesce(p.project_stage, '阶段不详') AS 阶段, coalesce(p.project_type, '类型不详') AS 类型, count(p) AS 项目数,
       coalesce(sum(p.planned_investment_100m_cny), 0) AS 计划投资亿元
ORDER BY 阶段, 类型

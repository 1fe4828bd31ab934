"""Why can a cell or row not be used, and what should its owner do? Reject frames with Chinese sentences."""

import re
from dataclasses import dataclass

import polars as pl

from graph.model.claim import REJECT_COLUMNS, Rejects

_SLOTS = re.compile(r"(\{near\}|\{value\})")


@dataclass(frozen=True)
class Advice:
    """What a code says: an explanation and a fix; `{value}`, `{heading}`, `{near}` and `{allowed}` are filled in."""

    explanation: str
    fix: str


ADVICE: dict[str, Advice] = {
    "E_EMPTY": Advice("必填的“{heading}”为空,本行未读入", "补填“{heading}”后重新导入"),
    "E_NAME": Advice("“{value}”不是可用的名称,本行未读入", "填写完整名称(不能只有数字或符号)"),
    "W_NAME": Advice("“{value}”不是可用的名称,该格未采用", "填写完整名称(不能只有数字或符号)"),
    "W_NOT_FIRM": Advice("“{value}”是地名,不作为企业读入", "填写企业全称;园区、区市请写到地点列"),
    "E_CHAIN": Advice(
        "产业链“{value}”不在已有产业链中,本行未读入", "{near}改用已有产业链的名称或编号,或先导入产业链表"
    ),
    "E_SEGMENT": Advice(
        "环节“{value}”不在已有环节中,本行未读入", "{near}改用已有环节的名称或编号,或先导入环节表再导入本表"
    ),
    "E_SEGMENT_CHAIN": Advice(
        "环节“{value}”没有写明产业链,本行未读入:{near}", "在“产业链”列写明,或把环节写成“产业链/环节”"
    ),
    "W_SEGMENT_CHAIN": Advice(
        "环节“{value}”没有写明产业链,该格未采用:{near}", "在“产业链”列写明,或把环节写成“产业链/环节”"
    ),
    "E_PLACE": Advice("地点“{value}”未能识别,本行未读入", "{near}改写为省市区全称或园区的规范名称"),
    "E_BESIDE": Advice(
        "同一批的文件不齐,“{value}”无从判断,本行未读入",
        "把 inputs、sequence、stages、providers、provision 五个文件放在同一文件夹,导入该文件夹",
    ),
    "E_CONTRADICTS": Advice(
        "结论是“没有”,却填了企业“{value}”,本行未读入", "有这家企业就把结论改为“有”,否则清空企业名称"
    ),
    "W_UNANSWERED": Advice("“{value}”没有填结论,未读入", "问到结果后填写“结论”,再导入一次"),
    "W_NOT_KNOWN": Advice("“{value}”的结论是不知道:不算摸排过,状态不变", "换一个渠道再问;有结果后改填“有”或“没有”"),
    "W_NOBODY_NAMED": Advice(
        "结论是“有”而没有写企业名称:只记下摸排结果", "补填“企业名称”“所在地”“阶段”,环节状态才定得下"
    ),
    "W_NO_STAGE": Advice("“{value}”没有写阶段:企业已读入,环节状态仍定不下", "在“阶段”列选投产、在建、签约或停产"),
    "W_WHO_NEEDS": Advice("需求部件“{value}”没有写是谁需要,需求未读入", "在“需求企业”列填写企业全称"),
    "E_CYCLE": Advice("上下游成环:{near},本行未读入", "环上至少有一条方向相反,请核对后删去或调换上下游"),
    "E_SELF": Advice("“{value}”两端是同一个,本行未读入", "改正其中一端"),
    "E_CHOICE": Advice("“{value}”不在“{heading}”的可选值中,本行未读入", "可填:{allowed}"),
    "E_NUMERIC_CODE": Advice(
        "“{heading}”以数字格式保存,末几位已失真({value}),本行未读入",
        "把整列设为“文本”格式后重新录入代码(设置单元格格式→文本),再导入",
    ),
    "W_NUMERIC_CODE": Advice(
        "“{heading}”以数字格式保存({value}),前导零或末位可能已丢失,该格未采用",
        "把整列设为“文本”格式后重新录入代码(设置单元格格式→文本)",
    ),
    "W_CODE": Advice("“{value}”不是“{heading}”的写法,该格未采用", "只填代码本身,去掉说明文字"),
    "W_USCC": Advice("统一社会信用代码“{value}”校验不通过,该格未采用", "对照营业执照核对 18 位代码"),
    "W_CHAIN": Advice("产业链“{value}”不在已有产业链中,该格未采用", "{near}改用已有产业链的名称或编号"),
    "W_SEGMENT": Advice("环节“{value}”不在已有环节中,该格未采用", "{near}改用已有环节的名称或编号"),
    "W_PLACE": Advice("地点“{value}”未能识别,其余内容已读入,地点暂缺", "{near}改写为省市区全称或园区的规范名称"),
    "W_PLACE_COARSE": Advice(
        "地点“{value}”未能识别,按同一行的省份或国家读入", "{near}改写为省市区全称或园区的规范名称"
    ),
    "E_PLACE_WHICH": Advice(
        "地点“{value}”不能确定是哪一处(同名的不止一处,或各地都有),本行未读入", "{near}写明所在城市"
    ),
    "W_PLACE_WHICH": Advice(
        "地点“{value}”不能确定是哪一处(同名的不止一处,或各地都有),其余内容已读入,地点暂缺", "{near}写明所在城市"
    ),
    "W_PLACE_PART": Advice(
        "地点“{value}”中{near}", "如其余部分是更细的地址,无需处理;如是区县或园区写错了,请改写规范名称"
    ),
    "W_DATE": Advice("“{value}”不是日期,该格未采用", "写成 2019、2019-12 或 2019-12-05"),
    "W_DATE_ORDER": Advice("止于“{value}”不晚于起始日期,该格未采用", "核对起止日期,尽量写到月或日"),
    "W_NUMBER": Advice("“{value}”不是可用的数字,该格未采用", "只填数字;单位写在表头,如“总投资(亿元)”"),
    "W_UNITS": Advice(
        "“{heading}”中“{value}”的单位不能换算为{allowed},或数值超出范围,该格未采用",
        "在表头或单元格写明可换算的单位,如{allowed}",
    ),
    "W_CURRENCY": Advice(
        "金额“{value}”的单位不能换算为亿元(外币或多个项目合计),该格未采用", "填写单个项目的人民币金额"
    ),
    "W_ABOUT": Advice("“{value}”带有“约”“超”等字样,按其中的数字读入", "如有准确数字请改填"),
    "W_CHOICE": Advice("“{value}”不在“{heading}”的可选值中,该格未采用", "可填:{allowed}"),
    "W_MEMBER": Advice("成员链“{value}”不在已有产业链中,该项未采用", "{near}改用已有产业链的编号"),
    "W_TWIN": Advice("“{value}”说明两者不是同一环节,本行未采用", "只有同一环节或部分相同的才写入本表"),
    "W_NOT_ONE": Advice(
        "“{value}”不是一家企业或一只基金的名称(多家合称、财政、部门或待定),未作为主体读入", "逐家写全称,用分号隔开"
    ),
    "W_OPEN": Advice("名单“{value}”以“等”结尾:列出的已读入,未列出的不视为没有", "如有完整名单请补全"),
    "W_JOINT": Advice("“{value}”是多家、多只或多行的合计,未拆给其中任何一个", "如知道各自的数,请分行分格填写"),
    "W_UNIT": Advice("“{heading}”没有写单位,按亿元读入(如“{value}”亿元)", "把单位写进表头,如“{heading}(万元)”"),
    "W_FRACTION": Advice("“{heading}”是小于1的小数,按百分比格式读入(0.35 即 35%)", "如本来就是百分数,请在表头写明(%)"),
    "W_QUALIFIED_FUND": Advice(
        "“{value}”从名称看是基金而不在已有基金中,已登记为基金",
        "如不是基金,请改写企业全称;如已登记过,请写与基金表一致的名称",
    ),
    "W_MANDATE": Advice("投向“{value}”不是已有产业链或环节,只作为说明保留", "{near}改用已有产业链或环节的名称"),
    "W_UNCLASSIFIED": Advice(
        "“{value}”没有对上已有环节,作为产品读入,暂不归入环节", "{near}在“环节”列填写已有环节的名称或编号"
    ),
    "W_SHARE_SUM": Advice(
        "“{value}”各部件成本占比合计为 {near}%,超过 100%,各数照读", "核对是否重复列了上下级部件,或占比的口径不一"
    ),
    "E_RING": Advice("部件互相包含成环:{near},本行未读入", "环上至少有一行的产品与部件写反了,请核对后改正"),
    "W_SUPPLIER": Advice("“{value}”不是企业名称,只作为说明保留,未生成供货关系", "如知道供应商,请填写企业全称"),
    "W_RELEASE": Advice(
        "标为公开而没有出处:按内部需求读入,对外材料中不出现", "在“出处”列填写公开网页,或把发布范围改为“可对外”"
    ),
    "W_ENDED": Advice(
        "“{value}”已不是链主而没有终止日期,本行未作为链主读入", "补填“终止日期”后重新导入,即按起止日期保留这段经历"
    ),
    "W_ENDED_AS_OF": Advice("“{value}”已不是链主而没有终止日期,以表的日期为止", "如知道确切日期,请填“终止日期”"),
    "W_REASON": Advice("项目为“{value}”而没有写原因", "在“原因”列写明搁置或退库的原因"),
    "W_POST": Advice("“{value}”看起来是人名,本系统不存个人,该格未采用", "填岗位或部门,如“招商一科科长”"),
    "W_UNDATED": Advice("阶段“{value}”没有日期,排不出先后;再次更新时只留最新一次", "补填“阶段日期”(知道到年或月也可)"),
    "W_AGAIN": Advice("项目的“{value}”出现不止一次,按一个项目、以首次日期计", "如是另一个项目,请用不同的项目名称"),
    "W_PROJECT_TWIN": Advice(
        "“{value}”与“{near}”企业、环节、地点都相同,可能是同一个项目;没有合并,各计一个",
        "如是同一个项目,请改用同一个名称;如不是,无需处理",
    ),
    "E_PERSON": Advice(
        "“{value}”看起来是人名或联系方式,本系统不存个人,本行未读入", "只写专班、部门或岗位,如“招商一科科长”"
    ),
    "W_PERSON": Advice("“{value}”里有人名或联系方式,本系统不存个人,该格未采用", "改写为单位或岗位,去掉姓名和电话"),
    "E_FIRM_PERSON": Advice(
        "“{value}”看起来是人名,或带有联系方式,本系统不存个人,本行未读入",
        "如是企业,请只写营业执照上的全称,或先在企业别名表里写明简称和全称;如是人,请改写为其所在单位",
    ),
    "W_FIRM_PERSON": Advice(
        "“{value}”看起来是人名,或带有联系方式,本系统不存个人,该格未采用",
        "如是企业,请只写营业执照上的全称,或先在企业别名表里写明简称和全称;如是人,请改写为其所在单位",
    ),
    "W_MAYBE_PERSON": Advice(
        "“{value}”也可能是人名,已按企业读入", "如是人,请删去后以 --edition 重新导入;如是企业,请写全称"
    ),
    "E_TIER": Advice(
        "“{value}”把百亿企业(产值或营收)与百亿项目(计划总投资)混在一起,本行未读入",
        "企业的写“百亿企业”;项目的写“百亿项目”,并把“获得者类型”填“项目”",
    ),
    "E_WHERE": Advice("没有写地点,表的标题也没有,本行未读入", "补填“{heading}”,或在标题写明地区全称"),
    "W_AREA": Advice("“{value}”没有写明是平方米还是亩,该格未采用", "把单位写进表头,如“面积(平方米)”,或填“面积单位”列"),
    "W_FIGURE": Advice(
        "“{value}”不是一个数值,该格未采用",
        "只写一个数,可带约、超、近、以上和单位;门槛(如5000万元以上)写进指标名称,数值写个数",
    ),
    "E_FIGURE": Advice("本行没有可用的数值,未读入", "填写数值或同比增长"),
    "W_ESTIMATE": Advice("“{value}”是预计或目标数,没有按实绩读入", "如已有实绩,请改填实绩数"),
    "W_PERIOD": Advice("“{value}”不是认识的统计期,照原文读入", "写成2022、2022H1、2022Q1、2022-06或2022年1-6月"),
    "W_DRAFT": Advice("“{value}”是草案或征求意见稿,没有按施行中的政策读入", "正式印发后改写政策名称并填生效日期"),
    "W_OFFICE": Advice(
        "看不出“{value}”是哪里的部门,场景没有记到任何地方名下", "请写全称(如 厦门市公安局),或在“所在地”一列写明"
    ),
    "W_SKIPPED": Advice("合计、注释或分组行(“{value}”),未读入", "无需处理;如确为数据行,请填在表格正文"),
    "W_EXAMPLE": Advice("模板的示例行(“{value}”),未读入", "无需处理;示例行删去或保留均可"),
    "W_ONLY_EXAMPLE": Advice("“{value}”只有模板的示例行,没有数据,什么也没有读入", "从示例行的下一行起填写,再导入"),
    "W_COLUMN": Advice("这一列的表头“{value}”不认识,整列未读入", "改用模板中的表头,或忽略"),
    "W_UNREAD": Advice("“{value}”这一列不保存,整列未读入", "只供填表人自己看,无需处理;要保留的内容请写进有的列"),
    "W_SHEET": Advice("工作表“{value}”没有认识的表头,未读入", "核对表头是否与模板一致,或忽略"),
    "W_HIDDEN": Advice("工作表“{value}”是隐藏的,未读入", "如需导入请取消隐藏"),
    "W_NO_ROWS": Advice("“{value}”只有表头,没有数据行", "填写数据后重新导入"),
}
"""What each code says. E_ refuses the row, W_ empties a cell or leaves something out that is no data row."""


def is_refusal(code: str) -> bool:
    """Does this code refuse the whole row?"""
    return code.startswith("E_")


OF_NO_CELL = ("W_SKIPPED", "W_EXAMPLE", "W_ONLY_EXAMPLE", "W_NO_ROWS", "W_COLUMN", "W_UNREAD", "W_SHEET", "W_HIDDEN",
              "W_UNANSWERED", "W_NOT_KNOWN")  # fmt: skip
"""Said of a whole row, column or sheet that is left out: no cell of it is emptied or doubted."""


def rejects(
    frame: pl.DataFrame, code: str, sheet: str = "", letter: str | None = None, heading: str | None = None,
    allowed: str = "",
) -> pl.DataFrame:  # fmt: skip
    """REJECT_COLUMNS rows for `frame` (row, value and, where known, near: the nearest names)."""
    advice = ADVICE[code]
    near = pl.col("near") if "near" in frame.columns else pl.lit(None, pl.String)

    def said(template: str, hint: pl.Expr) -> pl.Expr:
        fixed = template.replace("{heading}", heading or "").replace("{allowed}", allowed)
        filled = {"{near}": hint, "{value}": pl.col("value")}
        parts = [filled[p].fill_null("") if p in filled else pl.lit(p) for p in _SLOTS.split(fixed) if p]
        return pl.concat_str(parts)

    hint = near if code in ("E_CYCLE", "E_RING") else pl.format("相近的有:{};", near)
    return frame.select(
        sheet=pl.lit(sheet),
        row=pl.col("row").cast(pl.Int64),
        column=pl.lit(letter, pl.String),
        heading=pl.lit(heading, pl.String),
        code=pl.lit(code),
        value=pl.col("value").cast(pl.String),
        explanation=said(advice.explanation, near),
        fix=said(advice.fix, hint),
    )


def together(frames: list[pl.DataFrame]) -> Rejects:
    """All rejects of a file in the order of its sheets and rows."""
    whole = pl.concat(frames) if frames else pl.DataFrame(schema=REJECT_COLUMNS)
    return Rejects(whole.unique(maintain_order=True))


def refused_rows(frame: pl.DataFrame) -> int:
    """How many rows were refused.

    >>> refused_rows(pl.DataFrame({"sheet": ["a", "a", "a"], "row": [2, 2, 3], "code": ["E_NAME", "E_PLACE", "W_DATE"]}))
    1
    """
    return frame.filter(pl.col("code").str.starts_with("E_")).select("sheet", "row").n_unique()

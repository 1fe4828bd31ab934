"""Is this a person? Posts and departments are kept, people never: names, telephone numbers and addresses are told apart.

A name is a surname with one or two characters behind it. Surnames that begin words of offices too (高新处, 金融组,
林业局) make a name only where nothing says that it is an office.
"""

import polars as pl

from loaders import _cells
from loaders._rows import Sheet

_SURE = "王李张刘陈杨赵吴徐孙朱胡郭郑谢韩邓冯曹彭曾萧蔡潘袁董苏叶吕魏蒋杜阮沈姜崔谭邹陆郝孔邵毛邱秦侯邓薛闫雷贺倪汤滕罗赖龚傅钟姚卢廖熊戴范"
_MAYBE = "黄周何高林梁宋唐许于程余丁任汪田贾夏付方石金尹段江史龙陶常温康施洪甘欧柯白严文安乔易武单尚涂俞纪庄翁颜连詹游涂项万钱华祝季路关计党"
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|东方|慕容|皇甫|尉迟|令狐|夏侯"
_TITLE = "先生|女士|同志|小姐|博士|教授|老师|总经理|副总|总监|董事长|处长|科长|局长|主任|经理|书记|部长|组长|院长|会长|主管|专员"
_OFFICE = r"[处科局组部室办委队班站院所会区园司厅校岗位长员任理师]$|中心$|公司$"
_WORDS = (
    "郑州|徐州|徐汇|吴江|吴中|吴兴|杨浦|杨凌|张江|张家|李沧|彭州|邓州|韩城|韩国|韩资|韩企|苏州|汤|沈阳|蔡甸|秦皇|陆家|毛利|潘通|雷达|叶片"
    "|黄石|黄山|高新|高企|高端|高校|林业|金融|金砖|项目|计划|安全|安监|安环|石化|方案|常务|单位|万象|万科|文旅|文化|夏商|江苏|江西|唐山|常州"
    "|温州|武汉|安徽|安庆|龙岩|石墨|华东|华南|华北|华为|关务|党建|党群|党政|任务|许可|程序|余热|路演|严选|周边|何时|白色|尚未|连续|游戏|单项"
    "|施工|易地|田园|欧洲|欧盟|季度|文创|武夷|洪塘|洪水"
)
_BRANDS = "东方|戴尔|贺利氏|夏普|安凯|康宁|方正|施耐德|易事特|易联众|欧菲光|石头城|许继|金达威|金银河|金龙|龙芯|华佳彩|华为|李宁|徐工|施乐|万达|江铃"
"""Firms that are known by a word of two or three characters which reads like a person's name."""
_TRADE = r"[微芯光电科网云威达信通利股药材源化钨鑫圆业]$"
"""How short names of firms end, and names of persons seldom."""
_NAME = rf"^(?:(?:{_DOUBLE}).{{1,2}}|[{_SURE}]\p{{Han}}{{1,2}})$"
_PERHAPS = rf"^[{_MAYBE}]\p{{Han}}{{1,2}}$"
_TITLED = rf"^(?:(?:{_DOUBLE}|[{_SURE}])\p{{Han}}{{0,2}}(?:{_TITLE}|[总处科局工])|[{_MAYBE}](?:{_TITLE}|总))$"
_REACHED = (
    r"(?:^|\D)1[3-9]\d{9}(?:\D|$)|(?:^|\D)0\d{2,3}[- ]?\d{7,8}(?:\D|$)|^\d{7,8}$|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?:^|\D)\d{17}[\dXx](?:\D|$)|(?:微信|QQ|手机|电话)[号::]?\s*[\w-]{5,}"
)
"""Telephones, mail, identity cards, messengers."""
_MENTIONED = (
    rf"(?:联系人|负责人|对接人|责任人|经办人)[::]\s*(?:{_DOUBLE}|[{_SURE}{_MAYBE}])\p{{Han}}"
    rf"|(?:{_DOUBLE}|[{_SURE}])\p{{Han}}{{0,2}}(?:{_TITLE})|[{_SURE}{_MAYBE}]总(?:[^部投体量额产数工计结规面装包承统经监]|$)"
)


def named(text: pl.Expr) -> pl.Expr:
    """Is the cell, or one of its parts, a person's name or a way to reach one?

    >>> cells = pl.DataFrame({"t": ["招商一科科长", "王虚构", "招商一科(李虚)", "13800000000", "高新处", "金融专班", "高虚构"]})
    >>> cells.select(named(pl.col("t"))).to_series().to_list()
    [False, True, True, True, False, False, True]
    """
    parts = text.str.normalize("NFKC").str.split(" ").list.eval(
        pl.element().str.replace_all(r"[、,;/()::\s]+", "\n").str.split("\n").explode()
    )  # fmt: skip
    each = pl.element()
    sure = each.str.contains(f"{_NAME}|{_TITLED}") & ~each.str.contains(f"^(?:{_WORDS})")
    perhaps = each.str.contains(_PERHAPS) & ~each.str.contains(f"^(?:{_WORDS})|{_OFFICE}")
    return parts.list.eval(sure | perhaps).list.any() | _cells.plain(text).str.contains(_REACHED)


def sure(name: pl.Expr) -> pl.Expr:
    """Is a whole name a surname that begins no other word, with one or two characters, and no brand that is known?

    >>> cells = pl.DataFrame({"t": ["张三", "李小明", "戴尔", "东方日升", "长鑫", "比亚迪", "王牌机械厂"]})
    >>> cells.select(sure(pl.col("t"))).to_series().to_list()
    [True, True, False, False, False, False, False]
    """
    text = _cells.plain(name)
    return text.str.contains(_NAME) & ~text.str.contains(f"^(?:{_WORDS}|{_BRANDS})")


def perhaps(name: pl.Expr) -> pl.Expr:
    """Could a whole name be a person's, though its surname begins firms' names too (高, 金, 方)?

    >>> cells = pl.DataFrame({"t": ["高小明", "方正微", "金龙", "华为", "海信", "联想"]})
    >>> cells.select(perhaps(pl.col("t"))).to_series().to_list()
    [True, False, False, False, False, False]
    """
    text = _cells.plain(name)
    return text.str.contains(_PERHAPS) & ~text.str.contains(f"^(?:{_WORDS}|{_BRANDS})|{_OFFICE}|{_TRADE}")


def mentioned(text: pl.Expr) -> pl.Expr:
    """Does a text speak of a person by name, or say how to reach one?

    >>> cells = pl.DataFrame({"t": ["与甲公司约谈扩产", "联系人:王虚构", "请陈总回话", "总投资10亿元", "电话0592-1234567"]})
    >>> cells.select(mentioned(pl.col("t"))).to_series().to_list()
    [False, True, True, False, True]
    """
    plain = _cells.plain(text)
    return plain.str.contains(_MENTIONED) | plain.str.contains(_REACHED)


def kept_out(sheet: Sheet, names: tuple[str, ...], texts: tuple[str, ...] = ()) -> None:
    """Refuse rows whose `names` are persons; empty `texts` that speak of one. What was written is not repeated in full."""
    for name in (n for n in names if sheet.has(n)):
        bad = named(pl.col(name)).fill_null(False)
        sheet.reject(masked(sheet.frame.filter(bad), name), name, "E_PERSON")
        sheet.frame = sheet.frame.filter(~bad)
    for name in (n for n in texts if sheet.has(n)):
        bad = mentioned(pl.col(name)).fill_null(False)
        sheet.reject(masked(sheet.frame.filter(bad), name), name, "W_PERSON")
        sheet.frame = sheet.frame.with_columns(pl.when(~bad).then(pl.col(name)).alias(name))


def masked(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """row, value: what was written, by its first character only."""
    return rows.select("row", value=pl.col(name).str.slice(0, 1) + "**").unique(maintain_order=True)

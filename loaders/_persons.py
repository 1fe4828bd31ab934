"""Is this a person? Posts and departments are kept, people never: names, telephone numbers and addresses are told apart.

A name is a surname with one or two characters behind it. Surnames that begin words of offices too (高新处, 金融组,
林业局) make a name only where nothing says that it is an office.

Many firms are called so as well (罗姆, 蔡司, 苏泊尔, 李长荣), so in a firm's place a person is only who is named as few
firms are (张三, 李小明), or has a title or a telephone; of others it is said that they may be one.
"""

from functools import cache
from pathlib import Path

import polars as pl

from loaders import _cells
from loaders._rows import Sheet

FACTS = Path(__file__).parent / "data"
FIRMS = ("firm", "short_name", "name_a", "name_b", "supplier", "customer")
"""Columns of the facts that name firms."""
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
_BRANDS = (
    "东方|戴尔|贺利氏|夏普|安凯|康宁|方正|施耐德|易事特|易联众|欧菲光|石头城|许继|金达威|金银河|金龙|龙芯|华佳彩|华为|李宁|徐工|施乐|万达|江铃"
    "|罗姆|罗普特|罗技|罗氏|杜邦|杜比|蔡司|苏宁|苏泊尔|韩华|雷曼|雷士|沈鼓|郑煤机"
)
"""Firms that are known by a word of two or three characters which reads like a person's name."""
_TRADE = r"[微芯光电科网云威达信通利股药材源化钨鑫圆业]$"
"""How short names of firms end, and names of persons seldom."""
_NAME = rf"^(?:(?:{_DOUBLE}).{{1,2}}|[{_SURE}]\p{{Han}}{{1,2}})$"
_PERHAPS = rf"^[{_MAYBE}]\p{{Han}}{{1,2}}$"
_GIVEN = "三四五六七八小大伟芳娜敏静丽磊勇艳杰娟涛超秀霞刚桂英红明婷燕玲"
"""Characters of given names which names of firms seldom have behind a surname."""
_PLAIN = rf"^(?:[张王李刘陈赵]|{_DOUBLE})[{_GIVEN}]{{1,2}}$"
_TITLED = rf"^(?:(?:{_DOUBLE}|[{_SURE}])\p{{Han}}{{0,2}}(?:{_TITLE}|[总处科局工])|[{_MAYBE}](?:{_TITLE}|总))$"
_MOBILE = r"(?:^|\D)1[3-9]\d{9}(?:\D|$)"
_CALLED = rf"{_MOBILE}|(?:^|\D)0\d{{2,3}}[- ]?\d{{7,8}}(?:\D|$)|[\w.+-]+@[\w-]+\.[\w.]+"
_REACHED = (
    rf"{_CALLED}|^\d{{7,8}}$"
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


def alike(name: pl.Expr) -> pl.Expr:
    """Could a whole name be a person's: a surname with one or two characters, and no brand, office or trade?

    >>> cells = pl.DataFrame({"t": ["高小明", "罗虚构", "方正微", "金龙", "蔡司", "海信", "王牌机械厂"]})
    >>> cells.select(alike(pl.col("t"))).to_series().to_list()
    [True, True, False, False, False, False, False]
    """
    text, word = _cells.plain(name), f"^(?:{_WORDS}|{_BRANDS})"
    perhaps = text.str.contains(_PERHAPS) & ~text.str.contains(f"{_OFFICE}|{_TRADE}")
    return (text.str.contains(_NAME) | perhaps) & ~text.str.contains(word)


def in_firms_place(name: pl.Expr) -> pl.Expr:
    """Who stands where a firm is asked for: "person", "maybe" one, or null for a firm.

    >>> cells = pl.DataFrame({"t": ["张三", "欧阳小明", "陈经理", "高虚构13800000000", "罗虚构", "李长荣", "虚构手机公司", "罗姆"]})
    >>> cells.select(in_firms_place(pl.col("t"))).to_series().to_list()
    ['person', 'person', 'person', 'person', 'maybe', 'maybe', None, None]
    """
    text = _cells.plain(name)
    bare = text.str.replace_all(_CALLED, "").str.replace(rf"[(::]?(?:{_TITLE}|联系人)\)?$", "")
    told = text.str.contains(_CALLED) | (bare != text) & (
        alike(bare) | bare.str.contains(rf"^(?:{_DOUBLE}|[{_SURE}{_MAYBE}])$")
    )
    certain = told | text.str.contains(rf"{_PLAIN}|^(?:{_DOUBLE}|[{_SURE}])总$")
    who = pl.when(certain).then(pl.lit("person")).when(alike(text)).then(pl.lit("maybe"))
    return pl.when(~text.is_in(firms().implode())).then(who)


@cache
def firms() -> pl.Series:
    """The names and short names of firms in the facts that ship: none of them is a person."""
    tables = [
        pl.read_csv(path, infer_schema=False)
        for path in sorted([*FACTS.glob("*.csv"), *FACTS.glob("chains/*/firms.csv")])
    ]
    named = [t[c] for t in tables for c in FIRMS if c in t.columns]
    return pl.concat([pl.Series([], dtype=pl.String), *(n.rename("") for n in named)]).drop_nulls().unique().sort()


def betrayed(cells: pl.DataFrame) -> pl.Series:
    """The rows of `cells` (row, cell: what a table says beside names and nobody reads) that say a person is named.

    They hold a title alone or a mobile telephone, and no other name whose it may be (a firm beside its 联系人).

    >>> said = [(1, "总经理"), (2, "13800000000"), (3, "13800000000"), (3, "王虚构"), (4, "0592-1234567")]
    >>> betrayed(pl.DataFrame(said, schema=["row", "cell"], orient="row")).to_list()
    [1, 2]
    """
    text = _cells.plain(pl.col("cell"))
    told = text.str.contains(rf"{_MOBILE}|^(?:{_TITLE}|联系人)$")
    other = alike(pl.col("cell")) | text.str.contains(rf"{_TITLED}|{_MENTIONED}|联系人.?[{_SURE}{_MAYBE}]")
    found = cells.group_by("row").agg(told=told.any(), other=other.any())
    return found.filter(pl.col("told") & ~pl.col("other"))["row"].sort()


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

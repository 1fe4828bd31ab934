"""What would make this judgement wrong? Sentences for each state, from the facts it rests on."""

from queries.methods.dates import last_day
from queries.methods.gaps import Judged
from queries.methods.rules import Rules

FIXED = {
    "missing": ("摸排之后有企业新设或投产", "摸排名录不含自产自用的企业"),
    "presumed": (
        "只是案头检索未见:有一家在营企业未上公开页面,即不成立",
        "本地企业自产自用(内部配套)而不对外供货",
        "同一产品以别的名称登记在相邻环节",
    ),
    "unknown": ("尚未判断:补一次摸排或一份企业名录即可定",),
    "stateless": (),
}
"""Where the state itself says what could overturn it."""


def dissent(one: Judged, rules: Rules) -> tuple[str, ...]:
    """What, if it were so, would change the state of a segment; the likeliest first."""
    state = one.verdict.state
    if state in FIXED:
        return FIXED[state]
    if state == "upcoming":
        return _upcoming(rules)
    return _nearby(one) if state == "nearby" else _filled(one, rules)


def _filled(one: Judged, rules: Rules) -> tuple[str, ...]:
    ties = [t for t in one.facts.ties if t.locality == "inside" and t.stage == "operating"]
    said = [d for t in ties if (d := last_day(t.known_on))]
    found = []
    if said:
        found.append(f"最新证据为 {max(said):%Y-%m}:此后若停产、外迁或转行,状态要降")
    if any(t.known_on is None for t in ties):
        found.append("有证据未注日期,可能已过时")
    if one.verdict.state != "strong":
        found.append(f"名单未必齐全:在营满{rules.state.strong_makers}家,或链主、单项冠军在此投产,则为优势")
    return tuple(found)


def _upcoming(rules: Rules) -> tuple[str, ...]:
    return ("已投产而库中没有记录:则为薄弱或以上", f"项目停滞:沉默满{rules.state.silent_months}个月记为无数据")


def _nearby(one: Judged) -> tuple[str, ...]:
    unclear = any(t.locality == "undecided" for t in one.facts.ties)
    first = ("市内企业中有的就在区内(只知到市,片区不明)",) if unclear else ()
    return (*first, "市内企业已停产或不做此环节")

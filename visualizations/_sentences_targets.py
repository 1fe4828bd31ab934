"""What is a candidate told to be, why is a firm no target, and what would overturn a state? Each with its English twin."""

CANDIDATES: tuple[tuple[str, str], ...] = (
    (r"在外地从事此环节,该企业自己的公告可证", "does this elsewhere, by its own filing"),
    (r"在外地从事此环节,(\d+)个发布者可证", "does this elsewhere, by {} publishers"),
    (r"所在地不明", "place unknown"),
    (r"只有一个发布者", "one publisher only"),
    (r"尚未见投产记录", "no record yet that it runs"),
    (r"境外制造,在华只见服务或销售\((.+)\)", "makes it abroad, only services or sells in China ({})"),
    (r"只知到更大的地方,可能已在(.+)", "known to a larger place only, may be in {} already"),
    (r"企业在(.+),此环节在哪里做不明", "the firm is in {}, where it makes this is not known"),
    (r"只见后段工序\((.+)\),未见前段制造,不是完整的厂商", "only later steps seen ({}), no earlier ones: no full maker"),
    (r"(.+)在市内其他片区已有项目:(.+)\((.+)\),是否为此环节不明", "{} has a project elsewhere in the city: {} ({}), whether for this segment is not known"),
    (r"(.+)在(.+)已有项目:(.+)\((.+)\),是否为此环节不明", "{} has a project in {}: {} ({}), whether for this segment is not known"),
    (r"查明是否有前段产线", "find out whether it has earlier steps"),
    (r"页面只见其名称与地址,没有写明它做这个环节", "the page gives its name and address and does not say that it makes this"),
    (r"只见设计开发,未见(.+)", "only design seen, no {}"),
    (r"只是推断它做这个环节,没有页面写明", "only inferred, no page says that it makes this"),
    (r"页面没有写明它做这个环节", "no page says that it makes this"),
)  # fmt: skip

NO_TARGETS: tuple[tuple[str, str], ...] = (
    (r"只作为竞争对手出现(?::与本地企业同做一个环节)?", "named only as a competitor of a firm here"),
    (r"只作为客户\(采购方\)出现", "named only as a customer"),
    (r"异地链主,此环节是其主业", "an anchor elsewhere, this is its main line"),
    (r"已停产或退出", "stopped or withdrawn"),
    (r"境外企业,库中没有其在华实体的记录(?:\(可用 --foreign 列入\))?", "foreign, no entity in China on record"),
    (r"同集团的(.+)已在([^:]+):(.+)\(可谈增资扩产\)", "{} of its group is in {}: {} (an expansion may be talked about)"),
    (r"已有项目在([^:]+):(.+)\((.+)\)", "has a project in {}: {} ({})"),
    (r"项目在市内其他片区:(.+)\((.+)\)", "has a project elsewhere in the city: {} ({})"),
    (r"市内企业,片区不明:对接,不招引", "in the city, part not known: connect, do not attract"),
    (r"市内企业,在市内其他片区:对接,不招引", "elsewhere in the city: connect, do not attract"),
    (r"已在市内,只做(.+):对接,不招引", "in the city, only {}: connect, do not attract"),
    (r"已在([^,:]+),只做(.+):对接,不招引", "in {}, only {}: connect, do not attract"),
    (r"已在([^,:]+),只做([^,]+),不是该环节的制造者", "in {}, only {}, no maker of this"),
    (r"只做([^,]+),不是该环节的制造者", "only {}, no maker of this"),
    (r"只做([^,]+),未见(.+)", "only {}, no {} seen"),
    (r"([^,]+),不是该环节的制造者", "{}, no maker of this"),
    (r"([^,]+),未见(生产|设计开发|服务)", "{}, no {} seen"),
    (r"已在([^:]+):(.+)", "in {} already: {}"),
)  # fmt: skip

DISSENT: tuple[tuple[str, str], ...] = (
    (r"摸排之后有企业新设或投产", "A firm founded or started since the survey"),
    (r"摸排名录不含自产自用的企业", "The list leaves out firms that make it for themselves"),
    (r"只是案头检索未见:有一家在营企业未上公开页面,即不成立", "Only searched for at a desk: one firm without a public page overturns it"),
    (r"本地企业自产自用\(内部配套\)而不对外供货", "A firm here makes it for itself and sells none"),
    (r"同一产品以别的名称登记在相邻环节", "The same product stands under another name in a segment beside it"),
    (r"尚未判断:补一次摸排或一份企业名录即可定", "Not judged yet: one survey or one list of firms settles it"),
    (r"最新证据为 (\S+):此后若停产、外迁或转行,状态要降", "Newest evidence {}: lower, if it stopped, moved or changed its trade since"),
    (r"有证据未注日期,可能已过时", "Some evidence is undated and may be out of date"),
    (r"名单未必齐全:在营满(\d+)家,或链主、单项冠军在此投产,则为优势", "The list may not be whole: strong with {} firms, or an anchor or champion, in operation"),
    (r"已投产而库中没有记录:则为薄弱或以上", "It runs without a record: then weak or better"),
    (r"项目停滞:沉默满(\d+)个月记为无数据", "The project is stuck: no data after {} silent months"),
    (r"市内企业中有的就在区内\(只知到市,片区不明\)", "One of the city's firms may be inside (known to the city only)"),
    (r"市内企业已停产或不做此环节", "The city's firms stopped or do not make this"),
)  # fmt: skip

HONOURS: tuple[tuple[str, str], ...] = (
    (r"(科技小巨人|专精特新“小巨人”|单项冠军|其他荣誉)\((国家级|省级|市级|区级|园区级)\)", "{} ({})"),
    (r"科技小巨人", "technology little giant"),
    (r"专精特新“小巨人”", "specialised little giant"),
    (r"单项冠军", "single-product champion"),
    (r"独角兽", "unicorn"),
    (r"上市及上市进程", "listed or on the way"),
    (r"其他荣誉", "other honours"),
    (r"百亿企业", "10 billion CNY firm"),
)

"""The chain map beside plain pyvis on the same data: seconds to build, MB, seconds to the first picture, ms a pan.

`python -m benchmarks.pages [--firms 10000] [--chain display] [--limit 120]`: the facts that ship, and so many invented
firms more, all in the city and the chain; needs Debian's Chromium (apt install chromium). Both are
opened from a file in one run, in turn; pyvis draws the chain's segments and firms as one network, physics on and off.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from chainscout.settings import settings
from chainscout.views import opened
from graph.model.change import View
from visualizations import chain_map

ROWS = """
MATCH (c:Chain {id: $chain})<-[:PART_OF]-(s:Segment)<-[o:OPERATES_IN]-(f:Firm)
RETURN f.id AS firm, f.name AS name, s.id AS segment, s.name AS segment_name
"""
FEEDS = "MATCH (c:Chain {id: $chain})<-[:PART_OF]-(a:Segment)-[:FEEDS]->(b:Segment) RETURN a.id AS a, b.id AS b"
PAN = """async (moves) => { const out = []; for (let i = 0; i < moves; i++) { await new Promise(requestAnimationFrame);
  const t = performance.now(); window.__pan(i); await new Promise(requestAnimationFrame); out.push(performance.now() - t); }
  return out; }"""
OURS = "window.__pan = i => { geo.x -= 3 * (i % 2 ? -1 : 1); move(); document.body.getBoundingClientRect(); }"
THEIRS = "window.__pan = i => network.moveTo({position: {x: i * 3, y: 0}})"


def main() -> int:
    """Print one line a page, and all of it as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--firms", type=int, default=0, help="invented firms more, all in the city and the chain")
    parser.add_argument("--chain", default="display")
    parser.add_argument("--limit", type=int, default=120, help="seconds after which a first picture is given up")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="chainscout-pages-"))
    try:
        with opened(settings(_home(folder, args.chain, args.firms))) as view:
            found = [_made("chain map", folder, lambda: chain_map.page(view, chain=args.chain))]
            for physics in (True, False):
                name = f"pyvis, physics {'on' if physics else 'off'}"
                found.append(_made(name, folder, lambda: _pyvis(view, args.chain, physics)))  # noqa: B023
        seen = [one | _seen(one, args.limit) for one in found]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for one in seen:
        print(*(f"{k} {v}" for k, v in one.items() if k != "path"), sep=" · ", file=sys.stderr)
    print(json.dumps(seen, ensure_ascii=False, default=str))
    return 0


def _home(folder: Path, chain: str, firms: int) -> Path:
    """The facts that ship and so many invented firms, loaded and built."""
    import polars as pl

    from benchmarks.generate import names, segments
    from chainscout import ingest, inputs

    home, today = folder / "home", date.today()
    ingest.load(home, inputs.facts(), ingest.How(loaded_on=today))
    if firms:
        own = segments().filter(pl.col("chain") == chain)["segment"]
        number = pl.int_range(firms, dtype=pl.Int64, eager=True).alias("number")
        table = number.to_frame().select(
            企业名称=names(pl.col("number")), 所在地=pl.lit("厦门市"), 产业链=pl.lit(chain),
            环节=pl.lit(own).gather(pl.col("number") * 7 % len(own)), 角色=pl.lit("供应商"), 状态=pl.lit("投产"),
        )  # fmt: skip
        table.write_csv(folder / "firms.csv")
        ingest.load(home, inputs.inputs([folder / "firms.csv"]), ingest.How(loaded_on=today, visibility="public"))
    ingest.build(home, as_of=today, known_on=today)
    return home


def _made(name: str, folder: Path, draw: Callable[[], str]) -> dict[str, Any]:
    draw()
    begun, cpu = time.perf_counter(), time.process_time()
    html = draw()
    took, spent = time.perf_counter() - begun, time.process_time() - cpu
    path = folder / f"{len(name)}-{abs(hash(name))}.html"
    path.write_text(html, encoding="utf-8")
    return {
        "page": name,
        "build_s": round(took, 2),
        "build_cpu_s": round(spent, 2),
        "mb": round(len(html.encode()) / 1e6, 2),
        "path": path,
    }


def _pyvis(view: View, chain: str, physics: bool) -> str:
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.toggle_physics(physics)
    rows, feeds = view.rows(ROWS, {"chain": chain}), view.rows(FEEDS, {"chain": chain})
    segments = {r["segment"]: r["segment_name"] for r in rows} | {f[k]: f[k] for f in feeds for k in ("a", "b")}
    firms = {r["firm"]: r["name"] for r in rows}
    for n, (i, name) in enumerate([*segments.items(), *firms.items()]):
        net.nodes.append({"id": i, "label": name or i, "shape": "dot", "x": n % 100 * 120, "y": n // 100 * 60})
    net.edges.extend({"from": r["firm"], "to": r["segment"]} for r in rows)
    net.edges.extend({"from": f["a"], "to": f["b"]} for f in feeds)
    html: str = net.generate_html()
    return html.replace("network = new vis.Network", "window.network = network = new vis.Network")


def _seen(one: dict[str, Any], limit: int) -> dict[str, Any]:
    from playwright.sync_api import Error, sync_playwright

    ours, first, pan = one["page"] == "chain map", "", None
    with sync_playwright() as driver:
        args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=args)
        page = browser.new_page(viewport={"width": 1680, "height": 1000})
        page.route("http*://**", lambda r: r.abort())
        begun = time.perf_counter()
        try:
            page.goto(one["path"].as_uri(), timeout=limit * 1000)
            wait = "performance.getEntriesByName('drawn').length" if ours else "window.network && window.network.canvas"
            page.wait_for_function(wait, timeout=limit * 1000)
            page.evaluate("() => new Promise(requestAnimationFrame)")
            first = f"{time.perf_counter() - begun:.2f}"
            page.evaluate(OURS if ours else THEIRS)
            moved = page.evaluate(PAN, 60)
            pan = round(statistics.quantiles(moved, n=20)[-1], 1)
        except Error as error:
            first = f"> {limit} ({str(error).splitlines()[0][:60]})"
        browser.close()
    return {"first_picture_s": first, "pan_p95_ms": pan}


if __name__ == "__main__":
    sys.exit(main())

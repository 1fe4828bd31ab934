"""Places on paper without tiles: an equirectangular picture about a centre, rings in km, dots that do not hide names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

from markupsafe import Markup, escape

KM_A_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of radius 6,371 km."""
SIZE = 640
Box = tuple[float, float, float, float]
INK = {"anchor": "#1b4f91", "firm": "#1a6e3f", "candidate": "#b4232a", "carrier": "#a65f00", "place": "#8d96a3"}


@dataclass(frozen=True)
class Dot:
    """Something at a place: its coordinates, what it is called, what it is, how many it stands for, its English name."""

    longitude: float
    latitude: float
    name: str
    kind: str
    n: int = 1
    english: str = ""


@dataclass(frozen=True)
class Frame:
    """The picture's centre and how many km from it to the edge."""

    longitude: float
    latitude: float
    reach_km: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point stands on the paper.

        >>> Frame(118.0, 24.5, 200).at(118.0, 24.5)
        (320.0, 320.0)
        """
        scale = SIZE / 2 / self.reach_km * KM_A_DEGREE
        x = SIZE / 2 + (longitude - self.longitude) * cos(radians(self.latitude)) * scale
        y = SIZE / 2 - (latitude - self.latitude) * scale
        return round(x, 1), round(y, 1)

    def holds(self, dot: Dot) -> bool:
        """Does the dot stand on the paper?"""
        return all(8 <= v <= SIZE - 8 for v in self.at(dot.longitude, dot.latitude))


Key = tuple[str, str, str]
"""A kind of mark and what it is called in Chinese and English."""


def chart(frame: Frame, dots: Sequence[Dot], rings_km: Sequence[int], key: Sequence[Key] = ()) -> Markup:
    """The picture as SVG: rings, dots sized by what they stand for, names where none covers another, a key of the marks.

    What stands at one point is moved aside until every mark is seen.
    """
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" font-size="13">',
             f'<rect width="{SIZE}" height="{SIZE}" fill="#fbfcfd" stroke="#d3dae3"/>']  # fmt: skip
    parts += _rings(frame, rings_km)
    shown = sorted((d for d in dots if frame.holds(d)), key=lambda d: (d.kind != "anchor", -d.n, d.name, d.kind))
    taken: list[Box] = []
    spots = [_aside(frame.at(d.longitude, d.latitude), _radius(d), taken) for d in shown]
    named: set[str] = set()
    for dot, spot in zip(shown, spots, strict=True):
        parts += _dot(dot, spot, taken, dot.name in named)
        named.add(dot.name)
    for n, (kind, word, english) in enumerate(key):
        y = SIZE - 18 - 22 * (len(key) - 1 - n)
        told = f' data-en="{escape(english)}"' if english else ""
        parts += [
            _mark(kind, 20, y, 6),
            f'<text class="key" x="34" y="{y + 4}" fill="#33415a"{told}>{escape(word)}</text>',
        ]
    return Markup("".join([*parts, "</svg>"]))  # every text in it is escaped


def _radius(dot: Dot) -> float:
    return 6 if dot.kind == "anchor" else round(4 + min(dot.n, 60) ** 0.5 * 1.6, 1)


def _aside(at: tuple[float, float], r: float, taken: list[Box]) -> tuple[float, float]:
    """The nearest free spot to a point, on circles about it; where there is none the point itself."""
    for ring in range(6):
        for turn in range(8 if ring else 1):
            x = round(at[0] + 15 * ring * cos(turn * pi / 4), 1)
            y = round(at[1] + 15 * ring * sin(turn * pi / 4), 1)
            box = (x - r - 1, y - r - 1, x + r + 1, y + r + 1)
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                return x, y
    return at


def _rings(frame: Frame, rings_km: Iterable[int]) -> list[str]:
    out = []
    for km in sorted(rings_km, reverse=True):
        r = round(SIZE / 2 / frame.reach_km * km, 1)
        out.append(
            f'<circle cx="{SIZE / 2}" cy="{SIZE / 2}" r="{r}" fill="none" stroke="#9fb0c5" stroke-dasharray="6 5"/>'
        )
        out.append(f'<text x="{SIZE / 2}" y="{SIZE / 2 - r - 4}" text-anchor="middle" fill="#4c5766">{km} km</text>')
    return out


def _dot(dot: Dot, at: tuple[float, float], taken: list[Box], is_named: bool) -> list[str]:
    """A mark with its name where there is room; where the name stands already only how many, if more than one."""
    (x, y), r = at, _radius(dot)
    texts = [_label(dot, name, is_named) for name in (dot.name, dot.english or dot.name)]
    mark = _mark(dot.kind, x, y, r)
    wide = max(_width(t) for t in texts)
    beside = ((r + 3, 4), (-r - 3 - wide, 4), (-wide / 2, -r - 5), (-wide / 2, r + 14))
    away = tuple((dx, dy) for step in (26, 44, 62) for dx in (r + 3, -r - 3 - wide) for dy in (step, -step))
    for dx, dy in (*beside, *away) if wide else ():
        box = (x + dx, y + dy - 12, x + dx + wide, y + dy + 3)
        inside = box[0] > 2 and box[2] < SIZE - 2 and box[1] > 2 and box[3] < SIZE - 2
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            edge = box[0] if dx > 0 else box[2]
            line = [f'<path d="M{x} {y}L{edge:.1f} {y + dy - 4:.1f}" stroke="#9fb0c5" fill="none"/>'] if (dx, dy) in away else []  # fmt: skip
            return [*line, mark, _text(texts, box, dx, y + dy)]
    told = f' data-en="{escape(f"{dot.english} {dot.n}")}"' if dot.english else ""
    return [mark[:-2] + f"><title{told}>{escape(f'{dot.name} {dot.n}')}</title></{mark[1:].split(' ', 1)[0]}>"]


def _label(dot: Dot, name: str, is_named: bool) -> str:
    number = "" if dot.n == 1 else str(dot.n)
    return number if is_named else f"{name} {number}".strip()


def _width(text: str) -> float:
    return sum(13 if ord(c) > 0x2E80 else 7.5 for c in text)


def _text(texts: Sequence[str], box: Box, dx: float, y: float) -> str:
    """A label in both languages; to the left of its mark it ends at it in either."""
    at = f'text-anchor="end" x="{box[2]:.1f}"' if dx < 0 else f'x="{box[0]:.1f}"'
    told = f' data-en="{escape(texts[1])}"' if texts[1] != texts[0] else ""
    return f'<text {at} y="{y:.1f}" fill="#16202e"{told}>{escape(texts[0])}</text>'


def _mark(kind: str, x: float, y: float, r: float) -> str:
    """Told apart by shape as well as by colour: anchor square, carrier diamond, candidate ring, firm disc."""
    ink = INK[kind]
    if kind == "anchor":
        return f'<rect x="{x - r}" y="{y - r}" width="{2 * r}" height="{2 * r}" fill="{ink}"/>'
    if kind == "carrier":
        return f'<path d="M{x} {y - r}L{x + r} {y}L{x} {y + r}L{x - r} {y}Z" fill="#fff1d6" stroke="{ink}" stroke-width="2"/>'
    fill = "#fff" if kind == "candidate" else ink
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" fill-opacity=".85" stroke="{ink}" stroke-width="2"/>'


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

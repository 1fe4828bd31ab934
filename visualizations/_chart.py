"""Places on paper without tiles: an equirectangular picture about a centre, rings in km, dots that do not hide names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from markupsafe import Markup, escape

KM_A_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of radius 6,371 km."""
SIZE = 940
INK = {"anchor": "#1b4f91", "firm": "#1a6e3f", "candidate": "#b4232a", "carrier": "#a65f00", "place": "#8d96a3"}


@dataclass(frozen=True)
class Dot:
    """Something at a place: its coordinates, what it is called, what it is, and how many it stands for."""

    longitude: float
    latitude: float
    name: str
    kind: str
    n: int = 1


@dataclass(frozen=True)
class Frame:
    """The picture's centre and how many km from it to the edge."""

    longitude: float
    latitude: float
    reach_km: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point stands on the paper.

        >>> Frame(118.0, 24.5, 200).at(118.0, 24.5)
        (470.0, 470.0)
        """
        scale = SIZE / 2 / self.reach_km * KM_A_DEGREE
        x = SIZE / 2 + (longitude - self.longitude) * cos(radians(self.latitude)) * scale
        y = SIZE / 2 - (latitude - self.latitude) * scale
        return round(x, 1), round(y, 1)

    def holds(self, dot: Dot) -> bool:
        """Does the dot stand on the paper?"""
        return all(8 <= v <= SIZE - 8 for v in self.at(dot.longitude, dot.latitude))


def chart(frame: Frame, dots: Sequence[Dot], rings_km: Sequence[int]) -> Markup:
    """The picture as SVG: rings, dots sized by what they stand for, names placed where none covers another."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" font-size="13">',
             f'<rect width="{SIZE}" height="{SIZE}" fill="#fbfcfd" stroke="#d3dae3"/>']  # fmt: skip
    parts += _rings(frame, rings_km)
    taken: list[tuple[float, float, float, float]] = []
    shown = [d for d in dots if frame.holds(d)]
    named: set[str] = set()
    for dot in sorted(shown, key=lambda d: (d.kind != "anchor", -d.n, d.name)):
        parts += _dot(frame, dot, taken, dot.name in named)
        named.add(dot.name)
    return Markup("".join([*parts, "</svg>"]))  # every text in it is escaped


def _rings(frame: Frame, rings_km: Iterable[int]) -> list[str]:
    out = []
    for km in sorted(rings_km, reverse=True):
        r = round(SIZE / 2 / frame.reach_km * km, 1)
        out.append(
            f'<circle cx="{SIZE / 2}" cy="{SIZE / 2}" r="{r}" fill="none" stroke="#9fb0c5" stroke-dasharray="6 5"/>'
        )
        out.append(f'<text x="{SIZE / 2}" y="{SIZE / 2 - r - 4}" text-anchor="middle" fill="#4c5766">{km} km</text>')
    return out


def _dot(frame: Frame, dot: Dot, taken: list[tuple[float, float, float, float]], is_named: bool) -> list[str]:
    """A mark with its name where there is room; a place that is named already only shows it when pointed at."""
    x, y = frame.at(dot.longitude, dot.latitude)
    r = 6 if dot.kind == "anchor" else round(4 + min(dot.n, 60) ** 0.5 * 1.6, 1)
    text = dot.name if dot.n == 1 else f"{dot.name} {dot.n}"
    mark = _mark(dot.kind, x, y, r)
    wide = sum(13 if ord(c) > 0x2E80 else 7.5 for c in text)
    for dx, dy in ((r + 3, 4), (-r - 3 - wide, 4), (-wide / 2, -r - 5), (-wide / 2, r + 14)):
        box = (x + dx, y + dy - 12, x + dx + wide, y + dy + 3)
        inside = box[0] > 2 and box[2] < SIZE - 2 and box[1] > 2 and box[3] < SIZE - 2
        if inside and not is_named and not any(_meet(box, other) for other in taken):
            taken.append(box)
            return [mark, f'<text x="{box[0]:.1f}" y="{y + dy:.1f}" fill="#16202e">{escape(text)}</text>']
    return [mark[:-2] + f"><title>{escape(text)}</title></{mark[1:].split(' ', 1)[0]}>"]


def _mark(kind: str, x: float, y: float, r: float) -> str:
    """Told apart by shape as well as by colour: anchor square, carrier diamond, candidate ring, firm disc."""
    ink = INK[kind]
    if kind == "anchor":
        return f'<rect x="{x - r}" y="{y - r}" width="{2 * r}" height="{2 * r}" fill="{ink}"/>'
    if kind == "carrier":
        return f'<path d="M{x} {y - r}L{x + r} {y}L{x} {y + r}L{x - r} {y}Z" fill="#fff1d6" stroke="{ink}" stroke-width="2"/>'
    fill = "#fff" if kind == "candidate" else ink
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" fill-opacity=".85" stroke="{ink}" stroke-width="2"/>'


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

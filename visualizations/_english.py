"""A sheet in English, for where it cannot be switched: a Word document, a page that opens in English.

The words are those of the switch: what has no English on record stays Chinese.
"""

from dataclasses import replace

from visualizations._glossary import Glossary
from visualizations._sheet import (
    Block,
    Cell,
    Facts,
    Figure,
    Grid,
    Prose,
    Sheet,
    Square,
    Squares,
    Text,
    Tiles,
    Title,
    both,
    cell,
)


def english(sheet: Sheet, words: Glossary) -> Sheet:
    """The same sheet with every title, cell and sentence that has English in English."""
    parts = tuple(
        replace(p, title=_said(p.title, words), blocks=tuple(_block(b, words) for b in p.blocks)) for p in sheet.parts
    )
    return replace(
        sheet, title=_said(sheet.title, words), subtitle=words.said(sheet.subtitle), parts=parts, watermark=words.said(sheet.watermark)
    )  # fmt: skip


def _said(title: Title, words: Glossary) -> str:
    """A title in English: its own where it has one.

    >>> words = Glossary({"缺口": "Gaps"})
    >>> _said("缺口", words), _said(("缺口", "What is missing"), words), _said("虚构", words)
    ('Gaps', 'What is missing', '虚构')
    """
    chinese, own = both(title)
    return own if own != chinese else words.said(chinese)


def _cell(text: Text, words: Glossary) -> Cell:
    """A cell in English, by its state where it has one."""
    one = cell(text)
    told = one.english or (words.states.get(one.text) if one.state else None) or words.said(one.text)
    return replace(one, text=told)


def _block(block: Block, words: Glossary) -> Block:
    title = _said(block.title, words)
    match block:
        case Facts():
            pairs = tuple((_said(label, words), _cell(value, words)) for label, value in block.pairs)
            return replace(block, title=title, pairs=pairs, cite=words.cited(block.cite))
        case Tiles():
            items = tuple((_said(label, words), words.said(v), words.said(note)) for label, v, note in block.items)
            return replace(block, title=title, items=items, cite=words.cited(block.cite))
        case Grid():
            return _grid(replace(block, title=title), words)
        case Prose():
            return replace(block, title=title, sentences=tuple(_said(s, words) for s in block.sentences))
        case Figure():
            return replace(block, title=title, says=words.said(block.says))
        case Squares():
            return _squares(replace(block, title=title), words)


def _grid(grid: Grid, words: Glossary) -> Grid:
    return replace(
        grid, headings=tuple(_said(h, words) for h in grid.headings), rows=tuple(tuple(_cell(t, words) for t in r) for r in grid.rows),
        note=words.said(grid.note), empty=words.said(grid.empty), cite=words.cited(grid.cite),
    )  # fmt: skip


def _squares(squares: Squares, words: Glossary) -> Squares:
    def told(one: Square) -> Square:
        word = words.states.get(one.word) or words.said(one.word)
        return replace(one, name=words.said(one.name), word=word, mark=both(one.mark)[1])

    rows = tuple(
        (
            words.said(name),
            tuple(tuple(told(s) for s in group) for group in groups),
            tuple(words.said(f) for f in figures),
        )
        for name, groups, figures in squares.rows
    )
    heads = tuple(_said(h, words) for h in squares.headings)
    return replace(squares, headings=heads, rows=rows, legend=tuple(told(s) for s in squares.legend), cite=words.cited(squares.cite))  # fmt: skip

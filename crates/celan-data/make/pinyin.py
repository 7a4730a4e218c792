"""Makes data/dict/pinyin.tsv with pypinyin (MIT): python3 make/pinyin.py

The characters of GB2312 by syllable without tone, a character under its two most usual readings at most.
"""

from pathlib import Path

from pypinyin import Style, pinyin

HEAD = """# Characters by pinyin syllable, without tones; v stands for ü. Derived from pypinyin 0.55.0 (https://github.com/mozillazg/python-pinyin,
# MIT licence, see NOTICE) by make/pinyin.py on 2026-11-22: the characters of GB2312, each under two readings at most.
syllable\tcharacters
"""


def characters():
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes([high, low]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def main() -> None:
    rows = {}
    for c in characters():
        readings = []
        for reading in pinyin(c, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]:
            if reading.isascii() and reading.isalpha() and reading not in readings:
                readings.append(reading)
        for reading in readings[:2]:
            rows.setdefault(reading, []).append(c)
    target = Path(__file__).parent.parent / "data" / "dict" / "pinyin.tsv"
    lines = [f"{syllable}\t{''.join(rows[syllable])}" for syllable in sorted(rows)]
    target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


main()

"""Makes data/dict/words.txt from jieba's dict.txt: python3 make/dictionary.py DICT.TXT

Words of frequency 50 and more, sorted and front-coded: a digit for the characters shared with the word before, the rest of
the word, a letter for the binary logarithm of the frequency (A = 1).
"""

import sys
from math import log2
from pathlib import Path

LEAST = 50
HEAD = """# Words with their frequency, for parting words that were typed without a blank. Derived from dict.txt of jieba
# (https://github.com/fxsjy/jieba, as shipped with jieba-rs 0.11.0), MIT licence, see NOTICE. Made by make/dictionary.py on
# 2026-11-22: words of frequency 50 and more, sorted; each line is a digit (characters shared with the line before), the
# rest of the word, and a letter (binary logarithm of the frequency, A = 1).
"""


def main(source: str) -> None:
    words = {}
    for line in Path(source).read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if int(count) >= LEAST and word.strip():
            words[word.lower()] = max(int(count), words.get(word.lower(), 0))
    lines, before = [], ""
    for word in sorted(words):
        shared = 0
        while shared < min(9, len(before), len(word)) and before[shared] == word[shared]:
            shared += 1
        lines.append(f"{shared}{word[shared:]}{chr(65 + min(25, int(log2(words[word]))))}")
        before = word
    target = Path(__file__).parent.parent / "data" / "dict" / "words.txt"
    target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


main(sys.argv[1])

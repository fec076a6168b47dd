"""Makes ham10000.json: what pandas reads.

Run from the root of the repository: python src/data/golden/make_golden.py ../shared
"""

import json
import pathlib
import sys

import pandas

here = pathlib.Path(__file__).parent

def ham10000(root):
    table = pandas.read_csv(root / "data/ham10000/HAM10000_metadata.csv")
    sizes = table.groupby("lesion_id").size()
    return {
        "rows": len(table),
        "groups": int(table.lesion_id.nunique()),
        "rowsByClass": table.dx.value_counts().sort_index().to_dict(),
        "groupsByClass": table.groupby("dx").lesion_id.nunique().to_dict(),
        "largestGroup": int(sizes.max()),
        "missingAges": int(table.age.isna().sum()),
        "missingSexes": int((table.sex == "unknown").sum()),
        "missingSites": int((table.localization == "unknown").sum()),
        "meanAge": float(table.age.mean()),
    }


def write(name, value):
    (here / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


write("ham10000.json", ham10000(pathlib.Path(sys.argv[1])))

"""Makes tables.json: what Python's csv module reads.

Run from the root of the repository: python src/data/table/golden/make_golden.py
"""

import csv
import io
import json
import pathlib

here = pathlib.Path(__file__).parent

tables = {
    "plain": ("id,a\n1,x\n2,y\n", ","),
    "no newline at the end": ("id,a\n1,x\n2,y", ","),
    "carriage returns": ("id,a\r\n1,x\r\n2,y\r\n", ","),
    "mixed line endings": ("id,a\r\n1,x\n2,y\r\n3,z\n", ","),
    "byte order mark": ("\ufeffid,a\n1,x\n", ","),
    "quoted commas and quotes": ('id,a\n1,"x, ""y"""\n2,z\n', ","),
    "quoted line breaks": ('id,a\n1,"x\ny\n\nz"\n2,w\n', ","),
    "quoted carriage returns": ('id,a\r\n1,"x\r\ny"\r\n2,w\r\n', ","),
    "empty lines": ("id,a\n\n1,x\n\n\n2,y\n\n", ","),
    "empty lines after quoted ones": ('id,a\n\n1,"x\n\ny"\n\n2,"\n"\n3,z\n', ","),
    "quotes within a cell": ('id,a\n1,5" wide\n2,y\n', ","),
    "too few and too many cells": ("id,a,b\n1,x\n2,x,y,z\n3,x,y\n", ","),
    "semicolons": ("id;a\n1;2,5\n", ";"),
    "tabs": ("id\ta\n1\t2,5\n", "\t"),
    "beyond ASCII": ("código,años\nñ1,45\n雪,🙂\n", ","),
}


def read(text, delimiter):
    """Rows with the line on which each begins; a byte order mark belongs to no cell."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    rows, before = [], 0
    for cells in reader:
        if cells:
            clean = [cell.replace("\r\n", "\n").strip() for cell in cells]
            rows.append({"cells": clean, "line": before + 1})
        before = reader.line_num
    return rows


def write(name, value):
    (here / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


write(
    "tables.json",
    [
        {"name": name, "text": text, "delimiter": delimiter, "rows": read(text, delimiter)}
        for name, (text, delimiter) in tables.items()
    ],
)

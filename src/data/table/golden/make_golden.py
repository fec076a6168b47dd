"""Makes tables.json, kinds.json and dialects.json: what Python's csv module and pandas read.

Run from the root of the repository: python src/data/table/golden/make_golden.py
"""

import base64
import csv
import gzip
import io
import json
import pathlib

import pandas

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


# One table in every kind of file, and the texts that its cells must have whatever the file.
def kinds():
    frame = pandas.DataFrame(
        {
            "id": ["r1", "r2", "r3", "r4"],
            "large": [9007199254740993, -1, 0, 12],
            "age": [80.5, None, 41.0, 7.25],
            "small": pandas.array([0.1, 2.5, None, 1e-7], dtype="float32"),
            "smoker": [True, False, None, True],
            "seen": pandas.to_datetime(["2016-05-31", "2016-01-04", None, "1969-12-31"]),
            "at": pandas.to_datetime(
                ["2016-05-31 14:30:00", "2016-01-04 00:00:01", None, "1969-12-31 23:59:59"]
            ),
            "note": [' no change, "stable" ', "línea\nnueva", None, "☂"],
            "tags": [["a", "b"], [], None, ["c"]],
        }
    )
    cells = [
        ["r1", "9007199254740993", "80.5", "0.1", "true", "2016-05-31", "2016-05-31T14:30:00",
         'no change, "stable"', "a|b"],
        ["r2", "-1", "", "2.5", "false", "2016-01-04", "2016-01-04T00:00:01", "línea\nnueva", ""],
        ["r3", "0", "41", "", "", "", "", "", ""],
        ["r4", "12", "7.25", "1e-7", "true", "1969-12-31", "1969-12-31T23:59:59", "☂", "c"],
    ]
    frame["smoker"] = frame["smoker"].astype("boolean")

    def parquet(**options):
        file = io.BytesIO()
        frame.to_parquet(file, index=False, **options)
        return file.getvalue()

    def excel():
        # Excel has no lists, no numbers beyond 2**53 and no single precision.
        flat = frame.assign(
            tags=["a|b", None, None, "c"],
            large=frame.large.astype(str),
            small=[0.1, 2.5, None, 1e-7],
        )
        file = io.BytesIO()
        with pandas.ExcelWriter(file, engine="openpyxl") as writer:
            flat.to_excel(writer, index=False, sheet_name="Visits & more")
            pandas.DataFrame({"x": [1]}).to_excel(writer, index=False, sheet_name="Other")
        return file.getvalue()

    def records():
        plain = frame.assign(
            seen=frame.seen.dt.strftime("%Y-%m-%d"),
            at=frame["at"].dt.strftime("%Y-%m-%dT%H:%M:%S"),
            small=[0.1, 2.5, None, 1e-7],
        )
        rows = plain.astype(object).where(plain.notna(), None).to_dict("records")
        return [
            {key: value for key, value in row.items() if value is not None or row["id"] == "r1"}
            for row in rows
        ]

    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records())
    files = {
        "visits.parquet": parquet(),
        "zstd.parquet": parquet(compression="zstd", row_group_size=2),
        "gzip.parquet": parquet(compression="gzip", use_dictionary=False),
        "visits.xlsx": excel(),
        "visits.jsonl": lines.encode(),
        "utf16.ndjson": lines.encode("utf-16"),
        "visits.jsonl.gz": gzip.compress(lines.encode(), mtime=0),
        "visits.json": json.dumps(records(), indent=1).encode(),
    }
    return {
        "columns": list(frame.columns),
        "cells": cells,
        "files": {name: base64.b64encode(data).decode() for name, data in files.items()},
    }


# What pandas makes of delimited files when it is told their separator, decimals and encoding.
def dialects():
    number = {"comma": lambda x: f"{x:.2f}".replace(".", ","), "point": lambda x: f"{x:.2f}"}
    out = []
    for encoding in ["utf-8", "utf-8-sig", "utf-16", "cp1252"]:
        for sep, decimal in [(",", "point"), (";", "comma"), ("\t", "comma"), ("|", "point")]:
            rows = [
                sep.join([f"r{i}", f"ñandú {i} €", number[decimal](1.25 * i - 3), str(i * 7 % 5)])
                for i in range(12)
            ]
            text = sep.join(["id", "años", "bmi", "grade"]) + "\r\n" + "\r\n".join(rows)
            data = text.encode(encoding)
            mark = {"comma": ",", "point": "."}[decimal]
            frame = pandas.read_csv(io.BytesIO(data), sep=sep, decimal=mark, encoding=encoding)
            out.append(
                {
                    "name": f"{encoding} {sep!r} {decimal}",
                    "file": base64.b64encode(data).decode(),
                    "columns": list(frame.columns),
                    "rows": frame.to_dict("split")["data"],
                }
            )
    return out


write("kinds.json", kinds())
write("dialects.json", dialects())

"""Entities as Python's html.unescape reads them (Python 3, standard library).

    python3 src/data/adapters/raw/golden/make_golden.py
"""
import html
import json
from pathlib import Path

texts = [
    "Tom &amp; Jerry",
    "&lt;b&gt; &quot;hi&quot;",
    "it&#39;s &#x2019; &#8217;",
    "&amp;lt;",
    "&amp;amp;amp;",
    "fish&nbsp;chips",
    "a&hellip;b &ndash; c &mdash; d",
    "&lsquo;x&rsquo; &ldquo;y&rdquo;",
    "&#128512; &#x1F600;",
    "no entity at all, 5 & 6",
    "&apos;",
]
# A blank of its own kind is read as a plain one, since text is folded anyway.
rows = [{"text": t, "unescaped": html.unescape(t).replace("\u00a0", " ")} for t in texts]
target = Path(__file__).parent / "entities.json"
target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

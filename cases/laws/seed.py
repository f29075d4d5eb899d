"""法规库的底本：`cases/data/laws.json`，规则和文书引用的法规与条文，要旨是我们自己的话。

Adds what is missing and changes nothing that stands there: what an administrator has written is never overwritten. To add a law or an
article, write it into the file, and add a migration that calls `fill` (a database that is made anew gets it from the first one).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cases.laws.places import number_of

FILE = Path(__file__).parent.parent / "data" / "laws.json"


def read() -> list[dict[str, Any]]:
    """The laws as the file has them, each with its `articles`."""
    laws: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return laws


def fill(law_model: Any, article_model: Any) -> tuple[int, int]:
    """Put in what is missing; returns how many laws and versions of articles that were. Models as a migration has them will do."""
    laws = read()
    standing = dict(law_model.objects.values_list("code", "pk"))
    titles = set(law_model.objects.values_list("title", flat=True))
    fresh = [
        law_model(**{key: value for key, value in law.items() if key != "articles"})
        for law in laws
        if law["code"] not in standing and law["title"] not in titles
    ]
    law_model.objects.bulk_create(fresh)
    standing |= {law.code: law.pk for law in fresh}
    known = set(article_model.objects.values_list("law_id", "number"))
    rows = [
        article_model(law_id=standing[law["code"]], **_article(article))
        for law in laws
        if law["code"] in standing
        for article in law["articles"]
        if (standing[law["code"]], article["number"]) not in known
    ]
    article_model.objects.bulk_create(rows, batch_size=500)
    return len(fresh), len(rows)


def _article(article: dict[str, Any]) -> dict[str, Any]:
    number = number_of(article["number"])
    if number is None or str(number) != article["number"]:
        raise ValueError(f"laws.json：不是条号：{article['number']!r}")
    return {**article, "part": number.part, "no": number.no, "sub": number.sub}

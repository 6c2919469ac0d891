"""tantivy with its Swedish stemmer and stop words: indexes the records given, then answers."""

from __future__ import annotations

from typing import Any

import tantivy

from benchmarks.peers.line import serve

FIELDS = ("titel", "rubrik", "sokord", "text")
MOST = 50


class Search:
    """An index in memory."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="svenska")
        self._index = tantivy.Index(builder.build())
        self._index.register_tokenizer("svenska", _swedish())
        self._boost: dict[str, float] = {}

    def handle(self, question: dict[str, Any]) -> dict[str, Any]:
        """Take records to index, or a query to answer."""
        if "records" in question:
            return self._fill(question["records"], question["boost"])
        return self._find(question["query"])

    def _fill(self, records: list[dict[str, str]], boost: dict[str, float]) -> dict[str, Any]:
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for record in records:
            writer.add_document(tantivy.Document(**{name: [text] for name, text in record.items()}))
        writer.commit()
        self._index.reload()
        self._boost = boost
        return {"records": len(records)}

    def _find(self, text: str) -> dict[str, Any]:
        fields = list(FIELDS)
        query, _ = self._index.parse_query_lenient(text, fields, field_boosts=self._boost)
        searcher = self._index.searcher()
        hits = searcher.search(query, MOST).hits
        return {"topics": [searcher.doc(address)["id"][0] for _, address in hits]}


def _swedish() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("swedish"),
        tantivy.Filter.stemmer("swedish"),
    ):
        builder = builder.filter(each)
    return builder.build()


if __name__ == "__main__":
    serve(Search().handle)

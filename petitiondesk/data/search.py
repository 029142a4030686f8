"""Full-text search: how texts become words, and how what was typed becomes a query.

FTS5's own tokenizers cannot find a two-character Chinese name inside a sentence. So a run of Han
characters is written as its overlapping pairs and the run's last character by itself: 幼儿园收费 →
幼儿 儿园 园收 收费 费. A phrase of pairs then finds exactly the substring; one character alone is a
prefix query, since every character begins a word. The lone last character also keeps a phrase from
running over punctuation. Latin letters and digits are whole words, found by their beginning.

Everything is compared after NFKC and in lower case.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from petitiondesk.data.database import Database
from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.validation import normal_digits, normal_name
from petitiondesk.infra.pinyin import initials

_HAN = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"  # 々〆〇 and kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(rf"([{_HAN}]+)|([^\W_{_HAN}]+)")
_TAIL = 4
"""Digits of a phone or an ID that people remember."""


def words_of(text: str) -> Iterator[str]:
    """The index words of one text, in order."""
    for han, other in _RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
        if han:
            yield from _pairs(han)
            yield han[-1]
        else:
            yield other


def match_expression(typed: str) -> str:
    """The FTS5 query for what was typed; words apart must all be found. "" if nothing is left."""
    phrases = []
    for word in unicodedata.normalize("NFKC", typed).lower().split():
        parts = _RUNS.findall(word)
        words: list[str] = []
        for position, (han, other) in enumerate(parts):
            last = position == len(parts) - 1
            if not han:
                words.append(other)
            elif not last:
                words += [*_pairs(han), han[-1]]
            else:
                words += _pairs(han) or [han]
        if words:
            open_end = not parts[-1][0] or len(parts[-1][0]) == 1
            phrases.append(f'"{" ".join(words)}"' + (" *" if open_end else ""))
    return " AND ".join(phrases)


def search_text(petition: Petition) -> str:
    """Every word of a petition that may be searched for."""
    texts = [petition.number, petition.external_no, petition.query_code, petition.sender_ref,
             petition.summary, petition.content, petition.place, petition.complained_of,
             petition.notes, petition.draft, petition.reply, petition.reply_number,
             petition.archive_ref]  # fmt: skip
    texts += [claim.text for claim in petition.claims]
    words = [word for text in texts if text for word in words_of(text)]
    for person in petition.petitioners:
        words += words_of(person.name)
        plain = normal_name(person.name).replace("·", "")
        if plain != person.name:
            words += words_of(plain)
        words += words_of(person.address)
        words.append(initials(plain))
        for number in (normal_digits(person.phone), normal_digits(person.id_number)):
            digits = "".join(c for c in number if c.isalnum()).lower()
            words += [digits, digits[-_TAIL:]] if digits else []
    return " ".join(words)


class SearchIndex:
    """The FTS5 table ``search``; its row ids are petition ids."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, petition: Petition, *, new: bool) -> None:
        """Index a petition, inside the caller's transaction."""
        if not new:
            self._db.sql("DELETE FROM search WHERE rowid = ?", (petition.id,))
        self._db.sql(
            "INSERT INTO search (rowid, words) VALUES (?, ?)", (petition.id, search_text(petition))
        )

    def put_new(self, petitions: Iterable[Petition]) -> None:
        """Index many new petitions."""
        rows = [(p.id, search_text(p)) for p in petitions]
        self._db.sql_many("INSERT INTO search (rowid, words) VALUES (?, ?)", rows)

    def drop(self, petition_ids: Iterable[int]) -> None:
        """Let petitions be found no more."""
        self._db.sql_many("DELETE FROM search WHERE rowid = ?", [(i,) for i in petition_ids])

    def count(self) -> int:
        """How many petitions are indexed."""
        return int(self._db.scalar("SELECT count(*) FROM search_docsize"))

    def intact(self) -> bool:
        """Whether FTS5 finds its own structures whole."""
        try:
            return bool(self._db.scalar("PRAGMA integrity_check(search)") == "ok")
        except RegistryError:
            return False

    def alike(self, text: str, *, limit: int) -> list[int]:
        """Ids of petitions that share rare pairs with ``text``, most shared first.

        Pairs that stand in very many petitions (反映, 要求) tell nothing: only the ten rarest pairs
        of the text are looked up, and at least three of them must be shared.
        """
        pairs = list(dict.fromkeys(w for w in words_of(text) if len(w) > 1 and not w.isascii()))
        found: Counter[int] = Counter()
        for term in self._rarest(pairs[:_PAIRS_READ], keep=10):
            rows = self._db.sql(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 200",
                (f'"{term}"',),
            )
            found.update(row[0] for row in rows.fetchall())
        best = sorted(found.items(), key=lambda item: (-item[1], -item[0]))
        return [petition_id for petition_id, shared in best[:limit] if shared >= _SHARED]

    def _rarest(self, terms: Sequence[str], keep: int) -> list[str]:
        self._db.sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search, row)"
        )
        counted = []
        for term in terms:
            documents = self._db.scalar("SELECT doc FROM search_terms WHERE term = ?", (term,))
            if documents:
                counted.append((int(documents), term))
        return [term for _, term in sorted(counted)[:keep]]


_PAIRS_READ = 80
"""Pairs of a text that are looked up: the first lines of a petition name its matter."""
_SHARED = 3


def words_in(size: bytes) -> int:
    """How many words of a petition are indexed, from its row of ``search_docsize``.

    A contentless index keeps no texts to compare with, but it keeps each one's length, as one of
    SQLite's variable-length integers; that and `SearchIndex.intact` find what is missing or torn.
    """
    value = 0
    for byte in bytes(size)[:8]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]

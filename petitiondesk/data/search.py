"""Full-text search: how texts become words, and how what was typed becomes a query.

FTS5's own tokenizers cannot find a two-character Chinese name inside a sentence. So a run of Han
characters is written as its overlapping pairs between its first and its last character: 幼儿园收费 →
幼 幼儿 儿园 园收 收费 费. A phrase of pairs then finds exactly the substring; the lone characters let it
go over the edge of a run (3号楼, 信〔2026〕37号) and no further. Every character stands once more by itself
at the end, so that one character alone is found without reading all the pairs that begin with it.
Latin letters and digits are whole words, found by their beginning; one or two digits begin nearly
every phone number, and are looked for as they stand.

Everything is compared after NFKC and in lower case.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add

from petitiondesk.data.database import Beat, Database, no_beat
from petitiondesk.data.list_keys import id_of, list_key
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


def words_of(text: str) -> list[str]:
    """The index words of one text, in order."""
    words: list[str] = []
    for han, other in _runs(text):
        if han:
            words += _whole(han)
        else:
            words.append(other)
    return words


def _runs(text: str) -> list[tuple[str, str]]:
    """The runs of a text, in order: each of Han characters, or else of letters and digits."""
    for mark in _FULL_WIDTH_MARKS:
        text = text.replace(mark, " ")
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


_FULL_WIDTH_MARKS = "，；：？！（）"
"""No part of a word; for one of them NFKC would write the whole text anew, character by character."""


def match_expression(typed: str) -> str:
    """The FTS5 query for what was typed; words apart must all be found. "" if nothing is left."""
    phrases = []
    for word in unicodedata.normalize("NFKC", typed).lower().split():
        parts = _RUNS.findall(word)
        words: list[str] = []
        for position, (han, other) in enumerate(parts):
            if other:
                words.append(other)
                continue
            some = _whole(han)
            begins_inside = position == 0 and len(han) > 1
            ends_inside = position == len(parts) - 1 and len(han) > 1
            words += some[begins_inside : len(some) - ends_inside]
        if words:
            other = parts[-1][1]
            whole = not other or (len(words) == 1 and other.isdigit() and len(other) < _DIGITS)
            phrases.append(f'"{" ".join(words)}"' + ("" if whole else " *"))
    return " AND ".join(phrases)


_DIGITS = 3
"""Digits that are enough to be a beginning; schema.SEARCH keeps an index of these."""


Said = tuple[str, tuple[str, ...]]
"""A petition's texts, a line each, and the words that stand beside them: initials and numbers."""


def said_in(petition: Petition) -> Said:
    """What of a petition may be searched for."""
    texts = [petition.number, petition.external_no, petition.query_code, petition.sender_ref,
             petition.summary, petition.content, petition.place, petition.complained_of,
             petition.notes, petition.reply, petition.reply_number, petition.archive_ref,
             *(claim.text for claim in petition.claims)]  # fmt: skip
    if petition.draft not in petition.reply:  # which mostly begins as the draft and is longer
        texts.append(petition.draft)
    words = []
    for person in petition.petitioners:
        plain = normal_name(person.name).replace("·", "")
        texts += (person.name, person.address) if plain == person.name else (
            person.name, plain, person.address
        )  # fmt: skip
        words.append(initials(plain))
        for number in (normal_digits(person.phone), normal_digits(person.id_number)):
            digits = "".join(c for c in number if c.isalnum()).lower()
            words += [digits, digits[-_TAIL:]] if digits else []
    return "\n".join(filter(None, texts)), tuple(words)


def search_text(said: Said) -> str:
    """Every word of what is said in a petition."""
    text, beside = said
    runs, words = _runs(text), list(beside)
    for han, other in runs:
        words += _whole(han) if han else (other,)
    words += dict.fromkeys("".join(han for han, _ in runs))
    return " ".join(words)


def word_count(said: Said) -> int:
    """How many words `search_text` has, without making them."""
    text, words = said
    runs = _runs(text)
    han_runs = [han for han, _ in runs]
    characters = "".join(han_runs)
    # Of Han characters a run has one word more than characters, unless it is one; any other is a word.
    single = list(map(len, han_runs)).count(1)
    beside = sum(len(word.split()) for word in words)
    return len(characters) + len(runs) - single + len(set(characters)) + beside


WORDS = 3
"""Raised when `search_text` or the keys change: an older index is made anew when the desk opens."""

Unindexed = tuple[int, Said]
"""A petition that is to be indexed: its list key, and what is said in it."""

_INSERT = "INSERT INTO search (rowid, words) VALUES (?, ?)"


def unindexed(petition: Petition) -> Unindexed:
    """What `SearchIndex.add` takes for a petition."""
    return list_key(petition.received_on, petition.id), said_in(petition)


class SearchIndex:
    """The FTS5 table ``search``; its row ids are list keys (`data.list_keys`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, petition: Petition, *, before: Petition | None = None) -> None:
        """Index a petition, inside the caller's transaction; ``before`` is how it was indexed."""
        if before is not None:
            self.drop([before])
        self.add([unindexed(petition)])

    def put_new(self, petitions: Iterable[Petition]) -> None:
        """Index many new petitions."""
        self.add([unindexed(p) for p in petitions])

    def add(self, unindexed: Iterable[Unindexed], beat: Beat = no_beat) -> None:
        """Index what is said in new petitions; ``beat`` is called every few of them."""
        rows = []
        # In the order of their keys: at a smaller one FTS5 writes out what it has gathered.
        for key, said in sorted(unindexed):
            rows.append((key, search_text(said)))
            beat()
        self._db.sql_many(_INSERT, rows, beat)

    def clear(self) -> None:
        """Forget everything."""
        self._db.sql("INSERT INTO search (search) VALUES ('delete-all')")

    def drop(self, petitions: Iterable[Petition]) -> None:
        """Let petitions be found no more."""
        keys = [(list_key(p.received_on, p.id),) for p in petitions]
        self._db.sql_many("DELETE FROM search WHERE rowid = ?", keys)

    def tidy(self, pages: int) -> bool:
        """Merge some ``pages`` of what was indexed in small parts; whether there was anything to merge.

        Each part is one more place that a search looks at.
        """
        before = self._db.scalar("SELECT total_changes()")
        self._db.sql("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))
        # One change is the command itself (https://sqlite.org/fts5.html#the_merge_command).
        return int(self._db.scalar("SELECT total_changes()") - before) > 1

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
        of the text count, and at least three of them must be shared.
        """
        pairs = list(dict.fromkeys(w for w in words_of(text) if len(w) > 1 and not w.isascii()))
        found: Counter[int] = Counter()
        for term in self._rarest(pairs[:_PAIRS_READ], keep=10):
            found.update(map(id_of, self._newest(term, _NEWEST)))
        best = sorted(found.items(), key=lambda item: (-item[1], -item[0]))
        return [petition_id for petition_id, shared in best[:limit] if shared >= _SHARED]

    def _rarest(self, terms: Sequence[str], keep: int) -> list[str]:
        """The rarest of ``terms``, as far as the newest petitions that they stand in tell.

        Fewer are rarer, and of as many those that reach further back. To count a common term, half
        the index would be read.
        """
        found = []
        for term in terms:
            keys = self._newest(term, _PROBED)
            if keys:
                found.append((len(keys), keys[-1], term))
        return [term for _, _, term in sorted(found)[:keep]]

    def _newest(self, term: str, most: int) -> list[int]:
        """List keys of the newest petitions that a term stands in."""
        rows = self._db.read_together(
            "rowid",
            "(SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)",
            (f'"{term}"', most),
        )
        return [key for (key,) in rows]


_PAIRS_READ = 40
"""Pairs of a text that are looked up: the first lines of a petition name its matter."""
_PROBED, _NEWEST = 40, 200
"""Petitions that are looked at for how rare a pair is, and for what they share."""
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


def _whole(run: str) -> list[str]:
    """The words of a whole run of Han characters."""
    return [run[0], *map(add, run, run[1:]), run[-1]] if len(run) > 1 else [run]

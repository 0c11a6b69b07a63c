"""Patterns in whole batches: the same as asking every text at every place."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reportkit.theme_wording import Wording, slots
from reportkit.theme_words import Words, batch_of

GROUPS = {"lack": "少|不|不足", "more": "公|公开不足够"}
LINES = [
    "不",
    "公开",
    "公开不足|不足公",
    "公…不",
    "公开|公…{lack}",
    "{more}…足|、开",
    "不…不…不",
    "{lack}…公|开…{lack}|、",
    "，…开|，",
    "公。开…够",
    "😀…不",
]
TEXTS = st.lists(st.text(alphabet="公开不足少够、,。😀甲", max_size=24), min_size=1, max_size=5)


def plainly(text: str) -> set[int]:
    """The numbers of the lines that a text holds, by one regular expression each."""
    gap = "[^,;:。!?]{0,8}?"
    joined = [gap.join(f"(?:{'|'.join(map(re.escape, slot))})" for slot in slots(line, GROUPS)) for line in LINES]
    return {n for n, pattern in enumerate(joined) if re.search(pattern, text)}


@given(TEXTS)
def test_a_batch_holds_the_patterns_that_its_texts_hold(texts):
    hits = Wording.of([slots(line, GROUPS) for line in LINES]).hits(texts)
    assert [{int(number) for n, _, number in hits if n == row} for row in range(len(texts))] == [plainly(text) for text in texts]


@given(TEXTS)
def test_words_are_found_wherever_they_begin(texts):
    words = ["公", "公开", "公开不足少", "开不", "😀甲", "不足少够、"]
    batch = batch_of(tuple(texts))
    place, number = Words.of(words).find(batch)
    found = {(int(batch.text[p]), int(p - batch.first[batch.text[p]]), words[n]) for p, n in zip(place, number, strict=True)}
    spots = [(n, p) for n, text in enumerate(texts) for p in range(len(text))]
    assert found == {(n, p, word) for n, p in spots for word in words if texts[n].startswith(word, p)}


def test_a_gap_is_eight_characters_at_most_and_ends_with_the_clause_or_text():
    wording = Wording.of([slots("公开…不足", {})])
    texts = ["公开一二三四五六七八不足", "公开一二三四五六七八九不足", "公开一,不足", "公开一、不足", "公开", "不足"]
    assert wording.hits(texts)[:, 0].tolist() == [0, 3]

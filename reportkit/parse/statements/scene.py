"""What stands while a narrative is read: the counts made so far, and what the text has led the reader to expect."""

from dataclasses import dataclass, field, replace

from .wording import AND, MEASURES

TOTAL, PART, RECEIVED, ANSWERED = "proactive_total", "proactive_part", "applications_received", "applications_answered"
DOCUMENTS = {"normative_documents_issued", "rules_issued"}
CARRIED_IN = "applications_carried_in"
NOUNS = {name for name, measure in MEASURES.items() if "nouns" in measure}


@dataclass(frozen=True)
class Count:
    """A statement being made: start and end are places in the wording, sentence the start of its sentence.

    weak: gives way to a plain count of the same measure. channel: a sum, but a channel's. told: a part, as the text says itself (其中).
    """

    measure: str
    label: str
    value: int | float
    unit: str
    bound: str
    start: int
    end: int
    sentence: int
    weak: bool = False
    channel: bool = False
    told: bool = False


@dataclass(frozen=True)
class Reading:
    """What a figure was taken for.

    weak, channel: as in Count. of_all_years: this year's share of a total of all years. pending: an item of a list that only counts once the
    sentence has told its total.
    """

    measure: str
    label: str = ""
    weak: bool = False
    channel: bool = False
    of_all_years: bool = False
    pending: bool = False


@dataclass
class Scene:
    """What the text has led the reader to expect at this point.

    listing: a total has been stated and its parts may follow; told: the text says so (其中, a colon, a bracket);
    outer: it did so before the bracket. subject: the one channel that
    the clause before speaks of; through: the sentence that began with it (利用微信公众号，…，推送30条). foreign: the last figure was another year's; past_clause: so is all up to the next semicolon. running: the last total was a running one (累计).
    all_of_them: the sentence that has said 均 of applications, but not yet what was done with them.
    made, added: the sentence that last counted documents made, or items added this year. gross: applications received with those carried over.
    rank: how wide our own place is (owners.py), organ: who reports. others: the sentence that last counted what others disclose.
    """

    year: int | None
    rank: int = 0
    organ: str = ""
    others: int = -1
    topic: str = ""
    listing: bool = False
    told: bool = False
    outer: bool = False
    subject: str = ""
    foreign: bool = False
    past_clause: bool = False
    running: bool = False
    sentence: int = 0
    through: int = -1
    all_of_them: int = -1
    made: int = -1
    added: int = -1
    gross: Count | None = None
    pending: list[Count] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    def last(self, measure: str) -> Count | None:
        """The count of a measure made last."""
        return next((c for c in reversed(self.counts) if c.measure == measure), None)


def settled(counts: list[Count]) -> list[Count]:
    """One count for each thing said: weak ones give way, a channel's sum beside other sums is a part, repetitions fall away."""
    counts = _with_summands(sorted(counts, key=lambda c: c.start))
    sums = [c for c in counts if c.measure == TOTAL and not c.weak]
    is_one_of_many = any(not c.channel for c in sums) or len({c.label for c in sums}) > 1
    kept: list[Count] = []
    for count in counts:
        if count.weak and _gives_way(count, counts):
            continue
        if count.measure == TOTAL:
            beside = [c for c in counts if c.channel and c.measure == PART and not c.told]
            is_beside = any(AND.search(count.label) or c.sentence < count.sentence and "等" not in count.label for c in beside)
            count = replace(count, measure=PART) if count.channel and (is_one_of_many or is_beside) else replace(count, label="")
        if not any(_repeats(count, other) for other in kept) and not _is_contradicted(count, counts):
            kept.append(count)
    return kept


def _with_summands(counts: list[Count]) -> list[Count]:
    """The counts, with totals that the next total adds up (镇级402条，村级1320条，总计1722条) told as its parts."""
    told = [c for c in counts if c.measure in (TOTAL, PART) and not c.weak]
    sums = [i for i, c in enumerate(told) if i > 1 and c.measure == TOTAL and sum(t.value for t in told[:i]) == c.value]
    summands = told[: sums[0]] if sums else []
    return [replace(c, measure=PART) if c in summands else c for c in counts]


def _gives_way(count: Count, counts: list[Count]) -> bool:
    """Whether a weak count meets a plain one, another weak one, or (a total) any other count of disclosures."""
    others = [c for c in counts if c is not count]
    if count.measure == TOTAL and any(c.measure in (TOTAL, PART) for c in others):
        return True
    return any(c.measure == count.measure and (not c.weak or c.value != count.value) for c in others)


def _is_contradicted(count: Count, counts: list[Count]) -> bool:
    """Whether "none", said in words, only speaks of a kind of what has been counted (收到自然人申请1件，未收到法人申请)."""
    return count.value == 0 and not count.unit and any(c.measure == count.measure and c.value and not c.weak for c in counts)


def _repeats(count: Count, other: Count) -> bool:
    """Whether a count says again what another said; within one sentence two equal figures may be two things."""
    is_same = (count.measure, count.label, count.value) == (other.measure, other.label, other.value)
    return is_same and (count.sentence != other.sentence or count.value == 0 or count.measure in (TOTAL, RECEIVED, ANSWERED))

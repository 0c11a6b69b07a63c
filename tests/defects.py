"""One defect a rule, put at random into consistent reports: DEFECTS[rule](world, random, n) spoils up to n reports and says which (their rows)."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from consistent import CELLS, World

from reportkit import corrections, form
from reportkit.checks.evidence import telling
from reportkit.checks.wide import CARRIED_IN, CARRIED_OUT, CELL, NEW, NO_CELL, PARTS, TOTAL

Defect = Callable[[World, np.random.Generator, int], np.ndarray]
DEFECTS: dict[str, Defect] = {}
STATE = {state: n for n, state in enumerate(form.STATES)}
PARSED = ("section_missing", "section_order", "title_year", "other_town", "fee_statement")  # parsing notices these; see defective_texts


def defect(function: Defect) -> Defect:
    DEFECTS[function.__name__] = function
    return function


def choose(random: np.random.Generator, fit: np.ndarray, n: int) -> np.ndarray:
    """Up to n of the rows that are fit."""
    rows = np.nonzero(fit)[0]
    return random.permutation(rows)[:n]


def _any(world: World, random: np.random.Generator, n: int, name: str | None = None) -> np.ndarray:
    fit = np.ones(len(world.reports), dtype=bool) if name is None else (world.reports["form"] == name).to_numpy()
    return choose(random, fit, n)


def _before(world: World) -> np.ndarray:
    """For each report the row of its organ's report of the year before; -1 where there is none."""
    row = {key: n for n, key in enumerate(zip(world.reports["organ"], world.reports["year"], strict=True))}
    return np.array([row.get((o, y - 1), -1) for o, y in zip(world.reports["organ"], world.reports["year"], strict=True)])


def _present(world: World, table: str, row: int) -> np.ndarray:
    return np.nonzero(world.states[table][row] != NO_CELL)[0]


# ---- Within a table


@defect
def identity(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        world.applications[r, random.choice([NEW, CARRIED_IN, TOTAL, CARRIED_OUT]), random.integers(7)] += random.integers(1, 50)
    return rows


@defect
def outcome_total(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        lines = [i for i in (*PARTS, TOTAL) if world.states["applications"][r, i * 7] != NO_CELL]
        world.applications[r, random.choice(lines), random.integers(7)] += random.integers(1, 50)
    return rows


@defect
def applicant_total(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        line, column = divmod(int(random.choice(_present(world, "applications", r))), 7)
        world.applications[r, line, column] += random.integers(1, 50)
    return rows


@defect
def dispute_total(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        world.disputes[r, random.integers(3), random.integers(5)] += random.integers(1, 50)
    return rows


@defect
def disclosed_total(world, random, n):
    rows = _any(world, random, n, "2019")
    item = random.choice(["rules", "normative_documents"])
    world.item("20.1", item, "newly_disclosed")[rows] = world.item("20.1", item, "total_disclosed")[rows] + random.integers(1, 9, len(rows))
    return rows


@defect
def in_force(world, random, n):
    rows = _any(world, random, n, "2021")
    asked = world.item("20.1", "normative_documents", "in_force")[rows] + world.item("20.1", "normative_documents", "repealed")[rows]
    world.item("20.1", "normative_documents", "issued")[rows] = asked + random.integers(1, 9, len(rows))
    return rows


@defect
def items_left(world, random, n):
    rows = _any(world, random, n, "2019")
    item = ("20.5", "licences")
    world.item(*item, "change")[rows] = -world.item(*item, "prior_year_items")[rows] - random.integers(1, 9, len(rows))
    return rows


@defect
def purchases_and_amount(world, random, n):
    number = world.item("20.9", "procurement", "purchases")
    rows = choose(random, number > 0, n)
    half = len(rows) // 2
    world.item("20.9", "procurement", "amount")[rows[:half]] = 0
    number[rows[half:]] = 0
    return rows


@defect
def rules_of_a_town(world, random, n):
    rows = choose(random, world.reports["kind"].isin(["town", "township", "subdistrict", "county"]).to_numpy(), n)
    world.item("20.1", "rules", "issued")[rows] = random.integers(1, 9, len(rows))
    return rows


@defect
def negative(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        table = random.choice(list(CELLS))
        cell = random.choice([c for c in _present(world, table, r) if CELLS[table][c][-1] != "change"])
        world.values[table][r, cell] = -random.integers(1, 99)
    return rows


@defect
def fractional(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        table = random.choice(list(CELLS))
        cell = int(random.choice([c for c in _present(world, table, r) if CELLS[table][c][-1] != "amount"]))
        text = f"{random.integers(0, 99)}.{random.integers(1, 9)}"
        if table == "disclosure":
            world.values[table][r, cell] = float(text)
        else:
            world.values[table][r, cell], world.states[table][r, cell] = np.nan, STATE["unreadable"]
        world.printed[table, int(r), cell] = text
    return rows


@defect
def amount_unit(world, random, n):
    """In thirds: the cell prints a unit of its own; yuan for 10k yuan against the year before; 10k yuan for yuan."""
    before, fees, spent = _before(world), world.item("20.8", "fees", "amount"), world.item("20.9", "procurement", "amount")
    known = (before >= 0) & (fees > 0) & (fees[before] > 0)
    rows = [choose(random, spent > 0, n // 3)]
    for r in rows[0]:
        cell = CELL["20.9", "procurement", "amount"]
        world.units["disclosure", int(r), cell], world.printed["disclosure", int(r), cell] = "10k yuan", f"{spent[r] / 10000}万元"
        spent[r] = spent[r] / 10000
    rows.append(choose(random, known & (world.reports["year"].to_numpy() % 2 == 0), n // 3))  # not two years running
    fees[rows[1]] *= 10_000
    rows.append(choose(random, (spent > 1000) & (spent < 1e7 * world.item("20.9", "procurement", "purchases")), n - 2 * (n // 3)))
    spent[rows[2]] /= 10_000
    return np.concatenate(rows)


@defect
def constant(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        table = random.choice(list(CELLS))
        world.values[table][r, _present(world, table, r)] = random.integers(1, 99)
    return rows


@defect
def shifted(world, random, n):
    """A row or a column of table III, or the line of table IV, moved by one cell; what falls off the end is lost."""
    rows = choose(random, world.applications[:, NEW, 6] > 0, n)
    for r in rows:
        step = random.choice([1, -1])
        line = _roll(world.values["disputes"][r], step).reshape(3, 5)
        seen = (line[:, :4].sum(axis=1) != line[:, 4]).any()  # now and then a moved line holds as it is
        shape = random.choice(["row", "column", "line"] if seen else ["row", "column"])
        table = world.applications[r]
        there = [i for i in range(len(table)) if world.states["applications"][r, i * 7] != NO_CELL]
        if shape == "row":
            i = random.choice([i for i in there if table[i].any()])
            table[i] = _roll(table[i], step)
        elif shape == "column":
            j = random.choice([j for j in range(7) if table[there, j].any()])
            table[there, j] = _roll(table[there, j], step)
        else:
            world.disputes[r] = line
    return rows


def _roll(line: np.ndarray, step: int) -> np.ndarray:
    rolled = np.roll(line, step)
    rolled[0 if step == 1 else -1] = 0
    return rolled


# ---- What is known of a table


def _states(states: list[str], whole: bool) -> Defect:
    def spoil(world, random, n):
        rows = _any(world, random, n)
        for r in rows:
            table = random.choice(list(CELLS))
            cells = _present(world, table, r)
            chosen = cells if whole else random.permutation(cells)[: random.integers(1, len(cells) // 2)]
            world.values[table][r, chosen], world.states[table][r, chosen] = np.nan, STATE[random.choice(states)]
        return rows

    return spoil


DEFECTS["no_number"] = _states(["blank", "dash", "words"], False)
DEFECTS["unreadable"] = _states(["unreadable"], False)
DEFECTS["absent_table"] = _states(["absent"], True)
DEFECTS["absent_cells"] = _states(["absent"], False)


@defect
def no_weaknesses(world, random, n):
    rows = _any(world, random, n)
    world.weakless += rows.tolist()
    return rows


# ---- The narrative


def _tell(world: World, rows: np.ndarray, measure: str, values: np.ndarray, **more: object) -> None:
    """The narrative's figure for a measure, in the place of what it said before."""
    said = world.statements
    world.statements = said[~(said["row"].isin(rows) & (said["measure"] == measure))]
    world.say(rows, measure, values, **more)


@defect
def narrative_applications(world, random, n):
    rows = _any(world, random, n)
    third = np.array_split(rows, 3)
    more = [random.integers(1, 30, len(part)) for part in third]
    three = world.applications
    _tell(world, third[0], "applications_received", three[third[0], NEW, 6] + three[third[0], CARRIED_IN, 6] + more[0])
    _tell(world, third[1], "applications_carried_in", three[third[1], CARRIED_IN, 6] + more[1])
    _tell(world, third[2], "applications_carried_out", three[third[2], CARRIED_OUT, 6] + more[2])
    return rows


@defect
def narrative_answered(world, random, n):
    rows = _any(world, random, n)
    _tell(world, rows, "applications_answered", world.applications[rows, TOTAL, 6] + random.integers(1, 30, len(rows)))
    return rows


@defect
def narrative_disputes(world, random, n):
    rows = _any(world, random, n)
    half = len(rows) // 2
    _tell(world, rows[:half], "reconsiderations", world.disputes[rows[:half], 0, 4] + random.integers(1, 30, half))
    _tell(world, rows[half:], "litigations", world.disputes[rows[half:], 1:, 4].sum(axis=1) + random.integers(1, 30, len(rows) - half))
    return rows


@defect
def narrative_documents(world, random, n):
    rows = _any(world, random, n)
    half = len(rows) // 2
    item = world.item("20.1", "normative_documents", "issued")
    _tell(world, rows[:half], "normative_documents_issued", item[rows[:half]] + random.integers(1, 30, half))
    _tell(world, rows[half:], "rules_issued", world.item("20.1", "rules", "issued")[rows[half:]] + random.integers(1, 30, len(rows) - half))
    return rows


@defect
def stated_none(world, random, n):
    received, disputed = world.applications[:, NEW, 6] > 0, world.disputes[:, 0, 4] > 0
    rows = choose(random, received | disputed, n)
    some = received[rows]
    _tell(world, rows[some], "applications_received", np.zeros(some.sum()), printed="未收到政府信息公开申请")
    _tell(world, rows[~some], "reconsiderations", np.zeros((~some).sum()), printed="未发生行政复议")
    return rows


@defect
def all_answered(world, random, n):
    rows = choose(random, world.applications[:, CARRIED_OUT, 6] > 0, n)
    half = len(rows) // 2
    _tell(world, rows[:half], "applications_answered", world.applications[rows[:half], TOTAL, 6], printed="均已按时答复")
    for r in rows[half:]:
        world.narratives[r] += "所有申请" + random.choice(["均已按要求办理完成", "全部按时答复", "均在法定期限内办结", "都已答复"]) + "。"
    return rows


@defect
def stated_twice(world, random, n):
    rows = _any(world, random, n)
    for r in rows:
        cells = _present(world, "applications", r)
        world.values["applications"][r, cells], world.states["applications"][r, cells] = np.nan, STATE["unseen"]
    first = random.integers(0, 30, len(rows))
    _tell(world, rows, "applications_received", first)
    _tell(world, rows, "applications_carried_in", np.full(len(rows), 0))
    world.say(rows, "applications_received", first + random.integers(1, 30, len(rows)))
    return rows


def _totals(world: World) -> pd.Series:
    said = world.statements
    return said[said["measure"] == "proactive_total"].set_index("row")["value"]


@defect
def part_above_total(world, random, n):
    rows = _any(world, random, n)
    said = world.statements
    parts = said[(said["measure"] == "proactive_part") & said["row"].isin(rows)]
    spoiled = parts.groupby("row").sample(1, random_state=int(random.integers(1 << 30)))
    world.statements.loc[spoiled.index, "value"] = _totals(world).loc[spoiled["row"]].to_numpy() + random.integers(1, 3000, len(spoiled))
    return rows


@defect
def parts_not_total(world, random, n):
    rows = _any(world, random, n)
    said = world.statements
    parts = said[(said["measure"] == "proactive_part") & said["row"].isin(rows)]
    spoiled = parts.groupby("row").sample(1, random_state=int(random.integers(1 << 30)))
    world.statements.loc[spoiled.index, "value"] += random.choice([-1, 1], len(spoiled)) * random.integers(1, 12, len(spoiled))
    return rows


@defect
def totals_differ(world, random, n):
    rows = _any(world, random, n)
    world.say(rows, "proactive_total", _totals(world).loc[rows].to_numpy() + random.integers(1, 500, len(rows)))
    return rows


@defect
def total_again(world, random, n):
    before, totals = _before(world), _totals(world).reindex(np.arange(len(world.reports))).to_numpy()
    rows = choose(random, (before >= 0) & (totals[before] > 100) & (world.reports["year"].to_numpy() % 2 == 0), n)
    _tell(world, rows, "proactive_total", totals[before[rows]])
    return rows


# ---- Between years


@defect
def carry_over(world, random, n):
    rows = choose(random, _before(world) >= 0, n)
    for r in rows:
        world.applications[r, CARRIED_IN, random.integers(7)] += random.integers(1, 20)
    return rows


@defect
def stock_in_force(world, random, n):
    rows = choose(random, (_before(world) >= 0) & (world.reports["year"] >= 2022).to_numpy(), n)
    world.item("20.1", "normative_documents", "in_force")[rows] += random.choice([-1, 1], len(rows)) * random.integers(100, 200, len(rows))
    return rows


@defect
def stock_of_items(world, random, n):
    rows = choose(random, (world.reports["year"] == 2020).to_numpy(), n)
    for r in rows:
        item = random.choice(["licences", "other_services", "penalties", "coercive_measures", "fees"])
        article = next(key[0] for key in CELL if key[1] == item)
        world.item(article, item, "prior_year_items")[r] += random.integers(1, 20)
    return rows


def _copied(world: World, rows: np.ndarray, source: np.ndarray) -> None:
    for table in CELLS:
        for r, s in zip(rows, source, strict=True):
            world.values[table][r], world.states[table][r] = world.values[table][s].copy(), world.states[table][s].copy()


def _telling(world: World) -> np.ndarray:
    kept = {
        t: [n for n, k in enumerate(keys) if k[-1] not in ("in_force", "total_disclosed", "prior_year_items")] for t, keys in CELLS.items()
    }
    figures = np.hstack([world.values[t][:, cells] for t, cells in kept.items()])
    return np.array([telling(f) for f in figures])


@defect
def repeated_figures(world, random, n):
    before = _before(world)
    alike = (world.reports["form"].to_numpy() == world.reports["form"].to_numpy()[before]) & (before >= 0)
    rows = choose(random, alike & _telling(world)[before] & (world.reports["year"].to_numpy() % 2 == 0), n)
    _copied(world, rows, before[rows])
    return rows


@defect
def same_figures(world, random, n):
    big = choose(random, _telling(world), len(world.reports))
    rows = choose(random, ~np.isin(np.arange(len(world.reports)), big[:20]), n)
    organ = world.reports["organ"].to_numpy()
    _copied(world, rows, np.array([random.choice([s for s in big[:20] if organ[s] != organ[r]]) for r in rows]))
    return rows


@defect
def same_as_last_year(world, random, n):
    before = _before(world)
    rows = choose(random, before >= 0, n)
    sha = world.reports["sha256"].to_numpy(dtype=object).copy()
    for r in sorted(rows):
        sha[r] = sha[before[r]]
    world.reports["sha256"] = sha
    return rows


@defect
def same_text(world, random, n):
    before, years = _before(world), world.reports["year"]
    rows = choose(random, before >= 0, n)
    for r in sorted(rows):
        world.narratives[r] = world.narratives[before[r]].replace(f"{years[before[r]]}年", f"{years[r]}年")
    return rows


@defect
def missing_year(world, random, n):
    """A report in the middle of a series is another organ's."""
    before = _before(world)
    rows = choose(random, (before >= 0) & (before[before] >= 0) & (world.reports["year"].to_numpy() % 3 == 0), n)
    world.reports.loc[before[rows], "organ"] = [f"示例{r}县云山镇人民政府" for r in rows]
    return rows


@defect
def jump(world, random, n):
    """Spread over the counties, a tenth of the reports at the most: where most figures jump, nothing is unusual."""
    rows = choose(random, (_before(world) >= 0) & (world.reports["year"] >= 2021).to_numpy(), len(world.reports))
    rows = rows[~world.reports["organ"].iloc[rows].duplicated().to_numpy()]
    turn = world.reports["county"].iloc[rows].groupby(world.reports["county"].iloc[rows], dropna=False).cumcount()
    rows = rows[np.argsort(turn.to_numpy(), kind="stable")][: min(n, len(world.reports) // 10)]
    _tell(world, rows, "proactive_total", _totals(world).loc[rows].to_numpy() * random.integers(200, 2000, len(rows)))
    return rows


# ---- Form and date


@defect
def wrong_form(world, random, n):
    rows = _any(world, random, n)
    half = len(rows) // 2
    world.reports.loc[rows[:half], "form"] = world.reports["form"][rows[:half]].map({"2019": "2021", "2021": "2019"})
    single, three = [[c for c, k in enumerate(CELLS["applications"]) if k[0] == "other" and (k[1] == "") == one] for one in (True, False)]
    for r in rows[half:]:
        there, gone = (three, single) if world.reports["form"][r] == "2019" else (single, three)
        world.states["applications"][r, gone], world.values["applications"][r, gone] = NO_CELL, np.nan
        world.states["applications"][r, there], world.values["applications"][r, there] = STATE["reported"], 0
    return rows


@defect
def no_form(world, random, n):
    rows = _any(world, random, n)
    world.reports.loc[rows, "form"] = "free"
    for table in CELLS:
        world.values[table][rows], world.states[table][rows] = np.nan, NO_CELL
    return rows


def _republished(world: World, rows: np.ndarray, days: np.ndarray) -> None:
    government = world.reports["kind"].isin(["county", "prefecture"]).to_numpy()[rows]
    due = pd.to_datetime((world.reports["year"][rows] + 1).astype("str") + np.where(government, "-03-31", "-01-31"))
    world.reports.loc[rows, "published"] = due + pd.to_timedelta(days, unit="D")


@defect
def published_late(world, random, n):
    rows = _any(world, random, n)
    _republished(world, rows, random.integers(1, 300, len(rows)))
    return rows


@defect
def published_early(world, random, n):
    rows = _any(world, random, n)
    _republished(world, rows, -random.integers(91, 300, len(rows)))
    return rows


# ---- Between reports


@defect
def two_reports(world, random, n):
    before = _before(world)
    rows = choose(random, (before >= 0) & (world.reports["year"].to_numpy() % 2 == 0), n // 2)
    world.reports.loc[rows, "year"] -= 1
    return np.concatenate([rows, before[rows]])


@defect
def told_twice(world, random, n):
    before = _before(world)
    alike = (before >= 0) & (world.reports["form"].to_numpy() == world.reports["form"].to_numpy()[before])
    rows = choose(random, alike & (world.reports["year"].to_numpy() % 2 == 0), n // 2)
    world.reports.loc[rows, "year"] -= 1
    _copied(world, rows, before[rows])
    world.statements = world.statements[~world.statements["row"].isin(rows)]
    return np.concatenate([rows, before[rows]])


@defect
def one_document(world, random, n):
    rows = _any(world, random, n)
    half = len(rows) // 2
    world.reports.loc[rows[half : 2 * half], "sha256"] = world.reports["sha256"][rows[:half]].to_numpy()
    return rows[: 2 * half]


@defect
def summary_too_small(world, random, n):
    rows = choose(random, world.reports["kind"].isin(["county", "prefecture"]).to_numpy(), n)
    place = {"county": "county", "prefecture": "prefecture"}
    for r in sorted(rows):  # counties stand before their prefecture
        kind, year = world.reports["kind"][r], world.reports["year"][r]
        below = (world.reports[place[kind]] == world.reports[place[kind]][r]) & (world.reports["year"] == year)
        below &= (world.reports["kind"] == "county") if kind == "prefecture" else ~world.reports["kind"].isin(["county", "prefecture"])
        cell = random.choice([NEW, CARRIED_IN, TOTAL])
        parts = world.applications[below.to_numpy(), cell, 6].sum()
        if parts == 0:
            world.applications[np.nonzero(below.to_numpy())[0][0], cell, 6] = parts = 3
        world.applications[r, cell, 6] = random.integers(0, parts)
    return rows


@defect
def stale_correction(world, random, n):
    rows = _any(world, random, n)
    problems = random.choice(["there is no such report", "something else is printed there now", "the report already says so"], len(rows))
    ids = world.reports["organ"][rows] + "-" + world.reports["year"][rows].astype("str")
    recorded = pd.DataFrame(
        {"report": ids.to_numpy(), "cell": "applications/new//total", "value": 3.0, "printed": "5", "reason": "原件", "who": "A"}
    )
    recorded = recorded.assign(when="2026-01-02", found="4", problem=problems)
    world.corrections = recorded.astype(corrections.none().dtypes.to_dict())
    return rows


# ---- Diagnosis


def _digit(random: np.random.Generator, value: float) -> float:
    """A figure with a digit lost or one too many."""
    text = str(int(value))
    at = random.integers(len(text) + 1)
    longer = float(text[:at] + str(random.integers(1, 10)) + text[at:])
    return longer if len(text) == 1 or random.random() < 0.5 else float(text[:-1])


@defect
def possible(world, random, n):
    """In quarters: one cell with a digit lost or added; a number split over two cells; two applicants opposite; a total of table IV left at 0."""
    some = world.applications[:, TOTAL, :2].min(axis=1) > 0
    rows = choose(random, some & (world.disputes[:, 0, 4] > 0), n)
    for kind, r in zip(np.resize(["digit", "opposite", "total"], len(rows)), rows, strict=True):
        table = world.applications[r]
        if kind == "digit":
            i, j = random.choice([(i, j) for i in PARTS for j in range(6) if table[i, j] > 0])
            table[i, j] = _digit(random, table[i, j])
        elif kind == "opposite":
            i, j, k = (*random.choice([i for i in PARTS if table[i, 0] > 0 or table[i, 1] > 0], 1), 0, 1)
            j, k = (0, 1) if table[i, 0] > 0 else (1, 0)
            table[i, j], table[i, k] = table[i, j] - 1, table[i, k] + 1
        else:
            world.disputes[r, 0, 4] = 0
    return rows


def _noticed(code: str) -> Defect:
    def spoil(world, random, n):
        rows = _any(world, random, n)
        world.notices += [(int(r), f"noticed: {code}", code) for r in rows]
        return rows

    return spoil


DEFECTS |= {code: _noticed(code) for code in PARSED}

"""Consistent reports at random, in series of years: towns and departments, their counties' and prefectures' summaries. Built as frames, for speed.

Every sum holds within a report, from year to year and from the organs to their summaries; the narrative says what the tables say.
"""

import copy
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from reportkit import corrections, form, frames
from reportkit.checks.wide import APPLICATION_ROWS, CARRIED_IN, CARRIED_OUT, CELL, DISCLOSURE_CELLS, NEW, NO_CELL, TOTAL
from reportkit.corpus import Corpus

CELLS = {
    "disclosure": DISCLOSURE_CELLS,
    "applications": tuple((*row, a) for row in APPLICATION_ROWS for a in form.APPLICANTS),
    "disputes": form.cells("disputes", "2021"),
}
REPORTED = form.STATES.index("reported")
KINDS = ("town", "township", "subdistrict", "department")
ENDINGS = {"town": "镇人民政府", "township": "乡人民政府", "subdistrict": "街道办事处", "department": "局"}
PARTS = {
    name: [
        n
        for n, row in enumerate(APPLICATION_ROWS)
        if (*row, "total") in form.cells("applications", name) and n not in (NEW, CARRIED_IN, TOTAL, CARRIED_OUT)
    ]
    for name in ("2019", "2021")
}
DECISIONS = [("20.5", "licences"), ("20.5", "other_services"), ("20.6", "penalties"), ("20.6", "coercive_measures")]
TEXT = (
    "{year}年，{place}认真贯彻《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，全年主动公开政府信息{total}条。健全信息发布审核机制，做到先审查、后公开，定期检查栏目更新情况。"
    "加强依申请公开办理，全年收到申请{new}件，办结{handled}件。完善平台建设，做好网站日常维护，开展业务培训，组织工作人员学习有关规定。强化监督保障，明确责任，把公开工作纳入年度考核，接受群众监督和评议，及时改进不足。"
)


@dataclass
class World:
    """Reports as arrays, one row a report: values (NaN where there is no figure) and states (codes, NO_CELL) by table, and what the narrative says."""

    reports: pd.DataFrame
    values: dict[str, np.ndarray]
    states: dict[str, np.ndarray]
    statements: pd.DataFrame
    narratives: list[str]
    printed: dict[tuple[str, int, int], str] = field(default_factory=dict)
    units: dict[tuple[str, int, int], str] = field(default_factory=dict)
    notices: list[tuple[int, str, str]] = field(default_factory=list)
    weakless: list[int] = field(default_factory=list)
    corrections: pd.DataFrame = field(default_factory=corrections.none)

    def copy(self) -> "World":
        return copy.deepcopy(self)

    @property
    def applications(self) -> np.ndarray:
        """Table III as (reports, rows, applicants), a view."""
        return self.values["applications"].reshape(len(self.reports), len(APPLICATION_ROWS), 7)

    @property
    def disputes(self) -> np.ndarray:
        """Table IV as (reports, routes, results), a view."""
        return self.values["disputes"].reshape(len(self.reports), 3, 5)

    def item(self, *key: str) -> np.ndarray:
        """A cell of table II over the reports, a view."""
        return self.values["disclosure"][:, CELL[key]]

    def say(self, rows: np.ndarray, measure: str, values: np.ndarray, **more: object) -> None:
        """Add statements."""
        self.statements = pd.concat([self.statements, _said(rows, measure, values, **more)], ignore_index=True)

    def corpus(self) -> Corpus:
        """The corpus of these reports."""
        ids = self.reports["organ"] + "-" + self.reports["year"].astype("str")
        twice = ids.groupby(ids).cumcount()
        ids = ids.where(twice == 0, ids + " (" + (twice + 1).astype("str") + ")")
        context = {n: frames.column("reports", n, ids if n == "report_id" else self.reports[n]) for n in frames.CONTEXT}
        columns = {n: frames.column("reports", n, self.reports[n]) for n in frames.COLUMNS["reports"]}
        made = {"reports": pd.DataFrame(context | columns)} | {table: self._table(table, context) for table in form.TABLES}
        said = self.statements.reset_index(drop=True)
        made["statements"] = _listed("statements", context, said["row"].to_numpy(), {n: said[n] for n in frames.COLUMNS["statements"]})
        listed = np.setdiff1d(np.arange(len(ids)), self.weakless)
        weakness = {"ordinal": 1, "text": "更新不及时", "gloss": "", "themes": ("timeliness",), "where": ""}
        made["weaknesses"] = _listed("weaknesses", context, listed, {n: [v] * len(listed) for n, v in weakness.items()})
        made["remedies"] = _listed("remedies", context, np.array([], dtype=int), {n: [] for n in frames.COLUMNS["remedies"]})
        rows, texts, codes = zip(*self.notices, strict=True) if self.notices else ((), (), ())
        made["notices"] = _listed("notices", context, np.array(rows, dtype=int), {"text": texts, "where": [""] * len(rows), "code": codes})
        made["narratives"] = _listed("narratives", context, np.arange(len(ids)), {"text": self.narratives})
        return Corpus.from_frames(made, self.corrections)

    def _table(self, table: str, context: dict[str, pd.Series]) -> pd.DataFrame:
        rows, cells = np.nonzero(self.states[table] != NO_CELL)
        value, state = self.values[table][rows, cells], self.states[table][rows, cells]
        texts = pd.Series(value).map(lambda v: "" if np.isnan(v) else str(int(v)) if v == int(v) else str(v)).to_numpy(dtype=object)
        place = (
            {(r, c): n for n, (r, c) in enumerate(zip(rows, cells, strict=True))}
            if any(t == table for t, *_ in (*self.printed, *self.units))
            else {}
        )
        for (name, r, c), text in self.printed.items():
            if name == table:
                texts[place[r, c]] = text
        columns = {}
        for position, name in enumerate(form.KEYS[table]):
            known = form.categories(name)
            codes = np.array([known.index(key[position]) for key in CELLS[table]])
            columns[name] = pd.Series(pd.Categorical.from_codes(codes[cells], known))
        columns["value"] = pd.Series(pd.array(value, dtype="Float64" if table == "disclosure" else "Int64")).mask(np.isnan(value))
        if table == "disclosure":
            asked = form.units("2021") | form.units("2019") | {("20.8", "fees", "amount"): "10k yuan"}
            units = np.array([asked.get(key, "items") for key in CELLS[table]], dtype=object)[cells]
            for (_, r, c), unit in self.units.items():
                units[place[r, c]] = unit
            columns["unit"] = frames.column(table, "unit", units)
        columns["state"] = pd.Series(pd.Categorical.from_codes(state, form.STATES))
        return _listed(
            table, context, rows, columns | {"printed": texts, "where": np.full(len(rows), "", dtype=object)}, ready=tuple(columns)
        )


def _listed(name: str, context: dict[str, pd.Series], rows: np.ndarray, columns: dict, ready: tuple[str, ...] = ()) -> pd.DataFrame:
    head = {n: s.take(rows).reset_index(drop=True) for n, s in context.items()}
    return pd.DataFrame(head | {n: columns[n] if n in ready else frames.column(name, n, columns[n]) for n in frames.COLUMNS[name]})


def _said(rows: np.ndarray, measure: str, values: np.ndarray, label: str = "", bound: str = "exact", printed: str = "") -> pd.DataFrame:
    frame = pd.DataFrame({"row": rows, "measure": measure, "label": label, "value": np.asarray(values, dtype=float)})
    return frame.assign(unit="条" if measure.startswith("proactive") else "件", bound=bound, printed=printed, where="")


def clean(prefectures: int = 2, counties: int = 3, organs: int = 6, years: range = range(2019, 2026), seed: int = 0) -> World:
    """A world of consistent reports: prefectures × counties × organs, and the summaries of counties and prefectures, of every year."""
    random = np.random.default_rng(seed)
    names = _names(prefectures, counties, organs)
    base, county = prefectures * counties * organs, prefectures * counties
    values = [_with_summaries(v, base, county, organs, counties) for v in zip(*_series(random, base, years), strict=True)]
    values = {table: np.concatenate([year[n] for year in values]) for n, table in enumerate(CELLS)}
    reports = pd.concat([names.assign(year=y, form=form.for_year(y)) for y in years], ignore_index=True)
    states = {table: np.full(values[table].shape, NO_CELL, dtype=np.int8) for table in CELLS}
    for name in ("2019", "2021"):
        rows = (reports["form"] == name).to_numpy()
        for table, keys in CELLS.items():
            asked = np.array([key in form.cells(table, name) for key in keys])
            states[table][np.ix_(rows, asked)] = REPORTED
    for table, value in values.items():
        value[states[table] == NO_CELL] = np.nan
    world = World(_described(reports, random), values, states, _said([], "", []), [])
    _narrate(world, random)
    return world


def _names(prefectures: int, counties: int, organs: int) -> pd.DataFrame:
    rows = []
    for p in range(prefectures):
        for c in range(counties):
            for o in range(organs):
                kind, place = KINDS[o % len(KINDS)], f"示例{p}市示例{p}{c}县"
                rows.append(
                    (
                        f"{place}云水{o}{ENDINGS[kind]}",
                        kind,
                        f"示例{p}市",
                        f"示例{p}{c}县",
                        f"云水{o}{ENDINGS[kind][:2].strip('人办')}" if kind != "department" else None,
                    )
                )
    rows += [
        (f"示例{p}市示例{p}{c}县人民政府", "county", f"示例{p}市", f"示例{p}{c}县", None)
        for p in range(prefectures)
        for c in range(counties)
    ]
    rows += [(f"示例{p}市人民政府", "prefecture", f"示例{p}市", None, None) for p in range(prefectures)]
    return pd.DataFrame(rows, columns=["organ", "kind", "prefecture", "county", "town"]).assign(province="示例省")


def _described(reports: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    due = np.where(reports["kind"].isin(["county", "prefecture"]), 89, 30)  # days from 1 January to 31 March, or to the 31st
    after = (random.random(len(reports)) * (due - 4)).astype(int) + 4
    published = pd.to_datetime((reports["year"] + 1).astype("str") + "-01-01") + pd.to_timedelta(after, unit="D")
    sha = [f"{n:064x}" for n in range(len(reports))]
    return reports.assign(adcode=None, published=published, url=None, source="page", media_type="text/html", sha256=sha, extent="full")


def _series(random: np.random.Generator, n: int, years: range) -> tuple[list[np.ndarray], ...]:
    """Tables II, III and IV of n organs, one array a year."""
    size = np.exp(random.normal(-0.5, 2.0, n)).clip(0, 400)
    two, three, four = _disclosure(random, size, years), [], []
    carried = np.zeros((n, 6))
    for year in years:
        table = np.zeros((n, len(APPLICATION_ROWS), 7))
        table[:, NEW, :6] = random.poisson(size[:, None] * random.dirichlet([4, 1, 0.3, 0.3, 0.3, 0.5], n))
        table[:, CARRIED_IN, :6] = carried
        carried = random.binomial((table[:, NEW, :6] + carried).astype(int), 0.15).astype(float)
        table[:, CARRIED_OUT, :6] = carried
        table[:, TOTAL, :6] = table[:, NEW, :6] + table[:, CARRIED_IN, :6] - carried
        rows = PARTS[form.for_year(year)]
        table[:, rows, :6] = random.multinomial(table[:, TOTAL, :6].astype(int), random.dirichlet(np.ones(len(rows)))).transpose(0, 2, 1)
        table[:, :, 6] = table[:, :, :6].sum(axis=2)
        three.append(table.reshape(n, -1))
        disputes = np.zeros((n, 3, 5))
        disputes[:, :, :4] = random.poisson(np.minimum(size, 60)[:, None, None] * 0.05, (n, 3, 4))
        disputes[:, :, 4] = disputes[:, :, :4].sum(axis=2)
        four.append(disputes.reshape(n, -1))
    return two, three, four


def _disclosure(random: np.random.Generator, size: np.ndarray, years: range) -> list[np.ndarray]:
    """Table II of organs of these sizes, one array a year: stocks follow from last year's."""
    n = len(size)
    stock = {key: random.poisson(6, n) for key in [("20.1", "rules"), ("20.1", "normative_documents"), *DECISIONS, ("20.8", "fees")]}
    stock["20.1", "rules"][:] = 0
    fee, tables = np.where(random.random(n) < 0.4, np.exp(random.normal(2, 1.5, n)).clip(0.5, 500), 0), []
    for year in years:
        table = np.zeros((n, len(DISCLOSURE_CELLS)))
        for row, kept in stock.items():
            _row(random, table, row, kept, form.for_year(year))
        for row in DECISIONS:
            table[:, CELL[*row, "decisions"]] = (
                random.poisson(size * 4 * (stock[row] > 0)) if row != ("20.5", "other_services") or year < 2021 else 0
            )
        purchases = random.poisson(2, n)
        table[:, CELL["20.9", "procurement", "purchases"]] = purchases
        table[:, CELL["20.9", "procurement", "amount"]] = np.round(purchases * random.uniform(3000, 400000, n), 2)
        if year >= 2021:
            table[:, CELL["20.8", "fees", "amount"]] = np.round(fee * random.uniform(0.6, 1.6, n), 2)
        tables.append(table)
    return tables


def _row(random: np.random.Generator, table: np.ndarray, row: tuple[str, str], kept: np.ndarray, name: str) -> None:
    """One row of table II, and its stock moved on."""
    n = len(kept)
    some = random.poisson(1.2, n) * (row[1] != "rules")
    if row[0] == "20.1" and name == "2019":
        kept += some
        for measure, value in (
            ("issued", random.poisson(1.0, n) * (row[1] != "rules")),
            ("newly_disclosed", some),
            ("total_disclosed", kept),
        ):
            table[:, CELL[*row, measure]] = value
    elif row[0] == "20.1":
        repealed = np.minimum(kept, random.poisson(0.8, n))
        kept += some - repealed
        for measure, value in (("issued", some), ("repealed", repealed), ("in_force", kept)):
            table[:, CELL[*row, measure]] = value
    elif name == "2019":
        table[:, CELL[*row, "prior_year_items"]] = kept
        change = np.maximum(random.integers(-3, 4, n), -kept)
        table[:, CELL[*row, "change"]] = change
        kept += change


def _with_summaries(tables: tuple[np.ndarray, ...], base: int, county: int, organs: int, counties: int) -> tuple[np.ndarray, ...]:
    """The tables of a year with the sums of counties and prefectures below the organs'; a government has a few of its own too."""
    made = []
    for table in tables:
        of_county = table.reshape(county, organs, -1).sum(axis=1) + table[::organs]  # twice its first organ: an organ that is not here
        of_prefecture = of_county.reshape(-1, counties, of_county.shape[1]).sum(axis=1)
        made.append(np.round(np.concatenate([table, of_county, of_prefecture]), 2))
    return tuple(made)


def _narrate(world: World, random: np.random.Generator) -> None:
    """What the narratives say: the tables' figures, and a total of disclosures with its parts."""
    n, three, four = len(world.reports), world.applications, world.disputes
    parts = random.integers(12, 400, (n, 3))
    parts[:, 0] += (world.reports["year"].to_numpy() - parts.sum(axis=1)) % 7  # so that no total is last year's
    rows = np.arange(n)
    for label, column in zip(("网站", "微信公众号", "公开栏"), parts.T, strict=True):
        world.say(rows, "proactive_part", column, label=label)
    world.say(rows, "proactive_total", parts.sum(axis=1))
    outcomes = {
        "applications_received": NEW,
        "applications_answered": TOTAL,
        "applications_carried_in": CARRIED_IN,
        "applications_carried_out": CARRIED_OUT,
    }
    for measure, row in outcomes.items():
        told = rows[random.random(n) < 0.7]
        world.say(told, measure, three[told, row, 6])
    quick = rows[three[:, CARRIED_OUT, 6] == 0]
    world.say(quick, "applications_answered", three[quick, TOTAL, 6], printed="均已按时答复")
    world.say(rows, "reconsiderations", four[:, 0, 4])
    world.say(rows, "litigations", four[:, 1:, 4].sum(axis=1))
    world.say(rows, "normative_documents_issued", world.item("20.1", "normative_documents", "issued"))
    told = zip(world.reports["year"], world.reports["organ"], parts.sum(axis=1), three[:, NEW, 6], three[:, TOTAL, 6], strict=True)
    world.narratives = [TEXT.format(year=y, place=o, total=t, new=int(a), handled=int(b)) for y, o, t, a, b in told]


def masked(world: World, random: np.random.Generator, share: float = 0.3) -> World:
    """The same world in which a share of the cells is blank, a dash, words, or was not seen."""
    world = world.copy()
    states = [form.STATES.index(s) for s in ("blank", "dash", "words", "unseen")]
    for table in CELLS:
        hidden = (random.random(world.states[table].shape) < share) & (world.states[table] != NO_CELL)
        world.values[table][hidden] = np.nan
        world.states[table][hidden] = random.choice(states, hidden.sum())
    return world

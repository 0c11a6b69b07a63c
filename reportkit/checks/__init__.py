"""Where reports contradict themselves: `check` runs every rule of checks.toml over a corpus and returns its findings.

A rule is a short function on arrays (wide.py); it says only what the known cells prove. Nothing is changed: what could mend a
contradiction is named as a possibility (rule "possible"), never applied.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources

import numpy as np
import pandas as pd

from .. import frames as tidy
from ..corpus import Corpus
from . import across, between, diagnosis, jumps, known, parts, series, shifts, timing, units, within
from .findings import Found
from .wide import Wide

SEVERITIES = ("error", "warning", "notice")
_MODULES = {
    m.__name__.rpartition(".")[2]: m for m in (across, between, diagnosis, jumps, known, parts, series, shifts, timing, units, within)
}


@cache
def rules() -> pd.DataFrame:
    """The table of rules, in order: id, severity, module, name_zh, name_en, rule_zh, rule_en, source, action_zh, action_en, message_zh, message_en (strings)."""
    table = tomllib.loads(resources.files(__name__).joinpath("checks.toml").read_text("utf-8"))
    return pd.DataFrame([{"id": name} | row for name, row in table.items()], dtype="str")


def check(corpus: Corpus, only: list[str] | None = None) -> pd.DataFrame:
    """Every finding: the context columns, then rule, severity, table, cell, expected, actual, message, message_zh.

    cell is a path that corpus.why takes ("applications/new//total"); expected and actual are strings ("" where nothing can be said).
    Findings stand in the order of the rules, errors first. only: ids of the rules to run (default: all).
    """
    wide = Wide(corpus)
    found = [_worded(rule, _function(rule)(wide)) for rule in rules().to_dict("records") if only is None or rule["id"] in only]
    findings = pd.concat(found, ignore_index=True) if found else _worded({}, pd.DataFrame())
    findings["severity"] = pd.Categorical(findings["severity"], categories=SEVERITIES, ordered=True)
    findings["rule"] = pd.Categorical(findings["rule"], categories=rules()["id"])
    findings = findings.sort_values(["severity", "rule", "row"], kind="stable").reset_index(drop=True)
    return _with_context(findings, corpus)


def _function(rule: dict) -> Callable[[Wide], Found]:
    module = _MODULES[rule["module"]]
    if hasattr(module, rule["id"]):
        return getattr(module, rule["id"])
    return lambda wide: timing.noticed(wide, rule["id"])


def _worded(rule: dict, found: Found) -> pd.DataFrame:
    """The findings of one rule with their messages in both languages."""
    rows = found.to_dict("records")
    for row in rows:
        english, _, chinese = row["detail"].partition("\n")
        row["detail"], row["detail_zh"] = english, chinese or english
    return found.drop(columns="detail").assign(
        rule=rule["id"],
        severity=rule["severity"],
        message=[_said(rule["message_en"], row) for row in rows],
        message_zh=[_said(rule["message_zh"], row) for row in rows],
    )


def _said(message: str, row: dict) -> str:
    """A message filled in; a quotation that is empty is left out."""
    return message.format(**row).replace(" (“”)", "").replace("（“”）", "")


def _with_context(findings: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The context columns first; all null where a finding belongs to no report."""
    rows = findings["row"].to_numpy(dtype=np.int64)
    context = (
        corpus.reports[list(tidy.CONTEXT)].reset_index(drop=True).reindex(np.where(rows < 0, len(corpus), rows)).reset_index(drop=True)
    )
    strings = findings[["table", "cell", "expected", "actual", "message", "message_zh"]].astype("str")
    return pd.concat([context, findings[["rule", "severity"]], strings], axis=1)

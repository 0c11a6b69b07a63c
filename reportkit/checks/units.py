"""Amounts of money in another unit than the form asks for."""

import numpy as np
import pandas as pd

from .findings import Found, found, numbers
from .wide import DISCLOSURE_CELLS, Wide

_FEES = ("20.8", "fees", "amount")  # the 2021 form asks for 10k yuan
_PURCHASES, _AMOUNT = ("20.9", "procurement", "purchases"), ("20.9", "procurement", "amount")  # the 2019 form asks for yuan
_MOST_FEES = 100_000  # 10k yuan, a billion yuan: more than a county's organs collect in a year
_LEAST_PER_PURCHASE = 1_000  # yuan: no centralised purchase is smaller
_FACTOR, _SLACK = 10_000, 4.0  # against the year before: yuan for 10k yuan, allowing the amount itself to have changed fourfold


def amount_unit(wide: Wide) -> Found:
    """Fees too large for 10k yuan, purchases too small for yuan, ten-thousand-fold jumps, and cells that print another unit."""
    return pd.concat([_printed(wide), _fees(wide), _purchases(wide), _jumps(wide)], ignore_index=True).drop_duplicates(["row", "cell"])


def _printed(wide: Wide) -> Found:
    """Cells of amounts that print a unit of their own, other than the form's."""
    frame = wide.corpus.disclosure
    frame = frame[(frame["measure"] == "amount") & frame["value"].notna()]
    asked = np.where(frame["item"] == "fees", "10k yuan", "yuan")
    odd = frame[(frame["unit"].astype("str") != asked) & frame["unit"].notna()]
    path = [f"disclosure/{a}/{i}/{m}" for a, i, m in zip(odd["article"], odd["item"], odd["measure"], strict=True)]
    detail = [f"the cell prints its own unit: {p}\n格内自带单位：{p}" for p in odd["printed"]]
    return found(wide.rows(odd["report_id"]), "disclosure", path, "", odd["printed"].tolist(), detail)


def _fees(wide: Wide) -> Found:
    value = wide.disclosure.value[:, DISCLOSURE_CELLS.index(_FEES)]
    return _told(
        value >= _MOST_FEES, _FEES, value, "fees of {0} times 10k yuan are implausible; probably yuan\n收费{0}万元不合情理，可能是元"
    )


def _purchases(wide: Wide) -> Found:
    number, amount = (wide.disclosure.value[:, DISCLOSURE_CELLS.index(k)] for k in (_PURCHASES, _AMOUNT))
    frame = wide.corpus.disclosure
    own = frame[(frame["item"] == "procurement") & (frame["measure"] == "amount") & (frame["unit"].astype("str") != "yuan")]
    bad = (number > 0) & (amount > 0) & (amount < number * _LEAST_PER_PURCHASE)
    bad[wide.rows(own["report_id"])] = False
    return _told(bad, _AMOUNT, amount, "{0} yuan for all purchases is implausible; probably 10k yuan\n采购共{0}元不合情理，可能是万元")


def _jumps(wide: Wide) -> Found:
    """An amount about ten thousand times last year's or next year's."""
    value, (before, after) = wide.disclosure.value[:, DISCLOSURE_CELLS.index(_FEES)], wide.series.T
    bad = np.zeros(len(value), dtype=bool)
    for here, there in ((after, before), (before, after)):
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = value[here] / value[there]
        bad[here[(ratio > _FACTOR / _SLACK) & (ratio < _FACTOR * _SLACK)]] = True
    return _told(
        bad, _FEES, value, "{0} is about ten thousand times the neighbouring year's; probably yuan\n{0}约为相邻年度的一万倍，可能是元"
    )


def _told(bad: np.ndarray, key: tuple[str, ...], value: np.ndarray, text: str) -> Found:
    printed = numbers(value[bad])
    return found(
        np.nonzero(bad)[0], "disclosure", ["/".join(("disclosure", *key))] * len(printed), "", printed, [text.format(p) for p in printed]
    )

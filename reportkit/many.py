"""Many documents: parsed in parallel, one after another in the order given; a bad file never stops the run."""

import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from .errors import ReportkitError
from .parse import parse
from .read import expand, is_archive
from .report import Report

_SKIPPED = {".ds_store", "thumbs.db", "desktop.ini"}
_AHEAD = 32  # documents handed to each worker in advance


class Failure(NamedTuple):
    """A document that gave no report: its path or name, the kind of error, and what to do about it."""

    source: str
    error: str
    message: str


def documents(paths: Iterable[str | Path]) -> list[Path]:
    """The files among paths: folders are searched to the bottom, hidden files left out; a path that does not exist stays in the list."""
    found: list[Path] = []
    for path in map(Path, [paths] if isinstance(paths, (str, Path)) else paths):
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path))) if path.is_dir() else [path]
        found += inside
    return list(dict.fromkeys(found))


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts) or path.name.lower() in _SKIPPED


def parse_many(
    paths: Iterable[str | Path], workers: int | None = None, progress: Callable[[int, int], None] | None = None
) -> Iterator[Report | Failure]:
    """Reports and Failures of many files, folders or archives, in their order.

    workers: processes (default: one a processor; 1 parses in this process). progress is called with (files done, files in all).
    """
    files = documents(paths)
    workers = min(workers or os.cpu_count() or 1, max(len(files), 1))
    if workers == 1:
        results: Iterator[list[Report | Failure]] = map(_parse_file, files)
        yield from _counted(results, len(files), progress)
        return
    yield from _counted(_ahead(files, workers), len(files), progress)


def _counted(results: Iterator[list], total: int, progress: Callable[[int, int], None] | None) -> Iterator[Report | Failure]:
    for done, found in enumerate(results, 1):
        yield from found
        if progress:
            progress(done, total)


def _ahead(files: list[Path], workers: int) -> Iterator[list[Report | Failure]]:
    """Results in order while only some files are under way, so that a million names do not fill memory.

    A document that kills its process (a crash inside a library, no memory left) fails alone: what was under way with it is parsed again,
    one document at a time.
    """
    waiting, under_way, pool = deque(files), deque(), ProcessPoolExecutor(workers)
    while waiting or under_way:
        try:
            while waiting and len(under_way) < workers * _AHEAD:
                under_way.append((waiting[0], pool.submit(_parse_file, waiting[0])))
                waiting.popleft()
            result = under_way[0][1].result()
        except BrokenProcessPool:
            again = [file for file, _ in under_way]
            under_way, pool = deque(), ProcessPoolExecutor(workers)
            yield from map(_parse_alone, again)
        else:
            under_way.popleft()
            yield result
    pool.shutdown()


def _parse_alone(path: Path) -> list[Report | Failure]:
    """The result of one file in a process of its own."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(_parse_file, path).result()
        except BrokenProcessPool:
            return [Failure(str(path), "BrokenProcess", f"{path}: reading it killed its process; the file is damaged or too large for this machine.")]


def _parse_file(path: Path) -> list[Report | Failure]:
    """The report of one file, or of each document in an archive."""
    try:
        if not is_archive(path):
            return [_parse_one(path, path.as_posix(), None)]
        return [_parse_one(data, name, name) for name, data in expand(path)]
    except (ReportkitError, OSError) as error:
        return [Failure(str(path), type(error).__name__, str(error))]


def _parse_one(source: Path | bytes | ReportkitError, shown: str, name: str | None) -> Report | Failure:
    try:
        if isinstance(source, ReportkitError):  # a member of an archive that could not be taken out
            raise source
        report = parse(source, name)
        report.source = shown  # where the file lies, as it was given
        return report
    except (ReportkitError, OSError) as error:
        return Failure(shown, type(error).__name__, str(error))
    except Exception as error:  # noqa: BLE001 - an unforeseen document must not end a run over thousands; it is reported with its place
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}, {place.name}"
        return Failure(shown, type(error).__name__, f"{shown}: reportkit failed on this document ({type(error).__name__}: {error}; {where}); please report it.")

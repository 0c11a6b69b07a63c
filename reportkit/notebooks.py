"""Notebooks: run one on a folder of parsed reports and keep it as an HTML page that needs no network."""

import os
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import nbformat
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from .charts import style
from .errors import ReportkitError

# nbconvert's page without what it would fetch from elsewhere: require.js, widgets, MathJax and Mermaid, of which our notebooks use none.
_PAGE = """{% extends 'lab/index.html.j2' %}
{% block html_head_js %}{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block html_head_css %}<style>
body { max-width: 66rem; margin: 0 auto !important; padding: 1rem }
body, .jp-RenderedHTMLCommon { font-family: "Noto Sans", "Helvetica Neue", Arial, "reportkit", sans-serif }
.jp-OutputArea-output { overflow-x: auto }
</style>{% endblock %}
"""


def run(notebook: str | Path, out: str | Path, data: str | Path, lang: str = "en") -> Path:
    """Execute a notebook on the parsed reports in `data` and write it as one self-contained HTML file to `out`; gives back out.

    lang ("en" or "zh") is the language of its charts. The notebook's own file stays as it is. Raises ReportkitError naming the cell that failed.
    """
    notebook, out = Path(notebook), Path(out)
    executed = _execute(notebook, Path(data).resolve(), lang)
    _describe_pictures(executed)
    exporter = HTMLExporter(raw_template=_PAGE, embed_images=True)
    page, _ = exporter.from_notebook_node(executed, resources={"metadata": {"name": notebook.stem}})
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page.replace("</head>", f"{_font_for(page)}</head>", 1), encoding="utf-8")
    return out


def _execute(notebook: Path, data: Path, lang: str) -> NotebookNode:
    """The notebook with its outputs, run in its own folder; its parameters cell takes data and language from the environment."""
    book = nbformat.read(notebook, as_version=4)
    place, quiet = {"metadata": {"path": str(notebook.parent)}}, ["--log-level=ERROR"]
    client = NotebookClient(book, timeout=600, kernel_name="python3", resources=place, extra_arguments=quiet)
    try:
        return client.execute(env=os.environ | {"REPORTKIT_DATA": str(data), "REPORTKIT_LANG": lang})
    except CellExecutionError as error:
        failed = next(cell for cell in book.cells if any(o.output_type == "error" for o in cell.get("outputs", [])))
        line = failed.source.strip().splitlines()[-1]
        raise ReportkitError(
            f"{notebook}: the cell ending {line!r} failed on {data}: {error.ename}: {error.evalue}. Run it in JupyterLab."
        ) from error


def _describe_pictures(book: NotebookNode) -> None:
    """Give every picture the question above it as its text for readers who cannot see it."""
    question = ""
    for cell in book.cells:
        if cell.cell_type == "markdown":
            question = cell.source.splitlines()[0].lstrip("# ")
            continue
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.metadata["image/png"] = output.metadata.get("image/png", {}) | {"alt": question}


def _font_for(page: str) -> str:
    """The Chinese characters of the page as a font in its head, so that they show on a machine without Chinese fonts."""
    characters = {ord(c) for c in page if ord(c) >= 0x2E80}
    if not characters:
        return ""
    font = TTFont(style.font_file(), lazy=True)
    subsetter = Subsetter(Options(layout_features=[], hinting=False, name_IDs=[]))
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff"
    with BytesIO() as file:
        font.save(file)
        data = b64encode(file.getvalue()).decode()
    return f"<style>@font-face {{ font-family: reportkit; src: url(data:font/woff;base64,{data}) format('woff'); font-display: block }}</style>"

"""How fast PDFs are read, side by side in one run: read_pdf, pdfplumber's extract_tables, pypdfium2's bare text.

Then the memory that a long file takes.

python benchmarks/pdf.py [FILE.pdf]      without a file: the synthetic report that this program writes
"""

import io
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import mplfonts
import pdfplumber
import pypdfium2
from fpdf import FPDF

from reportkit.read.pdf import read_pdf

FONT = Path(mplfonts.__file__).parent / "fonts" / "SimHei.ttf"
ROUNDS, SERIES = 4, 5
MEMORY_PAGES = 300


def synthetic(pages: int) -> bytes:
    """A file in which each page holds ten lines of prose and a ruled table of 20 rows and 8 columns."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_font("Hei", "", FONT)
    pdf.set_font("Hei", size=11)
    for page in range(pages):
        pdf.add_page()
        for _ in range(10):
            pdf.cell(0, 18, "示例县明溪街道办事处全面推进基层政务公开标准化规范化建设的各项工作", new_x="LMARGIN", new_y="NEXT")
        for row in range(20):
            for column in range(8):
                pdf.cell(65, 22, f"第{row}项" if column == 0 else str(page * row + column), border=1, align="C")
            pdf.ln(22)
    return bytes(pdf.output())


def bare_text(data: bytes) -> list[str]:
    texts = []
    for page in (pdf := pypdfium2.PdfDocument(data)):
        textpage = page.get_textpage()
        texts.append(textpage.get_text_bounded())
        textpage.close()
        page.close()
    pdf.close()
    return texts


def plumbed_tables(data: bytes) -> list[list]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_tables() for page in pdf.pages]


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """Processor time of one call; each of the works runs on one core, and other programs on the machine do not count."""
    start = time.process_time()
    work(data)
    return time.process_time() - start


def compare(data: bytes) -> None:
    """Medians over rounds in which the three take turns, so that a slow moment of the machine meets all of them. In a round each
    reads the file several times on end, as when many files are read."""
    works = {
        "read_pdf": lambda data: read_pdf(data, "benchmark.pdf"),
        "pypdfium2 bare text": bare_text,
        "pdfplumber extract_tables": plumbed_tables,
    }
    rounds = [{name: [seconds(work, data) for _ in range(SERIES)] for name, work in works.items()} for _ in range(ROUNDS)]
    medians = {name: statistics.median(time for times in rounds for time in times[name]) for name in works}
    for name, median in medians.items():
        print(f"{name:28}{median * 1000:10.1f} ms")
    ours = medians["read_pdf"]
    print(f"{medians['pdfplumber extract_tables'] / ours:.1f} times as fast as pdfplumber (bar: at least 10)")
    print(f"{ours / medians['pypdfium2 bare text']:.1f} times the time of bare text (bar: at most 4)")


def report_memory() -> None:
    """Read a long synthetic file in this process and print its greatest memory."""
    data = sys.stdin.buffer.read()
    start = time.perf_counter()
    document = read_pdf(data, "long.pdf")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{MEMORY_PAGES} pages, {len(document.blocks)} blocks: {time.perf_counter() - start:.1f} s, peak memory {peak:.0f} MB (bar: 400)")


if __name__ == "__main__":
    if sys.argv[1:] == ["--memory"]:
        report_memory()
    else:
        compare(Path(sys.argv[1]).read_bytes() if sys.argv[1:] else synthetic(5))
        subprocess.run([sys.executable, __file__, "--memory"], input=synthetic(MEMORY_PAGES), check=True)

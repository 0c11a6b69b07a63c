"""Small invented documents for tests of reading and commands."""

from rendering.layout import Table, applications, disclosure, disputes

ROWS = "<tr>{}</tr>"


def page(organ: str, year: int, printed=lambda table, key: "0", narrative: str = "", form: str = "") -> str:
    """A report as an HTML page: statutory headings, the three tables with spans, a narrative, weaknesses and a signature."""
    name = form or ("2019" if year < 2021 else "2021")
    return (
        f"<html><head><meta charset='utf-8'><title>{organ}{year}年政府信息公开工作年度报告</title></head><body>"
        f"<h1>{organ}{year}年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
        f"<p>{narrative or f'{year}年，通过县政府网站共主动公开政府信息36条，未收到政府信息公开申请。'}</p>"
        f"<p>二、主动公开政府信息情况</p>{html(disclosure(name, printed))}"
        f"<p>三、收到和处理政府信息公开申请情况</p>{html(applications(name, printed))}"
        f"<p>四、政府信息公开行政复议、行政诉讼情况</p>{html(disputes(printed))}"
        "<p>五、存在的主要问题及改进情况</p><p>一是栏目更新不够及时；二是工作人员业务不熟。下一步，一是落实专人更新栏目；二是组织业务培训。</p>"
        f"<p>六、其他需要报告的事项</p><p>本年度未收取信息处理费。</p><p>{organ}</p><p>{year + 1}年1月20日</p></body></html>"
    )


def html(table: Table) -> str:
    """A printed table as HTML with spans."""
    rows = ("".join(f"<td colspan={b.colspan} rowspan={b.rowspan}>{b.text}</td>" for b in row) for row in table)
    return f"<table>{''.join(map(ROWS.format, rows))}</table>"

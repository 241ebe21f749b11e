"""The plugin as gikqa finds and loads it."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version

import gikqa_documents
from gikqa import Reader


def test_the_module_states_what_it_is():
    assert gikqa_documents.GIKQA_API == 1
    assert gikqa_documents.GIKQA_PREFIXES == ()
    assert gikqa_documents.__version__ == version("gikqa-documents")


def test_the_entry_point_leads_to_the_module():
    found = [point for point in entry_points(group="gikqa") if point.name == "documents"]
    assert [point.load() for point in found] == [gikqa_documents]


def test_the_hook_brings_a_reader_for_every_suffix():
    readers = gikqa_documents.gikqa_readers()
    assert all(isinstance(reader, Reader) for reader in readers)
    suffixes = [suffix for reader in readers for suffix in reader.suffixes]
    expected = [".doc", ".docx", ".htm", ".html", ".md", ".pdf", ".txt", ".wps"]
    assert sorted(suffixes) == expected


def test_importing_the_plugin_loads_no_parser():
    code = (
        "import sys, gikqa_documents;"
        "print([n for n in sys.modules if n.startswith(('lxml', 'gikqa_documents.', 'pyarrow'))])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_every_record_has_the_columns_of_the_export(read):
    record = read("青山县2020年政府信息公开工作年度报告\n一、总体情况\n正文。\n", "青山县.txt")
    columns = [name for name in record if name.count(".") != 2]
    assert columns == [
        "report_id",
        "publisher",
        "year",
        "level",
        "region_code",
        "edition",
        "title",
        "source",
        "published_on",
        "period_start",
        "period_end",
        "sections",
        "raw_cells",
        "printed_labels",
        "extraction",
    ]
    assert record["report_id"] == "青山县"
    assert record["source"].endswith("青山县.txt")


def test_the_same_file_gives_the_same_row(read, printed, edition, numbers):
    text = printed(edition, numbers(edition)).page()
    assert read(text, "a.html") == read(text, "a.html")

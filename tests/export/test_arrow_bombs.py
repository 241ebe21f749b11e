"""Arrow files whose compressed buffers grow to much more than the file are refused unread."""

from __future__ import annotations

import pyarrow as pa
import pytest

from gikqa._export import arrow_bombs
from gikqa._export.file import in_memory
from gikqa._export.stream_source import open_arrow_file
from gikqa.errors import InputError

WAYS = pytest.mark.parametrize("begin", [pa.ipc.new_file, pa.ipc.new_stream])
COMPRESSIONS = pytest.mark.parametrize("compression", ["lz4", "zstd"])


@pytest.fixture
def opened():
    """An Arrow file in memory of a table, opened; the bytes may be changed before."""

    def opened(table, begin, compression=None, change=bytes):
        stream = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression=compression)
        with begin(stream, table.schema, options=options) as writer:
            writer.write_table(table, max_chunksize=10)
        content = change(stream.getvalue().to_pybytes())
        found = open_arrow_file(in_memory("export.arrow", content))
        return found if isinstance(found, pa.Table) else found.read_all()

    return opened


def table_of(texts):
    return pa.table({"title": texts, "level": pa.array(texts).dictionary_encode()})


@pytest.fixture(autouse=True)
def lower_limit(monkeypatch):
    monkeypatch.setattr(arrow_bombs, "MOST_UNFOLDED", 100_000)
    monkeypatch.setattr(arrow_bombs, "_RATIO", 10)


@WAYS
@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_what_grows_little_is_read_as_it_is(opened, begin, compression):
    table = table_of(["年", None, "年度报告"] * 10)
    assert opened(table, begin, compression).equals(table, check_metadata=True)


@WAYS
def test_a_large_file_that_is_not_compressed_is_read(opened, begin):
    table = table_of(["年" * 90_000])
    assert opened(table, begin).equals(table)


@WAYS
@COMPRESSIONS
@pytest.mark.parametrize("column", ["title", "level"])
def test_what_grows_to_more_than_the_limit_is_refused_before_it_is_read(
    opened, begin, compression, column, monkeypatch
):
    monkeypatch.setattr(pa.ipc, "open_file", None)  # called, they would read
    monkeypatch.setattr(pa.ipc, "open_stream", None)
    table = table_of(["年" * 90_000]).select([column])
    with pytest.raises(InputError) as refused:
        opened(table, begin, compression)
    assert refused.value.in_language("en") == (
        "export.arrow: what the files hold grows to more than 100,000 bytes, as no honest export "
        "does, and the rest is not judged; write the export anew, without texts that are repeated "
        "in every report, or judge it in parts"
    )


@WAYS
@COMPRESSIONS
def test_a_damaged_file_is_counted_up_to_its_fault_and_nothing_else_fails(
    opened, begin, compression
):
    table = table_of([f"{n}年度报告" for n in range(30)])
    read = 0
    for place in range(0, 3_000, 7):

        def change(content, place=place):
            if place < len(content):
                content = bytearray(content)
                content[place] ^= 255
            return bytes(content)

        try:
            opened(table, begin, compression, change)
            read += 1
        except (InputError, pa.ArrowException, OSError):
            continue
    assert read  # what is not checked, such as padding, may be damaged


def test_a_file_that_was_cut_off_says_what_is_wrong_with_its_own_kind(opened):
    with pytest.raises(InputError) as cut:
        opened(
            table_of(["年"]), pa.ipc.new_file, None, lambda content: content[: -len(content) // 3]
        )
    assert cut.value.in_language("en") == "export.arrow is not an Arrow file: Not an Arrow file"

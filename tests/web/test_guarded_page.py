"""Who may use the page: this machine, through the form that it gave; and what it keeps."""

from __future__ import annotations

import pytest

from gikqa._web.guards import Sessions
from gikqa._web.judge_one import Judged, Seen
from gikqa._web.kept_results import KeptResults
from gikqa._web.uploads import name_on_disk, plain_name
from page_visitor import ADDRESS, PORT

OLD = "页面已过期，这份文件没有检查：请在本页重新选择；浏览器须允许本页使用 Cookie"
DOCUMENT = ("a.docx", b"PK")


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}"])
def test_a_loopback_name_is_served(visitor, host):
    assert visitor.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", "", f"[::1]:{PORT}"],
)
def test_another_host_is_refused_so_that_a_name_cannot_be_turned_to_this_machine(visitor, host):
    answer = visitor.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "token" not in answer.text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", ADDRESS.replace("http", "https")]
)
def test_a_form_of_another_page_is_refused(visitor, origin):
    answer = visitor.send(*DOCUMENT, headers={"origin": origin})
    assert (answer.status_code, answer.text) == (403, "Forms of other pages are not taken.\n")


def test_a_form_of_this_page_is_taken(visitor):
    assert visitor.send(*DOCUMENT, headers={"origin": ADDRESS}).status_code == 422


def test_without_an_origin_the_token_decides(visitor):
    """A browser of today states the origin of every form; a program need not."""
    taken = visitor.send(*DOCUMENT)
    assert "origin" not in taken.request.headers
    assert taken.status_code == 422  # judged, and found to be no document
    assert visitor.refused(*DOCUMENT, 403, data={"token": "0" * 64}) == OLD


@pytest.mark.parametrize("token", ["", "x", "é", "0" * 64])
def test_a_form_without_the_token_of_its_page_is_refused(visitor, token):
    assert visitor.refused(*DOCUMENT, 403, data={"token": token}) == OLD


def test_a_token_of_any_text_is_compared():
    sessions = Sessions(PORT)
    assert sessions.knows("s", sessions.token("s"))
    assert not any(sessions.knows("s", token) for token in ("é", "\udcff", ""))


def test_a_form_without_a_cookie_is_refused_and_comes_with_a_new_one(visitor):
    token = visitor.token()
    visitor.client.cookies.clear()
    assert visitor.refused(*DOCUMENT, 403, data={"token": token}) == OLD
    assert visitor.refused(*DOCUMENT).startswith("a.docx")


def test_the_token_of_another_browser_is_refused(visitor):
    token = visitor.token()
    visitor.client.cookies.clear()
    visitor.open()
    assert visitor.refused(*DOCUMENT, 403, data={"token": token}) == OLD


@pytest.mark.parametrize(
    "address", ["/", "/style.css", "/script.js", "/reports/x", "/../etc/passwd"]
)
def test_every_answer_forbids_scripts_frames_and_other_hosts(visitor, address):
    headers = visitor.get(address).headers
    policy = headers["content-security-policy"].split("; ")
    assert policy == [
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src data:",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ]  # fmt: skip
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor):
    (cookie,) = visitor.get("/").headers.get_list("set-cookie")
    assert cookie.startswith(f"gikqa-{PORT}=")
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=strict")


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("GET", "/x", 404), ("PUT", "/", 405), ("GET", "/reports/%1b%5b2J", 404), ("HEAD", "/", 200)],
)
def test_the_log_holds_method_path_and_status_alone(visitor, method, address, status):
    answer = visitor.run(
        visitor.client.request(method, f"{address}?name=secret", headers={"cookie": "a=b"})
    )
    assert answer.status_code == status
    assert visitor.log == [f"{method} {address} {status}"]


def test_a_document_leaves_neither_its_name_nor_its_text_in_the_log(visitor):
    visitor.refused("secret.docx", b"secret")
    assert visitor.log == ["GET / 200", "POST / 422"]


def test_a_failure_of_gikqa_itself_is_a_500(visitor, judgements, monkeypatch):
    monkeypatch.setattr(judgements, "judge", lambda upload, lang: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        visitor.send(*DOCUMENT)
    assert visitor.log[-1] == "POST / 500"


def judged(name, *messages, publisher=None, year=None):
    seen = tuple(Seen(one, "error", "GIK303", {}, one) for one in messages)
    return Judged(name, "zh", publisher, year, seen, frozenset(), (), b"page")


def test_the_oldest_results_are_dropped_when_there_are_too_many():
    kept = KeptResults(most=3)
    keys = [kept.add("s", judged(f"{n}.txt")).key for n in range(5)]
    assert [kept.get("s", key) is not None for key in keys] == [False, False, True, True, True]
    assert [one.judged.name for one in kept.of_session("s")] == ["4.txt", "3.txt", "2.txt"]


def test_the_oldest_results_are_dropped_when_they_are_too_large_but_never_the_last():
    kept = KeptResults(most_bytes=1_000)
    first = kept.add("s", judged("a.txt", "x" * 500))
    second = kept.add("s", judged("b.txt", "x" * 5_000))
    assert kept.get("s", first.key) is None
    assert kept.get("s", second.key) is second


def test_the_last_result_of_the_file_comes_before_that_of_the_body():
    kept = KeptResults()
    kept.add("s", judged("a.txt", "1", publisher="甲", year=2021))
    kept.add("s", judged("b.txt", "2", publisher="甲", year=2021))
    by_name = kept.add("s", judged("a.txt", "1", "3", publisher="甲", year=2021)).change
    assert by_name is not None
    assert (by_name.since, [one.key for one in by_name.new]) == ("a.txt", ["3"])
    by_body = kept.add("s", judged("c.txt", publisher="甲", year=2021)).change
    assert by_body is not None
    assert (by_body.since, len(by_body.gone)) == ("a.txt", 2)
    assert kept.add("s", judged("d.txt")).change is None
    assert kept.add("other", judged("a.txt")).change is None


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("2023年报告.docx", "document 2023_.docx"),
        ("../2023-1.docx", "document __ 2023_1.docx"),
        ("年报(2021).docx", "document _ 2021.docx"),
        ("a\0b/c.docx", "document .docx"),
        ("9" * 500 + ".docx", "document " + "9" * 120 + ".docx"),
    ],
)
def test_of_a_strangers_name_only_digits_reach_the_disk(name, stored):
    assert name_on_disk(name, ".docx") == stored


def test_a_long_name_keeps_its_suffix():
    assert plain_name("文" * 500 + ".docx") == "文" * 115 + ".docx"
    assert plain_name("C:\\a/b\\c.txt") == "c.txt"

"""The client of the Batch API: how long it waits, whom it says it is, and what it makes of what a server says."""

from types import SimpleNamespace

import pytest

from policysum.llm import batches
from policysum.llm.batches import BatchClient, BatchState
from policysum.llm.failures import GarbledResponseError
from policysum.llm.transport import Bound

URL = "http://127.0.0.1:9/v1"


@pytest.fixture
def made(monkeypatch):
    """Give what the client of openai is made with, and the bound of an answer by its path."""

    def make(key, **options):
        found = {}
        whole = batches.client_options

        def noted(address, *, asynchronous, bound):
            found.update(asynchronous=asynchronous, bound=bound)
            return whole(address, asynchronous=asynchronous, bound=bound)

        monkeypatch.setattr(batches, "client_options", noted)
        with BatchClient(URL, key, **options) as client:
            found["client"] = client._client
        return found

    return make


@pytest.mark.parametrize(("key", "sent"), [("sk-1", "sk-1"), ("", "none")])
def test_the_key_is_sent_and_where_there_is_none_a_word(made, key, sent):
    client = made(key)["client"]
    assert (client.api_key, client.max_retries) == (sent, 2)
    assert client.is_closed()


@pytest.mark.parametrize(
    ("given", "seconds", "connect"), [(None, 60.0, 15.0), (200.0, 200.0, 15.0), (4.0, 4.0, 4.0)]
)
def test_a_file_may_take_ten_times_as_long_as_another_answer(made, given, seconds, connect):
    found = made("sk-1", timeout=given)
    assert found["asynchronous"] is False
    assert found["bound"]("/v1/batches") == Bound(seconds=seconds)
    assert found["bound"]("/v1/files/7/content") == Bound(1024**3, 10 * seconds)
    assert (found["client"].timeout.read, found["client"].timeout.connect) == (seconds, connect)


def client_with(**parts):
    client = BatchClient(URL, "sk-1")
    client._client = SimpleNamespace(**parts)
    return client


def a_batch(**fields):
    nothing = dict.fromkeys(("status", "request_counts", "output_file_id", "error_file_id", "errors"))
    return SimpleNamespace(**{"id": "b", "metadata": {}, **nothing, **fields})


def test_a_batch_is_known_by_its_mark_among_the_last_thousand():
    many = [a_batch(id=f"b{n}", metadata={"policysum": f"m{n}"}) for n in range(1001)]
    many[3].metadata = None
    many[5].metadata = {"another": "m5"}
    client = client_with(batches=SimpleNamespace(list=lambda limit: iter(many[:limit] + many[limit:])))
    assert [client.find(f"m{n}") and client.find(f"m{n}").id for n in (0, 3, 4, 5, 999, 1000)] == [
        "b0", None, "b4", None, "b999", None,
    ]  # fmt: skip


COUNTS = SimpleNamespace(total=7, completed=4, failed=3)
PROBLEMS = SimpleNamespace(data=[SimpleNamespace(message=f"why {n}") for n in range(4)])


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, BatchState("b", "None")),
        (
            {"status": "failed", "request_counts": COUNTS, "output_file_id": "o", "error_file_id": "e"},
            BatchState("b", "failed", 7, 4, 3, "o", "e"),
        ),
        ({"request_counts": SimpleNamespace(total="many")}, BatchState("b", "None")),
        ({"output_file_id": "", "error_file_id": 3}, BatchState("b", "None")),
        ({"errors": PROBLEMS}, BatchState("b", "None", reason="why 0; why 1; why 2")),
        ({"errors": SimpleNamespace(data="odd")}, BatchState("b", "None")),
        ({"errors": SimpleNamespace(data=[None])}, BatchState("b", "None", reason="None")),
        (
            {"errors": SimpleNamespace(data=[SimpleNamespace(message="x" * 301)]), "status": "y" * 41},
            BatchState("b", "y" * 40, reason="x" * 300),
        ),
    ],
)
def test_how_a_batch_stands_is_read_as_far_as_the_server_says_it(fields, state):
    client = client_with(batches=SimpleNamespace(retrieve=lambda number: a_batch(**fields)))
    assert client.state("b") == state
    assert state.ended == (state.status in {"completed", "failed", "expired", "cancelled"})


@pytest.mark.parametrize("number", ["", None, 3])
def test_a_batch_without_a_number_is_none(number):
    client = client_with(batches=SimpleNamespace(retrieve=lambda _: a_batch(id=number)))
    with pytest.raises(Exception, match="does not speak the OpenAI chat protocol") as caught:
        client.state("b")
    assert isinstance(caught.value.__cause__, GarbledResponseError)


def test_what_is_no_error_of_the_client_is_left_as_it_is():
    def fails(number):
        raise ZeroDivisionError("ours")

    with pytest.raises(ZeroDivisionError, match="ours"):
        client_with(batches=SimpleNamespace(retrieve=fails)).state("b")


def test_empty_lines_of_a_file_are_none():
    content = SimpleNamespace(read=lambda: b"\n{1}\n  \n{2}")
    client = client_with(files=SimpleNamespace(content=lambda file: content))
    assert list(client.lines("f")) == [b"{1}", b"{2}"]


def test_a_file_is_sent_with_its_mark():
    said = {}

    def create(**options):
        said.update(options)
        return a_batch(id="b7", status="validating")

    files = SimpleNamespace(create=lambda **options: said.update(options) or SimpleNamespace(id="f"))
    client = client_with(files=files, batches=SimpleNamespace(create=create))
    assert client.submit(b"{}\n", "0123456789abcdef") == BatchState("b7", "validating")
    assert said == {
        "file": ("policysum-0123456789ab.jsonl", b"{}\n"),
        "purpose": "batch",
        "input_file_id": "f",
        "endpoint": "/v1/chat/completions",
        "completion_window": "24h",
        "metadata": {"policysum": "0123456789abcdef"},
    }

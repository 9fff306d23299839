"""The table of servers, and the rows users add to it."""

import pytest

from policysum.errors import ConfigError
from policysum.llm import Price, Structured, Usage, capabilities_for
from policysum.llm.servers import SERVERS, config_path


@pytest.mark.parametrize(
    ("url", "model", "family", "structured"),
    [
        ("https://api.openai.com/v1", "gpt-4o-mini", "OpenAI", Structured.STRICT),
        ("https://api.openai.com/v1/", "something-new", "OpenAI", Structured.STRICT),
        ("https://api.deepseek.com", "deepseek-chat", "DeepSeek", Structured.OBJECT),
        ("https://api.deepseek.com/v1", "deepseek-reasoner", "DeepSeek", Structured.OBJECT),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen-plus", "Qwen", Structured.OBJECT),
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "qwen-plus", "Qwen", Structured.OBJECT),
        ("https://open.bigmodel.cn/api/paas/v4", "glm-4.5", "GLM", Structured.OBJECT),
        ("https://api.moonshot.cn/v1", "moonshot-v1-8k", "Kimi", Structured.OBJECT),
        ("https://ark.cn-beijing.volces.com/api/v3", "ep-2024", "Doubao", Structured.OBJECT),
        ("http://localhost:11434/v1", "qwen3:8b", "Ollama", Structured.SCHEMA),
        ("http://127.0.0.1:1234/v1", "x", "LM Studio", Structured.SCHEMA),
        ("http://localhost:8000/v1", "x", "vLLM", Structured.STRICT),
        ("http://[::1]:8080/v1", "x", "llama.cpp", Structured.STRICT),
        ("https://llm.example.org/v1", "x", "unknown", None),
        ("https://api.openai.com.evil.example/v1", "gpt-4o", "unknown", None),
        ("https://notapi.openai.com/v1", "gpt-4o", "unknown", None),
        ("", "x", "unknown", None),
    ],
)
def test_a_server_is_known_by_its_address(url, model, family, structured):
    found = capabilities_for(url, model)
    assert (found.family, found.structured) == (family, structured)


@pytest.mark.parametrize(
    ("model", "context"), [("moonshot-v1-8k", 8_192), ("moonshot-v1-32k", 32_768), ("kimi-k2", 128_000)]
)
def test_the_model_decides_where_one_address_serves_several(model, context):
    assert capabilities_for("https://api.moonshot.cn/v1", model).context == context


def test_reasoning_models_get_no_temperature():
    assert not capabilities_for("https://api.openai.com/v1", "o3-mini").sampling
    assert capabilities_for("https://api.openai.com/v1", "gpt-4o").sampling


def test_no_row_is_hidden_by_one_before_it():
    for number, server in enumerate(SERVERS):
        for host in server.hosts:
            for model in server.models or ("some-model",):
                first = next(row for row in SERVERS if row.matches(host, model))
                assert first is server, f"row {number} is never reached for {host} {model}"


def test_a_price_counts_cached_tokens_at_their_own_rate():
    price = Price(2.0, 8.0, 0.5)
    assert price.cost(Usage(1_000_000, 500_000, 400_000)) == pytest.approx(0.6 * 2 + 0.4 * 0.5 + 4.0)
    assert Price(2.0, 8.0).cost(Usage(1_000_000, 0, 400_000)) == pytest.approx(2.0)


def write(text):
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text(text, encoding="utf-8")


def test_a_row_of_the_users_goes_first():
    write(
        '[[server]]\nname = "我们的网关"\nhost = "api.openai.com"\nmodel = "GPT-4o"\nstructured = "tools"\ncontext = 99\n'
        'timeout = 5\nprice = { prompt = 1.0, completion = 2.0, currency = "CNY" }\nextra_body = { a = { b = false } }\n'
        'drop_keywords = ["maxLength"]\n'
    )
    row = capabilities_for("https://api.openai.com/v1", "gpt-4o-mini")
    assert (row.family, row.structured, row.context, row.timeout) == ("我们的网关", Structured.TOOLS, 99, 5)
    assert row.price == Price(1.0, 2.0, currency="CNY")
    assert row.extra_body == {"a": {"b": False}}
    assert capabilities_for("https://api.openai.com/v1", "gpt-5").family == "OpenAI"


THINKS_NOT = {"thinking": {"type": "disabled"}}
TEMPLATE = {"chat_template_kwargs": {"enable_thinking": False}}


@pytest.mark.parametrize(
    ("host", "model", "context", "timeout", "extra"),
    [
        ("api.openai.com", "gpt-4o-mini", 128_000, 120, {}),
        ("api.openai.com", "gpt-4o-2024-11-20", 128_000, 120, {}),
        ("api.openai.com", "gpt-4.1", 1_047_576, 120, {}),
        ("api.openai.com", "gpt-4.1-mini", 1_047_576, 120, {}),
        ("api.openai.com", "gpt-4.1-nano", 1_047_576, 120, {}),
        ("api.openai.com", "o3-mini", 200_000, 300, {}),
        ("api.openai.com", "gpt-5", 200_000, 300, {}),
        ("api.openai.com", "something-new", 128_000, 120, {}),
        ("api.deepseek.com", "deepseek-chat", 64_000, 120, {}),
        ("dashscope-us.aliyuncs.com", "qwen-plus", 32_768, 120, {"enable_thinking": False}),
        ("api.z.ai", "glm-4.5", 128_000, 120, THINKS_NOT),
        ("api.moonshot.ai", "kimi-k2", 128_000, 120, {}),
        ("ark.cn-beijing.volces.com", "ep-2024", 32_768, 120, THINKS_NOT),
        ("localhost:11434", "x", 4_096, 600, {}),
        ("localhost:1234", "x", 4_096, 600, {}),
        ("localhost:8000", "x", None, 300, TEMPLATE),
        ("localhost:8080", "x", None, 600, {"cache_prompt": True, **TEMPLATE}),
    ],
)
def test_what_a_server_takes_is_what_its_documentation_says(host, model, context, timeout, extra):
    row = capabilities_for(f"https://{host}/v1", model)
    assert (row.context, row.timeout, dict(row.extra_body)) == (context, timeout, extra)
    openai = host == "api.openai.com"
    assert row.max_tokens_field == ("max_completion_tokens" if openai else "max_tokens")
    assert row.drop_keywords == (
        {"minLength", "maxLength", "uniqueItems", "default"} if openai else frozenset()
    )


@pytest.mark.parametrize(
    ("model", "fresh", "cached", "answer"),
    [
        ("gpt-4o-mini", 0.15, 0.075, 0.60),
        ("gpt-4o", 2.50, 1.25, 10.00),
        ("gpt-4.1-nano", 0.10, 0.025, 0.40),
        ("gpt-4.1-mini", 0.40, 0.10, 1.60),
        ("gpt-4.1", 2.00, 0.50, 8.00),
    ],
)
def test_a_million_tokens_cost_what_is_published(model, fresh, cached, answer):
    million = 1_000_000
    price = capabilities_for("https://api.openai.com/v1", model).price
    assert price.cost(Usage(million)) == pytest.approx(fresh)
    assert price.cost(Usage(million, 0, million)) == pytest.approx(cached)
    assert price.cost(Usage(0, million)) == pytest.approx(answer)
    assert price.currency == "USD"
    assert capabilities_for("https://api.openai.com/v1", "o3-mini").price is None


def test_a_table_that_cannot_be_read_is_an_error_with_its_place():
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().symlink_to(config_path().name)  # a link to itself
    with pytest.raises(ConfigError, match="the server table cannot be read") as caught:
        capabilities_for("https://x", "x")
    assert caught.value.where == str(config_path())


def test_a_row_is_called_by_its_host_where_it_has_no_name_and_hosts_are_given_in_any_case():
    write('[[server]]\nhost = "LLM.Example.org"\nmodel = ""\n[[server]]\nhost = ""\n')
    with pytest.raises(ConfigError, match="server 2: a row needs a host"):
        capabilities_for("https://x", "x")
    write('[[server]]\nhost = "LLM.Example.org"\nmodel = ""\n')
    assert capabilities_for("https://user:p@llm.example.org:8443/v1", "any").family == "LLM.Example.org"
    assert capabilities_for("https://example.org/v1", "any").family == "unknown"


def test_a_port_may_be_part_of_the_users_address():
    write('[[server]]\nhost = "10.0.0.7:9000"\nstructured = "json_schema"\n')
    assert capabilities_for("http://10.0.0.7:9000/v1", "x").structured is Structured.SCHEMA
    assert capabilities_for("http://10.0.0.7:9001/v1", "x").structured is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[[server", "TOML"),
        (f"a = {'[' * 5000}", "TOML"),
        ("server = 3", r"\[\[server\]\]"),
        ("server = [3]", r"\[\[server\]\]"),
        ('[[server]]\nhost = "a"\n[[server]]\nhost = 3', "server 2: a row needs a host"),
        ('[[server]]\nname = "x"', "needs a host"),
        ('[[server]]\nhost = "x"\nstructred = "tools"', "structred"),
        ('[[server]]\nhost = "x"\nstructured = "magic"', "magic"),
        ('[[server]]\nhost = "x"\nprice = { prompt = 1.0 }', "completion"),
    ],
)
def test_a_mistake_in_the_users_table_is_named_with_its_place(text, what):
    write(text)
    with pytest.raises(ConfigError, match=what) as caught:
        capabilities_for("https://x", "x")
    assert "servers.toml" in str(caught.value)

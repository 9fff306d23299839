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

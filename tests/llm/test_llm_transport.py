"""What a client is made with, and what is said of a proxy that cannot be used."""

import ssl

import pytest

from policysum.errors import ConfigError
from policysum.llm.address import Address
from policysum.llm.transport import _certificates, client_options


@pytest.mark.parametrize("asynchronous", [True, False])
def test_a_client_knows_the_address_and_follows_nobody(asynchronous):
    options = client_options(Address.of("http://127.0.0.1:9/v1?key=a"), asynchronous=asynchronous)
    assert options["base_url"] == "http://127.0.0.1:9/v1"
    assert options["default_query"] == {"key": "a"}
    assert options["http_client"].follow_redirects is False
    assert options["http_client"].trust_env is False
    assert "gzip" in options["default_headers"]["Accept-Encoding"]
    elsewhere = client_options(Address.of("https://example.org/v1"), asynchronous=asynchronous)
    assert elsewhere["http_client"].trust_env is True
    assert elsewhere["default_query"] is None


@pytest.mark.parametrize(
    ("proxy", "said"), [("odd://user:secret@host:1", r"odd://"), ("http://user:secret@host:port", "proxy")]
)
def test_a_proxy_that_cannot_be_used_is_named_without_its_password(monkeypatch, proxy, said):
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ConfigError, match=said) as caught:
        client_options(Address.of("https://example.org/v1"), asynchronous=True)
    assert "secret" not in str(caught.value)
    assert "SSL_CERT_FILE" in caught.value.where
    assert client_options(Address.of("http://127.0.0.1:9/v1"), asynchronous=True)


def test_where_no_certificate_is_shown_none_is_trusted_and_elsewhere_those_of_the_system():
    nobody = _certificates(Address.of("http://127.0.0.1:9/v1"))
    assert nobody.verify_mode == ssl.CERT_REQUIRED
    assert nobody.get_ca_certs() == []
    for url in ("https://127.0.0.1:9/v1", "https://example.org/v1", "http://example.org/v1"):
        assert _certificates(Address.of(url)) is True

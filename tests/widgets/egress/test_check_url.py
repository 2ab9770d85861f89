"""Which addresses are refused, in whatever clothes they come."""

from ipaddress import ip_address, ip_network

import pytest

from widgets.base import FetchError
from widgets.egress import check_url, policy

# The IANA special-purpose registries (IPv4 and IPv6), whatever they say about being reachable, and what else leads inside.
SPECIAL = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.0/29 192.0.0.8/32
192.0.0.9/32 192.0.0.10/32 192.0.0.170/32 192.0.0.171/32 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15
198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 255.255.255.255/32 168.63.129.16/32
::/128 ::1/128 ::7f00:1/128 ::ffff:127.0.0.1/128 ::ffff:10.0.0.0/104 64:ff9b::/96 64:ff9b:1::/48 100::/64
100:0:0:1::/64 2001::/23 2001::/32 2001:1::1/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28
2001:db8::/32 2002::/16 2002:7f00:1::/48 3fff::/20 5f00::/16 fc00::/7 fd00:ec2::254/128 fe80::/10 fec0::/10 ff00::/8
""".split()  # noqa: SIM905
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.215.14", "192.0.1.1", "223.255.255.254", "2606:4700::1111", "2a00:1450:4001::5"]


@pytest.mark.parametrize("network", SPECIAL)
def test_special_networks_are_refused_from_first_to_last_address(network):
    network = ip_network(network)
    for address in (network[0], network[-1], network[network.num_addresses // 2]):
        assert not policy.is_allowed(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address):
    assert policy.is_allowed(ip_address(address))
    assert policy.is_allowed(ip_address(address), [ip_network("10.0.0.0/8"), ip_network("fd00::/8")])


def test_an_operator_can_allow_a_network_and_only_that():
    allow = policy.networks(["10.1.0.0/16"])
    assert policy.is_allowed(ip_address("10.1.2.3"), allow)
    assert policy.is_allowed(ip_address("::ffff:10.1.2.3"), allow)
    assert not policy.is_allowed(ip_address("10.2.2.3"), allow)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "017700000001", "0177.0.0.1",
        "127.0.0.1.", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "[::1]", "[::]", "[::127.0.0.1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:a9fe:a9fe]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1%25eth0]",
        "localhost", "LOCALHOST", "foo.localhost", "localhost.", "169.254.169.254", "0", "10.0.0.1", "100.100.100.200",
        "168.63.129.16", "192.0.0.192",
    ],
)  # fmt: skip
def test_addresses_inside_are_refused_with_one_message(host):
    with pytest.raises(FetchError) as refusal:
        check_url(f"http://{host}/")
    assert (refusal.value.code, str(refusal.value)) == ("refused", "There is no answer from this address.")


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "//example.org/", "file:///etc/passwd", "gopher://example.org/", "dict://example.org:11211/", "ftp://example.org/",
        "data:text/html,x", "javascript:alert(1)", "http://", "http:///x", "http://exa mple.org/", "http://example.org\\@127.0.0.1/",
        "http://example.org\t/", "http://exa\nmple.org/", "http://example.org/\r\nHost: x", "http://example.org/\0", "http://user@example.org/",
        "http://user:secret@example.org/", "http://@example.org/", "http://example.org:99999/", "http://example.org:0/", "http://example.org:x/",
        "http://[::1/", "http://[v1.x]/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://0x/", "http://a..b/", "http://exa%6dple.org/",
        "http://" + "a" * 64 + ".org/", "http://example.org/" + "a" * 2048, "http://example.org/\u202e",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_with_an_explanation(url):
    with pytest.raises(FetchError) as refusal:
        check_url(url)
    assert refusal.value.code == "bad-address"


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        (" https://example.org:443/a?b=c#d ", "https://example.org/a?b=c"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("http://bücher.example/ä ö?q=ü", "http://xn--bcher-kva.example/%C3%A4%20%C3%B6?q=%C3%BC"),
        ("http://example.org/a%20b?c=%C3%BC", "http://example.org/a%20b?c=%C3%BC"),
        ("http://16843009/", "http://1.1.1.1/"),
        ("http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/"),
        ("http://[::ffff:1.1.1.1]/", "http://1.1.1.1/"),
        ("http://example.org./x", "http://example.org/x"),
    ],
)
def test_addresses_are_brought_into_one_form(given, normal):
    assert check_url(given) == normal
    assert check_url(normal) == normal


def test_the_portal_does_not_ask_itself(settings):
    settings.PUBLIC_URL = "https://foyer.example"
    with pytest.raises(FetchError, match="no answer"):
        check_url("https://foyer.example/channels/news/feed.xml")


@pytest.mark.parametrize("port", [5432, 6379, 7000])
def test_the_portal_does_not_ask_its_database_and_its_redis(settings, port):
    """Not even where the operator lets it into the network that they stand in."""
    settings.EGRESS_ALLOW = ["10.0.0.0/8"]
    settings.EGRESS_CLOSED_PORTS = settings.EGRESS_CLOSED_PORTS | {7000}
    assert check_url("http://10.0.0.5:8080/feed") == "http://10.0.0.5:8080/feed"
    for host in ("10.0.0.5", "0xa.5", "[::ffff:10.0.0.5]", "redis.internal.example"):
        with pytest.raises(FetchError) as refusal:
            check_url(f"http://{host}:{port}/")
        assert refusal.value.code == "refused"

"""Which web addresses the portal may speak to; pure, so that every rule can be shown by a test.

The table is our own: `ipaddress.is_global` lets through 6to4, NAT64, multicast and other roads into private networks,
and changes between versions of Python. It follows the IANA special-purpose registries and is stricter where in doubt.
"""

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

from django.utils.translation import gettext_lazy as _

from widgets.base import FetchError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MAX_URL = 2048
REFUSED = _("There is no answer from this address.")

FORBIDDEN_V4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by providers; some clouds keep their metadata here
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the wire server of a cloud
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments, cloud metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
]
#: Everything outside is loopback, unique local, link-local, multicast, mapped, translated (NAT64) or not assigned.
GLOBAL_V6 = IPv6Network("2000::/3")
FORBIDDEN_V6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries any IPv4 address
        "3fff::/20",  # documentation
    )
]


@dataclass(frozen=True, slots=True)
class Target:
    """A checked web address: `url` is what is requested, `address` is set when the host is a literal one."""

    url: str
    scheme: str
    host: str
    port: int
    address: Address | None = None

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def networks(words: Sequence[str]) -> list[Network]:
    return [ip_network(word) for word in words]


def is_allowed(address: Address, allow: Sequence[Network] = ()) -> bool:
    """Whether a connection to this address may be opened; `allow` are the operator's own exceptions."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in allow):
        return True
    if isinstance(address, IPv4Address):
        return not any(address in network for network in FORBIDDEN_V4)
    return address in GLOBAL_V6 and not any(address in network for network in FORBIDDEN_V6)


def target(url: str, allow: Sequence[Network] = ()) -> Target:
    """Takes a web address apart, in its one normal form. No DNS. Raises FetchError "bad-address" or "refused"."""
    parts = _split(url)
    host = _normal_host(parts.hostname or "")
    address = _literal(host)
    if address and not is_allowed(address, allow):
        raise refused()
    shown = f"[{host}]" if isinstance(address, IPv6Address) else host
    default = 443 if parts.scheme == "https" else 80
    port = parts.port or default
    netloc = shown if port == default else f"{shown}:{port}"
    return Target(f"{parts.scheme}://{netloc}{_path(parts)}", parts.scheme, shown, port, address)


def refused() -> FetchError:
    """One message for whatever is behind the wall, so that nobody can look over it."""
    return FetchError("refused", REFUSED)


def unreachable() -> FetchError:
    """Closed, filtered or unknown: the same words as for a refusal."""
    return FetchError("unreachable", REFUSED)


def _bad_address() -> FetchError:
    return FetchError("bad-address", _("Enter a web address that begins with http:// or https://."))


def _split(url: str) -> SplitResult:
    url = url.strip(" ")
    if len(url) > MAX_URL:
        raise FetchError("bad-address", _("This address is too long."))
    if "\\" in url or not all(character.isprintable() for character in url):
        raise _bad_address()
    try:
        parts = urlsplit(url)
        port_is_odd = parts.port == 0
    except ValueError:
        raise _bad_address() from None
    is_odd_literal = "[" in parts.netloc and ":" not in (parts.hostname or "")
    if parts.scheme not in {"http", "https"} or not parts.hostname or port_is_odd or is_odd_literal:
        raise _bad_address()
    if "@" in parts.netloc:
        raise FetchError("bad-address", _("Remove the user name and password from the address."))
    return parts


def _normal_host(host: str) -> str:
    """Lower-case ASCII; numbers written in odd ways (2130706433, 0x7f.1, ①②⑦.⓪.⓪.①) become what they mean."""
    if ":" in host:
        return _normal_v6(host)
    try:
        ascii_host = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise _bad_address() from None
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", ascii_host) or len(ascii_host) > 253:
        raise _bad_address()
    if ascii_host == "localhost" or ascii_host.endswith(".localhost"):
        return "127.0.0.1"
    if re.fullmatch(r"(.*\.)?(\d+|0x[0-9a-f]*)", ascii_host):
        return _normal_v4(ascii_host)
    return ascii_host


def _normal_v4(host: str) -> str:
    """As `inet_aton` and every browser read it: decimal, octal, hexadecimal, one to four parts."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        raise _bad_address() from None


def _normal_v6(host: str) -> str:
    try:
        address = IPv6Address(host)
    except ValueError:
        raise _bad_address() from None
    if address.scope_id:
        raise refused()
    return str(address.ipv4_mapped or address)


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _path(parts: SplitResult) -> str:
    """Path and query with everything that is not ASCII, and blanks, percent-encoded; no fragment."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    return f"{path}?{query}" if query else path

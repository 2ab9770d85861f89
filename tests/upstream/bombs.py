"""What grows to two hundred million zeros when it is unpacked, in every way of packing that the web knows."""

import gzip
import zlib
from base64 import b64decode
from collections.abc import Callable
from functools import cache

SIZE = 200_000_000
#: Brotli, written down because Python has none: a hundred and fifty bytes.
BROTLI = b64decode(
    "z///fwAkAOKxQHLv//n//w+ABEAcFoDu/T////8BkACIwwLQvf/n//8/ABIAcVgAuvf//P//B0ACIA4LQPf+n////wBIAMRhAeje//P//x8A"
    "CYA4LADd+3/+//8DIAEQhwWge//P//9/ACQA4rAAdO//+f//D4AEQBwWgO79P////wGQAIjDAtC9/8//4HUAEgBxWAC6ues="
)


def zstd() -> bytes:
    """A frame of blocks that each say: this byte, 131,072 times (RFC 8878, 3.1.1.2.2)."""
    block, end = 131_072, (1).to_bytes(3, "little")
    repeated = (block << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    return bytes.fromhex("28b52ffd0058") + repeated * (SIZE // block) + end


#: Of the innermost coding; those around it are gzip or deflate.
BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": cache(lambda: gzip.compress(b"\0" * SIZE)),
    "deflate": cache(lambda: zlib.compress(b"\0" * SIZE)),
    "br": lambda: BROTLI,
    "zstd": zstd,
}
AROUND: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "identity": bytes}


def packed(*codings: str) -> bytes:
    """A bomb with these codings around it, in the order of Content-Encoding: the innermost first."""
    body = BOMBS[codings[0]]()
    for coding in codings[1:]:
        body = AROUND[coding](body)
    return body

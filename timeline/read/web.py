"""Pages of the web, fetched by trafilatura, and only where the user asks for it."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import NamedTuple

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Fetched(NamedTuple):
    """What a server sent: the bytes, where it led, and what it calls them."""

    data: bytes
    url: str
    kind: str


def is_address(given: str) -> bool:
    return bool(_ADDRESS.match(given))


def fetch(url: str) -> Fetched:
    """The bytes at an address: 20 MB and two redirects at most, 30 seconds, none but public hosts, no certificate that is
    not sound.

    Raises:
        OSError: the server does not answer, or not with a page.
    """
    from trafilatura import fetch_response
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "INSECURE_SSL_FALLBACK", "off")
    response = fetch_response(url, with_headers=True, config=settings)
    if response is None or not response.data:
        raise OSError("could not be fetched (no answer, a refusal, or more than 20 MB)")
    if response.status != 200:
        raise OSError(f"could not be fetched (the server answers {response.status})")
    return Fetched(response.data, response.url, (response.headers or {}).get("content-type", ""))

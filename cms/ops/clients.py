"""Where a request came from."""

import ipaddress

from django.conf import settings

IPV6_PREFIX = 64  # bits of the network that one household or firm is given at the least


def client_address(request):
    """The address the request came from; of IPv6 the network, since whoever has one address there has them all.

    `X-Forwarded-For` is believed only as far as TRUSTED_PROXIES says: each proxy in front of the site appends the
    address it was asked from, so that the last that many entries are true, and the rest may be invented.
    """
    proxies = settings.TRUSTED_PROXIES
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    text = chain[-proxies] if proxies and len(chain) >= proxies else request.META.get("REMOTE_ADDR") or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    address = getattr(address, "ipv4_mapped", None) or address
    return str(address if address.version == 4 else ipaddress.ip_network((address, IPV6_PREFIX), strict=False))

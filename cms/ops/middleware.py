"""Three small middlewares: no copy outlives its entry, writes are whole, the admin gets the policy it needs."""

from django.db import transaction
from django.utils.cache import patch_cache_control

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class NoStaleCopiesMiddleware:
    """Lets copies be kept, but asks for each use whether they still hold: a case may end at any second."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Adds `Cache-Control: no-cache` to every answer that does not say otherwise."""
        response = self.get_response(request)
        if "Cache-Control" not in response:
            patch_cache_control(response, no_cache=True)
        return response


class AtomicWritesMiddleware:
    """Runs the view of every writing request in one transaction: an error leaves nothing half done.

    Django's ATOMIC_REQUESTS would also open one for each read, which on SQLite takes the write lock.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Passes the request on."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Calls the view of a writing request inside a transaction."""
        if request.method in SAFE or "default" in getattr(view, "_non_atomic_requests", ()):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)


class AdminPolicyMiddleware:
    """Wagtail's admin uses inline scripts and styles; still nothing of another host."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Loosens the content policy for the admin's addresses only."""
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {
                "script-src": ["'unsafe-inline'", "'unsafe-eval'"],
                "style-src": ["'unsafe-inline'"],
                "img-src": ["blob:"],
            }
        return response

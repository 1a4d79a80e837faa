"""Two small middlewares: writes are whole, and the admin gets the content policy it needs."""

from django.db import transaction

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


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
        if request.method in SAFE or view in getattr(view, "_non_atomic_requests", ()):
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

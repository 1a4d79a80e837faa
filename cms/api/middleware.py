"""What holds for every answer of the API: who may ask, how often, entity tags, and errors that programs read."""

from hashlib import sha256

from django.utils.cache import get_conditional_response

from cms.api.problems import CONTENT_TYPE, problem
from cms.api.rate import seconds_to_wait

PREFIX = "/api/v1/"
DOCS = f"{PREFIX}docs/"  # a page for people
METHODS = "GET, HEAD, OPTIONS"
DAY = "86400"  # seconds for which a browser need not ask again whether it may ask
READABLE = "ETag, Link, Retry-After"  # headers that scripts of other sites may read


class ProgramsMiddleware:
    """Answers for programs: any site may read them, no cookie is set, every error is a problem document."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Passes requests of the API on, and finishes their answers."""
        if not request.path.startswith(PREFIX) or request.path.startswith(DOCS):
            return self.get_response(request)
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = READABLE
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["X-Robots-Tag"] = "noindex, noarchive"
        return response

    def _answer(self, request):
        if request.method == "OPTIONS":
            response = problem(204)
            response.content = b""
            del response["Content-Type"]
            response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Max-Age"] = DAY
            return response
        if request.method not in {"GET", "HEAD"}:
            response = problem(405)
            response["Allow"] = METHODS
            return response
        if wait := seconds_to_wait(request):
            response = problem(429)
            response["Retry-After"] = str(wait)
            return response
        method, request.method = request.method, "GET"  # the server sends no body for HEAD
        response = self.get_response(request)
        request.method = method
        if response.status_code == 200:
            # Weak: a proxy may compress the same words another way.
            response["ETag"] = etag = f'W/"{sha256(response.content).hexdigest()[:32]}"'
            response = get_conditional_response(request, etag=etag, response=response)
        if response.status_code >= 400 and response["Content-Type"] != CONTENT_TYPE:
            return problem(response.status_code)
        return response

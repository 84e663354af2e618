"""How a call of the API can fail."""
import re


class Unreachable(Exception):
    """No usable answer. sent: the request may have been carried out all the same."""

    def __init__(self, message, sent=False):
        Exception.__init__(self, message)
        self.sent = sent


class ApiError(Exception):
    """The API's refusal: what was asked was not done."""

    def __init__(self, code, message):
        # Without its own id a refusal reads the same each time, and is logged once.
        Exception.__init__(self, '%s: %s' % (code, re.sub(r'\[request id:[^]]*\]\s*', '', message, flags=re.I)))
        self.code = code

"""The API's time, by which requests are signed: the host's own clock may be wrong."""
import time


class ApiClock:
    def __init__(self, host):
        self.host = host
        self.known = None           # (the API's time, our monotonic time) at the last answer: no step disturbs it

    def now(self):
        """Seconds since 1970."""
        if self.known is None:
            return int(self.host.wall())
        return int(self.known[0] + self.host.now() - self.known[1])

    def set(self, date):
        """By the Date of an answer."""
        seconds = parse_date(date)
        if seconds is not None:
            self.known = (seconds, self.host.now())


def parse_date(date):
    """An HTTP date in seconds since 1970, or None."""
    try:
        parsed = time.strptime(date or '', '%a, %d %b %Y %H:%M:%S GMT')
    except ValueError:
        return None
    days = (parsed.tm_year - 1970) * 365 + (parsed.tm_year - 1969) // 4
    return ((days + parsed.tm_yday - 1) * 24 + parsed.tm_hour) * 3600 + parsed.tm_min * 60 + parsed.tm_sec

"""Tells of each change of owner: in the log, and at the webhook, which delays nothing."""
import http.client
import json
import urllib.parse

SOMEBODY = 'moved in the cloud by somebody else'


class News:
    def __init__(self, host, config, log):
        self.host = host
        self.config = config
        self.log = log
        self.owner = 'unknown'      # the ENI, or None, that had the VIP when that was last certain

    def notice(self, reading, role):
        """A change that is not of our making: once it is ours, or once it is nobody's of the pair."""
        record, before = reading.record, self.owner
        if record.owner == 'unknown' or not record.settled or record.eni == before:
            return
        stray = record.owner in ('other', 'none')
        if stray and reading.seen < 2:
            return
        self.owner = record.eni
        if before != 'unknown' and (record.owner == 'self' or stray and role == 'MASTER'):
            self.log('the VIP has gone from %s to %s, by somebody else\'s doing' % (
                self.config.who(before), self.config.who(record.eni)))
            self.tell(before, record.eni, SOMEBODY, 'somebody-else', None)

    def tell(self, before, now, why, code, outage):
        self.owner = now
        if not self.config.webhook:
            return
        news = {'cluster': self.config.cluster, 'from': before, 'to': now, 'why': why, 'code': code, 'outage': outage}
        try:
            self.host.spawn(self.post, self.config.webhook, news)
        except RuntimeError as error:
            self.log('the webhook was not told of the change of owner: %s' % error)

    def post(self, url, body):
        problem = None
        for pause in (0, 2, 10):
            self.host.sleep(pause)
            try:
                status = post_webhook(url, body)
            except (OSError, http.client.HTTPException) as error:
                problem = str(error) or type(error).__name__
                continue
            if status < 400:
                return
            problem = 'HTTP %d' % status
            if status < 500:
                break
        # Not the URL: whoever knows it may post there.
        self.log('the webhook was not told of the change of owner: %s' % problem)


def post_webhook(url, body):
    """The reply's HTTP status."""
    parts = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == 'https' else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=10)
    try:
        connection.request('POST', (parts.path or '/') + ('?' + parts.query if parts.query else ''),
                           json.dumps(body).encode(), {'Content-Type': 'application/json'})
        return connection.getresponse().status
    finally:
        connection.close()

"""The key for the API: from a file, or from the CAM role of this instance, renewed beside the calls that use it."""
import collections
import http.client
import json

from vip.failures import Unreachable
from vip.files import parse_json, read_text
from vip.say import say

CREDENTIALS = '/etc/keepalived/credentials'
METADATA = 'metadata.tencentyun.com'
ROLE_PATH = '/latest/meta-data/cam/security-credentials/'
RETRY = 20.0            # seconds between two tries to renew what still serves

Credentials = collections.namedtuple('Credentials', 'secret_id secret_key token')


class KeyFile:
    """Read once: ha-setup restarts this program when it writes the file anew."""

    expires = None              # epoch seconds; a key has no end

    def __init__(self, path=CREDENTIALS):
        self.path = path
        self.cached = None

    def get(self, end):
        if self.cached is not None:
            return self.cached
        values = parse_json(read_text(self.path)) or {}
        if not isinstance(values, dict) or not values.get('secretId') or not values.get('secretKey'):
            raise Unreachable(say('key-missing', path=self.path))
        self.cached = Credentials(values['secretId'], values['secretKey'], values.get('token'))
        return self.cached

    def refused(self):
        self.cached = None


class Role:
    """What it got last serves until something better has arrived, whatever the metadata service does meanwhile."""

    def __init__(self, host, names, metadata=METADATA):
        self.host = host
        self.names = names
        self.metadata = metadata
        self.cached = None
        self.renew_at = 0.0         # monotonic
        self.expires = None         # of what it has, epoch seconds
        self.problem = None
        self.pending = False

    def get(self, end):
        """Raises Unreachable where none came until `end`, and none is known."""
        if self.cached is None or self.host.now() >= self.renew_at:
            self.renew()
        while self.cached is None:
            if not self.pending:
                raise Unreachable(say('no-credentials', metadata=self.metadata, problem=self.problem))
            if self.host.now() >= end:
                raise Unreachable(say('no-credentials', metadata=self.metadata, problem=say('no-answer')))
            self.host.sleep(0.02)
        return self.cached

    def refused(self):
        """The API did not take them: new ones are asked for, and waited for a little."""
        self.renew()
        end = self.host.now() + 2
        while self.pending and self.host.now() < end:
            self.host.sleep(0.02)

    def renew(self):
        if self.pending:
            return
        self.pending = True
        self.renew_at = self.host.now() + RETRY
        try:
            self.host.spawn(self.fetch_all)
        except RuntimeError as error:
            self.problem = str(error)
            self.pending = False

    def fetch_all(self):
        try:
            names = self.fetch(ROLE_PATH).split()
            if not names:
                raise Unreachable(say('no-role'))
            self.accept(json.loads(self.fetch(ROLE_PATH + names[0])))
            self.problem = None
        except (Unreachable, ValueError, KeyError, TypeError, AttributeError) as error:
            self.problem = '%s' % (error or type(error).__name__)
        self.pending = False

    def accept(self, reply):
        """Takes what metadata answered where it is better than what is known. Raises where it is no set of credentials."""
        if reply.get('Code', 'Success') != 'Success':
            raise Unreachable(say('role-code', code=reply.get('Code')))
        found = Credentials(reply['TmpSecretId'], reply['TmpSecretKey'], reply['Token'])
        if not all(isinstance(value, str) and value for value in found):
            raise Unreachable(say('role-empty'))
        lasts = float(reply.get('ExpiredTime') or 0) - self.host.wall()
        if lasts <= 0 and self.cached is not None:
            raise Unreachable(say('role-expired'))
        self.cached = found
        self.expires = float(reply.get('ExpiredTime') or 0) or None
        self.renew_at = self.host.now() + max(30.0, min(lasts / 2, 3600.0))

    def fetch(self, path):
        end = self.host.now() + 5
        failure = None
        try:
            for address in self.names.find(self.metadata, end)[:2]:
                try:
                    return self.fetch_from(address, path)
                except (OSError, http.client.HTTPException) as error:
                    failure = error
        except OSError as error:
            failure = error
        self.names.failed(self.metadata)
        raise Unreachable('%s' % (failure or type(failure).__name__))

    def fetch_from(self, address, path):
        connection = self.host.http(address, 80, 3)
        try:
            connection.request('GET', path, headers={'Host': self.metadata})
            reply = connection.getresponse()
            text = reply.read(1 << 16).decode('utf-8', 'replace')
        finally:
            connection.close()
        if reply.status != 200:
            raise Unreachable(say('role-http', status=reply.status))
        return text

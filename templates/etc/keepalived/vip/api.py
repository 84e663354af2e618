"""Tencent Cloud API 3.0: one region's calls, signed, sent to whichever endpoint answers, and never after their caller gave up."""
import collections
import hashlib
import hmac
import http.client
import json
import queue
import re
import threading
import time

from vip.credentials import Unreachable

VERSION = '2017-03-12'
CALL = 10.0             # a call may take this long in all
ANSWER = 4.0            # so long after a request that changes something was written its answer is given up
HEDGE, LAST_HEDGE = 0.7, 2.0    # so long without an answer, and the request is sent by another way as well
KEEP = 15.0             # a connection that was quiet for longer is not used again
KEEP_FOR_WRITES = 3.0

Kept = collections.namedtuple('Kept', 'connection address at')


class ApiError(Exception):
    """The API's refusal: what was asked was not done."""

    def __init__(self, code, message):
        # Without its own id a refusal reads the same each time, and is logged once.
        Exception.__init__(self, '%s: %s' % (code, re.sub(r'\[request id:[^]]*\]\s*', '', message, flags=re.I)))
        self.code = code


def sign(credentials, host, service, body, timestamp):
    """The Authorization header by TC3-HMAC-SHA256."""
    def mac(key, text):
        return hmac.new(key, text.encode(), hashlib.sha256)
    date = time.strftime('%Y-%m-%d', time.gmtime(timestamp))
    scope = '%s/%s/tc3_request' % (date, service)
    request = '\n'.join(['POST', '/', '', 'content-type:application/json; charset=utf-8', 'host:' + host, '',
                         'content-type;host', hashlib.sha256(body).hexdigest()])
    text = '\n'.join(['TC3-HMAC-SHA256', str(timestamp), scope, hashlib.sha256(request.encode()).hexdigest()])
    key = ('TC3' + credentials.secret_key).encode()
    for word in (date, service, 'tc3_request'):
        key = mac(key, word).digest()
    return 'TC3-HMAC-SHA256 Credential=%s/%s, SignedHeaders=content-type;host, Signature=%s' % (
        credentials.secret_id, scope, mac(key, text).hexdigest())


class Gate:
    """What a request passes just before it is written: none once its caller has given up, and one alone where it changes
    something."""

    def __init__(self, host, end, changes):
        self.host = host
        self.end = end
        self.changes = changes
        self.lock = threading.Lock()
        self.closed = False
        self.turn = 0           # requests of an earlier turn are too late
        self.passed = None      # when a request that changes something was let through

    def enter(self, turn):
        with self.lock:
            late = self.closed or turn != self.turn or self.host.now() >= self.end
            if late or (self.changes and self.passed is not None):
                return False
            if self.changes:
                self.passed = self.host.now()
            return True

    def close(self):
        """Nothing is sent any more. True where something was let through before."""
        with self.lock:
            self.closed = True
            return self.passed is not None

    def renew(self):
        """What was let through was refused, so the same may be sent once more."""
        with self.lock:
            self.turn += 1
            self.passed = None


class Api:
    """Endpoints are tried in turn, and the one that answered last comes first."""

    def __init__(self, host, files, names, region, endpoints, credentials):
        self.host = host
        self.files = files
        self.names = names
        self.region = region
        self.endpoints = endpoints
        self.credentials = credentials
        self.clock = None           # (the API's time, our monotonic time) at the last answer: no step disturbs it
        self.answered = None        # when anything at all last came back from an endpoint
        self.unanswered = None      # since when requests have been sent without that
        self.keep = False           # whether connections are kept open
        self.kept = {}
        best = files.read_json('endpoint')
        self.best = best if best in endpoints else None

    def hosts(self):
        return sorted(self.endpoints, key=lambda host: host != self.best)

    def now(self):
        if self.clock is None:
            return int(self.host.wall())
        return int(self.clock[0] + self.host.now() - self.clock[1])

    def warm(self):
        """Looks up every name beside the first calls."""
        for host in self.endpoints:
            self.names.refresh(host.partition(':')[0])

    def silent_for(self):
        """For how many seconds requests have gone out and nothing at all has come back, not even a refusal."""
        since = self.unanswered
        return 0.0 if since is None else self.host.now() - since

    def read(self, action, params, within=CALL):
        """A call that changes nothing. Raises Unreachable or ApiError."""
        return self.call(action, params, Gate(self.host, self.host.now() + within, changes=False))

    def write(self, action, params, gate=None):
        """A call that changes something: it is sent once, and not after the gate was closed."""
        return self.call(action, params, gate or self.gate())

    def gate(self):
        return Gate(self.host, self.host.now() + CALL, changes=True)

    def call(self, action, params, gate):
        for last in (False, True):
            try:
                return self.attempt(action, params, gate)
            except ApiError as error:
                if last or not error.code.startswith('AuthFailure'):
                    raise
                self.credentials.refused()      # and the clock has been set by the answer that refused us
                gate.renew()

    def attempt(self, action, params, gate):
        """Sends the request by ever more ways until one is answered."""
        answers = self.host.queue()
        hosts = self.hosts()
        started = flying = 0
        pause = HEDGE
        again = self.host.now()
        failure = None
        while True:
            now = self.host.now()
            end = gate.end if gate.passed is None else gate.passed + ANSWER
            if now >= end:
                sent = gate.close()
                raise Unreachable('%s within %d s' % (failure or 'no answer', CALL if gate.passed is None else ANSWER), sent)
            if now >= again and gate.passed is None:
                host = hosts[started % len(hosts)]
                try:
                    self.host.spawn(self.exchange, host, started // len(hosts), action, params, gate, gate.turn, answers)
                except RuntimeError as error:
                    if not flying:
                        raise Unreachable(str(error))
                else:
                    started += 1
                    flying += 1
                again = now + pause
                pause = min(LAST_HEDGE, pause * 2)
            try:
                until = min(now + 0.5, end) if gate.changes else min(again, end)
                if gate.passed is None:
                    until = min(until, again)
                host, address, result = answers.get(timeout=max(0.001, until - now))
            except queue.Empty:
                if gate.closed and gate.passed is None:
                    raise Unreachable('given up before it was sent')
                continue
            flying -= 1
            if not isinstance(result, Unreachable):
                self.remember(host, address)
                if isinstance(result, Exception):
                    raise result
                return result
            failure = result
            if result.sent and gate.changes:
                raise result
            if gate.passed is None:
                if started < len(hosts):
                    again = self.host.now()
                elif not flying:
                    gate.close()
                    raise result

    def remember(self, host, address):
        self.names.prefer(host.partition(':')[0], address)
        if host != self.best:
            self.best = host
            self.files.write('endpoint', json.dumps(host))

    def exchange(self, host, way, action, params, gate, turn, answers):
        """One request to one endpoint, in a thread of its own, as DNS and TLS know no common deadline."""
        address = None
        passed = False
        try:
            if self.unanswered is None:
                self.unanswered = self.host.now()
            credentials = self.credentials.get(gate.end)
            kept = self.take_kept(host, way, gate)
            address, connection = kept or self.connect(host, way, gate)
            if not gate.enter(turn):
                connection.close()
                raise Unreachable('%s: given up before it was sent' % host)
            passed = True
            try:
                result = self.post(connection, host, address, action, params, credentials)
            except Unreachable:
                # A connection that was kept may have been closed at the other end just now.
                if not kept or gate.changes:
                    raise
                address, connection = self.connect(host, way, gate)
                result = self.post(connection, host, address, action, params, credentials)
        except (Unreachable, ApiError) as error:
            result = error
        except Exception as error:  # whatever it is, the caller must hear of it
            result = Unreachable('%s: %s: %s' % (host, type(error).__name__, error), sent=passed)
        answers.put((host, address, result))

    def take_kept(self, host, way, gate):
        """(address, connection) where one is open and good enough, or None."""
        kept = self.kept.pop(host, None)
        if kept is None:
            return None
        quiet = self.host.now() - kept.at
        if way == 0 and quiet < (KEEP_FOR_WRITES if gate.changes else KEEP) and not self.host.is_over(kept.connection):
            return kept.address, kept.connection
        kept.connection.close()
        return None

    def connect(self, host, way, gate):
        """(address, connection). Each further way begins with another address."""
        name, _, port = host.partition(':')
        try:
            found = self.names.find(name, gate.end)
        except OSError as error:
            raise Unreachable('%s: %s' % (host, error))
        failure = None
        way %= len(found)
        for address in (found[way:] + found[:way])[:3]:
            try:
                return address, self.host.tls(address, int(port or 443), name, 3)
            except (OSError, ValueError) as error:
                failure = error
            if self.host.now() >= gate.end:
                break
        self.names.failed(name)
        raise Unreachable('%s: %s' % (host, failure or 'no address'))

    def post(self, connection, host, address, action, params, credentials):
        name = host.partition(':')[0]
        service = name.partition('.')[0]
        body = json.dumps(params).encode()
        timestamp = self.now()
        headers = {
            'Host': name,
            'Content-Type': 'application/json; charset=utf-8',
            'Authorization': sign(credentials, name, service, body, timestamp),
            'X-TC-Action': action,
            'X-TC-Version': VERSION,
            'X-TC-Region': self.region,
            'X-TC-Timestamp': str(timestamp),
            'X-TC-Language': 'en-US',
        }
        if credentials.token:
            headers['X-TC-Token'] = credentials.token
        kept = False
        try:
            connection.request('POST', '/', body, headers)
            reply = connection.getresponse()
            self.answered, self.unanswered = self.host.now(), None
            data = reply.read(1 << 22)
            kept = self.keep and not reply.will_close
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable('%s: %s: %s' % (host, type(error).__name__, error), sent=True)
        finally:
            if not kept:
                connection.close()
        if kept:
            self.kept[host] = Kept(connection, address, self.host.now())
        if reply.status != 200:
            raise Unreachable('%s answered HTTP %d' % (host, reply.status), sent=True)
        try:
            response = json.loads(data.decode('utf-8'))['Response']
            error = response.get('Error')
            refusal = ApiError(str(error.get('Code')), str(error.get('Message'))) if error else None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unreachable('%s answered something that is not of the API' % host, sent=True)
        self.set_clock(reply.getheader('Date'))
        if refusal:
            raise refusal
        return response

    def forget_kept(self):
        """Closes what is open, where nothing is due any more."""
        for host in list(self.kept):
            kept = self.kept.pop(host, None)
            if kept is not None:
                kept.connection.close()

    def set_clock(self, date):
        seconds = parse_date(date)
        if seconds is not None:
            self.clock = (seconds, self.host.now())


def parse_date(date):
    """An HTTP date in seconds since 1970, or None."""
    try:
        parsed = time.strptime(date or '', '%a, %d %b %Y %H:%M:%S GMT')
    except ValueError:
        return None
    days = (parsed.tm_year - 1970) * 365 + (parsed.tm_year - 1969) // 4
    return ((days + parsed.tm_yday - 1) * 24 + parsed.tm_hour) * 3600 + parsed.tm_min * 60 + parsed.tm_sec

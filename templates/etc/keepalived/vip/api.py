"""Tencent Cloud API 3.0: one region's calls, sent to whichever endpoint answers, and never after their caller gave up."""
import http.client
import json
import queue

from vip.api_clock import ApiClock
from vip.codes import classify
from vip.connections import Connections
from vip.counts import Counts
from vip.failures import ApiError, Unreachable
from vip.gate import ANSWER, CALL, Gate
from vip.request import make_headers, parse_reply
from vip.say import say

HEDGE, LAST_HEDGE = 0.7, 2.0    # so long without an answer, and the request is sent by another way as well


class Api:
    """Endpoints are tried in turn, and the one that answered last comes first."""

    def __init__(self, host, files, names, region, endpoints, credentials):
        self.host = host
        self.files = files
        self.names = names
        self.region = region
        self.endpoints = endpoints
        self.credentials = credentials
        self.clock = ApiClock(host)
        self.connections = Connections(host, names)
        self.counts = Counts()
        self.unanswered = None      # since when requests have been sent without that
        best = files.read_json('endpoint')
        self.best = best if best in endpoints else None

    def hosts(self):
        return sorted(self.endpoints, key=lambda host: host != self.best)

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
        return self.call(action, params, Gate(self.host, within, changes=False))

    def write(self, action, params, gate):
        """A call that changes something: it is sent once, and not after the gate was closed."""
        return self.call(action, params, gate)

    def call(self, action, params, gate):
        for last in (False, True):
            try:
                answer = self.attempt(action, params, gate)
                self.counts.add('ok')
                return answer
            except Unreachable:
                self.counts.add('unanswered')
                raise
            except ApiError as error:
                self.counts.add(classify(error.code))
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
            end = gate.deadline()
            if now >= end:
                sent = gate.close()
                seconds = CALL if gate.passed is None else ANSWER
                raise Unreachable(say('api-late', failure=failure or say('no-answer'), seconds=seconds), sent)
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
                    raise Unreachable(say('given-up'))
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
            kept = self.connections.take(host, way, gate)
            address, connection = kept or self.connections.open(host, way, gate)
            if not gate.enter(turn):
                connection.close()
                raise Unreachable(say('given-up-at', host=host))
            passed = True
            try:
                result = self.post(connection, host, address, action, params, credentials)
            except Unreachable:
                # A connection that was kept may have been closed at the other end just now.
                if not kept or gate.changes:
                    raise
                address, connection = self.connections.open(host, way, gate)
                result = self.post(connection, host, address, action, params, credentials)
        except (Unreachable, ApiError) as error:
            result = error
        except Exception as error:  # whatever it is, the caller must hear of it
            result = Unreachable('%s: %s: %s' % (host, type(error).__name__, error), sent=passed)
        answers.put((host, address, result))

    def post(self, connection, host, address, action, params, credentials):
        body = json.dumps(params).encode()
        headers = make_headers(credentials, host.partition(':')[0], self.region, action, body, self.clock.now())
        kept = False
        try:
            connection.request('POST', '/', body, headers)
            reply = connection.getresponse()
            self.unanswered = None
            data = reply.read(1 << 22)
            kept = self.connections.keep and not reply.will_close
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable('%s: %s: %s' % (host, type(error).__name__, error), sent=True)
        finally:
            if not kept:
                connection.close()
        if kept:
            self.connections.put(host, address, connection)
        answer = parse_reply(host, reply.status, data)
        self.clock.set(reply.getheader('Date'))
        if isinstance(answer, ApiError):
            raise answer
        return answer

"""The user's own check: three failures in a row make this host unfit, two passes make it fit again."""
import http.client
import queue
import shlex
import socket
import urllib.parse

from vip.programs import find_changeable, find_program, run_program
from vip.say import say

CHECK_EVERY = 2.0
CHECK_LIMIT = 5.0


class Health:
    """A check that hangs is a check that failed, and the next one waits until it has ended."""

    def __init__(self, host, config, fault, log, beats, check):
        self.host = host
        self.config = config
        self.fault = fault
        self.log = log
        self.beats = beats
        self.check = check
        self.pending = None         # where the check that is under way puts its verdict
        self.failures = 0
        self.passes = 0

    def run(self):
        while True:
            self.beats.beat('health')
            self.judge(self.ask())
            self.host.sleep(CHECK_EVERY)

    def ask(self):
        """None, or what is wrong."""
        within = 1.0
        if self.pending is None:
            within = CHECK_LIMIT
            self.pending = self.host.queue()
            try:
                self.host.spawn(self.answer, self.pending)
            except RuntimeError as error:
                self.pending = None
                return str(error)
        try:
            problem = self.pending.get(timeout=within)
        except queue.Empty:
            return say('no-answer-within', seconds=CHECK_LIMIT)
        self.pending = None
        return problem

    def answer(self, verdict):
        verdict.put(self.check(self.config))

    def judge(self, problem):
        if problem:
            self.failures, self.passes = self.failures + 1, 0
        else:
            self.failures, self.passes = 0, self.passes + 1
        if self.failures >= 3 and not self.fault:
            self.fault.set(problem)
            self.log(say('unhealthy', problem=problem))
        elif self.passes >= 2 and self.fault:
            self.fault.clear()
            self.log(say('healthy'))


def check_health(config):
    """None, or what is wrong."""
    (kind, value), = config.health_check.items()
    try:
        if kind == 'tcp':
            return check_tcp(config, int(value))
        if kind == 'http':
            return check_http(value)
        if kind == 'unit':
            return check_command(['systemctl', 'is-active', '--quiet', value], say('unit-inactive', unit=value))
        words = shlex.split(value)
        program = find_program(words[0])
        changeable = program and find_changeable(program)
        if changeable:
            return say('check-changeable', path=changeable)
        return check_command(words, say('command-fails', command=value))
    except Exception as error:  # a check that cannot run is a check that fails
        return '%s %s: %s' % (kind, value, error or type(error).__name__)


def check_tcp(config, port):
    failure = None
    for address in ('127.0.0.1', config.self_ip):
        try:
            socket.create_connection((address, port), timeout=3).close()
            return None
        except OSError as error:
            failure = error
    return 'tcp %d: %s' % (port, failure)


def check_http(url):
    parts = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == 'https' else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=3)
    try:
        connection.request('GET', (parts.path or '/') + ('?' + parts.query if parts.query else ''))
        status = connection.getresponse().status
    finally:
        connection.close()
    return None if 200 <= status < 400 else say('http-answered', url=url, status=status)


def check_command(words, complaint):
    if find_program(words[0]) is None:
        return say('no-program', program=words[0])
    problem = run_program(words, CHECK_LIMIT - 1)
    return problem and say('check-fails', complaint=complaint, problem=problem)

"""The user's own check: three failures in a row make this host unfit, two passes make it fit again."""
import http.client
import os
import queue
import shlex
import signal
import socket
import stat
import subprocess
import urllib.parse

CHECK_EVERY = 2.0
CHECK_LIMIT = 5.0
PROGRAMS = '/usr/sbin:/usr/bin:/sbin:/bin'
# What the user's command starts must not inherit the precedence of this process.
ORDINARY = ['/bin/sh', '-c', 'echo 0 >/proc/self/oom_score_adj; exec nice -n 10 -- "$@"', 'sh']


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
            return 'no answer within %d s' % CHECK_LIMIT
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
            self.log('unhealthy: %s' % problem)
        elif self.passes >= 2 and self.fault:
            self.fault.clear()
            self.log('healthy again')


def check_health(config):
    """None, or what is wrong."""
    (kind, value), = config.health_check.items()
    try:
        if kind == 'tcp':
            return check_tcp(config, int(value))
        if kind == 'http':
            return check_http(value)
        if kind == 'unit':
            return check_command(['systemctl', 'is-active', '--quiet', value], 'unit %s is not active' % value)
        words = shlex.split(value)
        program = find_program(words[0])
        changeable = program and find_changeable(program)
        if changeable:
            return 'the command is not run: others than root may change %s' % changeable
        return check_command(words, 'the command %s failed' % value)
    except Exception as error:  # a check that cannot run is a check that fails
        return '%s %s: %s' % (kind, value, error or type(error).__name__)


def find_program(name):
    """The path of an executable, or None."""
    paths = (os.path.join(folder, name) for folder in PROGRAMS.split(':'))
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def find_changeable(program):
    """The first of a program and the folders above it that others than root may write, or None. keepalived's own rule."""
    path = os.path.realpath(program)
    is_program = True
    while True:
        found = os.stat(path)
        sticky = found.st_mode & stat.S_ISVTX and not is_program
        writable = found.st_mode & stat.S_IWOTH or (found.st_gid and found.st_mode & stat.S_IWGRP)
        if found.st_uid or (writable and not sticky):
            return path
        if path == '/':
            return None
        path, is_program = os.path.dirname(path), False


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
    return None if 200 <= status < 400 else 'http %s answered %d' % (url, status)


def check_command(words, complaint):
    if find_program(words[0]) is None:
        return 'there is no program %s' % words[0]
    child = subprocess.Popen(ORDINARY + words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, env={'PATH': PROGRAMS}, start_new_session=True)
    try:
        return None if child.wait(timeout=CHECK_LIMIT - 1) == 0 else '%s (exit code %d)' % (complaint, child.returncode)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()        # for ever where it hangs in the kernel: whoever asked has stopped waiting
        return '%s (no answer within %d s)' % (complaint, CHECK_LIMIT - 1)

"""Tells of each change of owner: in the log, at the webhook and by the user's program, which delay nothing."""
import http.client
import queue
import shlex
import urllib.parse

from vip.programs import find_changeable, find_program, run_program
from vip.say import say
from vip.told import dump, hide, judge_answer, make_body, make_environment, make_told

SOMEBODY = say('by-somebody')
TAKEN = say('by-peer')
COMMAND_LIMIT = 30.0


class News:
    def __init__(self, host, config, log):
        self.host = host
        self.config = config
        self.log = log
        self.owner = 'unknown'      # the ENI, or None, that had the VIP when that was last certain
        self.commands = host.queue(100)
        self.commanding = False

    def notice(self, reading, role):
        """A change that is not of our making: once it is ours, or once it is nobody's of the pair."""
        record, before = reading.record, self.owner
        if record.owner == 'unknown' or not record.settled or record.eni == before:
            return
        stray = record.owner in ('other', 'none')
        if stray and reading.seen < 2:
            return
        self.owner = record.eni
        if before == 'unknown':
            return
        if record.owner == 'self' or stray and role == 'MASTER':
            self.log(say('gone', source=self.config.who(before), target=self.config.who(record.eni)))
            self.log.record('moved', {'ms': int(self.host.wall() * 1000), 'from': before, 'to': record.eni})
            self.tell(before, record.eni, SOMEBODY, 'somebody-else', None, role)
        else:
            # Its new owner posts it. The program runs on both hosts, so that each can do its own part.
            self.run_command(self.describe(before, record.eni, TAKEN, 'peer-took', None), role)

    def tell(self, before, now, why, code, outage, role):
        self.owner = now
        told = self.describe(before, now, why, code, outage)
        self.run_command(told, role)
        if not self.config.webhook:
            return
        try:
            self.host.spawn(self.post, told)
        except RuntimeError as error:
            self.log(say('webhook-untold', problem=error))

    def describe(self, *change):
        return make_told(self.config, self.host.hostname(), self.host.wall(), change)

    def post(self, told):
        problem = None
        for pause in (0, 2, 10):
            self.host.sleep(pause)
            problem, again = post_webhook(self.config, told)
            if problem is None:
                return
            if not again:
                break
        self.log(say('webhook-untold', problem=problem))

    def run_command(self, told, role):
        """One after the other, in a thread of their own: a program that hangs holds up later ones alone."""
        if not self.config.notify_command:
            return
        try:
            self.commands.put_nowait((told, role))
            if not self.commanding:
                self.host.spawn(self.run_commands)
                self.commanding = True
        except (queue.Full, RuntimeError) as error:
            self.log(say('command-not-run', problem=error or type(error).__name__))

    def run_commands(self):
        while True:
            told, role = self.commands.get()
            problem = run_notify_command(self.config, told, role)
            if problem:
                self.log(say('command-failed', problem=problem))


def run_notify_command(config, told, role):
    """None, or what is wrong."""
    try:
        words = shlex.split(config.notify_command)
        program = find_program(words[0])
        if program is None:
            return say('no-program', program=words[0])
        changeable = find_changeable(program)
        if changeable:
            return say('changeable', path=changeable)
        return run_program(words, COMMAND_LIMIT, make_environment(told, role))
    except Exception as error:  # the thread goes on with the next one
        return '%s' % (error or type(error).__name__)


def post_webhook(config, told):
    """(None or what is wrong, whether another try may help)."""
    url = config.webhook
    parts = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == 'https' else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=10)
    try:
        connection.request('POST', (parts.path or '/') + ('?' + parts.query if parts.query else ''),
                           dump(make_body(config.webhook_format, config, told)),
                           {'Content-Type': 'application/json; charset=utf-8'})
        reply = connection.getresponse()
        problem, again = judge_answer(config.webhook_format, reply.status, reply.read(1 << 16).decode('utf-8', 'replace'))
    except (OSError, http.client.HTTPException) as error:
        problem, again = str(error) or type(error).__name__, True
    finally:
        connection.close()
    # Whoever knows the URL may post there.
    return problem and hide(problem, url), again

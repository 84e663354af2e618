"""What a person, ha-setup or systemd asks of this program."""
import glob
import json
import os
import signal
import subprocess
import sys
import _strptime  # noqa: F401  (loaded now: nothing is read from a disk in the middle of a failover)
import encodings.idna  # noqa: F401

from vip.beating import UNIT, is_beating
from vip.config import CONFIG, load_config
from vip.converge import converge, migrate
from vip.files import Files, read_text
from vip.here import Here
from vip.host import NAME, Host
from vip.leave import leave, release
from vip.log import Log
from vip.news import post_webhook, run_notify_command
from vip.say import complain, print_utf8, say
from vip.shown import show_check, show_query, show_status
from vip.told import make_told
from vip.watch import Watch


def try_notify(config):
    """Tells of a change that has not happened, as the process that watches would; what came of it, as one JSON object."""
    host = Host()
    here = Here(host, config, Files())
    here.look()
    told = make_told(config, host.hostname(), host.wall(), (None, None, say('test'), 'test', None))
    told['test'] = True
    answers = {}
    if config.webhook:
        answers['webhook'] = post_webhook(config, told)[0] or 'ok'
    if config.notify_command:
        answers['command'] = run_notify_command(config, told, here.role) or 'ok'
    print(json.dumps(answers, sort_keys=True))
    return 0


def notify(role):
    return subprocess.call(['/etc/keepalived/notify_action.sh', role])


def run_watch(config):
    """As the service; or outside it, where an older version started this process, until the service has begun."""
    host, files = Host(), Files()
    if not host.is_service() and is_beating(host, files) and not is_known_as(os.getpid()):
        complain(say('watches-already', unit=UNIT))
        return 1
    become_known(host)
    log = Log(host)
    host.spawn(log.run)
    files.write('watch.pid', '%d\n' % os.getpid())
    Watch(host, config, files, log).run()
    return 0


def is_known_as(pid):
    """Whether this process was the one that watched before it was started anew by itself."""
    return (read_text(Files().path('watch.pid')) or '').strip() == str(pid)


def become_known(host):
    """The name by which a person finds this process; nothing of a former life stays open."""
    for fd in glob.glob('/proc/self/fd/*'):
        try:
            if int(os.path.basename(fd)) > 2:
                os.close(int(os.path.basename(fd)))
        except OSError:
            pass
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    try:
        with open('/proc/self/comm', 'w') as f:
            f.write(NAME)
    except OSError:
        pass


def main(words, usage):
    commands = {'status': show_status, 'query': show_query, 'check': show_check, 'converge': converge,
                'migrate': migrate, 'leave': leave, 'release': release, 'watch': run_watch,
                'try-notify': try_notify}
    os.environ['PATH'] = '/usr/sbin:/usr/bin:/sbin:/bin'
    os.umask(0o022)
    print_utf8()
    if len(words) == 2 and words[0] == 'notify' and words[1] in ('MASTER', 'BACKUP', 'FAULT', 'STOP', 'WAKE'):
        return notify(words[1])
    if len(words) != 1 or words[0] not in commands:
        sys.stderr.write(say('usage', words=usage.partition('vip.py ')[2]) + '\n')
        return 2
    try:
        config = load_config()
    except (ValueError, KeyError, TypeError) as error:
        complain(say('config-unreadable', path=CONFIG, error=error))
        return 1
    return commands[words[0]](config)

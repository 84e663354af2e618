"""What a person, ha-setup or systemd asks of this program."""
import glob
import json
import os
import signal
import subprocess
import sys
import _strptime  # noqa: F401  (loaded now: nothing is read from a disk in the middle of a failover)
import encodings.idna  # noqa: F401

from vip.arp_guard import ArpGuard
from vip.config import CONFIG, load_config
from vip.failures import ApiError, Unreachable
from vip.faults import HOLD, read_hold
from vip.files import Files, ReadOnly, read_text
from vip.gate import CALL
from vip.here import Here
from vip.host import NAME, Host
from vip.log import LOG, Log
from vip.mechanism import make_mechanism
from vip.news import post_webhook, run_notify_command
from vip.record import Record
from vip.say import print_utf8, say
from vip.told import make_told
from vip.watch import Watch

UNIT = NAME + '.service'
STALE = 25.0        # seconds without a beat after which nobody watches, as check_self.sh has it


def complain(text):
    sys.stderr.write('vip.py: %s\n' % text)


def show_status(config):
    """One JSON object; changes nothing, in /run neither."""
    host, files = Host(), ReadOnly()
    here = Here(host, config, files)
    here.look()
    mechanism = make_mechanism(host, files, Log(host), config)
    eip, problem = 'unknown', None
    try:
        record = mechanism.record()
        eip = record.eip
        if eip == 'elsewhere':
            eip = mechanism.where_eip()
    except (Unreachable, ApiError) as error:
        record, problem = Record(), str(error)
        complain(say('api', error=error))
    if not config.eip:
        eip = 'none'
    print(json.dumps({'role': here.role, 'nic': here.nic, 'owner': record.owner, 'ownerEni': record.eni, 'eip': eip,
                      'held': read_hold(files), 'switch': files.read_json('switch.json'), 'problem': problem}))
    return 0


def show_query(config):
    host = Host()
    try:
        owner = make_mechanism(host, ReadOnly(), Log(host), config).record().owner
    except (Unreachable, ApiError) as error:
        complain(say('api', error=error))
        owner = 'unknown'
    print({'self': 'true', 'unknown': 'unknown'}.get(owner, 'false'))
    return 0


def show_check(config):
    files = ReadOnly()
    reasons = [(name[len('fault.'):], (files.read(name) or '').strip()) for name in files.names('fault.')]
    if os.path.exists(HOLD):
        reasons.append(('held', read_hold(files)))
    if not is_beating(Host(), files):
        reasons.append(('silent', say('watch-dead', unit=UNIT)))
    for name, why in reasons:
        print('%s: %s' % (name, why))
    return 1 if reasons else 0


def is_beating(host, files):
    words = (files.read('beat') or '').split()
    try:
        return host.uptime() - float(words[0]) < STALE
    except (IndexError, ValueError):
        return False


def converge(config):
    """By the process that watches, where there is one; else by a few looks of our own."""
    host, files = Host(), Files()
    asked = host.now()
    end = asked + CALL + 5
    if not is_beating(host, files):
        return converge_alone(host, files, config, end)
    host.wake(files).tell_from_outside()
    while host.now() < end:
        told = files.read_json('watch.json') or {}
        if isinstance(told.get('readAt'), (int, float)) and told['readAt'] >= asked:
            return 0
        host.sleep(0.05)
    complain(say('watch-silent', unit=UNIT))
    return 1


def converge_alone(host, files, config, end):
    watch = Watch(host, config, files, Log(host))
    host.spawn(watch.log.run)
    watch.start()
    news = host.address_news()
    while host.now() < end:
        watch.step()
        if watch.state.reading.at > 0 and not watch.state.reader.busy() and not watch.state.writer.busy():
            break
        watch.wait(news)
    host.sleep(0.2)
    return 0


def migrate(config):
    host, files = Host(), Files()
    here = Here(host, config, files)
    here.look()
    if here.role != 'MASTER':
        complain(say('not-master', role=here.role))
        return 1
    mechanism = make_mechanism(host, files, Log(host), config)
    end = host.now() + 60
    while host.now() < end:
        converge(config)
        try:
            record = mechanism.record()
            if record.owner == 'self' and record.settled:
                print(say('vip-here', vip=config.vip, eni=config.self_eni))
                return 0
        except (Unreachable, ApiError) as error:
            complain(say('api', error=error))
        host.sleep(1)
    complain(say('vip-not-here', log=LOG))
    return 1


def leave(config):
    """Holds up the host's shutdown, and so its network, until the VIP is with a peer that lives: 15 s at most."""
    words = ['systemctl', 'is-system-running']
    told = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=5)
    if told.stdout.strip() == b'stopping':
        wait_until_left(Host(), Files())
    return 0


def wait_until_left(host, files):
    """The process that watches knows the record. A move that is under way, or a peer that gives any sign, holds it up."""
    end = host.now() + 15
    while host.now() < end and is_beating(host, files):
        told = files.read_json('watch.json') or {}
        if told.get('owner') in ('peer', 'other') and told.get('settled'):
            host.sleep(1)
            return
        if told.get('peerDead') and (told.get('owner') == 'self' and told.get('settled') or told.get('blind')):
            return
        host.sleep(0.2)


def release(config):
    """Before this program goes for good, and once the VIP is off the NIC: the kernel's ARP as it was found."""
    host = Host()
    ArpGuard(host, Files(), Log(host), config.interface).release()
    return 0


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

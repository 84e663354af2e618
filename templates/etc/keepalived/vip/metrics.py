"""Figures for Prometheus: a file that node_exporter's textfile collector reads. The loop hands them over, and waits for no disk."""
import hashlib
import os
import queue

from vip.files import read_text, unlink
from vip.say import say
from vip.story import find_faults

NOTE = '/var/lib/ha-setup/metrics'     # uninstall reads it too
EVERY = 5.0             # seconds between two writings while nothing changes
ROLES = ('MASTER', 'BACKUP', 'FAULT', 'STOP', 'unknown')
OWNERS = ('self', 'peer', 'other', 'none', 'unknown')
REASONS = ('held', 'unhealthy', 'isolated', 'yielded', 'stranger')
EIPS = ('none', 'vip', 'elsewhere', 'unknown')
CAUSES = ('became-master', 'dead-peer', 'foreign-eni', 'no-eni')

HELP = {
    'info': 'The pair, this host and its hooks; always 1.',
    'start_time_seconds': 'When the hooks started, since the epoch.',
    'heartbeat_timestamp_seconds': 'When the hooks last wrote these figures, since the epoch.',
    'vrrp_role': 'Role of this host in VRRP: 1 for the one that it has.',
    'vip_owner': 'Who has the VIP by the cloud, as this host read it last: 1 for that one.',
    'vip_on_nic': 'Whether the VIP is on the NIC of this host.',
    'fit': 'Whether this host is active or may become so: no reason against it, and keepalived runs.',
    'unfit_reason': 'Whether this keeps the host from being active.',
    'held': 'Whether a person keeps this host out.',
    'eip_state': 'Where the EIP is: 1 for that state.',
    'switches_total': 'Times that the VIP has come to this host, by cause, since the hooks started.',
    'outage_seconds_total': 'Seconds without service before the VIP came to this host, by cause, since the hooks started.',
    'record_timestamp_seconds': 'When this host last read from the cloud who has the VIP, since the epoch.',
    'api_calls_total': 'Calls of the API by result, since the hooks started.',
    'api_endpoint_info': 'The endpoint of the API that answered last; always 1.',
    'credentials_expiry_timestamp_seconds': 'When the credentials that the hooks have end, since the epoch.',
}


class Metrics:
    def __init__(self, host, config, log):
        self.host = host
        self.config = config
        self.log = log
        self.started = host.wall()
        self.due = 0.0
        self.last = None
        self.newest = host.queue(1)     # what the thread has not taken yet
        self.version = None
        self.note = NOTE

    def start(self):
        if self.config.metrics:
            self.version = read_version()
        self.host.spawn(self.run)       # no beat: it writes to a disk, which may hang

    def look(self, state):
        """In the loop: what is known now goes to the thread, every few seconds and when something has changed."""
        if self.version is None:
            return
        now = self.host.now()
        here = state.here
        seen = here.role, here.nic, state.reading.known.owner, len(find_faults(state)), sum(
            count for count, _ in state.mover.switched.values())
        if seen == self.last and now < self.due:
            return
        self.last, self.due = seen, now + EVERY
        try:
            self.newest.put_nowait(self.measure(state))
        except queue.Full:
            self.last = None            # the disk hangs, or the thread has not come to it: again at the next look

    def measure(self, state):
        """(name, labels, value) of each figure."""
        config, here, reading = self.config, state.here, state.reading
        wall, now = self.host.wall(), self.host.now()
        faults = find_faults(state)
        runs = here.alive is not False and here.role in ('MASTER', 'BACKUP')
        api = getattr(state.mechanism, 'api', None)
        found = [('info', {'vip': config.vip, 'cvm': config.self_instance, 'peer': config.peer_instance,
                           'mechanism': config.mechanism, 'version': self.version}, 1),
                 ('start_time_seconds', {}, self.started), ('heartbeat_timestamp_seconds', {}, wall)]
        found += choose('vrrp_role', 'role', ROLES, here.role)
        found += choose('vip_owner', 'owner', OWNERS, reading.known.owner)
        found += [('vip_on_nic', {}, here.nic), ('fit', {}, runs and not faults)]
        found += [('unfit_reason', {'reason': reason}, reason in faults) for reason in REASONS]
        found += [('held', {}, 'held' in faults)]
        found += choose('eip_state', 'state', EIPS, reading.known.eip if config.eip else 'none')
        switched = dict(dict.fromkeys(CAUSES, (0, 0.0)), **state.mover.switched)
        for name, index in (('switches_total', 0), ('outage_seconds_total', 1)):
            found += [(name, {'cause': cause}, switched[cause][index]) for cause in sorted(switched)]
        if reading.known.owner != 'unknown':
            found.append(('record_timestamp_seconds', {}, wall - (now - reading.known_at)))
        if api:
            found += [('api_calls_total', {'result': result}, count) for result, count in sorted(api.counts.by_result.items())]
            if api.best:
                found.append(('api_endpoint_info', {'endpoint': api.best}, 1))
            if api.credentials.expires:
                found.append(('credentials_expiry_timestamp_seconds', {}, api.credentials.expires))
        return found

    def run(self):
        name = 'ha_setup_%s.prom' % self.config.cluster
        forget_former(self.config.metrics and os.path.join(self.config.metrics, name), self.note)
        while self.config.metrics:
            problem = write_whole(self.config.metrics, name, render(self.newest.get(), self.config.cluster))
            if problem:
                self.log.once(say('figures-lost', folder=self.config.metrics, problem=problem))


def choose(name, label, values, value):
    """One figure for each value that there can be: 1 for the one that it is."""
    return [(name, {label: one}, one == value) for one in values]


def render(found, cluster):
    """Prometheus' text format. Pure."""
    lines, before = [], None
    for name, labels, value in found:
        if name != before:
            kind = 'counter' if name.endswith('_total') else 'gauge'
            lines += ['# HELP ha_setup_%s %s' % (name, HELP[name]), '# TYPE ha_setup_%s %s' % (name, kind)]
            before = name
        named = ','.join('%s="%s"' % (key, escape(text)) for key, text in [('cluster', cluster)] + sorted(labels.items()))
        lines.append('ha_setup_%s{%s} %s' % (name, named, ('%.3f' % value).rstrip('0').rstrip('.')))
    return '\n'.join(lines) + '\n'


def escape(text):
    return text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n')


def write_whole(folder, name, text):
    """None, or why it could not be. The draft's name is none that node_exporter reads, and it follows no link: the folder may
    be another user's."""
    draft = os.path.join(folder, '.%s.new' % name)
    try:
        unlink(draft)
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            whole = os.write(fd, text.encode()) == len(text.encode())
        finally:
            os.close(fd)
        if whole:
            os.rename(draft, os.path.join(folder, name))
            return None
        problem = say('disk-full')
    except OSError as error:
        problem = error.strerror or str(error)
    unlink(draft)
    return problem


def forget_former(path, note):
    """Figures that are written no more are not left behind for the alerts: the note says where they were written last."""
    former = (read_text(note) or '').strip()
    if former and former != path:
        unlink(former)
    if path:
        write_whole(os.path.dirname(note), os.path.basename(note), path + '\n')
    elif former:
        unlink(note)


def read_version():
    """The beginning of the hash of the file that runs: sha256sum on the host shows the same."""
    try:
        with open(__file__, 'rb') as f:
            return hashlib.sha256(f.read()).hexdigest()[:12]
    except (OSError, NameError):
        return 'unknown'

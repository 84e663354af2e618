#!/usr/bin/python3 -IS
"""Keeps one VIP, in the cloud's record and on the NIC, where keepalived says that it belongs. Managed by ha-setup.

usage: vip.py status | query | converge | migrate | check | notify ROLE | leave | watch

  status     one JSON object: VRRP's role, the NIC, the cloud's owner, the EIP, the last switch
  query      is the VIP ours in the cloud? true, false or unknown
  converge   look now, and do what is due
  migrate    the same, and wait until the VIP is here; refused where this host is not MASTER
  check      what check_self.sh answers keepalived, with the reasons; exit code 1 where this host must not be MASTER
  notify     what keepalived calls through notify_action.sh: MASTER, BACKUP, FAULT, STOP or WAKE
  leave      systemd calls it when keepalived has stopped: while the host shuts down, waits until the VIP has left
  watch      the process that does the work; check_self.sh and notify_action.sh start it where it is not running

One process, one loop: look (VRRP's role, the NIC, the cloud's record), decide (a pure function), act, look again.
Python 3.6 or later, standard library only. README beside this file says how it behaves and where its state is.
"""
import binascii
import collections
import fcntl
import glob
import grp
import hashlib
import hmac
import http.client
import encodings.idna  # noqa: F401  (loaded now, so that an upgrade of python3 cannot take it away later)
import json
import os
import queue
import re
import select
import shlex
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.parse
from typing import NamedTuple

CONFIG = '/etc/keepalived/ha-setup.json'
CREDENTIALS = '/etc/keepalived/credentials'
STATE = '/run/ha-setup'
LOG = '/var/log/keepalived.log'
HOLD = '/var/lib/ha-setup/hold'     # this host stays out until somebody removes it, over reboots too
NAME = 'ha-setup-vip'
ANCHORS = ('lo', 'ha-setup')    # where keepalived keeps the VIP: 1.3.5 knows no lo and gets a dummy
PATH = '/usr/sbin:/usr/bin:/sbin:/bin'

STEADY_MASTER = 10.0    # seconds between two readings of the record while nothing happens
STEADY_STANDBY = 60.0
MOVING = 0.2            # the same while a move is on its way
CALL = 10.0             # a read may take this long in all
HEDGE = 2.5             # after so long without an answer the read is sent again, to the next endpoint
LEAVE_ALONE = 600.0     # what somebody else did to the VIP or the EIP is mended once in so long


# --- decide: situation -> action ------------------------------------------------------------------------------------

class Situation(NamedTuple):
    """Everything that a decision depends on. The defaults are those of a quiet standby."""
    role: str = 'BACKUP'        # what VRRP says: MASTER BACKUP FAULT STOP unknown
    nic: bool = False           # the VIP is on the NIC
    owner: str = 'peer'         # the cloud's record: self peer other none unknown
    settled: bool = True        # the record's address is AVAILABLE, not on its way
    seen: int = 9               # successive readings that named this owner
    away: float = 99.0          # seconds since the record first named this owner
    owned: bool = False         # in this period as MASTER the record has named us already
    moving: bool = False        # a move that we asked for has not ended
    due: bool = True            # no refusal makes us wait before the next try
    mendable: bool = True       # nothing of somebody else's was mended lately
    contested: bool = False     # the peer, too, says that it is MASTER, and VRRP is about to settle it
    eip: str = 'none'           # none vip elsewhere unknown
    eip_due: bool = True
    heard: bool = False         # the peer's adverts arrive
    peer_alive: bool = True     # adverts or pings are answered
    alone: bool = False         # neither API nor gateway nor peer has answered for a while
    yielded: bool = False
    isolated: bool = False


class Action(NamedTuple):
    name: str
    why: str


PAUSE = Action('wait', 'refused a moment ago')


def decide(s):
    """The one thing to do now. Pure."""
    if s.isolated:
        if not s.alone:
            return Action('rejoin', 'the network is back')
        if s.nic:
            return Action('drop-nic', 'cut off from the network')
        return Action('wait', 'cut off from the network')
    if s.yielded:
        return decide_yielded(s)
    if s.role == 'MASTER':
        return decide_master(s)
    return decide_standby(s)


def decide_master(s):
    if s.alone:
        return Action('isolate', 'neither the API nor the gateway nor the peer answers')
    lost = s.owned and s.owner == 'peer' and s.settled and not s.moving
    if lost and s.seen >= 2:
        return Action('yield', 'the VIP was ours and the cloud has moved it to the peer')
    if not s.nic and not lost:
        return Action('add-nic', 'MASTER')
    if s.owner == 'unknown':
        return Action('wait', 'the cloud\'s record cannot be read')
    if s.moving or not s.settled:
        return Action('wait', 'the VIP is on its way')
    if s.owner == 'self':
        if s.eip == 'elsewhere' and s.eip_due:
            return Action('bind-eip', 'the EIP is not on the VIP')
        return Action('nothing', 'active')
    if lost:
        return Action('wait', 'the record names the peer; reading it again')
    if s.contested:
        return Action('wait', 'the peer says MASTER as well; VRRP settles that first')
    if s.owner == 'peer':
        return Action('migrate', 'became MASTER') if s.due else PAUSE
    if s.seen < 2:
        return Action('wait', 'the record names neither host; reading it again')
    if not s.mendable:
        return Action('wait', 'the VIP was taken off the pair again after it was mended: left alone for now')
    if not s.due:
        return PAUSE
    if s.owner == 'other':
        return Action('migrate', 'the VIP is on an ENI that is not of this pair')
    return Action('assign', 'the VIP is on no ENI')


def decide_yielded(s):
    if s.owner == 'self' and s.settled:
        return Action('unyield', 'the record names this host again')
    if s.role != 'MASTER':
        if s.heard:
            return Action('unyield', 'the peer\'s adverts arrive again')
        if not s.peer_alive:
            return Action('unyield', 'the peer is dead')
    if s.nic and is_elsewhere(s):
        return Action('drop-nic', 'the VIP is the peer\'s')
    return Action('wait', 'yielded to the peer')


def decide_standby(s):
    if s.nic and is_elsewhere(s):
        return Action('drop-nic', 'the cloud has moved the VIP')
    if not s.nic and s.owner == 'self' and s.role in ('BACKUP', 'FAULT'):
        return Action('add-nic', 'the record names this host, so its packets come here')
    if s.nic and s.owner == 'self':
        return Action('wait', 'serving until the cloud has moved the VIP')
    if s.nic and s.owner == 'unknown':
        return Action('wait', 'serving, as the cloud\'s record cannot be read')
    if s.nic:
        return Action('wait', 'the VIP is leaving')
    return Action('nothing', 'standby')


def is_elsewhere(s):
    """Whether the VIP can leave the NIC without losing a packet. The path may follow the record a little later."""
    if s.owner in ('peer', 'other'):
        return s.settled and s.away >= 1
    return s.owner == 'none' and s.away >= 30


# --- files ----------------------------------------------------------------------------------------------------------

def read_text(path):
    try:
        with open(path, encoding='utf-8', errors='replace') as f:
            return f.read()
    except OSError:
        return None


def read_json(path):
    try:
        return json.loads(read_text(path) or 'null')
    except ValueError:
        return None


def write_text(path, text):
    """Whole or not at all. A full disk never stops the caller: what is there already is written over in its place."""
    draft = '%s.%d.%d' % (path, os.getpid(), threading.get_ident())
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(draft, 'w', encoding='utf-8') as f:
            f.write(text)
        os.rename(draft, path)
    except OSError:
        remove(draft)
        write_over(path, text.encode())


def write_over(path, data):
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            if os.write(fd, data) == len(data):
                os.ftruncate(fd, len(data))
        finally:
            os.close(fd)
    except OSError:
        pass


def remove(path):
    try:
        os.unlink(path)
    except OSError:
        pass


def state(name):
    return os.path.join(STATE, name)


def log(message):
    """One line for the operator. Opened anew each time, for logrotate's sake; never an obstacle."""
    line = '[%s] [pid%d] %s\n' % (time.strftime('%Y-%m-%d %H:%M:%S'), os.getpid(), message.replace('\n', ' '))
    try:
        fd = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o640)
        try:
            if os.fstat(fd).st_size == 0:
                share_with_adm(fd)
            os.write(fd, line.encode('utf-8', 'replace'))
        finally:
            os.close(fd)
    except OSError:
        pass


def share_with_adm(fd):
    """Debian's group of those who may read logs, where there is one."""
    try:
        os.fchown(fd, -1, grp.getgrnam('adm').gr_gid)
    except (KeyError, OSError):
        pass


def uptime():
    """Seconds since boot, as the hooks' shell scripts note it."""
    try:
        return float((read_text('/proc/uptime') or '').split()[0])
    except (IndexError, ValueError):
        return time.monotonic()


def read_hold():
    """Why a person keeps this host out, or None: by HOLD until it is removed, by fault.held until the uptime in it."""
    kept = read_text(HOLD)
    if kept is None:
        passing = read_text(state('fault.held'))
        kept = passing and ' '.join(passing.split()[1:])
    return None if kept is None else kept.strip() or 'it does not say why'


class Config:
    """ha-setup.json, as written by ha-setup."""

    def __init__(self, values):
        self.cluster = values['cluster']
        self.region = values['region']
        self.vip = values['vip']
        self.eip = values.get('eip')
        self.interface = values['interface']
        self.gateway = values.get('gateway')
        self.self_eni = values['self']['eni']
        self.self_ip = values['self']['ip']
        self.self_instance = values['self']['instance']
        self.peer_eni = values['peer']['eni']
        self.peer_ip = values['peer']['ip']
        self.peer_instance = values['peer']['instance']
        self.endpoints = list(values['endpoints'])
        self.credentials = values['credentials']
        self.health_check = values.get('healthCheck')
        self.webhook = values.get('webhook')

    def who(self, eni):
        """An ENI in words that a reader of the log can look up."""
        if eni == self.self_eni:
            return '%s (this host)' % eni
        if eni == self.peer_eni:
            return '%s (%s, the peer)' % (eni, self.peer_instance)
        return eni or 'no ENI'


def load_config():
    return Config(json.loads(read_text(CONFIG) or ''))


# --- host: addresses and VRRP's role, from the kernel ---------------------------------------------------------------

Address = collections.namedtuple('Address', 'device ip prefix')


def addresses():
    """Every IPv4 address of this host, by netlink (RTM_GETADDR)."""
    found = []
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as netlink:
        netlink.settimeout(2)
        netlink.bind((0, 0))
        netlink.send(struct.pack('=IHHIIBBBBi', 24, 22, 0x301, 1, 0, socket.AF_INET, 0, 0, 0, 0))
        while True:
            data = netlink.recv(1 << 16)
            while len(data) >= 16:
                length, kind = struct.unpack_from('=IH', data)
                if kind in (2, 3) or length < 16:
                    return found
                if kind == 20:
                    found.extend(parse_address(data[16:length]))
                data = data[(length + 3) & ~3:]


def parse_address(body):
    _, prefix, _, _, index = struct.unpack_from('=BBBBi', body)
    fields = {}
    offset = 8
    while offset + 4 <= len(body):
        length, kind = struct.unpack_from('=HH', body, offset)
        if length < 4:
            break
        fields[kind] = body[offset + 4:offset + length]
        offset += (length + 3) & ~3
    local = fields.get(2, fields.get(1))
    if local is None or len(local) != 4:
        return []
    try:
        return [Address(socket.if_indextoname(index), socket.inet_ntoa(local), prefix)]
    except OSError:
        return []


def run_ip(*words):
    """ip(8). Returns its complaint, or None. What is there already, or gone already, is fine."""
    try:
        done = subprocess.run(['ip'] + list(words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, env={'PATH': PATH, 'LC_ALL': 'C'}, timeout=5)
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    complaint = done.stderr.decode('utf-8', 'replace').strip()
    if done.returncode == 0 or 'File exists' in complaint or 'Cannot assign requested address' in complaint:
        return None
    return complaint or 'exit code %d' % done.returncode


def add_to_nic(config):
    return run_ip('addr', 'add', config.vip + '/32', 'dev', config.interface)


def drop_from_nic(config):
    complaints = [run_ip('addr', 'del', '%s/%d' % (a.ip, a.prefix), 'dev', a.device)
                  for a in addresses() if a.ip == config.vip and a.device == config.interface]
    return next((c for c in complaints if c), None)


Event = collections.namedtuple('Event', 'name role started')     # started: by uptime()


def last_event():
    """The newest notification by the time at which keepalived started its script, or None; older ones are removed."""
    names = sorted(os.path.basename(path) for path in glob.glob(state('role.*')))
    for name in names[:-1]:
        remove(state(name))
    if not names:
        return None
    try:
        _, ticks, _, role = names[-1].split('.')
        return Event(names[-1], role, int(ticks) / os.sysconf('SC_CLK_TCK'))
    except ValueError:
        return None


def keepalived_seen():
    """(alive, uptime at which it last called a script): alive is None where nothing was noted, as when /run was emptied."""
    try:
        # The scripts write it over in its place: what follows the first line is left of a longer one.
        pid, noted = (read_text(state('keepalived')) or '').partition('\n')[0].split()
        comm = read_text('/proc/%d/comm' % int(pid))
        if comm is None:
            return False, float(noted)
        return comm.startswith('keepalived') or uptime() - float(noted) < 10, float(noted)
    except ValueError:
        return None, 0.0


def judge_role(event, on_lo, alive, noted, unsure):
    """VRRP's role from its two witnesses: the last notification, and the VIP that keepalived puts on lo. Pure.

    unsure: for how many seconds the two have disagreed. After a crash lo keeps the VIP until keepalived is back."""
    if alive is False:
        return 'STOP' if event and event.role == 'STOP' else 'unknown'
    told = event.role if event else None
    if told == 'STOP':
        if noted < event.started + 1:
            return 'STOP'
        told = None
    if told is None:
        return 'MASTER' if on_lo else 'BACKUP'
    if (told == 'MASTER') == on_lo:
        return told
    return 'MASTER' if on_lo and unsure > 3 else 'unknown'


class Fault:
    """A reason for check_self.sh to answer 1: a file, and a copy in memory in case /run is emptied."""

    def __init__(self, name):
        self.path = state('fault.' + name)
        self.reason = read_text(self.path)

    def __bool__(self):
        return self.reason is not None

    def set(self, reason):
        self.reason = reason
        write_text(self.path, reason + '\n')
        try:
            # That the file exists is what counts, and on a full disk an empty one still has room.
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644))
        except OSError:
            pass

    def clear(self):
        self.reason = None
        remove(self.path)

    def keep(self):
        if self.reason is not None and not os.path.exists(self.path):
            self.set(self.reason.strip())


# --- cloud: Tencent Cloud API 3.0 -----------------------------------------------------------------------------------

class Unreachable(Exception):
    """No usable answer. sent: the request may have been carried out all the same."""

    def __init__(self, message, sent=False):
        Exception.__init__(self, message)
        self.sent = sent


class ApiError(Exception):
    def __init__(self, code, message):
        # Without its own id a refusal reads the same each time, and is logged once.
        Exception.__init__(self, '%s: %s' % (code, re.sub(r'\[request id:[^]]*\]\s*', '', message, flags=re.I)))
        self.code = code


Credentials = collections.namedtuple('Credentials', 'secret_id secret_key token')


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


class KeyFile:
    def get(self):
        values = read_json(CREDENTIALS) or {}
        if not values.get('secretId') or not values.get('secretKey'):
            raise Unreachable('%s holds no secretId and secretKey' % CREDENTIALS)
        return Credentials(values['secretId'], values['secretKey'], values.get('token'))

    def forget(self):
        pass


class Role:
    """The CAM role of this instance, by the metadata service; asked again before it expires and when it is refused."""
    HOST = 'metadata.tencentyun.com'
    PATH = '/latest/meta-data/cam/security-credentials/'

    def __init__(self):
        self.cached = None
        self.until = 0.0

    def get(self):
        if self.cached and time.monotonic() < self.until:
            return self.cached
        try:
            name = self.fetch(self.PATH).split()
            if not name:
                raise Unreachable('this instance has no CAM role')
            reply = json.loads(self.fetch(self.PATH + name[0]))
            self.cached = Credentials(reply['TmpSecretId'], reply['TmpSecretKey'], reply['Token'])
            lasts = float(reply.get('ExpiredTime', 0)) - time.time()
            self.until = time.monotonic() + max(30.0, min(lasts / 2, 3600.0))
        except (Unreachable, ValueError, KeyError, TypeError) as error:
            if not self.cached:
                raise Unreachable('no credentials from %s: %s' % (self.HOST, error))
        return self.cached

    def forget(self):
        self.until = 0.0

    def fetch(self, path):
        connection = http.client.HTTPConnection(self.HOST, timeout=3)
        try:
            connection.request('GET', path)
            reply = connection.getresponse()
            text = reply.read(1 << 16).decode('utf-8', 'replace')
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable('%s: %s' % (self.HOST, error or type(error).__name__))
        finally:
            connection.close()
        if reply.status != 200:
            raise Unreachable('%s answered %d' % (self.HOST, reply.status))
        return text


class Api:
    """Calls of one region's API. Endpoints are tried in turn, and the one that answered last comes first."""
    VERSION = '2017-03-12'

    def __init__(self, region, endpoints, credentials):
        self.region = region
        self.endpoints = endpoints
        self.credentials = credentials
        self.context = None
        self.clock = None       # (the API's time, our monotonic time) at the last answer: a clock that no step disturbs
        best = read_json(state('endpoint'))
        self.best = best if isinstance(best, dict) and best.get('host') in endpoints else {}

    def hosts(self):
        first = self.best.get('host')
        return sorted(self.endpoints, key=lambda host: host != first)

    def now(self):
        if self.clock is None:
            return int(time.time())
        return int(self.clock[0] + time.monotonic() - self.clock[1])

    def read(self, action, params, within=CALL):
        """A call that changes nothing: sent again to the next endpoint while no answer comes; the first answer counts."""
        return self.call(action, params, within, HEDGE)

    def write(self, action, params):
        """A call that changes something: sent again only where it cannot have arrived."""
        return self.call(action, params, CALL + 2, None)

    def call(self, action, params, within, hedge):
        for last in (False, True):
            try:
                return self.attempt(action, params, within, hedge)
            except ApiError as error:
                if last or not error.code.startswith('AuthFailure'):
                    raise
                self.credentials.forget()   # and the clock has been set by the answer that refused us

    def attempt(self, action, params, within, hedge):
        answers = queue.Queue()
        end = time.monotonic() + within
        hosts = self.hosts()
        started = 0
        flying = 0
        failure = Unreachable('no answer within %d s' % within, sent=True)
        launch = True
        while True:
            if launch:
                host = hosts[started % len(hosts)]
                threading.Thread(target=self.exchange, args=(host, action, params, within, answers), daemon=True).start()
                started += 1
                flying += 1
                again = time.monotonic() + hedge if hedge else end
                launch = False
            try:
                host, address, result = answers.get(timeout=max(0.001, min(again, end) - time.monotonic()))
            except queue.Empty:
                if time.monotonic() >= end:
                    raise failure
                launch = True
                continue
            flying -= 1
            if not isinstance(result, Unreachable):
                self.remember(host, address)
                if isinstance(result, Exception):
                    raise result
                return result
            failure = result
            if result.sent and not hedge:
                raise result
            if started < len(hosts):
                launch = True
            elif not flying:
                raise result

    def remember(self, host, address):
        best = {'host': host, 'address': address}
        if best != self.best:
            self.best = best
            write_text(state('endpoint'), json.dumps(best))

    def exchange(self, host, action, params, within, answers):
        """One request to one endpoint, in a thread of its own, as DNS and TLS know no common deadline."""
        address = None
        try:
            credentials = self.credentials.get()
            address, connection = self.connect(host, within)
            result = self.post(connection, host, action, params, credentials)
        except (Unreachable, ApiError) as error:
            result = error
        except Exception as error:  # whatever it is, the caller must hear of it
            result = Unreachable('%s: %s: %s' % (host, type(error).__name__, error))
        answers.put((host, address, result))

    def connect(self, host, within):
        name, _, port = host.partition(':')
        try:
            found = [entry[4][0] for entry in socket.getaddrinfo(name, int(port or 443), 0, socket.SOCK_STREAM)]
        except (OSError, ValueError) as error:
            known = self.best if self.best.get('host') == host else read_json(state('endpoint')) or {}
            if known.get('host') != host or not known.get('address'):
                raise Unreachable('%s: %s' % (host, error))
            found = [known['address']]
        failure = None
        for address in found[:3]:
            plain = None
            try:
                plain = socket.create_connection((address, int(port or 443)), timeout=3)
                plain.settimeout(within)
                if self.context is None:
                    self.context = ssl.create_default_context()
                connection = http.client.HTTPSConnection(name, timeout=within)
                connection.sock = self.context.wrap_socket(plain, server_hostname=name)
                return address, connection
            except OSError as error:
                if isinstance(error, ssl.SSLError):
                    self.context = None     # a CA that was installed meanwhile counts from the next call on
                if plain is not None:
                    plain.close()
                failure = error
        raise Unreachable('%s: %s' % (host, failure or 'no address'))

    def post(self, connection, host, action, params, credentials):
        name = host.partition(':')[0]
        service = name.partition('.')[0]
        body = json.dumps(params).encode()
        timestamp = self.now()
        headers = {
            'Host': name,
            'Content-Type': 'application/json; charset=utf-8',
            'Authorization': sign(credentials, name, service, body, timestamp),
            'X-TC-Action': action,
            'X-TC-Version': self.VERSION,
            'X-TC-Region': self.region,
            'X-TC-Timestamp': str(timestamp),
            'X-TC-Language': 'en-US',
        }
        if credentials.token:
            headers['X-TC-Token'] = credentials.token
        try:
            connection.request('POST', '/', body, headers)
            reply = connection.getresponse()
            data = reply.read(1 << 22)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable('%s: %s: %s' % (host, type(error).__name__, error), sent=True)
        finally:
            connection.close()
        if reply.status != 200:
            raise Unreachable('%s answered HTTP %d' % (host, reply.status), sent=True)
        try:
            response = json.loads(data.decode('utf-8'))['Response']
            error = response.get('Error')
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unreachable('%s answered something that is not of the API' % host, sent=True)
        self.set_clock(reply.getheader('Date'))
        if error:
            raise ApiError(str(error.get('Code')), str(error.get('Message')))
        return response

    def set_clock(self, date):
        try:
            parsed = time.strptime(date or '', '%a, %d %b %Y %H:%M:%S GMT')
        except ValueError:
            return
        days = (parsed.tm_year - 1970) * 365 + (parsed.tm_year - 1969) // 4
        seconds = ((days + parsed.tm_yday - 1) * 24 + parsed.tm_hour) * 3600 + parsed.tm_min * 60 + parsed.tm_sec
        self.clock = (seconds, time.monotonic())


class Record(NamedTuple):
    """What the cloud says of the VIP."""
    owner: str = 'unknown'
    eni: str = None
    state: str = None
    eip: str = 'unknown'    # none vip elsewhere unknown

    @property
    def settled(self):
        return self.state in (None, 'AVAILABLE')


class Cloud:
    def __init__(self, config):
        self.config = config
        self.api = Api(config.region, config.endpoints, KeyFile() if config.credentials == 'key' else Role())

    def record(self, within=CALL):
        """Who owns the VIP. Raises Unreachable or ApiError."""
        ours = [self.config.self_eni, self.config.peer_eni]
        try:
            reply = self.api.read('DescribeNetworkInterfaces', {'NetworkInterfaceIds': ours}, within)
        except ApiError as error:
            if not error.code.startswith(('ResourceNotFound', 'InvalidParameterValue', 'InvalidNetworkInterfaceId')):
                raise
            # The peer's ENI may be gone for ever: a filter does not mind.
            reply = self.api.read('DescribeNetworkInterfaces',
                                  {'Filters': [{'Name': 'network-interface-id', 'Values': ours}]}, within)
        enis = reply.get('NetworkInterfaceSet') or []
        mine = [eni for eni in enis if eni.get('NetworkInterfaceId') == self.config.self_eni]
        if not mine:
            raise Unreachable('the API\'s answer lacks this host\'s ENI %s' % self.config.self_eni)
        holders = self.holders(enis)
        if not holders:
            others = self.api.read('DescribeNetworkInterfaces', {'Filters': [
                {'Name': 'vpc-id', 'Values': [mine[0].get('VpcId')]},
                {'Name': 'address-ip', 'Values': [self.config.vip]},
                {'Name': 'ip-exact-match', 'Values': ['TRUE']}]}, within)
            holders = self.holders(others.get('NetworkInterfaceSet') or [])
        if not holders:
            return Record('none', None, None, 'elsewhere' if self.config.eip else 'none')
        # On two ENIs at once it is on its way: the one that has it available already is not the one to trust.
        moving = [h for h in holders if h[1].get('State') not in (None, 'AVAILABLE')]
        eni, address = (moving or holders)[0]
        owner = {self.config.self_eni: 'self', self.config.peer_eni: 'peer'}.get(eni, 'other')
        eip = 'none'
        if self.config.eip:
            eip = 'vip' if address.get('AddressId') == self.config.eip else 'elsewhere'
        return Record(owner, eni, address.get('State') if len(holders) == 1 else 'MIGRATING', eip)

    def holders(self, enis):
        return [(eni.get('NetworkInterfaceId'), address) for eni in enis
                for address in eni.get('PrivateIpAddressSet') or []
                if address.get('PrivateIpAddress') == self.config.vip]

    def migrate(self, source):
        """Returns the task's id once the API has accepted the move."""
        return self.api.write('MigratePrivateIpAddress', {
            'SourceNetworkInterfaceId': source, 'DestinationNetworkInterfaceId': self.config.self_eni,
            'PrivateIpAddress': self.config.vip}).get('RequestId')

    def assign(self, token):
        """The token: a call that is repeated with it is carried out once."""
        self.api.write('AssignPrivateIpAddresses', {
            'NetworkInterfaceId': self.config.self_eni, 'ClientToken': token,
            'PrivateIpAddresses': [{'PrivateIpAddress': self.config.vip, 'Primary': False,
                                    'Description': 'ha-setup-' + self.config.cluster}]})

    def task(self, task):
        """SUCCESS | FAILED | RUNNING, and what the API says about it."""
        reply = self.api.read('DescribeVpcTaskResult', {'TaskId': task})
        return reply.get('Status'), str(reply.get('Output') or '')

    def eip(self):
        """(status, ENI, private address) of the EIP."""
        found = self.api.read('DescribeAddresses', {'AddressIds': [self.config.eip]}).get('AddressSet') or []
        if not found:
            raise ApiError('ResourceNotFound', 'the EIP %s does not exist' % self.config.eip)
        return found[0].get('AddressStatus'), found[0].get('NetworkInterfaceId'), found[0].get('PrivateAddressIp')

    def unbind_eip(self):
        self.api.write('DisassociateAddress', {'AddressId': self.config.eip})

    def bind_eip(self):
        self.api.write('AssociateAddress', {
            'AddressId': self.config.eip, 'NetworkInterfaceId': self.config.self_eni,
            'PrivateIpAddress': self.config.vip})


# --- senses: the peer's adverts, pings, the user's health check -----------------------------------------------------

class Adverts(threading.Thread):
    """Hears what the peer's keepalived sends, whatever state ours is in."""

    def __init__(self, config):
        threading.Thread.__init__(self, daemon=True)
        self.peer = socket.inet_aton(config.peer_ip)
        self.heard = -1e9

    def run(self):
        try:
            raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
        except OSError as error:
            log('cannot listen for the peer\'s adverts: %s' % error)
            return
        while True:
            try:
                packet = raw.recv(512)
            except OSError:
                time.sleep(1)
                continue
            start = (packet[0] & 15) * 4
            # Priority 0 is a farewell.
            if packet[12:16] == self.peer and len(packet) > start + 2 and packet[start + 2] > 0:
                self.heard = time.monotonic()

    def within(self, seconds):
        return time.monotonic() - self.heard < seconds


class Pings(threading.Thread):
    """Pings the gateway and the peer every 2 seconds while it is wanted."""

    def __init__(self, config):
        threading.Thread.__init__(self, daemon=True)
        self.targets = {config.peer_ip: 'peer'}
        if config.gateway:
            self.targets[config.gateway] = 'gateway'
        self.answered = {'gateway': None, 'peer': None}
        self.wanted = threading.Event()
        self.since = None       # monotonic time of the first ping of this spell

    def run(self):
        ident = os.getpid() & 0xffff
        sequence = 0
        while True:
            self.wanted.wait()
            try:
                raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
            except OSError as error:
                log('cannot ping: %s' % error)
                return
            with raw:
                while self.wanted.is_set():
                    sequence = (sequence + 1) & 0xffff
                    if self.since is None:
                        self.since = time.monotonic()
                    for target in self.targets:
                        try:
                            raw.sendto(echo(ident, sequence), (target, 0))
                        except OSError:
                            pass
                    self.listen(raw, ident, time.monotonic() + 2)
            self.since = None

    def listen(self, raw, ident, end):
        while True:
            left = end - time.monotonic()
            if left <= 0 or not select.select([raw], [], [], left)[0]:
                return
            try:
                packet, (source, _) = raw.recvfrom(512)
            except OSError:
                return
            start = (packet[0] & 15) * 4
            if len(packet) >= start + 8 and packet[start] == 0 and packet[start + 4:start + 6] == struct.pack('!H', ident):
                name = self.targets.get(source)
                if name:
                    self.answered[name] = time.monotonic()

    def want(self, wanted):
        if wanted:
            self.wanted.set()
        else:
            self.wanted.clear()

    def silent(self, name, seconds):
        """Whether this target has been asked for so long and has not answered."""
        since = self.since
        if since is None:
            return False
        return time.monotonic() - max(since, self.answered[name] or since) > seconds

    def answers(self, name, seconds):
        at = self.answered[name]
        return at is not None and time.monotonic() - at < seconds


def echo(ident, sequence):
    header = struct.pack('!BBHHH', 8, 0, 0, ident, sequence)
    total = sum(struct.unpack('!4H', header))
    total = (total >> 16) + (total & 0xffff)
    return header[:2] + struct.pack('!H', ~(total + (total >> 16)) & 0xffff) + header[4:]


class Health(threading.Thread):
    """The user's own check: three failures in a row make this host unfit, two passes make it fit again."""

    def __init__(self, config, fault):
        threading.Thread.__init__(self, daemon=True)
        self.config = config
        self.fault = fault

    def run(self):
        failures = passes = 0
        while True:
            problem = check_health(self.config)
            failures, passes = (failures + 1, 0) if problem else (0, passes + 1)
            if failures >= 3 and not self.fault:
                log('unhealthy: %s' % problem)
                self.fault.set(problem)
            elif passes >= 2 and self.fault:
                log('healthy again')
                self.fault.clear()
            time.sleep(2)


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
        return check_command(shlex.split(value), 'the command %s failed' % value)
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
    return None if 200 <= status < 400 else 'http %s answered %d' % (url, status)


def check_command(words, complaint):
    child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             env={'PATH': PATH}, start_new_session=True)
    try:
        return None if child.wait(timeout=5) == 0 else '%s (exit code %d)' % (complaint, child.returncode)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return complaint + ' (no answer within 5 s)'


# --- the loop -------------------------------------------------------------------------------------------------------

class Lock:
    """One mover on this host at a time."""

    def __init__(self):
        self.path = state('lock')
        self.fd = None

    def take(self):
        os.makedirs(STATE, exist_ok=True)
        fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            return False
        if self.fd is not None:
            os.close(self.fd)
        self.fd = fd
        return True

    def holds(self):
        """Still ours? The file may have been removed together with all of /run/ha-setup: then it is taken anew."""
        try:
            here = os.stat(self.path)
            mine = os.fstat(self.fd)
            return (here.st_dev, here.st_ino) == (mine.st_dev, mine.st_ino)
        except OSError:
            return self.take()


class Watch:
    """What this host knows, and the loop that acts on it."""

    def __init__(self, config):
        self.config = config
        self.cloud = Cloud(config)
        self.adverts = Adverts(config)
        self.pings = Pings(config)
        self.yielded = Fault('yielded')
        self.isolated = Fault('isolated')
        self.unhealthy = Fault('unhealthy')
        self.lock = Lock()
        self.role = 'unknown'
        self.nic = False
        self.event = None
        self.alive = None
        self.noted = 0.0
        self.missing_since = None
        self.dead_since = None
        self.unsure_since = None
        self.period = read_json(state('period')) or {}      # this time as MASTER: its event, and whether the VIP was ours
        self.master_since = 0.0
        self.changed = time.monotonic()     # when the role or the owner changed last
        self.record = Record()
        self.seen = 0
        self.owner_since = time.monotonic()
        self.read_at = -1e9
        self.next_read = 0.0
        self.api_ok = -1e9
        self.api_failed = -1e9
        self.api_problem = None
        self.quarrels = []                  # when we yielded
        self.move = None
        self.token = None                   # of an assignment whose answer was lost
        self.not_before = 0.0
        self.backoff = 1.0
        self.eip_not_before = 0.0
        self.known_owner = 'unknown'        # the ENI, or None, that had the VIP when that was last certain
        self.said = None
        self.held = None
        self.complained = None
        self.passes = 0

    # look

    def look(self):
        self.look_here()
        if time.monotonic() >= self.next_read:
            self.read_record()
            self.look_here()

    def look_here(self):
        found = addresses()
        self.nic = any(a.ip == self.config.vip and a.device == self.config.interface for a in found)
        on_lo = any(a.ip == self.config.vip and a.device in ANCHORS for a in found)
        event = last_event()
        now = time.monotonic()
        alive, noted = keepalived_seen()
        if alive is None:
            # /run was emptied: the next check tells. Until then what we knew holds.
            self.missing_since = self.missing_since or now
            alive, noted = (self.alive, self.noted) if now - self.missing_since < 6 else (False, 0.0)
            event = event or self.event
        else:
            self.missing_since = None
        self.alive, self.noted = alive, noted
        self.dead_since = None if alive else self.dead_since or now
        agree = event is None or (event.role == 'MASTER') == on_lo
        self.unsure_since = None if agree else self.unsure_since or now
        role = judge_role(event, on_lo, alive, noted, now - (self.unsure_since or now))
        if role == 'MASTER':
            self.follow_master(event)
        if role != self.role or event != self.event:
            self.next_read = 0.0
            self.changed = now
        self.role, self.event = role, event

    def follow_master(self, event):
        name = event.name if event else self.period.get('event')
        if name is None or name != self.period.get('event'):
            if name is None:
                name = 'unknown'
            # Nothing known of this period although the NIC serves already: take it that the VIP was ours.
            owned = event is None and self.nic
            self.set_period(name, owned)
            self.move = None
            self.not_before = 0.0
            self.backoff = 1.0
        if self.role != 'MASTER':
            self.master_since = time.monotonic()

    def set_period(self, name, owned):
        self.period = {'event': name, 'owned': owned}
        write_text(state('period'), json.dumps(self.period))

    def read_record(self):
        now = time.monotonic()
        self.next_read = float('inf')   # whatever happens from here on can bring it forward again
        deadline = 3.0 if self.is_silent(4) else CALL
        try:
            record = self.cloud.record(deadline)
        except (Unreachable, ApiError) as error:
            self.api_failed = now
            record = Record()
            self.report_api(error)
        else:
            self.api_ok = time.monotonic()
            self.report_api(None)
        now = time.monotonic()
        if record.owner != 'unknown':
            if (record.owner, record.eni) != (self.record.owner, self.record.eni):
                self.seen = 0
                self.owner_since = now
                self.changed = now
            self.seen += 1
        self.record = record
        self.read_at = now
        if record.owner == 'self' and record.settled:
            if self.role == 'MASTER' and not self.period.get('owned'):
                self.set_period(self.period.get('event'), True)
            if self.move:
                self.finish_move()
        elif self.move:
            self.follow_move()
        self.notice_owner()

    def report_api(self, error):
        """A line when the API goes, when it complains of something else, and when it is back."""
        problem = error and getattr(error, 'code', 'no answer')
        if problem != self.api_problem:
            log('the API: %s' % error if error else 'the API answers again')
        self.api_problem = problem

    def is_silent(self, seconds):
        return self.pings.silent('gateway', seconds) and self.pings.silent('peer', seconds) \
            and not self.adverts.within(seconds)

    def is_alone(self):
        """Neither gateway, peer nor API has answered since the pings fell silent. A gateway that never answers pings
        although the network is well proves nothing."""
        mute = self.pings.answered['gateway'] is None and self.api_ok > 0
        if mute or not self.is_silent(5):
            return False
        return self.api_failed > self.api_ok and time.monotonic() - self.api_ok > 5

    def situation(self):
        now = time.monotonic()
        record = self.record
        heard = self.adverts.within(3)
        return Situation(
            role=self.role, nic=self.nic, owner=record.owner, settled=record.settled, seen=self.seen,
            away=now - self.owner_since, owned=bool(self.period.get('owned')), moving=self.move is not None,
            due=now >= self.not_before, mendable=self.is_mendable('mended'),
            contested=now - self.master_since < 6 and self.adverts.heard > self.master_since + 0.3
            and self.adverts.within(1.5),
            eip=record.eip, eip_due=now >= self.eip_not_before,
            heard=heard, peer_alive=heard or not self.pings.silent('peer', self.doubt()), alone=self.is_alone(),
            yielded=bool(self.yielded), isolated=bool(self.isolated))

    def doubt(self):
        """Seconds of silence after which a host that yielded takes its peer for dead: ten times as long after each time
        that this was wrong within the hour, for a security group may block pings together with VRRP."""
        self.quarrels = [at for at in self.quarrels if time.monotonic() - at < 3600]
        return 6 * 10 ** min(2, max(0, len(self.quarrels) - 1))

    # act

    def step(self):
        """One look and what follows from it."""
        self.pings.want(self.role == 'MASTER' or bool(self.yielded) or bool(self.isolated))
        self.look()
        for _ in range(4):
            s = self.situation()
            action = decide(s)
            self.say(s, action)
            if action.name in ('wait', 'nothing'):
                break
            done = getattr(self, 'do_' + action.name.replace('-', '_'))(action)
            if not done:
                break
            self.look_here()
        self.passes += 1
        self.next_read = min(self.next_read, self.read_at + self.pace(self.situation()))

    def say(self, s, action):
        """One line for each decision, none while it stays the same."""
        line = '%s: %s' % (action.name, action.why)
        key = (s.role if s.role != 'unknown' else None, line)
        if key == self.said or action == PAUSE or (s.role == 'unknown' and action.name in ('wait', 'nothing')):
            return
        self.said = key
        log('%s, VIP %s the NIC, record: %s%s%s -> %s' % (
            s.role, 'on' if s.nic else 'not on', self.config.who(self.record.eni) if s.owner != 'unknown' else 'unknown',
            '' if s.settled else ' (%s)' % self.record.state, ', EIP elsewhere' if s.eip == 'elsewhere' else '', line))

    def pace(self, s):
        """Seconds from one reading of the record to the next."""
        calm = time.monotonic() - self.changed
        if self.move or not s.settled:
            return MOVING if calm < 60 else 1.0
        if s.role == 'MASTER' and not s.yielded:
            if s.owner == 'self':
                if s.eip == 'elsewhere':
                    return 0.5 if calm < 60 else STEADY_MASTER
                if s.heard and time.monotonic() - self.master_since > 2:
                    return 1.0      # the peer says MASTER as well
                return STEADY_MASTER if not self.is_silent(4) else 2.0
            if s.owner == 'unknown' and s.owned:
                return 2.0
            if s.seen < 2 and (s.owner in ('other', 'none') or s.owned):
                return 1.0          # what nobody of the pair did is believed when it is read twice
            if s.owner in ('other', 'none') and not s.mendable:
                return STEADY_MASTER
            return min(1.0, max(MOVING, self.not_before - time.monotonic())) if s.owner != 'unknown' else 1.0
        if s.isolated:
            return 2.0
        if s.yielded:
            return 2.0 if calm < 60 else STEADY_MASTER
        if s.nic:
            return 0.5 if calm < 30 else 2.0 if calm < 120 else STEADY_MASTER if calm < 600 else 30.0
        if s.owner == 'unknown':
            return STEADY_MASTER if calm < 600 else STEADY_STANDBY
        return STEADY_STANDBY

    def do_add_nic(self, action):
        problem = add_to_nic(self.config)
        if problem:
            self.complain('cannot put the VIP on %s: %s' % (self.config.interface, problem))
        return not problem

    def do_drop_nic(self, action):
        problem = drop_from_nic(self.config)
        if problem:
            self.complain('cannot take the VIP off %s: %s' % (self.config.interface, problem))
        return not problem

    def do_isolate(self, action):
        self.isolated.set(action.why)
        return True

    def do_rejoin(self, action):
        self.isolated.clear()
        self.next_read = 0.0
        return False

    def do_yield(self, action):
        self.yielded.set(action.why)
        self.quarrels.append(time.monotonic())
        return True

    def do_unyield(self, action):
        self.yielded.clear()
        self.next_read = 0.0
        return False

    def do_migrate(self, action):
        source = self.record.eni
        if time.monotonic() - self.read_at > 1:
            self.next_read = 0.0
            return False
        self.look_here()
        if self.role != 'MASTER':
            return False
        asked = time.monotonic()
        try:
            task = self.cloud.migrate(source)
        except ApiError as error:
            self.refused('move the VIP', error)
            return False
        except Unreachable as error:
            if not error.sent:
                self.not_before = time.monotonic() + 1
                self.report_api(error)
                return False
            log('the answer to the move was lost (%s): reading the record before asking again' % error)
            task = None
        self.start_move(source, task, action.why, asked)
        return False

    def do_assign(self, action):
        self.look_here()
        if self.role != 'MASTER':
            return False
        asked = time.monotonic()
        token, self.token = self.token or binascii.hexlify(os.urandom(16)).decode(), None
        try:
            self.cloud.assign(token)
        except ApiError as error:
            self.refused('assign the VIP', error)
            return False
        except Unreachable as error:
            self.token = token
            self.not_before = time.monotonic() + 1
            self.report_api(error)
            return False
        self.start_move(None, None, action.why, asked)
        return False

    def refused(self, what, error):
        soon = ('RequestLimitExceeded', 'InternalError', 'AuthFailure', 'UnsupportedOperation.MutexOperationTaskRunning')
        if error.code.startswith(soon):
            pause = 0.5
        else:
            pause = self.backoff
            self.backoff = min(30.0, self.backoff * 2)
        self.not_before = time.monotonic() + pause
        self.complain('the API refused to %s: %s' % (what, error))

    def complain(self, message):
        if message != self.complained:
            log(message)
        self.complained = message

    def start_move(self, source, task, why, asked):
        """Times are monotonic: a clock that is stepped meanwhile must not tell of an outage of ten minutes."""
        now = time.monotonic()
        new = self.event is not None and self.event.role == 'MASTER' and not self.period.get('owned')
        self.move = {
            'from': source, 'why': why, 'task': task, 'at': now, 'asked_task': now, 'new': new,
            'detected': now - max(0.0, uptime() - self.event.started) if new else asked,
            'heard': self.adverts.heard, 'lost': self.owner_since if self.record.owner != 'peer' else None}
        self.next_read = 0.0
        if task:
            log('the API accepted the move from %s' % self.config.who(source))

    def follow_move(self):
        """The record does not name us yet: has the task failed, or was the call lost?"""
        now = time.monotonic()
        move = self.move
        age = now - move['at']
        if move['task'] and now - move['asked_task'] > 1:
            move['asked_task'] = now
            try:
                status, output = self.cloud.task(move['task'])
            except (Unreachable, ApiError):
                status, output = None, ''
            if status == 'FAILED':
                self.move = None
                self.not_before = now + self.backoff
                self.backoff = min(30.0, self.backoff * 2)
                log('the move failed in the cloud%s' % (': ' + output if output else ''))
                return
            if status == 'SUCCESS':
                move.setdefault('ended', now)
        given_up = not move['task'] and self.record.owner != 'unknown' and self.record.settled and age > 3
        contradicted = 'ended' in move and self.record.settled and now - move['ended'] > 3
        if given_up or contradicted or age > 180:
            log('the move did not take place: %s' % (
                'the API calls it done and its record does not' if contradicted else 'the record is unchanged after %d s' % age))
            self.move = None

    def finish_move(self):
        move, self.move = self.move, None
        now, landed = time.monotonic(), int(time.time() * 1000)
        switch = {'from': move['from'], 'to': self.config.self_eni, 'why': move['why'],
                  'detectedMs': landed - int((now - move['detected']) * 1000),
                  'acceptedMs': landed - int((now - move['at']) * 1000), 'landedMs': landed}
        write_text(state('switch.json'), json.dumps(switch))
        if move['lost'] is not None:
            self.note_mended('mended')
        self.eip_not_before = now + 0.5
        self.backoff = 1.0
        outage = self.outage(move, now)
        log('the VIP has landed here from %s, %.1f s after %s and %.1f s after the API accepted it; %s' % (
            self.config.who(move['from']), now - move['detected'], 'MASTER' if move['new'] else 'it was called back',
            now - move['at'], 'outage %.1f s' % outage if outage else 'no outage'))
        self.tell(move['from'], move['why'], outage)

    def outage(self, move, now):
        """Seconds without a host that serves: since the VIP was seen off the pair, or since the dead peer was last heard."""
        if move['lost'] is not None:
            return round(now - move['lost'], 1)
        # A peer that lives has served until now.
        is_dead = self.pings.silent('peer', 1.5) and move['heard'] > 0
        return round(now - move['heard'], 1) if is_dead else 0

    def notice_owner(self):
        """Tells of a change of owner that is not of our making: once it is ours, or once it is nobody's of the pair."""
        record, before = self.record, self.known_owner
        if record.owner == 'unknown' or not record.settled or record.eni == before:
            return
        stray = record.owner in ('other', 'none')
        if stray and self.seen < 2:
            return
        self.known_owner = record.eni
        if before != 'unknown' and (record.owner == 'self' or stray and self.role == 'MASTER'):
            log('the VIP has gone from %s to %s, by somebody else\'s doing' % (self.config.who(before), self.config.who(record.eni)))
            self.tell(before, 'moved in the cloud by somebody else', None)

    def tell(self, before, why, outage):
        """The webhook, in a thread of its own: it delays nothing."""
        self.known_owner = self.record.eni
        if self.config.webhook:
            news = {'cluster': self.config.cluster, 'from': before, 'to': self.record.eni, 'why': why, 'outage': outage}
            threading.Thread(target=post_webhook, args=(self.config.webhook, news), daemon=True).start()

    def do_bind_eip(self, action):
        """One step at a time: unbind where it is, then bind here; the next look takes the next step."""
        pause = 0.4
        try:
            status, eni, ip = self.cloud.eip()
            here = eni == self.config.self_eni and ip == self.config.vip
            if status == 'UNBIND':
                self.cloud.bind_eip()
                log('EIP %s: bound to the VIP' % self.config.eip)
            elif status == 'BIND' and here:
                pause = STEADY_MASTER   # the address's own entry is merely behind
            elif status in ('BIND', 'BIND_ENI'):
                stranger = ip != self.config.vip
                if stranger and not self.is_mendable('eip-mended'):
                    self.complain('EIP %s was bound elsewhere again after it was mended: left alone for now' % self.config.eip)
                    pause = STEADY_MASTER
                else:
                    if stranger:
                        self.note_mended('eip-mended')
                    log('EIP %s: taking it from %s of %s' % (self.config.eip, ip, self.config.who(eni)))
                    self.cloud.unbind_eip()
        except ApiError as error:
            self.complain('the API refused to bind the EIP: %s' % error)
            pause = 2.0
        except Unreachable as error:
            self.report_api(error)
            pause = 1.0
        self.eip_not_before = time.monotonic() + pause
        self.next_read = 0.0
        return False

    def is_mendable(self, name):
        at = read_json(state(name))
        return not isinstance(at, (int, float)) or not 0 <= uptime() - at < LEAVE_ALONE

    def note_mended(self, name):
        write_text(state(name), json.dumps(uptime()))

    # run

    def run(self):
        if not self.lock.take():
            return 0
        for fd in os.listdir('/proc/self/fd'):
            if int(fd) > 2 and int(fd) != self.lock.fd:
                close(int(fd))
        become_quiet_and_known()
        wake, waker = socket.socketpair()
        for end in (wake, waker):
            end.setblocking(False)
        signal.signal(signal.SIGUSR1, lambda *_: setattr(self, 'next_read', 0.0))
        signal.set_wakeup_fd(waker.fileno())
        news = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, 0)
        news.bind((0, 0x10))    # RTMGRP_IPV4_IFADDR: the kernel tells of every address that comes or goes
        write_text(state('watch.pid'), '%d\n' % os.getpid())
        self.adverts.start()
        self.pings.start()
        if self.config.health_check:
            Health(self.config, self.unhealthy).start()
        else:
            self.unhealthy.clear()
        stamp = code_stamp()
        log('vip.py watches over %s' % self.config.vip)
        while True:
            signal.alarm(90)    # a loop that hangs is killed by the kernel, and started anew by check_self.sh
            if code_stamp() != stamp and is_sound():
                self.start_anew()
            self.keep_house()
            if not self.lock.holds():
                return 0    # /run was emptied, and another process was there first
            self.step()
            write_text(state('watch.json'), json.dumps({'passes': self.passes, 'readAt': self.read_at}))
            if self.is_over():
                remove(state('watch.pid'))
                return 0
            self.sleep(wake, news)

    def start_anew(self):
        try:
            os.execv(sys.executable, [sys.executable, '-IS', os.path.abspath(sys.argv[0]), 'watch'])
        except OSError as error:    # python3 is being replaced: this process serves on, and tries again
            self.complain('cannot start what ha-setup has written anew yet: %s' % error)

    def keep_house(self):
        for fault in (self.yielded, self.isolated, self.unhealthy):
            fault.keep()
        held = read_text(state('fault.held'))
        if held is not None and uptime() > number(held.split()[:1]):
            remove(state('fault.held'))
        held = read_hold()
        if held != self.held:
            log('held: %s' % held if held else 'released')
        self.held = held
        if not os.path.exists(state('watch.pid')):
            write_text(state('watch.pid'), '%d\n' % os.getpid())
            self.set_period(self.period.get('event'), bool(self.period.get('owned')))

    def is_over(self):
        """keepalived is gone for good and this host serves nothing any more."""
        gone = self.dead_since is not None and time.monotonic() - self.dead_since > 15
        return gone and not self.nic and not self.move

    def sleep(self, wake, news):
        busy = self.role == 'MASTER' or self.yielded or self.isolated or self.unsure_since or self.alive is None
        until = min(self.next_read, time.monotonic() + (1.0 if busy else 2.0))
        ready = select.select([wake, news], [], [], max(0.01, until - time.monotonic()))[0]
        for channel in ready:
            try:
                while channel.recv(1 << 16):
                    pass
            except OSError:
                pass


def number(words):
    try:
        return float(words[0])
    except (IndexError, ValueError):
        return 0.0


def close(fd):
    try:
        os.close(fd)
    except OSError:
        pass


def become_quiet_and_known():
    """The name by which the shell scripts find this process, and a little precedence over ordinary load."""
    try:
        with open('/proc/self/comm', 'w') as f:
            f.write(NAME)
        os.setpriority(os.PRIO_PROCESS, 0, -10)
    except OSError:
        pass


def code_stamp():
    """Changes when ha-setup has written this program or its settings anew."""
    stamps = []
    for path in (os.path.abspath(sys.argv[0]), CONFIG):
        try:
            found = os.stat(path)
            stamps.append((found.st_ino, found.st_mtime, found.st_size))
        except OSError:
            stamps.append(None)
    return stamps


def is_sound():
    """Whether what was written can be run: a file half edited must not stop the process that serves."""
    try:
        compile(read_text(os.path.abspath(sys.argv[0])) or 'broken', 'vip.py', 'exec')
        load_config()
        return True
    except (SyntaxError, ValueError, KeyError, TypeError):
        return False


def post_webhook(url, body):
    parts = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == 'https' else http.client.HTTPConnection
    problem = None
    for pause in (0, 2, 10):
        time.sleep(pause)
        try:
            connection = kind(parts.hostname, parts.port, timeout=10)
            connection.request('POST', (parts.path or '/') + ('?' + parts.query if parts.query else ''),
                               json.dumps(body).encode(), {'Content-Type': 'application/json'})
            status = connection.getresponse().status
            connection.close()
            if status < 400:
                return
            problem = 'HTTP %d' % status
            if status < 500:
                break
        except (OSError, http.client.HTTPException) as error:
            problem = str(error) or type(error).__name__
    # Not the URL: whoever knows it may post there.
    log('the webhook was not told of the change of owner: %s' % problem)


# --- commands -------------------------------------------------------------------------------------------------------

def show_status(config):
    watch = Watch(config)
    watch.look_here()
    eip = 'unknown'
    try:
        record = watch.cloud.record()
        eip = record.eip
        if eip == 'elsewhere':
            eip = 'unbound' if watch.cloud.eip()[0] == 'UNBIND' else 'elsewhere'
    except (Unreachable, ApiError) as error:
        record = Record()
        sys.stderr.write('vip.py: the API: %s\n' % error)
    if not config.eip:
        eip = 'none'
    print(json.dumps({'role': watch.role, 'nic': watch.nic, 'owner': record.owner, 'ownerEni': record.eni, 'eip': eip,
                      'held': read_hold(), 'switch': read_json(state('switch.json'))}))
    return 0


def show_query(config):
    try:
        owner = Cloud(config).record().owner
    except (Unreachable, ApiError) as error:
        sys.stderr.write('vip.py: the API: %s\n' % error)
        owner = 'unknown'
    print({'self': 'true', 'unknown': 'unknown'}.get(owner, 'false'))
    return 0


def show_check(config):
    reasons = [(os.path.basename(path)[len('fault.'):], (read_text(path) or '').strip())
               for path in sorted(glob.glob(state('fault.*')))]
    if os.path.exists(HOLD):
        reasons.append(('held', read_hold()))
    for name, why in reasons:
        print('%s: %s' % (name, why))
    return 1 if reasons else 0


def find_watch():
    """The pid of the process that watches, or None."""
    pid = int(number((read_text(state('watch.pid')) or '').split()))
    comm = read_text('/proc/%d/comm' % pid) if pid > 0 else None
    return pid if comm and comm.strip() == NAME else None


def converge(config):
    """By the process that watches, where there is one; else one look and one act of our own."""
    pid = find_watch()
    if pid is None:
        watch = Watch(config)
        if watch.lock.take():
            watch.adverts.start()
            for _ in range(2):
                watch.step()
            return 0
        return 0
    before = (read_json(state('watch.json')) or {}).get('passes', 0)
    os.kill(pid, signal.SIGUSR1)
    end = time.monotonic() + CALL + 5
    while time.monotonic() < end:
        if (read_json(state('watch.json')) or {}).get('passes', 0) > before:
            return 0
        time.sleep(0.05)
    sys.stderr.write('vip.py: no answer from the process that watches (%d)\n' % pid)
    return 1


def migrate(config):
    watch = Watch(config)
    watch.look_here()
    if watch.role != 'MASTER':
        sys.stderr.write('vip.py: this host is %s, and only the MASTER may have the VIP; '
                         'restart keepalived on the other host to move it here\n' % watch.role)
        return 1
    end = time.monotonic() + 60
    while time.monotonic() < end:
        converge(config)
        try:
            record = watch.cloud.record()
            if record.owner == 'self' and record.settled:
                print('the VIP %s is on %s' % (config.vip, config.self_eni))
                return 0
        except (Unreachable, ApiError) as error:
            sys.stderr.write('vip.py: the API: %s\n' % error)
        time.sleep(1)
    sys.stderr.write('vip.py: the VIP is not here after 60 s; %s says why\n' % LOG)
    return 1


def leave(config):
    """Holds up the host's shutdown, and so its network, until the VIP is with a peer that lives: 15 s at most."""
    words = ['systemctl', 'is-system-running']
    told = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=5)
    if told.stdout.strip() != b'stopping':
        return 0
    cloud = Cloud(config)
    pings = Pings(config)
    pings.start()
    pings.want(True)
    end = time.monotonic() + 15
    while time.monotonic() < end and not pings.silent('peer', 2.5):
        try:
            record = cloud.record(3.0)
            if record.owner != 'self' and record.settled:
                time.sleep(1)
                break
        except (Unreachable, ApiError):
            pass
        time.sleep(0.3)
    return 0


def notify(role):
    return subprocess.call(['/etc/keepalived/notify_action.sh', role])


def main(words):
    commands = {'status': show_status, 'query': show_query, 'check': show_check, 'converge': converge,
                'migrate': migrate, 'leave': leave, 'watch': lambda config: Watch(config).run()}
    os.environ['PATH'] = PATH
    os.umask(0o022)
    if len(words) == 2 and words[0] == 'notify' and words[1] in ('MASTER', 'BACKUP', 'FAULT', 'STOP', 'WAKE'):
        return notify(words[1])
    if len(words) != 1 or words[0] not in commands:
        sys.stderr.write((__doc__ or '').split('\n\n')[1] + '\n')
        return 2
    try:
        config = load_config()
    except (ValueError, KeyError, TypeError) as error:
        sys.stderr.write('vip.py: %s cannot be read (%s): run ha-setup again\n' % (CONFIG, error))
        return 1
    return commands[words[0]](config)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

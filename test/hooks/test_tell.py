import http.server
import json
import os
import socket
import sys
import tempfile
import threading
import time
import unittest

from converging import Converging, OTHER, PEER, SELF, VIP
from test_api import WithCloud
from vip.files import Files, ReadOnly
from vip.here import Here
from vip.host import Host
from vip.log import BURST, Log
from vip.vrrp import keepalived_seen


class Webhook:
    """Whoever is told of a change of owner; `answers` are the next replies' status codes, 204 after them."""

    def __init__(self, case, *answers):
        self.posted = []
        answers = list(answers)
        posted = self.posted

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                posted.append(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
                self.send_response(answers.pop(0) if answers else 204)
                self.end_headers()

            def log_message(self, *words):
                pass
        server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        case.addCleanup(server.shutdown)
        self.url = 'http://127.0.0.1:%d/hook?token=hidden' % server.server_address[1]

    def hears(self, count):
        end = time.monotonic() + 5
        while len(self.posted) < count and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.2)
        return self.posted


class Telling(Converging):
    def test_quiet_when_nothing_happens_and_never_a_secret(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.rest(0.5)
        before = self.log()
        self.hurry()
        self.rest(0.5)
        self.assertEqual(self.log(), before)
        self.assertNotIn('the-key', before)

    def test_webhook_is_told_again_when_it_failed(self):
        webhook = Webhook(self, 500)
        self.watch.state.news.config.webhook = webhook.url
        self.host.become('MASTER')
        self.drive(self.is_ours)
        news = {'cluster': 'web', 'from': PEER, 'to': SELF, 'why': 'became MASTER', 'code': 'became-master',
                'outage': 0}
        posted = webhook.hears(2)
        self.assertEqual([{key: one[key] for key in news} for one in posted], [news, news])
        self.assertEqual(posted[0]['vip'], VIP)
        self.assertEqual(posted[0]['host'], socket.gethostname())
        self.assertRegex(posted[0]['at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')

    def test_webhook_that_refuses_is_logged_without_its_address(self):
        webhook = Webhook(self, 403)
        self.watch.state.news.config.webhook = webhook.url
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(len(webhook.hears(1)), 1)
        self.assertIn('the webhook was not told of the change of owner: HTTP 403', self.log())
        self.assertNotIn('hidden', self.log())

    def test_webhook_is_told_what_somebody_else_did(self):
        webhook = Webhook(self)
        self.watch.state.news.config.webhook = webhook.url
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.fake.owner = OTHER
        self.hurry()
        self.drive(lambda: self.fake.owner == SELF)
        self.drive(self.is_ours)
        self.fake.owner = PEER
        self.hurry()
        self.drive(lambda: not self.host.nic, 15)
        self.host.become('FAULT')
        self.fake.owner = SELF
        self.hurry()
        self.drive(lambda: self.host.nic)
        posted = webhook.hears(4)
        somebody = 'moved in the cloud by somebody else'
        self.assertEqual([(one['from'], one['to'], one['why']) for one in posted], [
            (PEER, SELF, 'became MASTER'), (SELF, OTHER, somebody),
            (OTHER, SELF, 'the VIP is on an ENI that is not of this pair'), (PEER, SELF, somebody)])
        self.assertGreater(posted[2]['outage'], 0.3)

    def test_a_clock_that_is_stepped_while_the_vip_moves(self):
        for step in (600, -600):
            with self.subTest(step):
                self.fake.owner, self.fake.landing = PEER, 0.5
                self.fake.eip = ('BIND', PEER, VIP)
                self.host.wall = time.time
                self.host.become('BACKUP')
                self.rest(0.2)
                before = self.moves()
                self.host.become('MASTER')
                self.drive(lambda: self.fake.state == 'MIGRATING')
                self.host.wall = lambda: time.time() + step
                self.drive(self.is_ours)
                self.assertEqual(self.moves(), before + 1)
                switch = self.files.read_json('switch.json')
                self.assertLess(abs(switch['landedMs'] - 1000 * (time.time() + step)), 2000)
                self.assertTrue(300 <= switch['landedMs'] - switch['acceptedMs'] <= 2000, switch)

    def test_a_switch_is_told_to_programs_too(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        lines = [line.split('] switch ', 1)[1] for line in self.log().split('\n') if '] switch ' in line]
        self.assertEqual([json.loads(line) for line in lines], [self.files.read_json('switch.json')])
        self.assertEqual(json.loads(lines[0])['code'], 'became-master')

    def records(self, kind):
        lines = [line.split('] %s ' % kind, 1) for line in self.log().split('\n')]
        return [json.loads(line[1]) for line in lines if len(line) == 2]

    def test_what_this_host_saw_is_told_to_programs_once_for_each_change(self):
        self.host.become('BACKUP')
        self.rest(0.3)
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.rest(0.3)
        self.watch.state.unhealthy.set('for a test')
        self.rest(0.1)
        states = self.records('state')
        self.assertIn('started', states[0])
        self.assertEqual([state for state in states if 'started' in state], states[:1])
        self.assertEqual((states[0]['role'], states[0]['owner'], states[0]['nic']), ('BACKUP', 'peer', False))
        self.assertIn(('MASTER', 'peer'), [(state['role'], state['owner']) for state in states])
        self.assertIn(('MASTER', 'self', True), [(state['role'], state['owner'], state['nic']) for state in states])
        self.assertIn({'unhealthy': 'for a test'}, [state['faults'] for state in states])
        bare = [{key: value for key, value in state.items() if key not in ('ms', 'heard')} for state in states]
        self.assertEqual([], [two for one, two in zip(bare, bare[1:]) if one == two], 'each is news')

    def test_what_somebody_else_did_is_told_to_programs(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.fake.owner = OTHER
        self.hurry()
        self.drive(lambda: self.records('moved'))
        moved = self.records('moved')[0]
        self.assertEqual((moved['from'], moved['to']), (SELF, OTHER))

    def command(self, text):
        """A program of root's, as the tests' own user has none: what may change it is looked at elsewhere."""
        folder = tempfile.mkdtemp()
        path = os.path.join(folder, 'on-switch')
        with open(path, 'w') as f:
            f.write('#!/bin/sh\n' + text.replace('FOLDER', folder))
        os.chmod(path, 0o755)
        news = sys.modules['vip.news']
        self.judged = news.find_changeable
        self.addCleanup(setattr, news, 'find_changeable', self.judged)
        news.find_changeable = lambda program: None
        self.watch.state.news.config.notify_command = path
        return folder

    def test_the_command_is_run_with_all_that_is_known(self):
        folder = self.command('env >>FOLDER/env; echo done >>FOLDER/env\n')
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.drive(lambda: os.path.exists(folder + '/env') and 'done' in open(folder + '/env').read())
        with open(folder + '/env') as f:
            found = dict(line.rstrip('\n').partition('=')[::2] for line in f)
        self.assertEqual({name: found.get('HA_SETUP_' + name) for name in ('CLUSTER', 'FROM', 'TO', 'WHY', 'OUTAGE', 'ROLE', 'TEST')}, {
            'CLUSTER': 'web', 'FROM': PEER, 'TO': SELF, 'WHY': 'became MASTER', 'OUTAGE': '0', 'ROLE': 'MASTER', 'TEST': ''})
        self.assertEqual(found['PATH'], '/usr/sbin:/usr/bin:/sbin:/bin')

    def test_the_command_is_run_where_the_vip_has_left_too(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        folder = self.command('echo $HA_SETUP_ROLE $HA_SETUP_TO $HA_SETUP_CODE >>FOLDER/told\n')
        self.host.become('BACKUP')
        self.fake.owner = PEER
        self.hurry()
        self.drive(lambda: os.path.exists(folder + '/told'), 15)
        with open(folder + '/told') as f:
            self.assertEqual(f.read(), 'BACKUP %s peer-took\n' % PEER)

    def test_a_command_that_hangs_delays_nothing_and_is_ended(self):
        news = sys.modules['vip.news']
        self.addCleanup(setattr, news, 'COMMAND_LIMIT', news.COMMAND_LIMIT)
        news.COMMAND_LIMIT = 0.5
        folder = self.command('echo >>FOLDER/begun; exec sleep 60\n')
        self.host.become('MASTER')
        began = time.monotonic()
        self.drive(self.is_ours)
        self.assertLess(time.monotonic() - began, 6)
        self.drive(lambda: 'the command of notify: no answer within' in self.log())
        self.assertTrue(os.path.exists(folder + '/begun'))

    def test_a_command_that_others_may_change_is_not_run(self):
        folder = self.command('touch FOLDER/run\n')
        self.watch.state.news.config.notify_command = folder + '/on-switch'
        sys.modules['vip.news'].find_changeable = self.judged
        os.chmod(folder + '/on-switch', 0o777)
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.drive(lambda: 'it is not run: others than root may change' in self.log())
        self.assertFalse(os.path.exists(folder + '/run'))

    def test_a_full_disk_stops_nothing(self):
        self.watch = self.make_watch('/dev/full')
        self.files.write = lambda *_: None
        self.host.become = self.become_without_files
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 1)
        self.fake.owner = PEER
        self.hurry()
        self.drive(lambda: not self.host.nic, 15)
        self.assertTrue(self.files.exists('fault.yielded'), 'an empty file says no as well as a full one')

    def become_without_files(self, role):
        self.host.on_lo = role == 'MASTER'
        self.files.touch('role.%020d.%010d.%s' % (self.host.uptime() * os.sysconf('SC_CLK_TCK'), 1, role))
        with open(self.files.path('keepalived'), 'w') as f:
            f.write('%d %.2f' % (os.getpid(), self.host.uptime()))

    def test_a_disk_that_hangs_delays_nothing(self):
        hung = threading.Event()
        self.addCleanup(hung.set)
        self.host.append = lambda path, line: hung.wait()
        self.watch = self.make_watch()
        self.host.become('MASTER')
        start = time.monotonic()
        self.drive(self.is_ours)
        self.assertLess(time.monotonic() - start, 3)
        self.assertEqual(self.moves(), 1)


class Lines(unittest.TestCase):
    def setUp(self):
        self.host = Host()
        self.written = []
        self.log = Log(self.host, size=10)
        self.host.append = lambda path, line: self.written.append(line)

    def settle(self, count):
        threading.Thread(target=self.log.run, daemon=True).start()
        end = time.monotonic() + 2
        while len(self.written) < count and time.monotonic() < end:
            time.sleep(0.01)

    def test_what_finds_no_room_is_counted(self):
        for number in range(25):
            self.log('line %d' % number)
        self.settle(11)
        self.assertEqual(len(self.written), 11)
        self.assertTrue(self.written[1].endswith('15 lines found no room here\n'), self.written)

    def test_a_flood_is_cut_off(self):
        self.log = Log(self.host, size=10000)
        for number in range(int(BURST) * 2):
            self.log('line %d' % number)
        self.assertLess(self.log.lines.qsize(), BURST + 5)

    def test_a_complaint_is_written_once(self):
        for _ in range(5):
            self.log.once('the API refused')
        self.assertEqual(self.log.lines.qsize(), 1)


class Status(WithCloud):
    def test_it_changes_nothing(self):
        """Neither what it finds of another process, nor addresses and endpoints of its own."""
        read_only = ReadOnly(self.files.folder)
        self.files.write('role.1.2.MASTER', '')
        before = sorted(os.listdir(self.files.folder))
        self.host.addresses = lambda: []
        Here(self.host, self.config([self.here]), read_only).look()
        self.client([self.here], read_only).record()
        time.sleep(0.2)
        self.assertEqual(sorted(os.listdir(self.files.folder)), before)


class StateFiles(unittest.TestCase):
    def setUp(self):
        self.files = Files(tempfile.mkdtemp())

    def test_a_draft_that_finds_no_room_is_written_over_what_is_there(self):
        self.files.write('period', 'a long text')
        self.addCleanup(setattr, os, 'rename', os.rename)

        def full(*_):
            raise OSError(28, 'No space left on device')
        os.rename = full
        self.files.write('period', 'short')
        self.assertEqual(self.files.read('period'), 'short')
        self.files.write('new', 'short')
        self.assertEqual(os.listdir(self.files.folder), ['period'])

    def test_a_draft_whose_writer_was_killed_is_no_fault(self):
        self.addCleanup(setattr, os, 'rename', os.rename)

        def killed(*_):
            raise KeyboardInterrupt()
        os.rename = killed
        with self.assertRaises(KeyboardInterrupt):
            self.files.write('fault.unhealthy', 'no port')
        self.assertEqual(len(os.listdir(self.files.folder)), 1)
        self.assertEqual(self.files.names('fault.'), [])
        open(self.files.path('fault.unhealthy.123.456'), 'w').close()     # an older version's
        open(self.files.path('role.1.2.MASTER'), 'w').close()
        self.files.clean()
        self.assertEqual(os.listdir(self.files.folder), ['role.1.2.MASTER'])

    def test_keepalived_s_sign_of_life_may_be_followed_by_what_is_left_of_a_longer_one(self):
        with open(self.files.path('keepalived'), 'w') as f:
            f.write('%d 12.5\n99.00\n' % os.getpid())
        self.assertEqual(keepalived_seen(self.files, Host())[1], 12.5)


if __name__ == '__main__':
    unittest.main()

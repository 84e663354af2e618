import http.server
import json
import os
import sys
import threading
import time
import types
import unittest

from converging import Converging, OTHER, PEER, SELF, VIP
from test_api import vip

sys.dont_write_bytecode = True


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
        self.watch.next_read = 0
        self.rest(0.5)
        self.assertEqual(self.log(), before)
        self.assertNotIn('the-key', before)

    def test_webhook_is_told_again_when_it_failed(self):
        webhook = Webhook(self, 500)
        self.watch.config.webhook = webhook.url
        self.host.become('MASTER')
        self.drive(self.is_ours)
        news = {'cluster': 'web', 'from': PEER, 'to': SELF, 'why': 'became MASTER', 'outage': 0}
        self.assertEqual(webhook.hears(2), [news, news])

    def test_webhook_that_refuses_is_logged_without_its_address(self):
        webhook = Webhook(self, 403)
        self.watch.config.webhook = webhook.url
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(len(webhook.hears(1)), 1)
        self.assertIn('the webhook was not told of the change of owner: HTTP 403', self.log())
        self.assertNotIn('hidden', self.log())

    def test_webhook_is_told_what_somebody_else_did(self):
        webhook = Webhook(self)
        self.watch.config.webhook = webhook.url
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.fake.owner = OTHER
        self.watch.next_read = 0
        self.drive(lambda: self.fake.owner == SELF)
        self.drive(self.is_ours)
        self.fake.owner = PEER
        self.watch.next_read = 0
        self.drive(lambda: not self.host.nic)
        self.host.become('FAULT')
        self.fake.owner = SELF
        self.watch.next_read = 0
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
                self.addCleanup(setattr, vip, 'time', time)
                vip.time = types.SimpleNamespace(**vars(time))
                self.host.become('BACKUP')
                self.rest(0.2)
                before = self.moves()
                self.host.become('MASTER')
                self.drive(lambda: self.fake.state == 'MIGRATING')
                vip.time.time = lambda: time.time() + step
                self.drive(self.is_ours)
                self.assertEqual(self.moves(), before + 1)
                switch = vip.read_json(vip.state('switch.json'))
                self.assertLess(abs(switch['landedMs'] - 1000 * (time.time() + step)), 2000)
                self.assertTrue(300 <= switch['landedMs'] - switch['acceptedMs'] <= 2000, switch)

    def test_a_full_disk_stops_nothing(self):
        self.addCleanup(setattr, vip, 'LOG', vip.LOG)
        vip.LOG = '/dev/full'
        self.addCleanup(setattr, vip, 'write_text', vip.write_text)
        vip.write_text = lambda *_: None
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 1)
        self.fake.owner = PEER
        self.watch.next_read = 0
        self.drive(lambda: not self.host.nic)
        self.assertTrue(os.path.exists(vip.state('fault.yielded')), 'an empty file says no as well as a full one')


class Files(unittest.TestCase):
    def test_a_draft_that_finds_no_room_is_written_over_what_is_there(self):
        path = vip.state('period')
        vip.write_text(path, 'a long text')
        self.addCleanup(setattr, vip.os, 'rename', os.rename)

        def full(*_):
            raise OSError(28, 'No space left on device')
        vip.os.rename = full
        vip.write_text(path, 'short')
        self.assertEqual(vip.read_text(path), 'short')
        vip.write_text(vip.state('new'), 'short')
        self.assertEqual([name for name in os.listdir(vip.STATE) if name.startswith(('period', 'new'))], ['period'])
        vip.remove(path)

    def test_keepalived_s_sign_of_life_may_be_followed_by_what_is_left_of_a_longer_one(self):
        with open(vip.state('keepalived'), 'w') as f:
            f.write('%d 12.5\n99.00\n' % os.getpid())
        self.addCleanup(vip.remove, vip.state('keepalived'))
        self.assertEqual(vip.keepalived_seen()[1], 12.5)


if __name__ == '__main__':
    unittest.main()

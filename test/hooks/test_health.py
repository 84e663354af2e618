import http.server
import os
import socket
import tempfile
import threading
import time
import types
import unittest

import load  # noqa: F401  (finds the modules)
from vip.beats import Beats
from vip.faults import Fault
from vip.files import Files
from vip.health import Health, check_health
from vip.host import Host


def check(**health_check):
    return check_health(types.SimpleNamespace(health_check=health_check, self_ip='127.0.0.2'))


class HealthCheck(unittest.TestCase):
    def test_tcp_on_loopback_or_on_the_host_s_own_address(self):
        for address in ('127.0.0.1', '127.0.0.2'):
            with socket.socket() as listener:
                listener.bind((address, 0))
                listener.listen(1)
                port = listener.getsockname()[1]
                self.assertIsNone(check(tcp=port))
            self.assertIn('refused', check(tcp=port))

    def test_http(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(int(self.path.split('=')[1]))
                self.end_headers()

            def log_message(self, *words):
                pass
        server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(server.shutdown)
        url = 'http://127.0.0.1:%d/health?code=' % server.server_address[1]
        self.assertIsNone(check(http=url + '204'))
        self.assertIn('answered 503', check(http=url + '503'))

    def test_command(self):
        self.assertIsNone(check(command='true'))
        self.assertIn('exit code 1', check(command='false'))
        self.assertIn('/no/such/program', check(command='/no/such/program'))

    def test_unit(self):
        self.assertTrue(check(unit='no-such-unit'))

    def test_a_command_has_ordinary_precedence(self):
        path = os.path.join(tempfile.mkdtemp(), 'said')
        self.assertIsNone(check(command="sh -c 'cat /proc/self/oom_score_adj >%s'" % path))
        with open(path) as f:
            self.assertEqual(f.read().strip(), '0')


class Judging(unittest.TestCase):
    def setUp(self):
        self.files = Files(tempfile.mkdtemp())
        self.fault = Fault(self.files, 'unhealthy')
        self.host = Host()
        self.lines = []

    def health(self, check):
        return Health(self.host, None, self.fault, self.lines.append, Beats(self.host, self.files), check)

    def test_three_failures_and_two_passes(self):
        health = self.health(None)
        seen = []
        for answer in ['bad', 'bad', None, 'bad', 'bad', 'bad', None, 'bad', None, None]:
            health.judge(answer)
            seen.append(self.files.exists('fault.unhealthy'))
        self.assertEqual(seen, [False] * 5 + [True] * 4 + [False])

    def test_a_check_that_hangs_is_a_check_that_failed_and_no_other_is_started(self):
        let_go = threading.Event()
        self.addCleanup(let_go.set)
        started = []

        def check(_):
            started.append(time.monotonic())
            let_go.wait()
        health = self.health(check)
        self.addCleanup(setattr, __import__('vip.health', fromlist=['x']), 'CHECK_LIMIT', 5.0)
        __import__('vip.health', fromlist=['x']).CHECK_LIMIT = 0.2
        for _ in range(3):
            health.judge(health.ask())
        self.assertEqual(len(started), 1)
        self.assertTrue(self.files.exists('fault.unhealthy'))
        let_go.set()
        for _ in range(3):
            health.judge(health.ask())
        self.assertFalse(self.files.exists('fault.unhealthy'))


if __name__ == '__main__':
    unittest.main()

import http.server
import os
import socket
import sys
import tempfile
import threading
import time
import types
import unittest

from load import load

sys.dont_write_bytecode = True
vip = load(tempfile.mkdtemp())


def check(**health_check):
    return vip.check_health(types.SimpleNamespace(health_check=health_check, self_ip='127.0.0.2'))


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

    def test_three_failures_and_two_passes(self):
        self.addCleanup(setattr, vip, 'check_health', vip.check_health)
        self.addCleanup(setattr, vip, 'time', time)
        answers = iter(['bad', 'bad', None, 'bad', 'bad', 'bad', None, 'bad', None, None])
        seen = []
        fault = vip.Fault('unhealthy')

        def pause(_):
            seen.append(os.path.exists(fault.path))
        vip.time = types.SimpleNamespace(sleep=pause, strftime=time.strftime)
        vip.check_health = lambda _: next(answers)
        with self.assertRaises(StopIteration):
            vip.Health(None, fault).run()
        self.assertEqual(seen, [False] * 5 + [True] * 4 + [False])


if __name__ == '__main__':
    unittest.main()

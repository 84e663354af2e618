import tempfile
import os
import unittest

import load  # noqa: F401  (finds the modules)
from vip.faults import Hold, read_hold
from vip.files import Files
from vip.host import Host


class Holding(unittest.TestCase):
    def setUp(self):
        self.host = Host()
        self.files = Files(tempfile.mkdtemp())
        self.path = os.path.join(tempfile.mkdtemp(), 'hold')
        self.lines = []

    def read(self):
        return read_hold(self.files, self.path)

    def hold(self, text):
        with open(self.path, 'w') as f:
            f.write(text)

    def test_nobody_holds(self):
        self.assertIsNone(self.read())

    def test_until_it_is_removed(self):
        self.hold('by root on op\n')
        self.assertEqual(self.read(), 'by root on op')

    def test_until_an_uptime(self):
        self.files.write('fault.held', '100 switchover by root\n')
        self.assertEqual(self.read(), 'switchover by root')

    def test_one_that_does_not_say_why_holds_too(self):
        self.hold('')
        self.assertTrue(self.read())

    def test_what_runs_out_is_removed_and_what_stays_is_not(self):
        watcher = Hold(self.host, self.files, self.lines.append, self.path)
        self.files.write('fault.held', '%d drill\n' % (self.host.uptime() + 60))
        watcher.look()
        self.assertTrue(self.files.exists('fault.held'))
        self.files.write('fault.held', '%d drill\n' % (self.host.uptime() - 1))
        self.hold('maintenance\n')
        watcher.look()
        self.assertFalse(self.files.exists('fault.held'))
        self.assertEqual(self.read(), 'maintenance')
        self.assertIn('held: maintenance', self.lines)


if __name__ == '__main__':
    unittest.main()

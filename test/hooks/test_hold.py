import os
import sys
import tempfile
import unittest

from load import load

sys.dont_write_bytecode = True
vip = load(tempfile.mkdtemp())


class Hold(unittest.TestCase):
    def setUp(self):
        for path in (vip.HOLD, vip.state('fault.held')):
            self.addCleanup(vip.remove, path)

    def test_nobody_holds(self):
        self.assertIsNone(vip.read_hold())

    def test_until_it_is_removed(self):
        vip.write_text(vip.HOLD, 'by root on op\n')
        self.assertEqual(vip.read_hold(), 'by root on op')

    def test_until_an_uptime(self):
        vip.write_text(vip.state('fault.held'), '100 switchover by root\n')
        self.assertEqual(vip.read_hold(), 'switchover by root')

    def test_one_that_does_not_say_why_holds_too(self):
        vip.write_text(vip.HOLD, '')
        self.assertTrue(vip.read_hold())

    def test_what_runs_out_is_removed_and_what_stays_is_not(self):
        watch = vip.Watch.__new__(vip.Watch)
        watch.yielded = watch.isolated = watch.unhealthy = vip.Fault('none')
        watch.period, watch.held = {}, None
        vip.write_text(vip.state('fault.held'), '%d drill\n' % (vip.uptime() + 60))
        watch.keep_house()
        self.assertTrue(os.path.exists(vip.state('fault.held')))
        vip.write_text(vip.state('fault.held'), '%d drill\n' % (vip.uptime() - 1))
        vip.write_text(vip.HOLD, 'maintenance\n')
        watch.keep_house()
        self.assertFalse(os.path.exists(vip.state('fault.held')))
        self.assertEqual(vip.read_hold(), 'maintenance')
        self.assertIn('held: maintenance', vip.read_text(vip.LOG))


if __name__ == '__main__':
    unittest.main()

import os
import stat
import sys
import tempfile
import time

from converging import Converging
from vip.metrics import forget_former, render, write_whole


def read(path):
    with open(path) as f:
        return f.read()


class Figures(Converging):
    def setUp(self):
        Converging.setUp(self)
        self.folder = tempfile.mkdtemp()
        # Not the host's own: runs side by side would take each other's files for former ones.
        self.watch.metrics.note = os.path.join(tempfile.mkdtemp(), 'metrics')
        self.path = os.path.join(self.folder, 'ha_setup_web.prom')

    def begin(self, folder=None):
        self.watch.config.metrics = folder or self.folder
        self.watch.metrics.start()

    def figures(self):
        lines = [line for line in read(self.path).split('\n') if line and not line.startswith('#')]
        return dict(line.rsplit(' ', 1) for line in lines)

    def value(self, name, **labels):
        """The figure, or None as long as there is no file: a thread of its own writes it."""
        if not os.path.exists(self.path):
            return None
        named = ','.join('%s="%s"' % one for one in [('cluster', 'web')] + sorted(labels.items()))
        return float(self.figures()['ha_setup_%s{%s}' % (name, named)])

    def test_follow_what_happens(self):
        self.begin()
        self.host.become('BACKUP')
        self.drive(lambda: self.value('vip_owner', owner='peer') == 1)
        self.assertEqual((self.value('vrrp_role', role='BACKUP'), self.value('fit'), self.value('vip_on_nic')), (1, 1, 0))
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.drive(lambda: self.value('switches_total', cause='became-master') == 1)
        self.assertEqual((self.value('vip_owner', owner='self'), self.value('vip_owner', owner='peer')), (1, 0))
        self.assertEqual((self.value('vip_on_nic'), self.value('outage_seconds_total', cause='became-master')), (1, 0))
        self.assertGreater(self.value('api_calls_total', result='ok'), 2)
        self.assertLess(abs(self.value('record_timestamp_seconds') - time.time()), 10)
        self.assertLess(abs(self.value('heartbeat_timestamp_seconds') - time.time()), 10)
        self.watch.state.unhealthy.set('for a test')
        self.drive(lambda: self.value('unfit_reason', reason='unhealthy') == 1)
        self.assertEqual((self.value('fit'), self.value('held')), (0, 0))

    def test_calls_are_counted_by_what_came_of_them(self):
        self.begin()
        self.host.become('MASTER')
        self.fake.script = [('MigratePrivateIpAddress', self.fake.refuse(code))
                            for code in ('UnauthorizedOperation', 'RequestLimitExceeded')]
        self.drive(self.is_ours, 20)
        self.drive(lambda: self.value('api_calls_total', result='refused') == 1)
        self.assertEqual(self.value('api_calls_total', result='rate_limited'), 1)

    def test_no_folder_no_file_and_no_harm(self):
        self.begin('/nowhere/at/all')
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.drive(lambda: 'the figures are not in /nowhere/at/all: No such file or directory' in self.log())
        self.rest(0.5)
        self.assertEqual(self.log().count('the figures are not'), 1)

    def test_not_asked_for(self):
        self.watch.metrics.start()
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_disk_that_hangs_delays_nothing(self):
        metrics = sys.modules['vip.metrics']
        self.addCleanup(setattr, metrics, 'write_whole', metrics.write_whole)
        metrics.write_whole = lambda *_: time.sleep(60)
        self.begin()
        self.host.become('MASTER')
        began = time.monotonic()
        self.drive(self.is_ours)
        self.assertLess(time.monotonic() - began, 6)

    def test_is_written_whole_by_the_name_that_is_read(self):
        self.assertIsNone(write_whole(self.folder, 'a.prom', 'one\n'))
        self.assertIsNone(write_whole(self.folder, 'a.prom', 'two\n'))
        self.assertEqual(read(os.path.join(self.folder, 'a.prom')), 'two\n')
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.folder, 'a.prom')).st_mode), 0o644)
        self.assertEqual(os.listdir(self.folder), ['a.prom'])

    def test_follows_no_link_of_somebody_elses(self):
        victim = os.path.join(tempfile.mkdtemp(), 'victim')
        with open(victim, 'w') as f:
            f.write('precious')
        os.symlink(victim, os.path.join(self.folder, '.a.prom.new'))
        os.symlink(victim, os.path.join(self.folder, 'a.prom'))
        self.assertIsNone(write_whole(self.folder, 'a.prom', 'figures\n'))
        self.assertEqual(read(victim), 'precious')
        self.assertEqual(read(os.path.join(self.folder, 'a.prom')), 'figures\n')

    def test_a_file_that_is_written_no_more_goes(self):
        note = os.path.join(tempfile.mkdtemp(), 'metrics')
        for name in ('one', 'two'):
            self.assertIsNone(write_whole(self.folder, name, 'figures'))
        one, two = (os.path.join(self.folder, name) for name in ('one', 'two'))
        forget_former(one, note)
        self.assertTrue(os.path.exists(one))
        forget_former(two, note)
        self.assertEqual((os.path.exists(one), os.path.exists(two)), (False, True))
        forget_former(None, note)
        self.assertEqual((os.path.exists(two), os.path.exists(note)), (False, False))

    def test_what_a_label_has_is_escaped(self):
        self.assertEqual(render([('held', {'why': 'a "b"\\\n'}, True)], 'web').split('\n')[2],
                         'ha_setup_held{cluster="web",why="a \\"b\\"\\\\\\n"} 1')

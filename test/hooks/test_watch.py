import unittest

from converging import Converging, PEER, SELF
from test_api import hang_up
from vip.decide import Action


class Moving(Converging):
    def test_takes_over_once(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual((self.moves(), self.host.history), (1, ['add']))
        switch = self.files.read_json('switch.json')
        self.assertEqual((switch['from'], switch['to'], switch['why']), (PEER, SELF, 'became MASTER'))
        self.assertLessEqual(switch['detectedMs'], switch['acceptedMs'])
        self.assertLessEqual(switch['acceptedMs'] + 150, switch['landedMs'])

    def test_a_lost_answer(self):
        def accepted_and_lost(cloud, action, params):
            cloud.MigratePrivateIpAddress(params)
            return hang_up
        self.fake.script = [('MigratePrivateIpAddress', accepted_and_lost)]
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 1)

    def test_a_call_that_was_lost_on_its_way(self):
        self.fake.script = [('MigratePrivateIpAddress', lambda *_: hang_up)]
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 2)

    def test_a_task_that_fails(self):
        self.fake.landing = 1.5

        def accept_and_fail(cloud, action, params):
            reply = cloud.MigratePrivateIpAddress(params)
            cloud.tasks[reply['RequestId']] = 'FAILED'
            return 200, cloud.body(reply)
        self.fake.script = [('MigratePrivateIpAddress', accept_and_fail)]
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 2)
        self.assertIn('failed in the cloud', self.log())

    def test_busy_throttled_and_broken(self):
        refuse = self.fake.refuse
        self.fake.script = [
            ('DescribeNetworkInterfaces', refuse('RequestLimitExceeded')), ('DescribeNetworkInterfaces', (500, b'')),
            ('MigratePrivateIpAddress', refuse('UnsupportedOperation.MutexOperationTaskRunning')),
            ('MigratePrivateIpAddress', refuse('InternalError')), ('MigratePrivateIpAddress', (502, b'no'))]
        self.host.become('MASTER')
        self.drive(self.is_ours, 12)
        self.assertEqual(self.moves(), 4)

    def test_a_refusal_is_said_once_and_tried_again(self):
        self.fake.script = [('MigratePrivateIpAddress', self.fake.refuse('LimitExceeded'))] * 2
        self.host.become('MASTER')
        self.drive(self.is_ours, 12)
        self.assertEqual(self.log().count('refused to move the VIP'), 1)

    def test_the_role_is_read_again_just_before_the_move(self):
        self.host.become('MASTER')

        def demote(*_):
            self.host.become('BACKUP')
        self.fake.script = [('DescribeNetworkInterfaces', demote)]
        self.rest(1.0)
        self.assertEqual(self.moves(), 0)

    def test_eip_left_behind(self):
        self.fake.eip_follows = False
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.fake.count('DisassociateAddress'), 1)
        self.assertEqual(self.fake.count('AssociateAddress'), 1)

    def test_run_emptied(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        for name in self.files.names(''):
            self.files.remove(name)
        self.rest(0.5)
        self.assertEqual(self.watch.state.here.role, 'MASTER')
        self.assertTrue(self.watch.state.period.owned)
        self.assertEqual(self.moves(), 1)

    def test_a_peer_wrongly_taken_for_dead_is_doubted_for_longer_each_time(self):
        self.assertEqual(self.watch.state.quarrel.doubt(), 6)
        for wanted in (6, 60, 600, 600):
            self.watch.acts.do_yield(Action('yield', 'lost'))
            self.assertEqual(self.watch.state.quarrel.doubt(), wanted)
        self.watch.state.quarrel.yields = [at - 4000 for at in self.watch.state.quarrel.yields]
        self.assertEqual(self.watch.state.quarrel.doubt(), 6)


if __name__ == '__main__':
    unittest.main()

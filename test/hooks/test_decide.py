import sys
import tempfile
import unittest

from load import load

sys.dont_write_bytecode = True
vip = load(tempfile.mkdtemp())

M = dict(role='MASTER', nic=True, owner='self', owned=True)      # an active host at rest
N = dict(role='MASTER', nic=True, owner='peer', owned=False)     # one that became MASTER just now
B = dict(role='BACKUP', nic=True, owner='self')                  # one that lost the role and serves still

TABLE = [
    # what it shows, the situation, the action
    ('a quiet standby', dict(), 'nothing'),
    ('a quiet active host', M, 'nothing'),
    ('a new MASTER serves before it calls', dict(N, nic=False), 'add-nic'),
    ('a new MASTER moves the VIP', N, 'migrate'),
    ('a new MASTER whose record is ours already', dict(N, owner='self'), 'nothing'),
    ('one move at a time', dict(N, moving=True), 'wait'),
    ('somebody else\'s move ends first', dict(N, settled=False), 'wait'),
    ('a refusal a moment ago', dict(N, due=False), 'wait'),
    ('two hosts that became MASTER at once', dict(N, contested=True), 'wait'),
    ('no record, no move', dict(N, owner='unknown'), 'wait'),
    ('no record, NIC all the same', dict(N, owner='unknown', nic=False), 'add-nic'),
    ('the VIP vanished from the NIC', dict(M, nic=False), 'add-nic'),
    ('API away alone', dict(M, owner='unknown'), 'wait'),
    ('lost in the cloud: read once more', dict(M, owner='peer', seen=1), 'wait'),
    ('lost in the cloud: yield', dict(M, owner='peer', seen=2), 'yield'),
    ('lost in the cloud, still on its way', dict(M, owner='peer', settled=False), 'wait'),
    ('lost in the cloud: the NIC is not filled again', dict(M, owner='peer', nic=False, seen=1), 'wait'),
    ('a third ENI: read once more', dict(M, owner='other', seen=1), 'wait'),
    ('a third ENI: mend', dict(M, owner='other', seen=2), 'migrate'),
    ('a third ENI again: leave it', dict(M, owner='other', mendable=False), 'wait'),
    ('on no ENI: mend', dict(M, owner='none'), 'assign'),
    ('on no ENI again: leave it', dict(M, owner='none', mendable=False), 'wait'),
    ('the EIP was left behind', dict(M, eip='elsewhere'), 'bind-eip'),
    ('the EIP was left behind a moment ago', dict(M, eip='elsewhere', eip_due=False), 'nothing'),
    ('the EIP waits for the VIP', dict(N, eip='elsewhere'), 'migrate'),
    ('cut off', dict(M, owner='unknown', alone=True), 'isolate'),
    ('cut off, out', dict(M, role='FAULT', owner='unknown', alone=True, isolated=True), 'drop-nic'),
    ('cut off, waiting', dict(M, role='FAULT', nic=False, owner='unknown', alone=True, isolated=True), 'wait'),
    ('the network is back', dict(role='FAULT', nic=False, owner='unknown', isolated=True), 'rejoin'),
    ('keepalived stopped: serve on', dict(B, role='STOP'), 'wait'),
    ('keepalived crashed: serve on', dict(B, role='unknown'), 'wait'),
    ('demoted: serve on', B, 'wait'),
    ('demoted, no record: serve on', dict(B, owner='unknown'), 'wait'),
    ('demoted, on its way: serve on', dict(B, settled=False), 'wait'),
    ('demoted, moved a moment ago: serve on', dict(B, owner='peer', away=0.4), 'wait'),
    ('demoted, the peer\'s address not there yet', dict(B, owner='peer', settled=False), 'wait'),
    ('demoted and moved: out', dict(B, owner='peer', away=1.2), 'drop-nic'),
    ('stopped and moved: out', dict(B, role='STOP', owner='peer'), 'drop-nic'),
    ('stopped and moved to a third ENI: out', dict(B, role='STOP', owner='other'), 'drop-nic'),
    ('demoted, on no ENI for a moment: serve on', dict(B, owner='none', away=5), 'wait'),
    ('demoted, on no ENI: out', dict(B, owner='none', away=31), 'drop-nic'),
    ('a person moved it to the standby: serve', dict(role='BACKUP', nic=False, owner='self'), 'add-nic'),
    ('back before the VIP has left: serve until then', dict(role='BACKUP', nic=False, owner='self', settled=False), 'add-nic'),
    ('a stopped host takes nothing', dict(role='STOP', nic=False, owner='self'), 'nothing'),
    ('yielded: out of the NIC', dict(role='FAULT', nic=True, owner='peer', yielded=True), 'drop-nic'),
    ('yielded: wait', dict(role='FAULT', owner='peer', yielded=True), 'wait'),
    ('yielded, VRRP mended', dict(role='FAULT', owner='peer', yielded=True, heard=True), 'unyield'),
    ('yielded, keepalived has not obeyed yet', dict(role='MASTER', owner='peer', yielded=True, heard=True), 'wait'),
    ('yielded, the peer dies', dict(role='FAULT', owner='peer', yielded=True, peer_alive=False), 'unyield'),
    ('yielded, given back by hand', dict(role='FAULT', owner='self', yielded=True), 'unyield'),
    ('yielded and cut off', dict(role='FAULT', nic=True, yielded=True, isolated=True, alone=True), 'drop-nic'),
]


class Decide(unittest.TestCase):
    def test_table(self):
        for what, fields, wanted in TABLE:
            with self.subTest(what):
                action = vip.decide(vip.Situation(**fields))
                self.assertEqual(action.name, wanted, action.why)
                self.assertTrue(action.why)

    def test_nobody_but_a_master_that_knows_the_record_touches_the_cloud(self):
        for role in ('BACKUP', 'FAULT', 'STOP', 'unknown', 'MASTER'):
            for owner in ('self', 'peer', 'other', 'none', 'unknown'):
                for bits in range(1 << 8):
                    flags = {name: bool(bits >> i & 1) for i, name in enumerate(
                        ('nic', 'settled', 'owned', 'moving', 'contested', 'alone', 'yielded', 'isolated'))}
                    s = vip.Situation(role=role, owner=owner, eip='elsewhere', **flags)
                    name = vip.decide(s).name
                    if name in ('migrate', 'assign', 'bind-eip'):
                        self.assertEqual(role, 'MASTER', s)
                        self.assertNotEqual(owner, 'unknown', s)
                        self.assertFalse(s.moving or s.yielded or s.isolated or not s.settled, s)
                    if name == 'migrate':
                        self.assertFalse(s.owned and owner == 'peer', s)
                    if name == 'drop-nic' and not s.isolated:
                        self.assertIn(owner, ('peer', 'other', 'none'), s)

    def test_no_situation_wants_the_nic_both_ways(self):
        for role in ('BACKUP', 'FAULT', 'STOP', 'unknown', 'MASTER'):
            for owner in ('self', 'peer', 'other', 'none', 'unknown'):
                for bits in range(1 << 6):
                    flags = {name: bool(bits >> i & 1) for i, name in enumerate(
                        ('settled', 'owned', 'moving', 'alone', 'yielded', 'isolated'))}
                    on = vip.decide(vip.Situation(role=role, owner=owner, nic=True, **flags)).name
                    off = vip.decide(vip.Situation(role=role, owner=owner, nic=False, **flags)).name
                    self.assertFalse(on == 'drop-nic' and off == 'add-nic', (role, owner, flags))


class JudgeRole(unittest.TestCase):
    def judge(self, told, on_lo, alive=True, noted=100.0, unsure=0.0, started=50.0):
        event = vip.Event('role.x', told, started) if told else None
        return vip.judge_role(event, on_lo, alive, noted, unsure)

    def test_both_witnesses_agree(self):
        self.assertEqual(self.judge('MASTER', True), 'MASTER')
        self.assertEqual(self.judge('BACKUP', False), 'BACKUP')
        self.assertEqual(self.judge('FAULT', False), 'FAULT')

    def test_nothing_is_believed_while_they_differ(self):
        self.assertEqual(self.judge('MASTER', False, unsure=2), 'unknown')
        self.assertEqual(self.judge('BACKUP', True, unsure=2), 'unknown')

    def test_a_notification_that_was_lost(self):
        self.assertEqual(self.judge('BACKUP', True, unsure=4), 'MASTER')

    def test_run_emptied(self):
        self.assertEqual(self.judge(None, True), 'MASTER')
        self.assertEqual(self.judge(None, False), 'BACKUP')

    def test_killed_with_the_vip_on_lo(self):
        self.assertEqual(self.judge('MASTER', True, alive=False), 'unknown')

    def test_stopped_and_started(self):
        self.assertEqual(self.judge('STOP', False, noted=50.0), 'STOP')
        self.assertEqual(self.judge('STOP', False, alive=False), 'STOP')
        self.assertEqual(self.judge('STOP', False, noted=60.0), 'BACKUP')


class LastEvent(unittest.TestCase):
    def test_the_newest_by_start_wins_whatever_was_written_last(self):
        import os
        for name in ('role.00000000000000000300.0000000009.MASTER', 'role.00000000000000000200.0000000010.BACKUP',
                     'role.00000000000000000300.0000000008.FAULT'):
            open(os.path.join(vip.STATE, name), 'w').close()
        event = vip.last_event()
        self.assertEqual(event.role, 'MASTER')
        self.assertEqual(os.listdir(vip.STATE), [event.name])


if __name__ == '__main__':
    unittest.main()

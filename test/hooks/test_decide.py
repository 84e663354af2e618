import os
import tempfile
import unittest

import load  # noqa: F401  (finds the modules)
from vip.decide import Situation, decide
from vip.files import Files
from vip.vrrp import Event, judge_role, last_event

M = dict(role='MASTER', nic=True, owner='self', owned=True)      # an active host at rest
N = dict(role='MASTER', nic=True, owner='peer', owned=False)     # one that became MASTER just now
B = dict(role='BACKUP', nic=True, owner='self')                  # one that lost the role and serves still

TABLE = [
    # what it shows, the situation, the action
    ('a quiet standby', dict(), 'nothing'),
    ('a quiet active host', M, 'nothing'),
    ('a new MASTER serves before it calls', dict(N, nic=False), 'add-nic'),
    ('a new MASTER moves the VIP', N, 'take'),
    ('a new MASTER whose record is ours already', dict(N, owner='self'), 'nothing'),
    ('one move at a time', dict(N, moving=True), 'wait'),
    ('somebody else\'s move ends first', dict(N, settled=False), 'wait'),
    ('a refusal a moment ago', dict(N, due=False), 'wait'),
    ('two hosts that became MASTER at once', dict(N, contested=True), 'wait'),
    ('a record that is not of this moment moves nothing', dict(N, fresh=False), 'wait'),
    ('no record, no move', dict(N, owner='unknown'), 'wait'),
    ('no record, NIC all the same', dict(N, owner='unknown', nic=False), 'add-nic'),
    ('the VIP vanished from the NIC', dict(M, nic=False), 'add-nic'),
    ('API away alone', dict(M, owner='unknown'), 'wait'),
    ('lost in the cloud: read once more', dict(M, owner='peer', seen=1), 'wait'),
    ('lost in the cloud: two readings are not enough, one of two readers may lag', dict(M, owner='peer', seen=2), 'wait'),
    ('lost in the cloud: nor are three within a moment', dict(M, owner='peer', seen=3, away=2), 'wait'),
    ('lost in the cloud: yield', dict(M, owner='peer', seen=3, away=5), 'yield'),
    ('lost to a dead peer: fetch it back', dict(M, owner='peer', seen=2, peer_dead=True), 'take'),
    ('lost to a dead peer: read once more', dict(M, owner='peer', seen=1, peer_dead=True), 'wait'),
    ('lost to a dead peer again: leave it', dict(M, owner='peer', peer_dead=True, repairable=False), 'wait'),
    ('lost to a dead peer, and off the NIC', dict(M, owner='peer', peer_dead=True, nic=False), 'add-nic'),
    ('lost to a peer in maintenance: fetch it back', dict(M, owner='peer', seen=2, declined=True), 'take'),
    ('lost to a peer in maintenance: read once more', dict(M, owner='peer', seen=1, declined=True), 'wait'),
    ('an announcement needs no record', dict(N, owner='unknown', claim=True), 'take'),
    ('an announcement waits for no reading', dict(N, fresh=False, claim=True), 'take'),
    ('an announcement comes after the NIC', dict(N, nic=False, claim=True), 'add-nic'),
    ('one announcement at a time', dict(N, claim=True, moving=True), 'wait'),
    ('an announcement that would come too soon', dict(N, claim=True, due=False), 'wait'),
    ('no announcement while VRRP settles who is MASTER', dict(N, claim=True, contested=True), 'wait'),
    ('no announcement of what the cloud has taken away', dict(M, owner='peer', seen=1, claim=True), 'wait'),
    ('demoted, no record, the peer has been MASTER for a while', dict(B, owner='unknown', succeeded=True), 'drop-nic'),
    ('lost in the cloud, still on its way', dict(M, owner='peer', settled=False), 'wait'),
    ('lost in the cloud: the NIC is not filled again', dict(M, owner='peer', nic=False, seen=1), 'wait'),
    ('a third ENI: read once more', dict(M, owner='other', seen=1), 'wait'),
    ('a third ENI: fetch it back', dict(M, owner='other', seen=2), 'take'),
    ('a third ENI again: leave it', dict(M, owner='other', repairable=False), 'wait'),
    ('on no ENI for a moment: perhaps a migration', dict(M, owner='none', away=9), 'wait'),
    ('on no ENI: fetch it back', dict(M, owner='none'), 'take'),
    ('on no ENI again: leave it', dict(M, owner='none', repairable=False), 'wait'),
    ('something takes the VIP off the NIC again and again', dict(M, nic=False, nic_due=False), 'wait'),
    ('the EIP was left behind', dict(M, eip='elsewhere'), 'bind-eip'),
    ('the EIP was left behind a moment ago', dict(M, eip='elsewhere', eip_due=False), 'nothing'),
    ('the EIP waits for the VIP', dict(N, eip='elsewhere'), 'take'),
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
    ('demoted, moved, and the data path may lag: serve on', dict(B, owner='peer', away=3), 'wait'),
    ('demoted and moved, by one reading: serve on', dict(B, owner='peer', seen=1), 'wait'),
    ('demoted and moved: out', dict(B, owner='peer', away=3.7), 'drop-nic'),
    ('demoted while our own move is landing: serve on', dict(B, owner='peer', moving=True), 'wait'),
    ('demoted, no record, and the peer says that it is the owner: out', dict(B, owner='unknown', claimed=True), 'drop-nic'),
    ('demoted, the record is ours whatever the peer says', dict(B, claimed=True), 'wait'),
    ('keepalived is dead and left the VIP on its anchor', dict(role='unknown', stale_anchor=True), 'clear-anchor'),
    ('the same, but it serves', dict(B, role='unknown', stale_anchor=True), 'wait'),
    ('the same, and the record is not known', dict(role='unknown', stale_anchor=True, owner='unknown'), 'nothing'),
    ('stopped and moved: out', dict(B, role='STOP', owner='peer'), 'drop-nic'),
    ('stopped and moved to a third ENI: out', dict(B, role='STOP', owner='other'), 'drop-nic'),
    ('demoted, on no ENI for a moment: serve on', dict(B, owner='none', away=5), 'wait'),
    ('demoted, on no ENI: out', dict(B, owner='none', away=31), 'drop-nic'),
    ('a person moved it to the standby: serve', dict(role='BACKUP', nic=False, owner='self'), 'add-nic'),
    ('back before the VIP has left: serve until then', dict(role='BACKUP', nic=False, owner='self', settled=False), 'add-nic'),
    ('a stopped host takes nothing', dict(role='STOP', nic=False, owner='self'), 'nothing'),
    ('yielded: out of the NIC', dict(role='FAULT', nic=True, owner='peer', yielded=True), 'drop-nic'),
    ('yielded: wait', dict(role='FAULT', owner='peer', yielded=True), 'wait'),
    ('yielded, VRRP works again', dict(role='FAULT', owner='peer', yielded=True, heard=True), 'unyield'),
    ('yielded, keepalived has not obeyed yet', dict(role='MASTER', owner='peer', yielded=True, heard=True), 'wait'),
    ('yielded, the peer dies', dict(role='FAULT', owner='peer', yielded=True, peer_alive=False), 'unyield'),
    ('yielded, given back by hand', dict(role='FAULT', owner='self', yielded=True), 'unyield'),
    ('yielded, given back by one reading', dict(role='FAULT', owner='self', yielded=True, seen=1), 'wait'),
    ('yielded, and nobody serves', dict(role='FAULT', yielded=True, vip_silent=True), 'unyield'),
    ('yielded, and the VIP is on its way', dict(role='FAULT', yielded=True, vip_silent=True, settled=False), 'wait'),
    ('a host that boots has no address for a moment', dict(N, ours=False, absent=1), 'wait'),
    ('a copy of the disk says so first', dict(N, ours=False), 'disqualify'),
    ('a copy of the disk does nothing', dict(N, ours=False, stranger=True), 'wait'),
    ('a copy of the disk does not even take the VIP off', dict(B, owner='peer', ours=False, stranger=True), 'wait'),
    ('a lease that was lost is back', dict(role='FAULT', stranger=True), 'qualify'),
    ('yielded and cut off', dict(role='FAULT', nic=True, yielded=True, isolated=True, alone=True), 'drop-nic'),
]


class Decide(unittest.TestCase):
    def test_table(self):
        for what, fields, wanted in TABLE:
            with self.subTest(what):
                action = decide(Situation(**fields))
                self.assertEqual(action.name, wanted, action.why)
                self.assertTrue(action.why)

    def test_nobody_but_a_master_that_knows_the_record_touches_the_cloud(self):
        for role in ('BACKUP', 'FAULT', 'STOP', 'unknown', 'MASTER'):
            for owner in ('self', 'peer', 'other', 'none', 'unknown'):
                for bits in range(1 << 9):
                    flags = {name: bool(bits >> i & 1) for i, name in enumerate(
                        ('nic', 'settled', 'owned', 'moving', 'contested', 'alone', 'yielded', 'isolated', 'ours'))}
                    s = Situation(role=role, owner=owner, eip='elsewhere', **flags)
                    name = decide(s).name
                    if name in ('take', 'take', 'bind-eip'):
                        self.assertEqual(role, 'MASTER', s)
                        self.assertNotEqual(owner, 'unknown', s)
                        self.assertFalse(s.moving or s.yielded or s.isolated or not s.settled or not s.ours, s)
                    if name == 'take':
                        self.assertFalse(s.owned and owner == 'peer' and not s.peer_dead, s)
                    if name == 'drop-nic' and not s.isolated:
                        self.assertTrue(owner in ('peer', 'other', 'none') or owner == 'unknown' and s.claimed, s)

    def test_no_situation_wants_the_nic_both_ways(self):
        for role in ('BACKUP', 'FAULT', 'STOP', 'unknown', 'MASTER'):
            for owner in ('self', 'peer', 'other', 'none', 'unknown'):
                for bits in range(1 << 6):
                    flags = {name: bool(bits >> i & 1) for i, name in enumerate(
                        ('settled', 'owned', 'moving', 'alone', 'yielded', 'isolated'))}
                    on = decide(Situation(role=role, owner=owner, nic=True, **flags)).name
                    off = decide(Situation(role=role, owner=owner, nic=False, **flags)).name
                    self.assertFalse(on == 'drop-nic' and off == 'add-nic', (role, owner, flags))


class JudgeRole(unittest.TestCase):
    def judge(self, told, on_lo, alive=True, noted=100.0, unsure=0.0, started=50.0, heard=True):
        event = Event('role.x', told, started) if told else None
        return judge_role(event, on_lo, alive, noted, unsure, heard)

    def test_both_witnesses_agree(self):
        self.assertEqual(self.judge('MASTER', True), 'MASTER')
        self.assertEqual(self.judge('BACKUP', False), 'BACKUP')
        self.assertEqual(self.judge('FAULT', False), 'FAULT')

    def test_nothing_is_believed_while_they_differ(self):
        self.assertEqual(self.judge('MASTER', False, unsure=2), 'unknown')
        self.assertEqual(self.judge('BACKUP', True, unsure=2), 'unknown')

    def test_a_notification_that_was_lost(self):
        self.assertEqual(self.judge('BACKUP', True, unsure=4), 'MASTER')

    def test_an_anchor_that_was_taken_away(self):
        self.assertEqual(self.judge('MASTER', False, unsure=11, heard=False), 'MASTER')
        self.assertEqual(self.judge('MASTER', False, unsure=11), 'unknown')
        self.assertEqual(self.judge('BACKUP', False, unsure=0), 'BACKUP')

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
        files = Files(tempfile.mkdtemp())
        names = ['role.00000000000000000300.0000000009.MASTER', 'role.00000000000000000200.0000000010.BACKUP',
                 'role.00000000000000000300.0000000008.FAULT']
        for name in names:
            open(os.path.join(files.folder, name), 'w').close()
        event, older = last_event(files)
        self.assertEqual(event.role, 'MASTER')
        self.assertEqual(sorted(older), sorted(names[1:]))


if __name__ == '__main__':
    unittest.main()

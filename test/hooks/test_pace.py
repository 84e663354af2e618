import itertools
import unittest

import load  # noqa: F401  (finds the modules)
from vip.decide import Situation
from vip.pace import MOVING, STEADY_MASTER, STEADY_STANDBY, Tempo, pace

M = dict(role='MASTER', nic=True, owner='self', owned=True)
N = dict(role='MASTER', nic=True, owner='peer', owned=False)
Y = dict(role='FAULT', yielded=True)

TABLE = [
    # what it shows, the situation, the tempo, seconds
    ('a quiet standby', {}, {}, STEADY_STANDBY),
    ('a quiet active host', M, {}, STEADY_MASTER),
    ('a move is on its way', dict(N, moving=True), dict(calm=5), MOVING),
    ('a move takes long', dict(N, moving=True), dict(calm=61), 1.0),
    ('somebody else\'s move', dict(settled=False), dict(calm=1), MOVING),
    ('a new MASTER', N, dict(calm=1, master_for=1), MOVING),
    ('a new MASTER that was refused', N, dict(calm=1, wait=0.5), 0.5),
    ('a new MASTER that was refused for long', N, dict(calm=1, wait=20), 1.0),
    ('no record, new', dict(N, owner='unknown'), dict(calm=5), 1.0),
    ('no record, serving', dict(M, owner='unknown'), dict(calm=5), 2.0),
    ('no record for long', dict(M, owner='unknown'), dict(calm=601), STEADY_MASTER),
    ('lost: read again', dict(M, owner='peer'), {}, 1.0),
    ('on a third ENI', dict(M, owner='other', seen=1), {}, 1.0),
    ('on a third ENI, left alone', dict(M, owner='other', repairable=False), {}, STEADY_MASTER),
    ('the EIP is elsewhere', dict(M, eip='elsewhere'), dict(calm=3), 0.5),
    ('the EIP is elsewhere, and nothing helps', dict(M, eip='elsewhere'), dict(calm=3, eip_wait=6), 6),
    ('the EIP is elsewhere for long', dict(M, eip='elsewhere'), dict(calm=100, eip_wait=60), STEADY_MASTER),
    ('gateway and peer are silent', M, dict(silent=True), 2.0),
    ('the peer says MASTER as well', dict(M, heard=True), dict(calm=9), 1.0),
    ('it has said so for a while', dict(M, heard=True), {}, STEADY_MASTER),
    ('yielded', Y, dict(calm=9), 2.0),
    ('yielded for long', Y, {}, STEADY_MASTER),
    ('cut off', dict(role='FAULT', isolated=True), {}, 2.0),
    ('the VIP leaves', dict(nic=True), dict(calm=9), 0.5),
    ('the VIP does not leave', dict(nic=True), dict(calm=700), 30.0),
    ('a standby that the record names', dict(owner='self'), {}, STEADY_MASTER),
    ('a standby without API', dict(owner='unknown'), dict(calm=9), STEADY_MASTER),
]


class Pace(unittest.TestCase):
    def test_table(self):
        for what, situation, tempo, seconds in TABLE:
            with self.subTest(what):
                self.assertEqual(pace(Situation(**situation), Tempo(**tempo)), seconds)

    def test_what_lasts_is_read_once_a_second_at_most(self):
        flags = ('nic', 'settled', 'owned', 'moving', 'heard', 'yielded', 'isolated', 'repairable')
        for role, owner, eip in itertools.product(('BACKUP', 'FAULT', 'STOP', 'unknown', 'MASTER'),
                                                  ('self', 'peer', 'other', 'none', 'unknown'), ('vip', 'elsewhere')):
            for bits in itertools.product((False, True), repeat=len(flags)):
                s = Situation(role=role, owner=owner, eip=eip, **dict(zip(flags, bits)))
                for tempo in (Tempo(wait=3), Tempo(wait=30, silent=True)):
                    self.assertGreaterEqual(pace(s, tempo), 1.0, s)
                self.assertGreaterEqual(pace(s, Tempo(calm=0)), MOVING, s)


if __name__ == '__main__':
    unittest.main()

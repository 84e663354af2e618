import types
import unittest

import load  # noqa: F401  (finds the modules)
from vip.codes import classify
from vip.migrate import judge_holders, judge_move
from vip.move import Move, count_outage, summarise
from vip.record import Record

PEERS, UNSETTLED, UNKNOWN = Record('peer', 'eni-peer', 'AVAILABLE'), Record('peer', 'eni-peer', 'MIGRATING'), Record()
SENT = Move('eni-peer', 'became MASTER', 'became-master', 'task-1', at=100.0, detected=99.0, new=True, heard=95.0, lost=None)
LOST = SENT._replace(task=None)
CONFIG = types.SimpleNamespace(self_eni='eni-self', peer_eni='eni-peer', vip='10.0.1.100', eip='eip-1')

TABLE = [
    # what it shows, the move, the reading after it, now; whether it is over
    ('it was asked for a moment ago', SENT, PEERS, 102, False),
    ('it takes long', SENT._replace(status='RUNNING'), PEERS, 150, False),
    ('it takes too long', SENT._replace(status='RUNNING'), PEERS, 281, True),
    ('it failed', SENT._replace(status='FAILED'), UNSETTLED, 101, True),
    ('it ended, and the record lags', SENT._replace(status='SUCCESS', ended=103.0), PEERS, 105, False),
    ('it ended, and the record says no', SENT._replace(status='SUCCESS', ended=103.0), PEERS, 107, True),
    ('its answer was lost a moment ago', LOST, PEERS, 102, False),
    ('its answer was lost, and nothing happened', LOST, PEERS, 104, True),
    ('its answer was lost, and something moves', LOST, UNSETTLED, 104, False),
    ('its answer was lost, and the record cannot be read', LOST, UNKNOWN, 104, False),
    ('the API tells nothing of its task', SENT, PEERS, 161, True),
]


class Moving(unittest.TestCase):
    def test_table(self):
        for what, move, record, now, over in TABLE:
            with self.subTest(what):
                self.assertEqual(judge_move(move, record, now) is not None, over)

    def test_outage(self):
        self.assertEqual(count_outage(SENT, peer_silent=False, now=103.0), 0)
        self.assertEqual(count_outage(SENT, peer_silent=True, now=103.0), 8.0)
        self.assertEqual(count_outage(SENT._replace(lost=101.0), peer_silent=False, now=103.0), 2.0)

    def test_a_switch_for_programs(self):
        self.assertEqual(summarise(SENT, CONFIG, 8.0, 103.0, 1700000000000), {
            'from': 'eni-peer', 'to': 'eni-self', 'why': 'became MASTER', 'code': 'became-master', 'outageMs': 8000,
            'detectedMs': 1699999996000, 'acceptedMs': 1699999997000, 'landedMs': 1700000000000})

    def test_on_two_enis_it_is_on_its_way(self):
        here = ('eni-self', {'State': 'AVAILABLE'})
        there = ('eni-peer', {'State': 'MIGRATING'})
        record = judge_holders([here, there], CONFIG)
        self.assertEqual((record.owner, record.settled), ('peer', False))

    def test_codes(self):
        for code in ('RequestLimitExceeded', 'InternalError', 'InternalServerError', 'LimitExceeded.ActionLimited',
                     'UnsupportedOperation.MutexOperationTaskRunning', 'UnsupportedOperation.InvalidState',
                     'FailedOperation.NetDetectTimeOut', 'ServiceUnavailable', 'ResourceUnavailable',
                     'OperationDenied.MutexTaskRunning', 'InvalidParameter.IdempotentProcessing',
                     'RequestLimitExceeded.UinLimitExceeded', 'AuthFailure.TokenFailure'):
            self.assertNotEqual(classify(code), 'final', code)
        for code in ('LimitExceeded', 'UnauthorizedOperation', 'UnsupportedOperation', 'InvalidParameterValue.Malformed',
                     'LimitExceeded.Address'):
            self.assertEqual(classify(code), 'final', code)


if __name__ == '__main__':
    unittest.main()

import types
import unittest

import load  # noqa: F401  (finds the modules)
from vip.eip import FIRST, LAST, EipCare, find_step

CONFIG = types.SimpleNamespace(vip='10.0.1.100', self_eni='eni-self', peer_eni='eni-peer', eip='eip-1')
VIP, SELF, PEER = CONFIG.vip, CONFIG.self_eni, CONFIG.peer_eni

TABLE = [
    # what it shows, status, ENI, address, seconds since the landing, may it be taken from a stranger; the step
    ('bound to nothing', ('UNBIND', None, None), 1, True, 'bind'),
    ('bound here', ('BIND', SELF, VIP), 1, True, 'none'),
    ('bound here, as ENIs say it', ('BIND_ENI', SELF, VIP), 99, True, 'none'),
    ('left behind', ('BIND', PEER, VIP), 9, True, 'unbind'),
    ('left behind, as ENIs say it', ('BIND_ENI', PEER, VIP), 9, True, 'unbind'),
    ('it may follow the VIP by itself', ('BIND', PEER, VIP), 1, True, 'wait'),
    ('left behind, whatever was fetched back before', ('BIND', PEER, VIP), 9, False, 'unbind'),
    ('somebody bound it to another address', ('BIND', SELF, '10.0.1.9'), 1, True, 'unbind'),
    ('somebody did so again', ('BIND', SELF, '10.0.1.9'), 1, False, 'leave'),
    ('leaving, with the fields of before', ('UNBINDING', SELF, VIP), 9, True, 'wait'),
    ('coming', ('BINDING', SELF, VIP), 9, True, 'wait'),
    ('blocked', ('OFFLINING', None, None), 9, True, 'wait'),
]


class Eip(unittest.TestCase):
    def test_table(self):
        for what, (status, eni, ip), landed_for, may_take, step in TABLE:
            with self.subTest(what):
                self.assertEqual(find_step(status, eni, ip, CONFIG, landed_for, may_take), step)

    def test_what_changes_nothing_is_tried_ever_more_rarely(self):
        host = types.SimpleNamespace(at=0.0)
        host.now = lambda: host.at
        care, tries = EipCare(host, CONFIG, print, None), 0
        while host.at < 86400:
            care.note('refused')
            host.at = care.not_before
            tries += 1
        self.assertLess(tries, 1500)
        self.assertEqual(care.pause, LAST)
        care.note('another status')
        self.assertEqual(care.not_before, host.at + FIRST)


if __name__ == '__main__':
    unittest.main()

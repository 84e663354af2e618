"""A Chinese pair: vip.py as it is joined with the Chinese sentences (HA_SETUP_VIP) logs no English one, whatever happens."""
import json
import re
import unittest

import load  # noqa: F401
import test_api
from simulator.cloud import OTHER
from simulator.world import World
from vip.config import Config
from vip.say import say
from vip.told import make_body, make_told

# Names, ids and numbers stand as they are.
NAMES = re.compile(r'vip\.py|ha-setup(\.json)?|keepalived|MASTER|BACKUP|FAULT|STOP|HAVIP|VIP|IP|MAC|API|VRRP|DNS|CAM|tcp|ping|webhook'
                   r'|(eni|ins|eip)-\w+|\b[\w.-]+\.example\b|MIGRATING|AVAILABLE|UNBIND|BIND|Errno|\bs\b|\bUTC\b')
# What an exception of Python's or the API itself said is quoted.
QUOTED = re.compile(r'[A-Z]\w+\.?\w*: .*|timed out')


def english_in(text):
    return re.findall('[A-Za-z]{2,}', NAMES.sub('', QUOTED.sub('', text)))


def texts_of(record):
    """What of a line for programs is for people: why, and the words of faults."""
    return [record['why']] if 'why' in record else list(record.get('faults', {}).values())


class Chinese(unittest.TestCase):
    def world(self, **words):
        world = World(**words)
        self.addCleanup(world.clock.close)
        return world.start()

    def lines(self, world):
        return [line for machine in world.machines.values() for _, line in machine.lines]

    def check(self, world):
        records = 0
        for line in self.lines(world):
            kind, _, rest = line.partition(' ')
            if rest.startswith('{'):
                records += 1
                self.assertIn(kind, ('state', 'switch', 'moved', 'announced'))
                for text in texts_of(json.loads(rest)):
                    self.assertEqual(english_in(text), [], line)
            else:
                self.assertEqual(english_in(line), [], line)
        self.assertGreater(records, 0)
        return '\n'.join(self.lines(world))

    def test_a_switch_over(self):
        world = self.world()
        world.a.power_off()
        world.run(30)
        self.assertRegex(self.check(world), '成为 MASTER.*\n(.*\n)*.*VIP 已到达本机，原位置：eni-aaaaaaaa（对端 ins-a）；')

    def test_a_stop_and_a_check_that_fails(self):
        world = self.world()
        world.a.keepalived.stop()
        world.run(60)
        world.b.check = lambda _: say('unit-inactive', unit='x')
        world.run(60)
        self.assertIn('云端已移走 VIP', self.check(world))

    def test_a_vip_and_an_eip_that_are_taken_away(self):
        world = self.world()
        for _ in range(2):
            world.cloud.place(OTHER)
            world.run(60)
        world.cloud.eip = ('UNBIND', None, None)
        world.run(60)
        world.cloud.eip = ('OFFLINING', None, None)
        world.run(60)
        self.assertIn('不属于本集群的弹性网卡', self.check(world))

    def test_a_host_that_is_cut_off(self):
        world = self.world()
        world.network.cut.add('a')
        world.run(60)
        world.network.cut.clear()
        world.run(60)
        self.assertIn('API', self.check(world))

    def test_havip(self):
        world = self.world(mechanism='havip')
        world.a.power_off()
        world.run(30)
        self.assertIn('宣告 VIP', self.check(world))

    def test_what_is_told(self):
        config = Config(test_api.SETTINGS)
        told = make_told(config, 'vm-1', 1795662727, (config.peer_eni, config.self_eni, '成为 MASTER', 'became-master', 3.4))
        for kind, key in (('wecom', 'text'), ('dingtalk', 'text'), ('feishu', 'content'), ('slack', None)):
            body = make_body(kind, config, told)
            text = body['text'] if key is None else body[key].get('content') or body[key]['text']
            self.assertEqual(text, 'ha-setup：web 的 VIP %s 已从 %s 切换到 %s，中断 3.4 s。原因：成为 MASTER\nvm-1（%s），2026-11-26 03:12:07 UTC' % (
                config.vip, config.peer_instance, config.self_instance, config.self_instance))
        self.assertIn('没有发生任何变化', make_body('slack', config, dict(told, test=True))['text'])


if __name__ == '__main__':
    unittest.main()

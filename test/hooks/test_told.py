import unittest

import load  # noqa: F401
import test_api
from vip.config import Config
from vip.told import hide, judge_answer, make_body, make_told

CONFIG = Config(test_api.SETTINGS)
TOLD = make_told(CONFIG, 'vm-1', 1795662727, (CONFIG.peer_eni, CONFIG.self_eni, 'became MASTER', 'became-master', 3.4))
SENTENCE = ('ha-setup: the VIP %s of web went from %s to %s, outage 3.4 s. Why: became MASTER\n'
            'vm-1 (%s), 2026-11-26 03:12:07 UTC') % (
    CONFIG.vip, CONFIG.peer_instance, CONFIG.self_instance, CONFIG.self_instance)


class Bodies(unittest.TestCase):
    def test_wecom(self):
        # developer.work.weixin.qq.com/document/path/91770: msgtype text, text.content of 2048 bytes at most
        body = make_body('wecom', CONFIG, TOLD)
        self.assertEqual(body, {'msgtype': 'text', 'text': {'content': SENTENCE}})
        self.assertLess(len(body['text']['content'].encode()), 2048)

    def test_dingtalk(self):
        # open.dingtalk.com/document/robots/custom-robot-access: msgtype text, text.content, which has the robot's keyword
        body = make_body('dingtalk', CONFIG, TOLD)
        self.assertEqual(body, {'msgtype': 'text', 'text': {'content': SENTENCE}})
        self.assertIn('ha-setup', body['text']['content'])

    def test_feishu(self):
        # open.feishu.cn, "Custom bot usage guide": msg_type text, content.text
        self.assertEqual(make_body('feishu', CONFIG, TOLD), {'msg_type': 'text', 'content': {'text': SENTENCE}})

    def test_slack(self):
        # docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: text
        self.assertEqual(make_body('slack', CONFIG, TOLD), {'text': SENTENCE})

    def test_json(self):
        self.assertEqual(make_body('json', CONFIG, TOLD), {
            'cluster': 'web', 'from': CONFIG.peer_eni, 'to': CONFIG.self_eni, 'why': 'became MASTER',
            'code': 'became-master', 'outage': 3.4, 'vip': CONFIG.vip, 'host': 'vm-1', 'instance': CONFIG.self_instance,
            'at': '2026-11-26T03:12:07Z'})

    def test_what_is_not_known(self):
        told = make_told(CONFIG, 'vm-1', 0, (CONFIG.self_eni, None, 'moved', 'somebody-else', None))
        self.assertIn('to no ENI, outage not known.', make_body('slack', CONFIG, told)['text'])

    def test_a_test_says_so(self):
        self.assertIn('Nothing has happened.', make_body('slack', CONFIG, dict(TOLD, test=True))['text'])


class Answers(unittest.TestCase):
    def test_accepted(self):
        for kind, text in (('wecom', '{"errcode": 0, "errmsg": "ok"}'), ('dingtalk', '{"errcode":0,"errmsg":"ok"}'),
                           ('feishu', '{"code":0,"msg":"success","data":{}}'), ('slack', 'ok'), ('json', ''), ('json', '<x>')):
            with self.subTest(kind):
                self.assertEqual(judge_answer(kind, 200, text), (None, False))

    def test_refused_with_http_200(self):
        for kind, text, problem, again in (
                ('wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', 'errcode 93000: invalid webhook url', False),
                ('dingtalk', '{"errcode":310000,"errmsg":"keywords not in content"}',
                 'errcode 310000: keywords not in content', False),
                ('dingtalk', '{"errcode":-1,"errmsg":"busy"}', 'errcode -1: busy', True),
                ('feishu', '{"code":9499,"msg":"Bad Request","data":{}}', 'code 9499: Bad Request', False),
                ('feishu', 'ok', 'its answer has no code: is the format right?', False),
                ('wecom', '[]', 'its answer has no errcode: is the format right?', False)):
            with self.subTest(kind, text=text):
                self.assertEqual(judge_answer(kind, 200, text), (problem, again))

    def test_refused(self):
        for status, again in ((301, False), (400, False), (404, False), (429, True), (500, True), (503, True)):
            self.assertEqual(judge_answer('json', status, ''), ('HTTP %d' % status, again))

    def test_no_part_of_the_address_comes_back(self):
        for url, text in (('https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef', 'token 0123456789abcdef is bad'),
                          ('https://hooks.slack.com/services/T000000/B000000/abcdefghijk', 'no abcdefghijk in T000000'),
                          ('https://open.feishu.cn/open-apis/bot/v2/hook/1234-5678-90', 'hook 1234-5678-90')):
            shown = hide(text, url)
            self.assertNotRegex(shown, '0123456789abcdef|abcdefghijk|T000000|1234-5678-90')
            self.assertIn('[REDACTED]', shown)


if __name__ == '__main__':
    unittest.main()

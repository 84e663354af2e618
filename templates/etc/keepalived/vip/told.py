"""What is said of a change of owner, in the bodies that webhooks of several kinds take. Pure, but for the host's name."""
import json
import re
import time
import urllib.parse

from vip.files import parse_json
from vip.say import say


def make_told(config, hostname, wall, change):
    """What is told, as the format json has it. change: (from, to, why, code, outage), ENIs or None."""
    before, now, why, code, outage = change
    return {'cluster': config.cluster, 'from': before, 'to': now, 'why': why, 'code': code, 'outage': outage,
            'vip': config.vip, 'host': hostname, 'instance': config.self_instance,
            'at': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(wall))}


def name_place(config, eni):
    return {config.self_eni: config.self_instance, config.peer_eni: config.peer_instance}.get(eni, eni or say('no-eni'))


def make_sentence(config, told):
    """Two lines for people. They begin with ha-setup, so that a robot that asks for a keyword can have that one."""
    at = told['at'].replace('T', ' ').replace('Z', ' UTC')
    sign = say('told-sign', host=told['host'], instance=told['instance'], at=at)
    if told.get('test'):
        return '%s\n%s' % (say('told-test', cluster=told['cluster'], vip=told['vip']), sign)
    outage = told['outage']
    lasted = say('outage-unknown') if outage is None else say('outage', seconds=outage) if outage else say('no-outage')
    source, target = name_place(config, told['from']), name_place(config, told['to'])
    news = say('told', vip=told['vip'], cluster=told['cluster'], source=source, target=target, outage=lasted, why=told['why'])
    return '%s\n%s' % (news, sign)


def make_body(kind, config, told):
    """What is posted. Each vendor's own page on its group robots has the shape of its text message."""
    text = make_sentence(config, told)
    if kind in ('wecom', 'dingtalk'):
        return {'msgtype': 'text', 'text': {'content': text}}
    if kind == 'feishu':
        return {'msg_type': 'text', 'content': {'text': text}}
    if kind == 'slack':
        return {'text': text}
    return told


def judge_answer(kind, status, text):
    """(None or what is wrong, whether another try may help). Robots refuse with HTTP 200 and a code of their own."""
    if not 200 <= status < 300:
        return 'HTTP %d' % status, status >= 500 or status == 429
    key = {'wecom': 'errcode', 'dingtalk': 'errcode', 'feishu': 'code'}.get(kind)
    if key is None:
        return None, False
    answer = parse_json(text)
    code = answer.get(key) if isinstance(answer, dict) else None
    if code == 0:
        return None, False
    if code is None:
        return say('webhook-odd', key=key), False
    reason = answer.get('errmsg') or answer.get('msg') or say('webhook-mute')
    return say('webhook-refused', key=key, code=code, reason=reason), code == -1


def hide(text, url):
    """The text without the parts of a webhook's address by which somebody could post there."""
    parts = urllib.parse.urlsplit(url)
    for secret in re.split(r'[/?&=]', parts.path + '?' + parts.query):
        if len(secret) >= 6:
            text = text.replace(secret, '[REDACTED]')
    return text


def make_environment(told, role):
    """The same for a program, as variables. What is not known is empty."""
    named = {
        'HA_SETUP_CLUSTER': told['cluster'], 'HA_SETUP_VIP': told['vip'], 'HA_SETUP_FROM': told['from'],
        'HA_SETUP_TO': told['to'], 'HA_SETUP_WHY': told['why'], 'HA_SETUP_CODE': told['code'],
        'HA_SETUP_OUTAGE': told['outage'], 'HA_SETUP_HOST': told['host'], 'HA_SETUP_INSTANCE': told['instance'],
        'HA_SETUP_AT': told['at'], 'HA_SETUP_ROLE': role, 'HA_SETUP_TEST': '1' if told.get('test') else ''}
    return {name: '' if value is None else str(value) for name, value in named.items()}


def dump(body):
    return json.dumps(body).encode()

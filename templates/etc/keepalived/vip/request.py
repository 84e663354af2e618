"""One request of API 3.0: its headers, signed, and what its reply says."""
import hashlib
import hmac
import json
import time

from vip.failures import ApiError, Unreachable
from vip.say import say

VERSION = '2017-03-12'


def sign(credentials, host, service, body, timestamp):
    """The Authorization header by TC3-HMAC-SHA256."""
    def mac(key, text):
        return hmac.new(key, text.encode(), hashlib.sha256)
    date = time.strftime('%Y-%m-%d', time.gmtime(timestamp))
    scope = '%s/%s/tc3_request' % (date, service)
    request = '\n'.join(['POST', '/', '', 'content-type:application/json; charset=utf-8', 'host:' + host, '',
                         'content-type;host', hashlib.sha256(body).hexdigest()])
    text = '\n'.join(['TC3-HMAC-SHA256', str(timestamp), scope, hashlib.sha256(request.encode()).hexdigest()])
    key = ('TC3' + credentials.secret_key).encode()
    for word in (date, service, 'tc3_request'):
        key = mac(key, word).digest()
    return 'TC3-HMAC-SHA256 Credential=%s/%s, SignedHeaders=content-type;host, Signature=%s' % (
        credentials.secret_id, scope, mac(key, text).hexdigest())


def make_headers(credentials, name, region, action, body, timestamp):
    """name: the endpoint's, whose first word is the service."""
    headers = {
        'Host': name,
        'Content-Type': 'application/json; charset=utf-8',
        'Authorization': sign(credentials, name, name.partition('.')[0], body, timestamp),
        'X-TC-Action': action,
        'X-TC-Version': VERSION,
        'X-TC-Region': region,
        'X-TC-Timestamp': str(timestamp),
        'X-TC-Language': 'en-US',
    }
    if credentials.token:
        headers['X-TC-Token'] = credentials.token
    return headers


def parse_reply(host, status, data):
    """The Response, or the refusal as an ApiError. Raises Unreachable where it is not the API that answered."""
    if status != 200:
        raise Unreachable(say('answered-http', host=host, status=status), sent=True)
    try:
        response = json.loads(data.decode('utf-8'))['Response']
        error = response.get('Error')
        return ApiError(str(error.get('Code')), str(error.get('Message'))) if error else response
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unreachable(say('answered-oddly', host=host), sent=True)

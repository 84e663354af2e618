"""What a person or ha-setup asks to see; changes nothing, in /run neither."""
import json
import os

from vip.beating import UNIT, is_beating
from vip.failures import ApiError, Unreachable
from vip.faults import HOLD, read_hold
from vip.files import ReadOnly
from vip.here import Here
from vip.host import Host
from vip.log import Log
from vip.mechanism import make_mechanism
from vip.record import Record
from vip.say import complain, say


def show_status(config):
    """One JSON object; changes nothing, in /run neither."""
    host, files = Host(), ReadOnly()
    here = Here(host, config, files)
    here.look()
    mechanism = make_mechanism(host, files, Log(host), config)
    eip, problem = 'unknown', None
    try:
        record = mechanism.record()
        eip = record.eip
        if eip == 'elsewhere':
            eip = mechanism.where_eip()
    except (Unreachable, ApiError) as error:
        record, problem = Record(), str(error)
        complain(say('api', error=error))
    if not config.eip:
        eip = 'none'
    print(json.dumps({'role': here.role, 'nic': here.nic, 'owner': record.owner, 'ownerEni': record.eni, 'eip': eip,
                      'held': read_hold(files), 'switch': files.read_json('switch.json'), 'problem': problem}))
    return 0


def show_query(config):
    host = Host()
    try:
        owner = make_mechanism(host, ReadOnly(), Log(host), config).record().owner
    except (Unreachable, ApiError) as error:
        complain(say('api', error=error))
        owner = 'unknown'
    print({'self': 'true', 'unknown': 'unknown'}.get(owner, 'false'))
    return 0


def show_check(config):
    files = ReadOnly()
    reasons = [(name[len('fault.'):], (files.read(name) or '').strip()) for name in files.names('fault.')]
    if os.path.exists(HOLD):
        reasons.append(('held', read_hold(files)))
    if not is_beating(Host(), files):
        reasons.append(('silent', say('watch-dead', unit=UNIT)))
    for name, why in reasons:
        print('%s: %s' % (name, why))
    return 1 if reasons else 0

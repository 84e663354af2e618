"""The VIP where it belongs, when a person or ha-setup asks for it."""
from vip.beating import UNIT, is_beating
from vip.failures import ApiError, Unreachable
from vip.files import Files
from vip.gate import CALL
from vip.here import Here
from vip.host import Host
from vip.log import LOG, Log
from vip.mechanism import make_mechanism
from vip.say import complain, say
from vip.watch import Watch


def converge(config):
    """By the process that watches, where there is one; else by a few looks of our own."""
    host, files = Host(), Files()
    asked = host.now()
    end = asked + CALL + 5
    if not is_beating(host, files):
        return converge_alone(host, files, config, end)
    host.wake(files).tell_from_outside()
    while host.now() < end:
        told = files.read_json('watch.json') or {}
        if isinstance(told.get('readAt'), (int, float)) and told['readAt'] >= asked:
            return 0
        host.sleep(0.05)
    complain(say('watch-silent', unit=UNIT))
    return 1


def converge_alone(host, files, config, end):
    watch = Watch(host, config, files, Log(host))
    host.spawn(watch.log.run)
    watch.start()
    news = host.address_news()
    while host.now() < end:
        watch.step()
        if watch.state.reading.at > 0 and not watch.state.reader.busy() and not watch.state.writer.busy():
            break
        watch.wait(news)
    host.sleep(0.2)
    return 0


def migrate(config):
    host, files = Host(), Files()
    here = Here(host, config, files)
    here.look()
    if here.role != 'MASTER':
        complain(say('not-master', role=here.role))
        return 1
    mechanism = make_mechanism(host, files, Log(host), config)
    end = host.now() + 60
    while host.now() < end:
        converge(config)
        try:
            record = mechanism.record()
            if record.owner == 'self' and record.settled:
                print(say('vip-here', vip=config.vip, eni=config.self_eni))
                return 0
        except (Unreachable, ApiError) as error:
            complain(say('api', error=error))
        host.sleep(1)
    complain(say('vip-not-here', log=LOG))
    return 1

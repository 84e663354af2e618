"""Sees to it that the EIP is on the VIP: one step at a time, ever more rarely where a step changes nothing."""
from vip.failures import ApiError
from vip.gate import Gate
from vip.say import say

FOLLOWS = 3.0           # an EIP follows its VIP by itself within so many seconds, where the cloud does that
FIRST, LAST = 0.4, 60.0 # seconds between two steps

BOUND = ('BIND', 'BIND_ENI')


def find_step(status, eni, ip, config, landed_for, may_take):
    """What is due, by the EIP's own entry: bind unbind wait leave none. Pure.

    Its status alone says whether it is bound: while it changes, ENI and address may be those of before."""
    if status == 'UNBIND':
        return 'bind'
    if status not in BOUND:
        return 'wait'
    if ip == config.vip and eni == config.self_eni:
        return 'none'       # the address's own entry is merely behind
    if ip == config.vip and landed_for < FOLLOWS:
        return 'wait'
    if ip != config.vip and not may_take:
        return 'leave'
    return 'unbind'


class EipCare:
    def __init__(self, host, config, log, mover):
        self.host = host
        self.config = config
        self.log = log
        self.mover = mover
        self.not_before = 0.0
        self.pause = FIRST
        self.last = None        # the step and the status, or the refusal, of the last time

    def reset(self, pause):
        self.not_before, self.pause, self.last = self.host.now() + pause, FIRST, None

    def start(self, errand, mechanism):
        gate = Gate(self.host)
        landed_for = self.host.now() - self.mover.landed
        errand.start('eip', settle_eip, mechanism, landed_for, self.mover.is_repairable('eip-repaired'), gate, gate=gate)

    def note(self, outcome):
        """Waits twice as long after each step that found and did the same as the one before."""
        self.pause = FIRST if outcome != self.last else min(LAST, self.pause * 2)
        self.last = outcome
        self.not_before = self.host.now() + self.pause

    def collect(self, result):
        """A step has ended: what settle_eip returned or raised."""
        if isinstance(result, Exception):
            if isinstance(result, ApiError):
                self.log.once(say('eip-refused', error=result))
            self.note(str(result))
            return
        step, status, eni, ip = result
        eip = self.config.eip
        self.note((step, status))
        if step == 'bind':
            self.log(say('eip-bound', eip=eip))
        elif step == 'unbind':
            if ip != self.config.vip:
                self.mover.note_repaired('eip-repaired')
            self.log(say('eip-taken', eip=eip, ip=ip, who=self.config.who(eni)))
        elif step == 'leave':
            self.log.once(say('eip-left', eip=eip))
        elif step == 'wait' and status not in ('BIND', 'BIND_ENI', 'BINDING', 'UNBINDING'):
            self.log.once(say('eip-busy', eip=eip, status=status))


def settle_eip(mechanism, landed_for, may_take, gate):
    """Looks, and takes one step. Returns (step, status, ENI, address)."""
    status, eni, ip = mechanism.eip()
    step = find_step(status, eni, ip, mechanism.config, landed_for, may_take)
    if step == 'bind':
        mechanism.bind_eip(gate)
    elif step == 'unbind':
        mechanism.unbind_eip(gate)
    return step, status, eni, ip

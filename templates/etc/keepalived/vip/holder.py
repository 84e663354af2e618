"""The VIP on the NIC: put there, and taken off."""
from vip.say import say


class Holder:
    def __init__(self, host, config, log, mechanism):
        self.host = host
        self.config = config
        self.log = log
        self.mechanism = mechanism
        self.adds = []              # when the VIP was put on the NIC lately

    def add(self):
        """True where the VIP is there now."""
        device = self.config.interface
        self.adds.append(self.host.now())
        self.mechanism.keep()
        problem = self.host.add_address(device, self.config.vip, self.mechanism.scope)
        if problem:
            self.log.once(say('cannot-add', device=device, problem=problem))
        return not problem

    def rescope(self, here):
        """A VIP on the NIC gets the scope that the mechanism asks for, whoever put it there.

        While a keepalived with another configuration has it there it stays as it is: that one would give up its role, and
        take the VIP off. It takes it off by itself when it loads ours, and then the VIP is put there anew."""
        if not here.alive or not here.scopes - {self.mechanism.scope}:
            return
        device = self.config.interface
        problem = self.host.drop_address(device, self.config.vip) \
            or self.host.add_address(device, self.config.vip, self.mechanism.scope)
        if problem:
            self.log.once(say('cannot-rescope', device=device, problem=problem))

    def drop(self, device):
        """True where the VIP is not on this device any more."""
        problem = self.host.drop_address(device, self.config.vip)
        if problem:
            self.log.once(say('cannot-drop', device=device, problem=problem))
        return not problem

    def is_due(self):
        """False where something takes the VIP off as fast as it is put there."""
        now = self.host.now()
        self.adds = [at for at in self.adds if now - at < 60]
        return len(self.adds) < 5 or now - self.adds[-1] >= 10

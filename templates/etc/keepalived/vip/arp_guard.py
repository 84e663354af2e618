"""Keeps the kernel from announcing the VIP by itself: where the last announcement decides, only a MASTER's may be sent.

arp_ignore 3: no answer for an address of scope host, which the VIP has here; every other is answered for as before.
arp_announce 2: a request for another host's MAC never has the VIP as its sender.
arp_notify 0: nothing is announced because the NIC comes up."""
import json

from vip.say import say

QUIET = {'arp_ignore': '3', 'arp_announce': '2', 'arp_notify': '0'}
DEFAULT = '0'           # the kernel's own value of each


class ArpGuard:
    def __init__(self, host, files, log, device):
        self.host = host
        self.files = files
        self.log = log
        self.device = device
        self.before = files.read_json('arp') or {}      # as /proc, forgotten at a reboot

    def keep(self):
        """Sets what is not so."""
        for name, wanted in sorted(QUIET.items()):
            found = self.host.arp_setting(self.device, name)
            if found is not None and found != wanted:
                self.before[name] = found
                self.set(name, wanted)
        if not self.files.exists('arp'):
            self.files.write('arp', json.dumps(self.before, sort_keys=True))

    def release(self):
        """Puts back what was there before, where nobody has changed it since."""
        if not self.files.exists('arp'):
            return
        for name, wanted in sorted(QUIET.items()):
            if self.host.arp_setting(self.device, name) == wanted:
                self.set(name, self.before.get(name, DEFAULT))
        self.files.remove('arp')

    def set(self, name, value):
        try:
            self.host.set_arp_setting(self.device, name, value)
        except OSError as error:
            self.log.once(say('cannot-set', setting=name, device=self.device, error=error))

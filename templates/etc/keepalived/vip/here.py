"""What is so on this host just now: VRRP's role, the NIC, and whether this is the machine of ha-setup.json at all."""
from vip.decide import ABSENT
from vip.vrrp import ANCHORS, judge_role, keepalived_seen, last_event

FORGOTTEN = 6.0         # seconds for which an emptied /run is taken for what it is


class Here:
    """Looks, and changes nothing."""

    def __init__(self, host, config, files):
        self.host = host
        self.config = config
        self.files = files
        self.role = 'unknown'
        self.nic = False
        self.scopes = set()         # of the VIP on the NIC, as the kernel has it
        self.on_anchor = None       # the device that has keepalived's VIP
        self.ours = False
        self.absent_since = None
        self.event = None
        self.old_events = []
        self.alive = None
        self.noted = 0.0
        self.missing_since = None
        self.dead_since = None
        self.unsure_since = None
        self.changed = host.now()   # when role or event changed last
        self.master_since = host.now()
        self.firm = 'unknown'       # the role, as it was last certain
        self.beaten = -1e9          # when the peer's adverts last took the role of MASTER from this host

    def look(self, heard=True):
        """True where the role, or what was told of it, is another one than at the last look."""
        now = self.host.now()
        found = self.host.addresses()
        vips = [a.device for a in found if a.ip == self.config.vip]
        self.nic = self.config.interface in vips
        self.scopes = {a.scope for a in found if a.ip == self.config.vip and a.device == self.config.interface}
        self.on_anchor = next((device for device in vips if device in ANCHORS), None)
        self.look_who(found, now)
        event, self.old_events = last_event(self.files)
        alive, noted = keepalived_seen(self.files, self.host)
        if alive is None:
            # /run was emptied: the next check tells. Until then what we knew holds.
            self.missing_since = self.missing_since or now
            alive, noted = (self.alive, self.noted) if now - self.missing_since < FORGOTTEN else (False, 0.0)
            event = event or self.event
        else:
            self.missing_since = None
        self.alive, self.noted = alive, noted
        self.dead_since = None if alive else self.dead_since or now
        agree = event is None or (event.role == 'MASTER') == (self.on_anchor is not None)
        self.unsure_since = None if agree else self.unsure_since or now
        unsure = now - (self.unsure_since or now)
        role = judge_role(event, self.on_anchor is not None, alive, noted, unsure, heard)
        changed = role != self.role or event != self.event
        if changed:
            self.changed = now
        if role == 'MASTER' and self.role != 'MASTER':
            self.master_since = now
        if role != 'unknown':
            if role == 'BACKUP' and self.firm == 'MASTER':
                self.beaten = now
            self.firm = role
        self.role, self.event = role, event
        return changed

    def look_who(self, found, now):
        """A copy of this host's disk that boots elsewhere has another address or another MAC."""
        config = self.config
        there = any(a.ip == config.self_ip and a.device == config.interface for a in found)
        if there and config.self_mac:
            mac = self.host.mac(config.interface)
            there = mac is None or mac.lower() == config.self_mac.lower()
        if there:
            self.ours, self.absent_since = True, None
            return
        self.absent_since = self.absent_since or now
        if now - self.absent_since >= ABSENT:
            self.ours = False

    def absent_for(self, now):
        """Seconds for which this has not been the machine of ha-setup.json."""
        return 0.0 if self.absent_since is None else now - self.absent_since

    def dead_for(self, now):
        """Seconds for which keepalived has been gone."""
        return 0.0 if self.dead_since is None else now - self.dead_since

    def is_out(self, now):
        """Whether keepalived was stopped here, or is dead and has not been started anew."""
        return self.ours and (self.role == 'STOP' or self.dead_for(now) > 5)

    def is_unsure(self):
        return self.unsure_since is not None or self.alive is None

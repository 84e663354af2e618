"""What this host sees, for whoever reads the log with a program: one record whenever any of it has changed."""


NIC_ALONE = 4           # so often in ten minutes, that the VIP came or went on the NIC and nothing else is told


class Story:
    def __init__(self, host, log):
        self.host = host
        self.log = log
        self.told = None
        self.role = 'unknown'
        self.flips = []             # when the NIC alone was told of

    def look(self, state):
        here, reading = state.here, state.reading
        # While the two witnesses of a role disagree for a moment, the last one holds.
        if here.role != 'unknown' or here.alive is False:
            self.role = here.role
        owner = reading.known.owner if reading.known.settled or self.told is None else self.told['owner']
        seen = {'role': self.role, 'nic': here.nic, 'owner': owner, 'faults': find_faults(state), 'api': state.reader.problem}
        if seen == self.told or reading.at < 0 or self.is_tiring(seen):
            return
        started = {} if self.told else {'started': self.host.uptime()}
        self.told = seen
        self.log.record('state', dict(seen, ms=int(self.host.wall() * 1000), heard=state.witnesses.heard(), **started))

    def is_tiring(self, seen):
        """Something takes the VIP off the NIC again and again: that is known by now."""
        if self.told is None or dict(self.told, nic=seen['nic']) != seen:
            return False
        now = self.host.now()
        self.flips = [at for at in self.flips if now - at < 600]
        if len(self.flips) < NIC_ALONE:
            self.flips.append(now)
            return False
        return True


def find_faults(state):
    """Why this host may not be active: the name of each reason, and its words."""
    found = {fault.name[len('fault.'):]: fault.reason.strip() for fault in state.faults() if fault}
    if state.hold.held:
        found['held'] = state.hold.held
    return found

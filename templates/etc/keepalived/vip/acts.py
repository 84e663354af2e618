"""What a decision does: a method for each name that decide() may answer. True where the situation is another one at once."""
from vip.assess import find_source, tell_start


class Acts:
    def __init__(self, state):
        self.state = state

    def do(self, action):
        return action.name not in ('wait', 'nothing') and getattr(self, 'do_' + action.name.replace('-', '_'))(action)

    def do_add_nic(self, action):
        return self.state.holder.add()

    def do_drop_nic(self, action):
        return self.state.holder.drop(self.state.config.interface)

    def do_clear_anchor(self, action):
        return self.state.holder.drop(self.state.here.on_anchor)

    def do_disqualify(self, action):
        self.state.writer.give_up()
        self.state.stranger.set(action.why)
        return True

    def do_qualify(self, action):
        self.state.stranger.clear()
        self.state.reading.hurry()
        return True

    def do_isolate(self, action):
        self.state.isolated.set(action.why)
        return True

    def do_rejoin(self, action):
        self.state.isolated.clear()
        self.state.reading.hurry()
        return False

    def do_yield(self, action):
        self.state.quarrel.begin(action.why)
        return True

    def do_unyield(self, action):
        self.state.quarrel.end()
        self.state.reading.hurry()
        return False

    def do_take(self, action):
        self.state.mover.start(action, find_source(self.state), tell_start(self.state, action))
        return False

    def do_bind_eip(self, action):
        self.state.eip.start(self.state.writer, self.state.mechanism)
        return False

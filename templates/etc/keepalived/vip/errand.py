"""One blocking call at a time, in a thread of its own: the loop goes on, and collects the result."""
from vip.failures import ApiError, Unreachable
from vip.say import say


class Errand:
    def __init__(self, host, tell):
        self.host = host
        self.tell = tell        # called when a result is there
        self.what = None        # which call is under way, or waits to be collected
        self.gate = None        # of a call that changes something
        self.result = None      # in a list of its own, as None is a result too
        self.ended = 0.0        # when the call ended

    def busy(self):
        return self.what is not None

    def start(self, what, call, *words, gate=None):
        self.what, self.gate, self.result = what, gate, None
        try:
            self.host.spawn(self.run, call, words)
        except RuntimeError as error:
            self.result = [Unreachable(str(error))]

    def run(self, call, words):
        try:
            result = call(*words)
        except (Unreachable, ApiError) as error:
            result = error
        except Exception as error:  # the loop must hear of whatever it is
            result = Unreachable(say('internal', error='%s: %s' % (type(error).__name__, error)), sent=True)
        self.ended = self.host.now()
        self.result = [result]
        self.tell()

    def give_up(self):
        """What has not been sent yet is not sent any more."""
        if self.gate is not None:
            self.gate.close()

    def collect(self):
        """(what, result or exception) once it is there, else None."""
        if self.result is None:
            return None
        what, (result,) = self.what, self.result
        self.what = self.gate = self.result = None
        return what, result

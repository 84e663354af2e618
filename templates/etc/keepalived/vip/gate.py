"""Whether a request may still be sent: asked just before it is written, whatever its thread has waited for until then."""
import threading

CALL = 10.0             # a call may take this long in all
ANSWER = 4.0            # so long after a request that changes something was written its answer is given up


class Gate:
    """What a request passes just before it is written: none once its caller has given up, and one alone where it changes
    something."""

    def __init__(self, host, within=CALL, changes=True):
        self.host = host
        self.end = host.now() + within
        self.changes = changes
        self.lock = threading.Lock()
        self.closed = False
        self.turn = 0           # requests of an earlier turn are too late
        self.passed = None      # when a request that changes something was let through

    def enter(self, turn):
        with self.lock:
            late = self.closed or turn != self.turn or self.host.now() >= self.end
            if late or (self.changes and self.passed is not None):
                return False
            if self.changes:
                self.passed = self.host.now()
            return True

    def close(self):
        """Nothing is sent any more. True where something was let through before."""
        with self.lock:
            self.closed = True
            return self.passed is not None

    def deadline(self):
        """Until when the caller waits."""
        return self.end if self.passed is None else self.passed + ANSWER

    def renew(self):
        """What was let through was refused, so the same may be sent once more."""
        with self.lock:
            self.turn += 1
            self.passed = None

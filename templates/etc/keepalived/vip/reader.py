"""Reads the record in a thread of its own, one reading at a time, and says when the API is away and when it is back."""
from vip.errand import Errand
from vip.failures import ApiError, Unreachable
from vip.gate import CALL
from vip.record import Reading, Record
from vip.say import say


NO_ANSWER = 'no answer'     # a code: it stands in the log's records for programs
NOTHING = Record(), None, ''


class Reader:
    def __init__(self, host, log, mechanism, tell):
        self.host = host
        self.log = log
        self.mechanism = mechanism
        self.errand = Errand(host, tell)
        self.reading = Reading(host)
        self.problem = None         # the API's, as it was said last

    def busy(self):
        return self.errand.busy()

    def start(self, task):
        """task: the one to ask about as well, or None. Returns what collect() would, where there is nothing to wait for."""
        self.reading.begin()
        if self.mechanism.reads:
            self.errand.start('read', self.read, task)
            return None
        self.reading.note(Record())
        return NOTHING

    def read(self, task):
        """(record, the task's status, what the API says of it); in a thread of its own."""
        record = self.mechanism.record()
        status, output = None, ''
        if task:
            try:
                status, output = self.mechanism.task(task)
            except (Unreachable, ApiError):
                pass
        return record, status, output

    def collect(self):
        """The same once it is there, with Record() where the reading has failed; None before."""
        finished = self.errand.collect()
        if finished is None:
            return None
        result = finished[1]
        if self.host.now() - self.reading.started > 3 * CALL:
            result = Unreachable(say('too-old'))
        if isinstance(result, Exception):
            self.report(result)
            result = NOTHING
        else:
            self.report(None)
        self.reading.note(result[0])
        return result

    def report(self, error):
        """A line when the API goes, when it complains of something else, and when it is back."""
        problem = error and getattr(error, 'code', NO_ANSWER)
        if problem != self.problem:
            self.log(say('api', error=error) if error else say('api-back'))
        self.problem = problem

    def age(self):
        """Seconds since the last reading ended."""
        return self.host.now() - self.reading.at

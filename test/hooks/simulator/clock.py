"""A simulated clock, and threads that run one at a time on it: an hour takes seconds, and a seed always tells the same story."""
import heapq
import queue
import threading

FOREVER = 1e12


class Killed(BaseException):
    """Ends a thread whose process or machine is gone."""


class Task:
    """A thread that runs only while it holds the baton."""

    def __init__(self, clock, owner, run, words):
        self.clock = clock
        self.owner = owner
        self.ticket = 0
        self.over = False
        self.killed = False
        self.turn = threading.Lock()
        self.turn.acquire()
        self.thread = threading.Thread(target=self.live, args=(run, words), daemon=True)
        self.thread.start()

    def live(self, run, words):
        self.turn.acquire()
        try:
            if not self.killed:
                run(*words)
        except Killed:
            pass
        except BaseException as error:  # the test must hear of it
            self.clock.crash = self.clock.crash or error
        self.over = True
        self.clock.baton.release()


class Clock:
    def __init__(self):
        self.now = 1000.0
        self.events = []
        self.count = 0
        self.baton = threading.Lock()
        self.baton.acquire()
        self.current = None
        self.tasks = []
        self.crash = None
        self.after_each = None

    def push(self, when, what):
        self.count += 1
        heapq.heappush(self.events, (max(when, self.now), self.count, what))

    def call(self, delay, what, owner=None):
        """Calls something later; with its owner frozen, once that thaws; not at all once it is gone."""
        self.push(self.now + delay, (owner, owner and owner.life, what))

    def spawn(self, owner, run, *words):
        task = Task(self, owner, run, words)
        self.tasks.append(task)
        self.push(self.now, (task, 0))
        return task

    def run(self, seconds):
        end = self.now + seconds
        while self.events and self.events[0][0] <= end:
            when, _, what = heapq.heappop(self.events)
            owner = what[0].owner if isinstance(what[0], Task) else what[0]
            thaw = getattr(owner, 'frozen_until', 0)
            if thaw > when:
                self.push(thaw, what)
                continue
            self.now = max(self.now, when)
            if isinstance(what[0], Task):
                task, ticket = what
                if task.over or task.ticket != ticket:
                    continue
                self.resume(task)
            else:
                _, life, call = what
                if owner is not None and owner.life != life:
                    continue
                call()
            if self.crash:
                raise self.crash
            if self.after_each:
                self.after_each()
        self.now = end
        self.tasks = [task for task in self.tasks if not task.over]

    def resume(self, task):
        self.current, before = task, self.current
        task.turn.release()
        self.baton.acquire()
        self.current = before

    def block(self, until, waitables=()):
        """Called by the running task: gives the baton back until then, or until one of these wakes it."""
        task = self.current
        task.ticket += 1
        if until < FOREVER:
            self.push(until, (task, task.ticket))
        for waitable in waitables:
            waitable.waiters.append((task, task.ticket))
        self.baton.release()
        task.turn.acquire()
        if task.killed:
            raise Killed()

    def sleep(self, seconds):
        self.block(self.now + max(0.0, seconds))

    def select(self, waitables, seconds):
        end = self.now + seconds
        while True:
            ready = [one for one in waitables if one.ready()]
            if ready or self.now >= end:
                return ready
            self.block(end, waitables)

    def kill(self, owner):
        """Ends every thread of a process or a machine."""
        for task in [task for task in self.tasks if task.owner is owner and not task.over]:
            task.killed = True
            if task is self.current:
                raise Killed()
            self.resume(task)

    def close(self):
        for owner in {task.owner for task in self.tasks}:
            self.kill(owner)


class Waitable:
    """Something that a thread can wait for."""

    def __init__(self, clock):
        self.clock = clock
        self.waiters = []

    def ready(self):
        raise NotImplementedError

    def wake(self):
        waiters, self.waiters = self.waiters, []
        for task, ticket in waiters:
            self.clock.push(self.clock.now, (task, ticket))


class Queue(Waitable):
    """As queue.Queue, as far as the hooks use it; and a socket of what arrives."""

    def __init__(self, clock, size=0):
        Waitable.__init__(self, clock)
        self.size = size
        self.items = []

    def ready(self):
        return bool(self.items)

    def put(self, item):
        self.items.append(item)
        self.wake()

    def put_nowait(self, item):
        if self.size and len(self.items) >= self.size:
            raise queue.Full()
        self.put(item)

    def get(self, timeout=FOREVER):
        if not self.clock.select([self], timeout):
            raise queue.Empty()
        return self.items.pop(0)

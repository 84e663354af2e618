"""Calls of the API by their result, counted by several threads."""
import threading

# What classify() calls a refusal, and what it means for whoever looks at a graph.
RESULTS = {'ok': 'ok', 'unanswered': 'unanswered', 'unsent': 'rate_limited', 'soon': 'busy', 'slowly': 'busy',
           'credentials': 'credentials'}


class Counts:
    def __init__(self):
        self.lock = threading.Lock()
        self.by_result = dict.fromkeys(['ok', 'unanswered', 'rate_limited', 'busy', 'credentials', 'refused'], 0)

    def add(self, what):
        with self.lock:
            self.by_result[RESULTS.get(what, 'refused')] += 1

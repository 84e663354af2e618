"""What the hooks' mechanism understands of replies: feed.py TEMPLATES, with cases as JSON on stdin and what is understood on stdout."""
import importlib.util
import json
import os
import sys
import types


def load(folder):
    """The class Migrate, of the hooks as one file or as a folder of modules."""
    single = os.path.join(folder, 'vip.py')
    if os.path.exists(single):
        spec = importlib.util.spec_from_file_location('hooks', single)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.Migrate
    sys.path.insert(0, folder)
    return importlib.import_module('vip.migrate').Migrate


class Canned:
    """An API that answers each action as it is told."""

    def __init__(self, replies):
        self.replies = replies

    def read(self, action, params, *rest, **more):
        return self.replies[action]

    write = read


def understand(case, mechanism):
    asked = mechanism.__new__(mechanism)
    asked.config = types.SimpleNamespace(**case['config'])
    asked.api = Canned(case['replies'])
    result = getattr(asked, case['ask'])(*case.get('arguments', []))
    return result._asdict() if hasattr(result, '_asdict') else result


if __name__ == '__main__':
    sys.dont_write_bytecode = True
    cases = json.load(sys.stdin)
    found = load(sys.argv[1])
    print(json.dumps([understand(case, found) for case in cases]))

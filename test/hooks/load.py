"""Finds vip.py's modules; with HA_SETUP_VIP in the environment, the one file that they are joined into, under their names."""
import importlib.machinery
import importlib.util
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, '..', '..', 'templates', 'etc', 'keepalived')
JOINED = os.environ.get('HA_SETUP_VIP')

if JOINED:
    loader = importlib.machinery.SourceFileLoader('vip', JOINED)
    joined = importlib.util.module_from_spec(importlib.util.spec_from_loader('vip', loader))
    loader.exec_module(joined)
    sys.modules['vip'] = joined
    for name in os.listdir(os.path.join(SOURCE, 'vip')):
        if name.endswith('.py'):
            sys.modules['vip.' + name[:-3]] = joined
else:
    sys.path.insert(0, SOURCE)

"""vip.py as a module, with its state and its log in a folder of the test's own."""
import importlib.machinery
import importlib.util
import os

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, '..', '..', 'templates', 'etc', 'keepalived', 'vip.py')


def load(folder):
    loader = importlib.machinery.SourceFileLoader('vip', SOURCE)
    spec = importlib.util.spec_from_loader('vip', loader)
    vip = importlib.util.module_from_spec(spec)
    loader.exec_module(vip)
    vip.STATE = os.path.join(folder, 'run')
    vip.LOG = os.path.join(folder, 'keepalived.log')
    vip.CONFIG = os.path.join(folder, 'ha-setup.json')
    vip.CREDENTIALS = os.path.join(folder, 'credentials')
    vip.HOLD = os.path.join(folder, 'hold')
    os.makedirs(vip.STATE, exist_ok=True)
    return vip

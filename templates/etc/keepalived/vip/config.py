"""ha-setup.json, as ha-setup writes it: every id and setting of this pair."""
import json

from vip.files import read_text
from vip.say import say

CONFIG = '/etc/keepalived/ha-setup.json'
OWNER_BONUS = 10        # the weight of keepalived.conf's owner script: what the record's owner advertises on top


class Config:
    def __init__(self, values):
        self.cluster = values['cluster']
        self.region = values['region']
        self.vip = values['vip']
        self.mechanism = values.get('mechanism') or 'migrate'
        self.havip = values.get('havip')
        self.eip = values.get('eip')
        self.eip_address = values.get('eipAddress')
        self.interface = values['interface']
        self.gateway = values.get('gateway')
        self.self_eni = values['self']['eni']
        self.self_ip = values['self']['ip']
        self.self_mac = values['self'].get('mac')
        self.self_instance = values['self']['instance']
        self.peer_eni = values['peer']['eni']
        self.peer_ip = values['peer']['ip']
        self.peer_instance = values['peer']['instance']
        self.peer_priority = values['peer'].get('priority')
        self.endpoints = list(values['endpoints'])
        self.credentials = values['credentials']
        self.health_check = values.get('healthCheck')
        self.webhook = values.get('webhook')
        self.webhook_format = values.get('webhookFormat') or 'json'
        self.notify_command = values.get('notifyCommand')
        self.metrics = values.get('metrics')

    def who(self, eni):
        """An ENI in words that a reader of the log can look up."""
        if eni == self.self_eni:
            return say('this-host', eni=eni)
        if eni == self.peer_eni:
            return say('the-peer', eni=eni, instance=self.peer_instance)
        return eni or say('no-eni')


def load_config(path=CONFIG):
    """Raises ValueError, KeyError or TypeError where the file is absent or not ours."""
    return Config(json.loads(read_text(path) or ''))

"""A small stand-in for the API that vip.py calls: two ENIs, one VIP, one EIP, and knobs for what can go wrong."""
import http.server
import json
import os
import socketserver
import ssl
import subprocess
import threading
import time
import uuid

SELF, PEER, OTHER = 'eni-self0001', 'eni-peer0001', 'eni-other001'
VIP, EIP = '10.0.1.100', 'eip-test0001'


def make_certificate(folder, names=('localhost',)):
    """A self-signed certificate for these names; returns (certificate, key) paths."""
    cert, key = os.path.join(folder, 'cert.pem'), os.path.join(folder, 'key.pem')
    alt = 'subjectAltName=' + ','.join('DNS:' + name for name in names)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days',
                    '2', '-subj', '/CN=' + names[0], '-addext', alt, '-keyout', key, '-out', cert],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return cert, key


class Cloud:
    def __init__(self, owner=PEER, enis=(SELF, PEER, OTHER), self_=SELF):
        self.lock = threading.RLock()
        self.enis = enis
        self.owner = owner
        self.state = 'AVAILABLE'
        self.latency = 0.0
        self.landing = 0.2
        self.eip = ('UNBIND', None, None)
        self.eip_follows = True
        self.calls = []
        self.requests = []
        self.tasks = {}
        self.script = []        # what the next calls answer instead: (action or None, reply) in order
        self.on_move = None

    def count(self, action):
        return sum(1 for name, _ in self.calls if name == action)

    def answer(self, action, params):
        """(status, body bytes) or a callable that plays with the socket."""
        time.sleep(self.latency)
        with self.lock:
            self.calls.append((action, params))
            for index, (wanted, reply) in enumerate(self.script):
                if wanted in (None, action):
                    del self.script[index]
                    if callable(reply):
                        reply = reply(self, action, params)
                    if reply is not None:
                        return reply
                    break
            return 200, self.body(getattr(self, action)(params))

    def body(self, values):
        return json.dumps({'Response': dict(values, RequestId=values.get('RequestId', str(uuid.uuid4())))}).encode()

    def refuse(self, code):
        return 200, self.body({'Error': {'Code': code, 'Message': 'because of ' + code}})

    def DescribeNetworkInterfaces(self, params):
        wanted = params.get('NetworkInterfaceIds')
        if wanted is None:
            filters = {f['Name']: f['Values'] for f in params['Filters']}
            if 'network-interface-id' in filters:
                wanted = filters['network-interface-id']
            else:
                wanted = [self.owner] if filters['address-ip'] == [VIP] and self.owner else []
        found = []
        for eni in wanted:
            if eni not in self.enis:
                continue
            addresses = [{'PrivateIpAddress': '10.0.1.1' + str(self.enis.index(eni)), 'Primary': True, 'State': 'AVAILABLE'}]
            if eni == self.owner:
                entry = {'PrivateIpAddress': VIP, 'Primary': False, 'State': self.state}
                if self.eip[0] == 'BIND' and self.eip[1:] == (eni, VIP):
                    entry['AddressId'] = EIP
                addresses.append(entry)
            found.append({'NetworkInterfaceId': eni, 'VpcId': 'vpc-test0001', 'PrivateIpAddressSet': addresses})
        return {'NetworkInterfaceSet': found, 'TotalCount': len(found)}

    def MigratePrivateIpAddress(self, params):
        if self.state != 'AVAILABLE':
            return {'Error': {'Code': 'UnsupportedOperation.MutexOperationTaskRunning', 'Message': 'busy'}}
        if params['SourceNetworkInterfaceId'] != self.owner:
            return {'Error': {'Code': 'UnauthorizedOperation.AttachmentNotFound', 'Message': 'not there'}}
        task = str(uuid.uuid4())
        self.state = 'MIGRATING'
        self.tasks[task] = 'RUNNING'
        threading.Timer(self.landing, self.land, [task, params['DestinationNetworkInterfaceId']]).start()
        return {'RequestId': task}

    def land(self, task, eni):
        with self.lock:
            if self.tasks[task] != 'FAILED':
                self.tasks[task] = 'SUCCESS'
                if self.eip[1:] == (self.owner, VIP) and self.eip_follows:
                    self.eip = ('BIND', eni, VIP)
                self.owner = eni
                if self.on_move:
                    self.on_move(eni)
            self.state = 'AVAILABLE'

    def DescribeVpcTaskResult(self, params):
        return {'Status': self.tasks[params['TaskId']]}

    def AssignPrivateIpAddresses(self, params):
        self.owner = params['NetworkInterfaceId']
        if self.on_move:
            self.on_move(self.owner)
        return {}

    def DescribeAddresses(self, params):
        status, eni, ip = self.eip
        return {'AddressSet': [{'AddressId': EIP, 'AddressStatus': status, 'NetworkInterfaceId': eni, 'PrivateAddressIp': ip}]}

    def DisassociateAddress(self, params):
        self.eip = ('UNBIND', None, None)
        return {}

    def AssociateAddress(self, params):
        if self.eip[0] != 'UNBIND':
            return {'Error': {'Code': 'InvalidAddressStatus.NotPermit', 'Message': 'not UNBIND'}}
        self.eip = ('BIND', params['NetworkInterfaceId'], params['PrivateIpAddress'])
        return {}


def serve(cloud, certificate, key, address=('127.0.0.1', 0)):
    """Starts the server in a thread; returns it (server.server_address tells the port)."""
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def do_POST(self):
            body = self.rfile.read(int(self.headers['Content-Length']))
            cloud.requests.append((dict(self.headers), body))
            reply = cloud.answer(self.headers['X-TC-Action'], json.loads(body))
            if callable(reply):
                reply(self)
                return
            status, data = reply
            self.send_response(status)
            self.send_header('Content-Length', str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *words):
            pass

    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            pass

        def finish_request(self, request, client_address):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            request = context.wrap_socket(request, server_side=True)
            Handler(request, client_address, self)

    server = Server(address, Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server

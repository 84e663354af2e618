"""
Stands in for the guide's SDK, which spoke to an API that is gone: the two calls that the guide's vip.py makes, their
parameters and answers as they were then, on top of API 3.0. Nothing is tried again and nothing is awaited, as before.
"""
import hashlib
import hmac
import json
import time
import urllib.request

HOST = "vpc.tencentcloudapi.com"
REGIONS = {"bj": "ap-beijing"}


def to_parameters(action, params):
    if action == "MigratePrivateIpAddress":
        return {
            "PrivateIpAddress": params["privateIpAddress"],
            "SourceNetworkInterfaceId": params["oldNetworkInterfaceId"],
            "DestinationNetworkInterfaceId": params["newNetworkInterfaceId"],
        }
    return {"NetworkInterfaceIds": [params["networkInterfaceId"]]}


def to_answer(action, response):
    if "Error" in response:
        return {"code": 4000, "codeDesc": response["Error"]["Code"], "message": response["Error"]["Message"]}
    if action == "MigratePrivateIpAddress":
        return {"code": 0, "message": ""}
    enis = [
        {"privateIpAddressesSet": [{"privateIpAddress": ip["PrivateIpAddress"]} for ip in eni["PrivateIpAddressSet"]]}
        for eni in response["NetworkInterfaceSet"]
    ]
    return {"code": 0, "data": {"data": enis}}


def sign(config, payload):
    now = int(time.time())
    day = time.strftime("%Y-%m-%d", time.gmtime(now))
    scope = "%s/vpc/tc3_request" % day
    digest = lambda text: hashlib.sha256(text.encode()).hexdigest()
    mac = lambda key, text: hmac.new(key, text.encode(), hashlib.sha256).digest()
    headers = "content-type:application/json\nhost:%s\n" % HOST
    canonical = "\n".join(["POST", "/", "", headers, "content-type;host", digest(payload)])
    to_sign = "\n".join(["TC3-HMAC-SHA256", str(now), scope, digest(canonical)])
    key = ("TC3" + config["secretKey"]).encode()
    for part in (day, "vpc", "tc3_request"):
        key = mac(key, part)
    credential = "%s/%s" % (config["secretId"], scope)
    signature = mac(key, to_sign).hex()
    words = (credential, signature)
    return now, "TC3-HMAC-SHA256 Credential=%s, SignedHeaders=content-type;host, Signature=%s" % words


class QcloudApi:
    def __init__(self, module, config):
        self.config = config

    def generateUrl(self, action, params):
        return "https://%s/?Action=%s" % (HOST, action)

    def call(self, action, params):
        payload = json.dumps(to_parameters(action, params))
        now, authorization = sign(self.config, payload)
        headers = {
            "Authorization": authorization,
            "Content-Type": "application/json",
            "X-TC-Action": action,
            "X-TC-Version": "2017-03-12",
            "X-TC-Region": REGIONS[self.config["Region"]],
            "X-TC-Timestamp": str(now),
        }
        request = urllib.request.Request("https://%s/" % HOST, payload.encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.dumps(to_answer(action, json.load(reply)["Response"]))

"""npm's ews-javascript-api against the embedded Exchange, over OAuth and Basic.

The second argument is the folder that npm installed it in. Where npm could
not, for want of its registry, the test is left out.
"""

import json
import os
import subprocess
import sys
import unittest
import urllib.parse
import urllib.request
import ssl

import peer

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ews_javascript_test.js")


class Paths:
    """Each path is a run of the script."""

    def walk(self, path):
        environment = dict(
            os.environ, EWS_URL=self.exchange.ews_url, NODE_EXTRA_CA_CERTS=self.exchange.ca_file,
            NODE_PATH=os.path.join(sys.argv[2], "node_modules"), **self.secrets())
        done = subprocess.run(["node", SCRIPT, path], env=environment, timeout=100, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-4000:])

    def test_folders(self):
        self.walk("folders")

    def test_sends(self):
        self.walk("sends")

    def test_answers(self):
        self.walk("answers")

    def test_attachments(self):
        self.walk("attachments")

    def test_changes(self):
        self.walk("changes")

    def test_searches(self):
        self.walk("searches")

    def test_synchronises(self):
        self.walk("synchronises")

    def test_pulls(self):
        self.walk("pulls")

    def test_streams(self):
        self.walk("streams")

    def test_busy(self):
        self.exchange.tell("cause fault GetFolder ErrorServerBusy 100 1")
        self.walk("busy")


class OverOAuth(Paths, peer.PeerTest):
    def secrets(self):
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "client_id": self.exchange.client_id,
            "client_secret": self.exchange.client_secret,
            "scope": "https://outlook.office365.com/.default"}).encode()
        context = ssl.create_default_context(cafile=self.exchange.ca_file)
        with urllib.request.urlopen(self.exchange.token_url, form, context=context) as answer:
            return {"EWS_TOKEN": json.load(answer)["access_token"]}


class OverBasic(Paths, peer.PeerTest):
    def secrets(self):
        return {"EWS_PASSWORD": self.exchange.password}


if __name__ == "__main__":
    if not os.path.isdir(os.path.join(sys.argv[2], "node_modules", "ews-javascript-api")):
        sys.exit("left out: npm could not install ews-javascript-api; see peers.npm_install")
    peer.main()

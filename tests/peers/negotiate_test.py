"""The tool signs in with a Kerberos ticket: MIT's KDC gives it, and a server on Debian's gssapi
takes it, which hands the requests on to the embedded Exchange."""

import base64
import http.client
import http.server
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest
import urllib.parse

import gssapi
import peer

REALM = "CONTOSO.TEST"
PASSWORD = "m4rker"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Kdc:
    """A realm in a folder of its own, and its key distribution centre on loopback."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.keytab = os.path.join(folder, "http.keytab")
        self.environment = dict(os.environ, KRB5_CONFIG=self.write("krb5.conf", f"""
            [libdefaults]
                default_realm = {REALM}
                dns_lookup_kdc = false
                dns_lookup_realm = false
                dns_canonicalize_hostname = false
                rdns = false
                udp_preference_limit = 1
            [realms]
                {REALM} = {{
                    kdc = 127.0.0.1:{self.port}
                }}
            [domain_realm]
                localhost = {REALM}
            """), KRB5_KDC_PROFILE=self.write("kdc.conf", f"""
            [kdcdefaults]
                kdc_listen = ""
                kdc_tcp_listen = 127.0.0.1:{self.port}
            [realms]
                {REALM} = {{
                    database_name = {folder}/principals
                    key_stash_file = {folder}/stash
                    acl_file = {folder}/acl
                }}
            """))
        self.run("kdb5_util", "create", "-s", "-r", REALM, "-P", "master")
        for query in (f"addprinc -pw {PASSWORD} anna", "addprinc -randkey HTTP/localhost",
                      f"ktadd -k {self.keytab} HTTP/localhost"):
            self.run("kadmin.local", "-r", REALM, "-q", query)
        self.process = subprocess.Popen(
            ["/usr/sbin/krb5kdc", "-n", "-r", REALM], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(textwrap.dedent(text))
        return path

    def run(self, program, *arguments):
        subprocess.run([f"/usr/sbin/{program}", *arguments], env=self.environment, check=True,
                       capture_output=True, stdin=subprocess.DEVNULL, timeout=60)

    def ticket(self):
        """The environment of one who has signed in."""
        environment = dict(self.environment,
                           KRB5CCNAME=os.path.join(self.folder, "tickets"))
        for _ in range(60):  # until the centre listens
            done = subprocess.run(["kinit", "anna"], env=environment, input=PASSWORD + "\n",
                                  capture_output=True, text=True, timeout=60, check=False)
            if done.returncode == 0:
                return environment
            threading.Event().wait(0.5)
        raise RuntimeError(done.stderr)

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)


class Door(http.server.ThreadingHTTPServer):
    """Takes Kerberos tickets, and hands requests on with the user's password."""

    daemon_threads = True

    def __init__(self, exchange, folder):
        super().__init__(("127.0.0.1", 0), Guest)
        self.exchange = exchange
        self.signed_in = []
        self.refused = 0
        self.certificate = os.path.join(folder, "door.pem")
        key = os.path.join(folder, "door.key")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", key, "-out", self.certificate],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """A client that goes is no news."""


class Guest(http.server.BaseHTTPRequestHandler):
    """One connection, on which one signs in once."""

    protocol_version = "HTTP/1.1"
    user = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        offer = "Negotiate"
        if scheme == "Negotiate":
            context = gssapi.SecurityContext(
                creds=gssapi.Credentials(usage="accept"), usage="accept")
            answer = context.step(base64.b64decode(token))
            if context.complete:
                self.user = str(context.initiator_name).lower()
                self.server.signed_in.append(self.user)
                offer += " " + base64.b64encode(answer or b"").decode()
        if self.user is None:
            self.server.refused += 1
            self.answer(401, b"", offer)
        else:
            self.answer(*self.hand_on(body), offer)

    def hand_on(self, body):
        exchange = self.server.exchange
        url = urllib.parse.urlsplit(exchange.ews_url)
        connection = http.client.HTTPSConnection(
            url.netloc, context=ssl.create_default_context(cafile=exchange.ca_file))
        secret = base64.b64encode(f"{self.user}:{exchange.password}".encode()).decode()
        connection.request("POST", url.path, body, {
            "Authorization": "Basic " + secret, "Content-Type": "text/xml; charset=utf-8"})
        response = connection.getresponse()
        try:
            return response.status, response.read()
        finally:
            connection.close()

    def answer(self, status, body, offer):
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("WWW-Authenticate", offer)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *unused):
        """Nothing."""


class Negotiate(peer.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.kdc = Kdc(folder)
        cls.addClassCleanup(cls.kdc.close)
        os.environ["KRB5_CONFIG"] = cls.kdc.environment["KRB5_CONFIG"]
        os.environ["KRB5_KTNAME"] = cls.kdc.keytab

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.door = Door(self.exchange, self.folder)
        self.addCleanup(self.door.server_close)
        self.addCleanup(self.door.shutdown)

    def check(self, environment, mailbox="anna@contoso.test"):
        path = os.path.join(self.folder, "letterbox.yaml")
        with open(path, "w", encoding="ascii") as file:
            file.write(f"""
connections:
  customer:
    type: exchange
    host: https://localhost:{self.door.server_port}/EWS/Exchange.asmx
    mailbox: {mailbox}
    authenticate: {{method: negotiate}}
    tls: {{ca_file: {self.door.certificate}}}
""")
        return subprocess.run([sys.argv[2], "check", "--quick", "--config", path], env=environment,
                              capture_output=True, text=True, check=False, timeout=60)

    def test_signs_in_with_a_ticket(self):
        done = self.check(self.kdc.ticket())
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.door.signed_in, ["anna@contoso.test"])
        self.assertEqual(self.door.refused, 0)

    def test_says_that_there_is_no_ticket(self):
        done = self.check(dict(self.kdc.environment, KRB5CCNAME=os.path.join(self.folder, "none")))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("Kerberos ticket", done.stdout + done.stderr)
        self.assertIn("kinit", done.stdout + done.stderr)
        self.assertEqual(self.door.signed_in, [])
        self.assertLessEqual(self.door.refused, 1)


if __name__ == "__main__":
    peer.main()

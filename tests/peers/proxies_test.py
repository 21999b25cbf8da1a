"""Tokens, Autodiscover, calls and streams through proxies that others wrote."""

import http.server
import os
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse

import negotiate_test
import peer
import proxies

WAYS = ["token", "autodiscover", "call", "stream", "plain"]


class Plain(http.server.BaseHTTPRequestHandler):
    """Autodiscover's place for requests that anybody may read."""

    def do_GET(self):
        self.server.heads.append(str(self.headers))
        self.send_response(302)
        self.send_header("Location", "https://localhost/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *unused):
        """Nothing."""


class Proxies(peer.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Plain)
        cls.plain.heads = []
        threading.Thread(target=cls.plain.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.plain.server_close)
        cls.addClassCleanup(cls.plain.shutdown)

    def run_through(self, proxy, settings="", ca="", environment=None):
        """What came of each way, by its name."""
        folder = self.enterContext(tempfile.TemporaryDirectory())
        authorities = os.path.join(folder, "authorities")
        os.mkdir(authorities)
        for name, source in (("exchange.pem", self.exchange.ca_file), ("proxy.pem", ca)):
            if source:
                with open(source, encoding="ascii") as pem, \
                     open(os.path.join(authorities, name), "w", encoding="ascii") as copy:
                    copy.write(pem.read())
        path = os.path.join(folder, "letterbox.yaml")
        with open(path, "w", encoding="ascii") as file:
            file.write(f"""
connections:
  customer:
    type: exchange
    host: {self.exchange.ews_url}
    user: anna@contoso.test
    authenticate:
      method: oauth2
      flow: client_credentials
      tenant_id: {self.exchange.tenant_id}
      client_id: {self.exchange.client_id}
      client_secret: ${{env:CLIENT_SECRET}}
      authority: {self.exchange.authority}
    tls: {{ca_folder: authorities}}
    proxy:
      url: {proxy.url}
      {settings}
""")
        url = urllib.parse.urlsplit(self.exchange.ews_url)
        done = subprocess.run(
            [sys.argv[2], path, f"{url.scheme}://{url.netloc}/autodiscover/autodiscover.json",
             f"http://127.0.0.1:{self.plain.server_port}/autodiscover/autodiscover.xml"],
            env=dict(environment or os.environ, CLIENT_SECRET=self.exchange.client_secret,
                     PROXY_PASSWORD=proxies.PASSWORD),
            capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(proxies.PASSWORD, done.stdout + done.stderr)
        return dict(line.split(": ", 1) for line in done.stdout.splitlines())

    def open(self, proxy):
        self.addCleanup(proxy.close)
        return proxy

    def assert_all(self, found, text, ways=tuple(WAYS)):
        self.assertEqual(list(found), WAYS)
        for way in ways:
            self.assertIn(text, found[way], way)

    def assert_matrix(self, proxy, method="", ca="", tells_wrong_apart=True):
        """Right, wrong and no credentials."""
        right = f"user: {proxies.USER}\n      password: ${{env:PROXY_PASSWORD}}{method}"
        found = self.run_through(proxy, right, ca)
        self.assertEqual(set(found.values()), {"ok"}, found)
        wrong = self.run_through(
            proxy, f"user: {proxies.USER}\n      password: ${{env:CLIENT_SECRET}}{method}", ca)
        # Over plain http tinyproxy's 401 could be the server's own.
        self.assert_all(wrong, "refused the user and password",
                        WAYS if tells_wrong_apart else WAYS[:-1])
        self.assert_all(self.run_through(proxy, "", ca), "sign in")
        for head in self.plain.heads:
            self.assertNotIn("Proxy-Authorization", head)

    def test_squid_without_authentication(self):
        squid = self.open(proxies.Squid())
        found = self.run_through(squid)
        self.assertEqual(set(found.values()), {"ok"}, found)
        seen = squid.heard("access.log")
        self.assertIn("CONNECT", seen)
        self.assertIn("GET http://127.0.0.1", seen)

    def test_squid_basic(self):
        self.assert_matrix(self.open(proxies.Squid("basic")))

    def test_squid_digest(self):
        self.assert_matrix(self.open(proxies.Squid("digest")), "\n      method: digest")

    def test_squid_ntlm(self):
        # Its helper takes every password.
        squid = self.open(proxies.Squid("ntlm"))
        found = self.run_through(
            squid, "user: CONTOSO\\qa\n      password: ${env:PROXY_PASSWORD}\n      method: ntlm")
        self.assertEqual(set(found.values()), {"ok"}, found)
        self.assert_all(self.run_through(squid), "It offers NTLM.")
        self.assert_all(
            self.run_through(squid, f"user: {proxies.USER}\n      "
                                    "password: ${env:PROXY_PASSWORD}\n      method: basic"),
            "does not offer Basic")

    def test_squid_negotiate(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        os.chmod(folder, 0o755)
        kdc = negotiate_test.Kdc(folder)
        self.addCleanup(kdc.close)
        os.chmod(kdc.keytab, 0o644)
        os.environ["KRB5_CONFIG"] = kdc.environment["KRB5_CONFIG"]
        squid = self.open(proxies.Squid("negotiate", kdc.keytab))
        found = self.run_through(squid, "method: negotiate", environment=kdc.ticket())
        self.assertEqual(set(found.values()), {"ok"}, found)
        self.assertIn("anna@CONTOSO.TEST", squid.heard("access.log"))
        nobody = dict(kdc.environment, KRB5CCNAME=os.path.join(folder, "none"))
        self.assert_all(self.run_through(squid, "method: negotiate", environment=nobody),
                        "Kerberos ticket")

    def test_squid_that_forbids_the_port(self):
        squid = self.open(proxies.Squid())
        folder = self.enterContext(tempfile.TemporaryDirectory())
        path = os.path.join(folder, "letterbox.yaml")
        with open(path, "w", encoding="ascii") as file:
            file.write(f"""
connections:
  customer: {{type: exchange, host: "localhost:1", user: a@b.test,
              authenticate: {{method: basic, password: x}}, proxy: "{squid.url}"}}
""")
        done = subprocess.run(
            [sys.argv[2], path, "https://localhost:1/", "http://localhost:1/"],
            capture_output=True, text=True, check=False, timeout=60)
        self.assertIn("does not let anybody through to localhost:1 (403). Ask its administrator",
                      done.stdout)

    def test_tinyproxy(self):
        found = self.run_through(self.open(proxies.Tinyproxy()))
        self.assertEqual(set(found.values()), {"ok"}, found)
        self.assert_matrix(self.open(proxies.Tinyproxy(with_login=True)),
                           tells_wrong_apart=False)

    def test_https_proxy(self):
        stunnel = self.open(proxies.Stunnel(proxies.Squid("basic")))
        self.assert_matrix(stunnel, ca=stunnel.certificate)
        self.assert_all(self.run_through(stunnel), "certificate is self-signed")

    def test_socks_proxy_with_a_password(self):
        self.assert_matrix(self.open(proxies.Microsocks()))

    def test_socks_proxy_without_a_password(self):
        dante = self.open(proxies.Dante())
        found = self.run_through(dante)
        self.assertEqual(set(found.values()), {"ok"}, found)


if __name__ == "__main__":
    peer.main()

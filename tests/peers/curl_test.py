"""curl hands in mail by SMTP and speaks to the HTTPS endpoints."""

import os
import subprocess
import unittest

from account import sign_in
import peer


GET_FOLDER = """<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
  <s:Header><t:RequestServerVersion Version="Exchange2013"/></s:Header>
  <s:Body><m:GetFolder>
    <m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>
    <m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds>
  </m:GetFolder></s:Body>
</s:Envelope>
"""


class Curl(peer.PeerTest):
    def curl(self, *arguments, **options):
        return subprocess.run(["curl", "--silent", "--show-error", "--max-time", "10", *arguments],
                              capture_output=True, text=True, check=False, **options)

    def test_hands_in_a_mail(self):
        path = os.path.join(self.exchange.folder.name, "mail.eml")
        with open(path, "w", encoding="ascii") as file:
            file.write("From: shop@contoso.test\nTo: anna@contoso.test\nSubject: By curl\n\n.dot\n")
        done = self.curl(f"smtp://{self.exchange.smtp_host}:{self.exchange.smtp_port}",
                         "--mail-from", "shop@contoso.test", "--mail-rcpt", "anna@contoso.test",
                         "--crlf", "--upload-file", path)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        anna = sign_in(self.exchange, "anna@contoso.test")
        (item,) = [item for item in anna.inbox.all() if item.subject == "By curl"]
        self.assertEqual(item.text_body.strip(), ".dot")

    def test_verifies_the_certificate(self):
        with_authority = self.curl("--cacert", self.exchange.ca_file, self.exchange.ews_url,
                                   "--output", "/dev/null", "--write-out", "%{http_code}")
        self.assertEqual((with_authority.returncode, with_authority.stderr), (0, ""))
        self.assertEqual(self.curl(self.exchange.ews_url).returncode, 60)

    def test_is_told_how_to_sign_in(self):
        answer = self.curl("--cacert", self.exchange.ca_file, "--include", "--data", "x",
                           self.exchange.ews_url).stdout
        self.assertIn(" 401 ", answer.splitlines()[0] + " ")
        self.assertIn("WWW-Authenticate: Bearer", answer)
        self.assertIn("WWW-Authenticate: NTLM", answer)
        self.assertIn("WWW-Authenticate: Basic", answer)

    def get_folder(self, *arguments):
        """The status of GetFolder, and how many requests it took."""
        path = os.path.join(self.exchange.folder.name, "get_folder.xml")
        with open(path, "w", encoding="ascii") as file:
            file.write(GET_FOLDER)
        done = self.curl("--cacert", self.exchange.ca_file, "--header", "Content-Type: text/xml",
                         "--data-binary", "@" + path, "--output", "/dev/null", "--write-out",
                         "%{http_code} %{num_connects}", *arguments, self.exchange.ews_url)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_signs_in_with_a_password(self):
        for method in "--basic", "--ntlm", "--anyauth":
            for user in "anna@contoso.test", "CONTOSO\\anna":
                with self.subTest(method=method, user=user):
                    self.assertEqual(
                        self.get_folder(method, "--user", f"{user}:{self.exchange.password}"), "200 1")

    def test_is_refused_with_a_wrong_password(self):
        for method in "--basic", "--ntlm":
            for user in "anna@contoso.test", "nobody@contoso.test", "FABRIKAM\\anna", "":
                with self.subTest(method=method, user=user):
                    self.assertEqual(self.get_folder(method, "--user", f"{user}:wrong"), "401 1")


if __name__ == "__main__":
    peer.main()

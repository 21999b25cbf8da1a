"""curl hands in mail by SMTP and speaks to the HTTPS endpoints."""

import os
import subprocess
import unittest

from account import sign_in
import peer


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


if __name__ == "__main__":
    peer.main()

"""swaks, the SMTP tester, hands in a mail with an attachment, pipelined."""

import subprocess
import unittest

from account import sign_in
import peer


class Swaks(peer.PeerTest):
    def test_hands_in_a_mail_with_an_attachment(self):
        done = subprocess.run(
            ["swaks", "--server", f"{self.exchange.smtp_host}:{self.exchange.smtp_port}",
             "--from", "shop@contoso.test", "--to", "anna@contoso.test,bert@contoso.test",
             "--header", "Subject: By swaks", "--body", "Hello", "--pipeline",
             "--attach-type", "text/csv", "--attach-name", "a.csv", "--attach", "a;b"],
            capture_output=True, text=True, check=False, timeout=30)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for address in "anna@contoso.test", "bert@contoso.test":
            account = sign_in(self.exchange, address)
            (item,) = [item for item in account.inbox.all() if item.subject == "By swaks"]
            (attachment,) = item.attachments
            self.assertEqual((attachment.name, attachment.content.strip()), ("a.csv", b"a;b"))

    def test_signs_in_over_tls(self):
        done = subprocess.run(
            ["swaks", "--server", f"{self.exchange.smtp_host}:{self.exchange.smtp_port}",
             "--tls", "--tls-verify-ca", "--tls-ca-path", self.exchange.ca_file,
             "--auth", "LOGIN", "--auth-user", "bert@contoso.test",
             "--auth-password", "letterbox",
             "--from", "bert@contoso.test", "--to", "anna@contoso.test",
             "--header", "Subject: By swaks over TLS"],
            capture_output=True, text=True, check=False, timeout=30)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        account = sign_in(self.exchange, "anna@contoso.test")
        self.assertIn("By swaks over TLS", [item.subject for item in account.inbox.all()])


if __name__ == "__main__":
    peer.main()

"""Python's smtplib hands in mail; exchangelib reads what arrived."""

from email.message import EmailMessage
import smtplib
import ssl
import unittest

from account import sign_in
import peer


class Smtplib(peer.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = sign_in(cls.exchange, "anna@contoso.test")
        cls.bert = sign_in(cls.exchange, "bert@contoso.test")

    def connect(self):
        return smtplib.SMTP(self.exchange.smtp_host, int(self.exchange.smtp_port), timeout=10)

    def test_delivers_a_rich_mail_to_each_recipient(self):
        mail = EmailMessage()
        mail["From"] = "Bücherei <library@contoso.test>"
        mail["To"] = "anna@contoso.test, bert@contoso.test"
        mail["Subject"] = "Überfällig: 3 Bücher"
        mail.set_content("Liebe Anna,\n.\n..\nbis bald\n")
        mail.add_alternative("<p>Liebe <b>Anna</b></p>", subtype="html")
        mail.add_attachment(bytes(range(256)), maintype="application",
                            subtype="octet-stream", filename="Bücher.bin")
        with self.connect() as server:
            self.assertEqual(server.send_message(mail), {})
        for account in self.anna, self.bert:
            (item,) = [item for item in account.inbox.all() if item.subject == mail["Subject"]]
            self.assertEqual(item.sender.name, "Bücherei")
            (attachment,) = item.attachments
            self.assertEqual(attachment.name, "Bücher.bin")
            self.assertEqual(attachment.content, bytes(range(256)))
            self.assertIn("\n.\n..\nbis bald", item.text_body.replace("\r\n", "\n"))

    def test_refuses_an_unknown_recipient_and_keeps_the_others(self):
        with self.connect() as server:
            refused = server.sendmail("shop@contoso.test",
                                      ["nobody@contoso.test", "anna@contoso.test"],
                                      "Subject: Half\r\n\r\nHello\r\n")
            self.assertEqual(refused["nobody@contoso.test"][0], 550)
        self.assertIn("Half", [item.subject for item in self.anna.inbox.all()])

    def test_takes_eight_bit_text(self):
        with self.connect() as server:
            server.sendmail("shop@contoso.test", ["anna@contoso.test"],
                            "Subject: Raw\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            "Content-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n".encode(),
                            mail_options=["BODY=8BITMIME"])
        (item,) = [item for item in self.anna.inbox.all() if item.subject == "Raw"]
        self.assertIn("Grüße", item.body)

    def secured(self):
        server = self.connect()
        server.starttls(context=ssl.create_default_context(cafile=self.exchange.ca_file))
        return server

    def test_signs_in_over_tls(self):
        with self.secured() as server:
            server.login("bert@contoso.test", "letterbox")
            server.sendmail("bert@contoso.test", ["anna@contoso.test"],
                            "Subject: Signed in\r\n\r\nHello\r\n")
            with self.assertRaises(smtplib.SMTPSenderRefused):
                server.sendmail("anna@contoso.test", ["bert@contoso.test"], "Subject: No\r\n")
        self.assertIn("Signed in", [item.subject for item in self.anna.inbox.all()])

    def test_refuses_a_wrong_password(self):
        with self.secured() as server, self.assertRaises(smtplib.SMTPAuthenticationError):
            server.login("bert@contoso.test", "wrong")


if __name__ == "__main__":
    peer.main()

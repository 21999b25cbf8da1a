"""exchangelib sends, finds, changes, deletes and is notified."""

import threading
import unittest

import exchangelib
from exchangelib import Mailbox, Message
from exchangelib.properties import NewMailEvent

from account import sign_in, sign_in_with_password
import peer


class Exchangelib(peer.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = sign_in(cls.exchange, "anna@contoso.test")
        cls.bert = sign_in(cls.exchange, "bert@contoso.test")

    def send(self, subject, body="Hello Bert"):
        Message(account=self.anna, folder=self.anna.sent, subject=subject, body=body,
                to_recipients=[Mailbox(email_address="bert@contoso.test")]).send_and_save()

    def received(self, subject):
        return [item for item in self.bert.inbox.all().order_by("-datetime_received")
                if item.subject == subject]

    def test_sends_and_keeps_a_copy(self):
        self.send("Grüße & <Küsse>")
        (item,) = self.received("Grüße & <Küsse>")
        self.assertEqual(item.sender.email_address, "anna@contoso.test")
        self.assertEqual([to.email_address for to in item.to_recipients], ["bert@contoso.test"])
        self.assertIn("Hello Bert", item.body)
        self.assertFalse(item.is_read)
        self.assertIn("Grüße & <Küsse>", [sent.subject for sent in self.anna.sent.all()])
        self.assertIn(b"Subject:", item.mime_content)

    def test_marks_as_read_and_deletes(self):
        self.send("Read me")
        (item,) = self.received("Read me")
        item.is_read = True
        item.save(update_fields=["is_read"])
        (item,) = self.received("Read me")
        self.assertTrue(item.is_read)
        item.move_to_trash()
        self.assertEqual(self.received("Read me"), [])
        self.assertIn("Read me", [gone.subject for gone in self.bert.trash.all()])

    def test_synchronises(self):
        list(self.bert.inbox.sync_items())
        self.send("Only this one")
        changes = list(self.bert.inbox.sync_items())
        self.assertEqual([(kind, item.subject) for kind, item in changes],
                         [("create", "Only this one")])
        self.assertEqual(list(self.bert.inbox.sync_items()), [])

    def test_pages_through_a_folder(self):
        for number in range(25):
            self.send(f"Page {number}")
        items = self.bert.inbox.all().order_by("-datetime_received")
        items.page_size = 10
        subjects = [item.subject for item in items if item.subject.startswith("Page ")]
        self.assertEqual(sorted(subjects), sorted(f"Page {number}" for number in range(25)))

    def test_is_notified_while_it_streams(self):
        with self.bert.inbox.streaming_subscription() as subscription:
            timer = threading.Timer(0.2, self.send, ["Ring"])
            timer.start()
            for notification in self.bert.inbox.get_streaming_events(
                    subscription, connection_timeout=1, max_notifications_returned=1):
                self.assertIn(NewMailEvent, [type(event) for event in notification.events])
                break
            else:
                self.fail("the stream ended without a notification")
            timer.join()


class ExchangelibWithPassword(peer.PeerTest):
    def test_signs_in(self):
        for auth_type in exchangelib.BASIC, exchangelib.NTLM:
            for user in "anna@contoso.test", "CONTOSO\\anna":
                with self.subTest(auth_type=auth_type, user=user):
                    anna = sign_in_with_password(
                        self.exchange, "anna@contoso.test", user, auth_type)
                    anna.inbox.refresh()
                    subject = f"{auth_type} {user}"
                    exchangelib.Message(account=anna, subject=subject, body="x",
                                        to_recipients=["anna@contoso.test"]).send()
                    subjects = [item.subject for item in anna.inbox.all().only("subject")]
                    self.assertIn(subject, subjects)


if __name__ == "__main__":
    peer.main()

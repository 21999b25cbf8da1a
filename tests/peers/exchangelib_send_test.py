"""exchangelib sends, replies, forwards, reports junk."""

from exchangelib import FileAttachment, HTMLBody, Mailbox, Message
from exchangelib.errors import ErrorInvalidRecipients, ErrorSendAsDenied

from account import OverBasic, OverOAuth, Suite
import peer


class Send(Suite):
    def sent(self, subject, **fields):
        Message(account=self.anna, folder=self.anna.sent, subject=subject,
                to_recipients=["bert@contoso.test"], **fields).send_and_save()
        return self.bert.inbox.get(subject=subject)

    def test_sends_and_keeps_a_copy(self):
        got = self.sent("With copy", body="Hello", cc_recipients=["anna@contoso.test"],
                        bcc_recipients=[Mailbox(email_address="bert@contoso.test")])
        self.assertEqual(got.sender.email_address, "anna@contoso.test")
        self.assertIsNone(got.bcc_recipients)
        self.assertFalse(got.is_draft)
        copy = self.anna.sent.get(subject="With copy")
        self.assertEqual(copy.message_id, got.message_id)
        self.assertEqual(copy.bcc_recipients[0].email_address, "bert@contoso.test")
        self.assertTrue(copy.is_from_me)
        self.assertTrue(self.anna.inbox.filter(subject="With copy").exists())

    def test_sends_without_a_copy(self):
        Message(account=self.anna, subject="No copy", body="x",
                to_recipients=["bert@contoso.test"]).send(save_copy=False)
        self.assertTrue(self.bert.inbox.filter(subject="No copy").exists())
        self.assertFalse(self.anna.sent.filter(subject="No copy").exists())

    def test_sends_what_was_saved(self):
        item = self.draft("Was a draft", body="x", to_recipients=["bert@contoso.test"])
        item.attach(FileAttachment(name="a.txt", content=b"abc"))
        item.send()
        self.assertFalse(self.anna.drafts.filter(subject="Was a draft").exists())
        self.assertTrue(self.anna.sent.filter(subject="Was a draft").exists())
        (file,) = self.bert.inbox.get(subject="Was a draft").attachments
        self.assertEqual(file.content, b"abc")

    def test_changes_and_sends_at_once(self):
        item = self.draft("Unfinished", body="x", to_recipients=["bert@contoso.test"])
        item.subject = "Finished"
        item.send_and_save(update_fields=["subject"])
        self.assertTrue(self.bert.inbox.filter(subject="Finished").exists())

    def test_replies(self):
        got = self.sent("Question", body=HTMLBody("<p>How many?</p>"))
        got.reply(subject="RE: Question", body="Seven")
        answer = self.anna.inbox.get(subject="RE: Question")
        self.assertEqual(answer.in_reply_to, got.message_id)
        self.assertEqual(answer.references, got.message_id)
        self.assertIn("Seven", answer.text_body)
        self.assertIn("How many?", answer.text_body)
        asked = self.anna.sent.get(subject="Question")
        self.assertEqual(answer.conversation_id, asked.conversation_id)
        self.assertEqual(answer.conversation_topic, "Question")

    def test_replies_to_all(self):
        got = self.sent("Round", body="x", cc_recipients=["anna@contoso.test"])
        got.reply_all(subject="RE: Round", body="Here")
        self.assertTrue(self.anna.inbox.filter(subject="RE: Round").exists())

    def test_forwards_with_the_files(self):
        got = self.sent("Look", body="x",
                        attachments=[FileAttachment(name="a.txt", content=b"abc")])
        got.forward(subject="FW: Look", body="See", to_recipients=["anna@contoso.test"])
        passed_on = self.anna.inbox.get(subject="FW: Look")
        self.assertEqual(passed_on.attachments[0].content, b"abc")
        self.assertIn("See", passed_on.body)

    def test_saves_a_reply_for_later(self):
        got = self.sent("Later", body="x")
        saved = got.create_reply(subject="RE: Later", body="Draft").save(self.bert.drafts)
        draft = self.bert.drafts.get(id=saved.id)
        self.assertTrue(draft.is_draft)
        self.assertEqual(draft.in_reply_to, got.message_id)

    def test_reports_junk(self):
        got = self.sent("Spam", body="x")
        got.mark_as_junk(is_junk=True, move_item=True)
        self.assertTrue(self.bert.junk.filter(subject="Spam").exists())
        self.assertFalse(self.bert.inbox.filter(subject="Spam").exists())
        Message(account=self.anna, subject="More spam", body="x",
                to_recipients=["bert@contoso.test"]).send()
        again = self.bert.junk.get(subject="More spam")
        again.mark_as_junk(is_junk=False, move_item=True)
        self.assertTrue(self.bert.inbox.filter(subject="More spam").exists())
        self.sent("Welcome again", body="x")

    def test_needs_a_recipient(self):
        with self.assertRaises(ErrorInvalidRecipients):
            Message(account=self.anna, subject="Nobody", body="x").send()

    def test_may_not_send_as_somebody_else(self):
        with self.assertRaises(ErrorSendAsDenied):
            Message(account=self.anna, author="bert@contoso.test", subject="False", body="x",
                    to_recipients=["bert@contoso.test"]).send()
        self.assertFalse(self.bert.inbox.filter(subject="False").exists())

    def test_returns_what_cannot_be_delivered(self):
        Message(account=self.anna, subject="Lost", body="x",
                to_recipients=["nobody@contoso.test"]).send()
        report = self.anna.inbox.get(subject__contains="Lost")
        self.assertEqual(report.item_class, "REPORT.IPM.Note.NDR")


class SendOverOAuth(Send, OverOAuth, peer.PeerTest):
    pass


class SendOverBasic(Send, OverBasic, peer.PeerTest):
    pass


if __name__ == "__main__":
    peer.main()

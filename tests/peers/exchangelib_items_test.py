"""exchangelib and mails: made, changed, moved, copied, deleted, with attachments."""

from exchangelib import FileAttachment, HTMLBody, ItemAttachment, Message
from exchangelib.errors import ErrorItemNotFound
from exchangelib.folders import Folder
from exchangelib.items import HARD_DELETE, MOVE_TO_DELETED_ITEMS, MeetingRequest

from account import OverBasic, OverOAuth, Suite
import peer


class Items(Suite):
    def subjects(self, folder):
        return [item.subject for item in folder.all()]

    def test_are_saved_and_read_back(self):
        item = self.draft("Everything", body=HTMLBody("<p>Bonjour</p>"), importance="High",
                          sensitivity="Confidential", categories=["One", "Two"], is_read=False,
                          to_recipients=["bert@contoso.test"], cc_recipients=["anna@contoso.test"],
                          bcc_recipients=["bert@contoso.test"],
                          reply_to=["bert@contoso.test"], is_read_receipt_requested=True)
        read = self.fresh(item)
        self.assertEqual((read.importance, read.sensitivity, read.categories, read.is_read),
                         ("High", "Confidential", ["One", "Two"], False))
        self.assertIn("Bonjour", read.body)
        self.assertIsInstance(read.body, HTMLBody)
        self.assertIn("Bonjour", read.text_body)
        for field in (read.to_recipients, read.bcc_recipients, read.reply_to):
            self.assertEqual([one.email_address for one in field], ["bert@contoso.test"])
        self.assertTrue(read.is_draft)
        self.assertTrue(read.is_read_receipt_requested)
        self.assertEqual(read.display_to, "bert@contoso.test")
        self.assertTrue(read.effective_rights.modify)
        self.assertIsNotNone(read.conversation_id)

    def test_are_changed_and_cleared(self):
        item = self.draft("Before", body="x", categories=["One"])
        item.subject, item.categories, item.body = "After", None, "y"
        item.save(update_fields=["subject", "categories", "body"])
        read = self.fresh(item)
        self.assertEqual((read.subject, read.categories, read.body.strip()), ("After", None, "y"))

    def test_are_made_of_mime_content(self):
        mime = (b"From: anna@contoso.test\r\nTo: bert@contoso.test\r\nSubject: Raw\r\n"
                b"MIME-Version: 1.0\r\nX-Own: kept\r\n\r\nBody\r\n")
        item = Message(account=self.anna, folder=self.anna.drafts, mime_content=mime).save()
        read = self.fresh(item)
        self.assertEqual(read.subject, "Raw")
        self.assertIn(b"X-Own: kept", read.mime_content)
        self.assertIn(("X-Own", "kept"), [(h.name, h.value) for h in read.headers])

    def test_are_moved_and_copied(self):
        target = Folder(parent=self.anna.inbox, name="There").save()
        item = self.draft("Wanders")
        copied = item.copy(target)
        self.assertEqual(self.subjects(target), ["Wanders"])
        self.assertIn("Wanders", self.subjects(self.anna.drafts))
        self.assertNotEqual(copied, (item.id, item.changekey))
        old = item.id
        item.move(target)
        self.assertNotEqual(item.id, old)
        self.assertEqual(self.subjects(target), ["Wanders", "Wanders"])
        self.assertNotIn("Wanders", self.subjects(self.anna.drafts))

    def test_are_deleted_in_three_ways(self):
        item = self.draft("To trash")
        item.move_to_trash()
        self.assertIn("To trash", self.subjects(self.anna.trash))
        self.draft("Softly").soft_delete()
        self.assertIn("Softly", self.subjects(self.anna.recoverable_items_deletions))
        gone = self.draft("For good")
        id_and_key = gone.id, gone.changekey
        gone.delete()
        (answer,) = self.anna.fetch([id_and_key])
        self.assertIsInstance(answer, ErrorItemNotFound)

    def test_go_in_bulk(self):
        made = self.anna.bulk_create(folder=self.anna.drafts, items=[
            Message(subject=f"Bulk {number}", body="x") for number in range(5)])
        items = list(self.anna.fetch([(one.id, one.changekey) for one in made]))
        for item in items:
            item.importance = "Low"
        self.anna.bulk_update([(item, ["importance"]) for item in items])
        self.assertEqual({item.importance for item in self.anna.fetch(made)}, {"Low"})
        for how in MOVE_TO_DELETED_ITEMS, HARD_DELETE:
            mine = self.anna.drafts.filter(subject__startswith="Bulk")
            if how == HARD_DELETE:
                mine = self.anna.trash.filter(subject__startswith="Bulk")
            answers = self.anna.bulk_delete(ids=list(mine), delete_type=how)
            self.assertEqual(answers, [True] * 5)
        self.assertEqual(self.anna.trash.filter(subject__startswith="Bulk").count(), 0)

    def test_have_files_attached(self):
        item = self.draft("Files", body=HTMLBody('<img src="cid:logo@contoso.test">'),
                          attachments=[
                              FileAttachment(name="größe.pdf", content=b"%PDF" + bytes(3000),
                                             content_type="application/pdf"),
                              FileAttachment(name="logo.png", content=b"\x89PNG", is_inline=True,
                                             content_id="logo@contoso.test",
                                             content_type="image/png")])
        files = {file.name: file for file in self.fresh(item).attachments}
        pdf, logo = files["größe.pdf"], files["logo.png"]
        self.assertEqual((pdf.name, pdf.content_type, pdf.is_inline),
                         ("größe.pdf", "application/pdf", False))
        self.assertEqual(pdf.content, b"%PDF" + bytes(3000))
        with pdf.fp as file:
            self.assertEqual(file.read(4), b"%PDF")
        self.assertEqual((logo.content_id, logo.is_inline, logo.content),
                         ("logo@contoso.test", True, b"\x89PNG"))

    def test_get_and_lose_files_later(self):
        item = self.draft("Later", body="x")
        first, second = (FileAttachment(name=name, content=name.encode())
                         for name in ("1.txt", "2.txt"))
        item.attach([first, second])
        self.assertEqual([one.content for one in self.fresh(item).attachments],
                         [b"1.txt", b"2.txt"])
        item.detach(first)
        self.assertEqual([one.name for one in self.fresh(item).attachments], ["2.txt"])

    def test_have_mails_attached(self):
        inner = Message(account=self.anna, folder=self.anna.drafts, subject="Inner",
                        body="I am inside", to_recipients=["bert@contoso.test"])
        item = self.draft("Outer", body="x",
                          attachments=[ItemAttachment(name="Inner", item=inner)])
        (attached,) = self.fresh(item).attachments
        self.assertIsInstance(attached, ItemAttachment)
        self.assertEqual(attached.name, "Inner")
        self.assertEqual(attached.item.subject, "Inner")
        self.assertIn("I am inside", attached.item.body)
        late = self.draft("Late", body="x")
        late.attach(ItemAttachment(name="Again", item=inner))
        (attached,) = self.fresh(late).attachments
        self.assertEqual(attached.item.subject, "Inner")


    def test_may_invite_to_a_meeting(self):
        mime = (b"From: bert@contoso.test\r\nTo: anna@contoso.test\r\nSubject: Tea\r\n"
                b"MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n"
                b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\n"
                b"METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:tea-1\r\n"
                b"DTSTAMP:20261101T000000Z\r\nDTSTART:20261201T150000Z\r\n"
                b"DTEND:20261201T160000Z\r\nSUMMARY:Tea\r\nLOCATION:Kitchen\r\n"
                b"ORGANIZER:mailto:bert@contoso.test\r\n"
                b"ATTENDEE:mailto:anna@contoso.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        item = Message(account=self.anna, folder=self.anna.inbox, mime_content=mime).save()
        (read,) = self.anna.fetch([(item.id, item.changekey)])
        self.assertIsInstance(read, MeetingRequest)
        self.assertEqual((read.location, read.start.isoformat()),
                         ("Kitchen", "2026-12-01T15:00:00+00:00"))


class ItemsOverOAuth(Items, OverOAuth, peer.PeerTest):
    pass


class ItemsOverBasic(Items, OverBasic, peer.PeerTest):
    pass


if __name__ == "__main__":
    peer.main()

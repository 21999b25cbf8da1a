"""exchangelib synchronises folders and is notified, by pull and by stream."""

import threading

from exchangelib import Message
from exchangelib.errors import ErrorInvalidSyncStateData, ErrorSubscriptionNotFound
from exchangelib.folders import Folder
from exchangelib.properties import (CopiedEvent, CreatedEvent, DeletedEvent, ModifiedEvent,
                                    MovedEvent, NewMailEvent)

from account import OverBasic, OverOAuth, Suite
import peer


class Sync(Suite):
    def folder(self, name):
        return Folder(parent=self.anna.inbox, name=name).save()

    def test_tells_each_change_once(self):
        folder = self.folder("Synced")
        self.assertEqual(list(folder.sync_items()), [])
        item = self.draft("New", folder=folder, is_read=False)
        (change,) = folder.sync_items(only_fields=["subject"])
        self.assertEqual((change[0], change[1].subject), ("create", "New"))
        item.subject = "Changed"
        item.save(update_fields=["subject"])
        (change,) = folder.sync_items(only_fields=["subject"])
        self.assertEqual((change[0], change[1].subject), ("update", "Changed"))
        item.is_read = True
        item.save(update_fields=["is_read"])
        ((kind, (item_id, is_read)),) = folder.sync_items()
        self.assertEqual((kind, item_id.id, is_read), ("read_flag_change", item.id, True))
        gone = item.id
        item.delete()
        ((kind, item_id),) = folder.sync_items()
        self.assertEqual((kind, item_id.id), ("delete", gone))
        self.assertEqual(list(folder.sync_items()), [])

    def test_goes_on_over_many_pages(self):
        folder = self.folder("Pages")
        for number in range(7):
            self.draft(f"Page {number}", folder=folder)
        changes = list(folder.sync_items(only_fields=["subject"], max_changes_returned=3))
        self.assertEqual(sorted(item.subject for _, item in changes),
                         [f"Page {number}" for number in range(7)])

    def test_refuses_a_state_that_is_none(self):
        folder = self.folder("Wrong state")
        with self.assertRaises(ErrorInvalidSyncStateData):
            list(folder.sync_items(sync_state="bm8gc3RhdGU="))

    def test_is_told_by_pull(self):
        folder, other = self.folder("Pulled"), self.folder("Other")
        with folder.pull_subscription() as (subscription, watermark):
            def events():
                nonlocal watermark
                found = []
                for notification in folder.get_events(subscription, watermark):
                    for event in notification.events:
                        watermark = event.watermark
                        found.append(event)
                return found
            events()
            item = self.draft("One", folder=folder)
            self.assertIn(CreatedEvent, [type(event) for event in events()])
            item.subject = "Two"
            item.save(update_fields=["subject"])
            self.assertIn(item.id, [event.item_id.id for event in events()
                                    if isinstance(event, ModifiedEvent) and event.item_id])
            item.copy(other)
            item.copy(folder)
            self.assertIn(CopiedEvent, [type(event) for event in events()])
            item.move(other)
            moved = [event for event in events() if isinstance(event, MovedEvent)]
            self.assertEqual(len(moved), 1)
            self.assertEqual(moved[0].old_parent_folder_id.id, folder.id)
            self.assertEqual(moved[0].parent_folder_id.id, other.id)
            folder.get(subject="Two").delete()
            self.assertIn(DeletedEvent, [type(event) for event in events()])
        with self.assertRaises(ErrorSubscriptionNotFound):
            list(folder.get_events(subscription, watermark))

    def test_is_told_while_it_streams(self):
        with self.anna.inbox.streaming_subscription() as subscription:
            timer = threading.Timer(0.2, self.send_to_anna)
            timer.start()
            for notification in self.anna.inbox.get_streaming_events(
                    subscription, connection_timeout=1, max_notifications_returned=1):
                self.assertIn(NewMailEvent, [type(event) for event in notification.events])
                break
            else:
                self.fail("the stream ended without a notification")
            timer.join()

    def send_to_anna(self):
        Message(account=self.bert, subject="Ring", body="x",
                            to_recipients=["anna@contoso.test"]).send()


class SyncOverOAuth(Sync, OverOAuth, peer.PeerTest):
    pass


class SyncOverBasic(Sync, OverBasic, peer.PeerTest):
    pass


if __name__ == "__main__":
    peer.main()

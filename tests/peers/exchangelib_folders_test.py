"""exchangelib and folders: well known, made, renamed, moved, emptied, deleted."""

import exchangelib
from exchangelib.errors import ErrorDeleteDistinguishedFolder, ErrorFolderExists
from exchangelib.folders import Calendar, Contacts, Folder, FolderCollection, Inbox

from account import OverBasic, OverOAuth, Suite
import peer


class Folders(Suite):
    def make(self, name, parent=None):
        parent = parent or self.anna.inbox
        Folder(parent=parent, name=name).save()
        parent.root.clear_cache()
        return parent / name

    def names(self, parent):
        parent.root.clear_cache()
        return sorted(folder.name for folder in parent.children)

    def test_well_known_ones_are_there(self):
        for folder, name in ((self.anna.inbox, "Inbox"), (self.anna.sent, "Sent Items"),
                             (self.anna.drafts, "Drafts"), (self.anna.trash, "Deleted Items"),
                             (self.anna.junk, "Junk Email"), (self.anna.outbox, "Outbox"),
                             (self.anna.calendar, "Calendar"), (self.anna.contacts, "Contacts"),
                             (self.anna.tasks, "Tasks"),
                             (self.anna.recoverable_items_deletions, "Deletions")):
            folder.refresh()
            self.assertEqual(folder.name, name)

    def test_are_found_from_the_root_down(self):
        walked = list(self.anna.root.walk())
        for kind in Inbox, Calendar, Contacts:
            self.assertIn(kind, [type(folder) for folder in walked])
        self.assertIn("Inbox", self.anna.root.tree())
        self.assertEqual((self.anna.msg_folder_root / "Inbox").id, self.anna.inbox.id)

    def test_are_made_found_renamed_and_deleted(self):
        made = self.make("Orders")
        self.assertEqual((self.anna.inbox / "Orders").id, made.id)
        self.assertEqual(made.folder_class, "IPF.Note")
        made.name = "Old orders"
        made.save(update_fields=["name"])
        self.assertIn("Old orders", self.names(self.anna.inbox))
        self.assertNotIn("Orders", self.names(self.anna.inbox))
        made.delete()
        self.assertNotIn("Old orders", self.names(self.anna.inbox))

    def test_one_name_is_given_once(self):
        self.make("Twice")
        with self.assertRaises(ErrorFolderExists):
            self.make("Twice")

    def test_are_moved_with_what_is_in_them(self):
        made, target = self.make("Travels"), self.make("Target")
        self.draft("Inside", folder=made)
        below = self.make("Below", parent=made)
        made.move(target)
        self.assertIn("Travels", self.names(target))
        self.assertNotIn("Travels", self.names(self.anna.inbox))
        moved = target / "Travels"
        self.assertEqual([item.subject for item in moved.all()], ["Inside"])
        self.assertEqual((moved / "Below").name, below.name)

    def test_count_what_is_in_them(self):
        made = self.make("Counted")
        self.draft("One", folder=made, is_read=True)
        self.draft("Two", folder=made, is_read=False)
        self.make("Child", parent=made)
        made.refresh()
        self.assertEqual((made.total_count, made.unread_count, made.child_folder_count),
                         (2, 1, 1))

    def test_are_emptied(self):
        made = self.make("Full")
        self.draft("Gone", folder=made)
        self.make("Stays", parent=made)
        made.empty()
        self.assertEqual(made.all().count(), 0)
        self.assertEqual(self.names(made), ["Stays"])
        made.empty(delete_sub_folders=True)
        self.assertEqual(self.names(made), [])

    def test_are_searched_by_name(self):
        for name in "Invoice 1", "Invoice 2", "Receipt":
            self.make(name)
        found = FolderCollection(account=self.anna, folders=[self.anna.inbox]).find_folders(
            q=exchangelib.Q(name__startswith="Invoice"), depth=exchangelib.items.SHALLOW)
        self.assertEqual(sorted(folder.name for folder in found), ["Invoice 1", "Invoice 2"])

    def test_well_known_ones_cannot_be_deleted(self):
        with self.assertRaises(ErrorDeleteDistinguishedFolder):
            self.anna.inbox.delete()

    def test_say_what_changed_among_them(self):
        list(self.anna.root.sync_hierarchy())
        made = self.make("News")
        changes = list(self.anna.root.sync_hierarchy())
        self.assertIn(("create", "News"),
                      [(kind, getattr(folder, "name", None)) for kind, folder in changes])
        made.delete()
        self.assertIn("delete", [kind for kind, _ in self.anna.root.sync_hierarchy()])


class FoldersOverOAuth(Folders, OverOAuth, peer.PeerTest):
    pass


class FoldersOverBasic(Folders, OverBasic, peer.PeerTest):
    pass


if __name__ == "__main__":
    peer.main()

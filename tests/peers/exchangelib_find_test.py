"""exchangelib and searches: filters, order, pages, and which fields come back."""

from datetime import timedelta

import exchangelib
from exchangelib import ExtendedProperty, Message, Q
from exchangelib.errors import ErrorItemNotFound
from exchangelib.folders import Folder

from account import OverBasic, OverOAuth, Suite
import peer


class Shelf(ExtendedProperty):
    property_set_id = "c11ff724-aa03-4555-9952-8fa248a11c3e"
    property_name = "Shelf"
    property_type = "Integer"


class Labels(ExtendedProperty):
    distinguished_property_set_id = "PublicStrings"
    property_name = "Labels"
    property_type = "StringArray"


class Flag(ExtendedProperty):
    property_tag = 0x1090
    property_type = "Integer"


class Find(Suite):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Message.register("shelf", Shelf)
        Message.register("labels", Labels)
        Message.register("flag", Flag)
        cls.addClassCleanup(Message.deregister, "shelf")
        cls.addClassCleanup(Message.deregister, "labels")
        cls.addClassCleanup(Message.deregister, "flag")
        cls.folder = Folder(parent=cls.anna.inbox, name="Searched").save()
        plans = [
            dict(subject="Alpha order", body="red apples", importance="High", is_read=True,
                 categories=["Blue", "Green"], shelf=1),
            dict(subject="alpha invoice", body="green apples", importance="Low", is_read=False,
                 categories=["Green"], shelf=2, labels=["fragile", "heavy"]),
            dict(subject="Beta Order", body="red pears", importance="Normal", is_read=False,
                 sensitivity="Private", shelf=7, flag=2),
            dict(subject="Gamma", body="nothing", importance="Normal", is_read=True,
                 to_recipients=["bert@contoso.test"], in_reply_to="<x@contoso.test>",
                 attachments=[exchangelib.FileAttachment(name="a.txt", content=b"abc")]),
        ]
        for plan in plans:
            Message(account=cls.anna, folder=cls.folder, **plan).save()

    def subjects(self, *args, **kwargs):
        return sorted(item.subject for item in self.folder.filter(*args, **kwargs))

    def test_by_equality(self):
        self.assertEqual(self.subjects(subject="Gamma"), ["Gamma"])
        self.assertEqual(self.subjects(importance="High"), ["Alpha order"])
        self.assertEqual(self.subjects(sensitivity="Private"), ["Beta Order"])
        self.assertEqual(self.subjects(is_read=False), ["Beta Order", "alpha invoice"])
        self.assertEqual(self.subjects(has_attachments=True), ["Gamma"])
        self.assertEqual(self.subjects(in_reply_to="<x@contoso.test>"), ["Gamma"])
        self.assertEqual(self.subjects(item_class="IPM.Note").__len__(), 4)
        self.assertEqual(self.subjects(shelf=7), ["Beta Order"])
        self.assertEqual(self.subjects(flag=2), ["Beta Order"])

    def test_by_parts_of_a_text(self):
        self.assertEqual(self.subjects(subject__contains="Order"), ["Beta Order"])
        self.assertEqual(self.subjects(subject__icontains="ORDER"),
                         ["Alpha order", "Beta Order"])
        self.assertEqual(self.subjects(subject__startswith="alpha"), ["alpha invoice"])
        self.assertEqual(self.subjects(subject__istartswith="alpha"),
                         ["Alpha order", "alpha invoice"])
        self.assertEqual(self.subjects(subject__iexact="GAMMA"), ["Gamma"])
        self.assertEqual(self.subjects(body__contains="apples"), ["Alpha order", "alpha invoice"])

    def test_by_order_and_range(self):
        self.assertEqual(self.subjects(shelf__gt=1), ["Beta Order", "alpha invoice"])
        self.assertEqual(self.subjects(shelf__gte=1, shelf__lt=7),
                         ["Alpha order", "alpha invoice"])
        self.assertEqual(self.subjects(shelf__range=(2, 7)), ["Beta Order", "alpha invoice"])
        self.assertEqual(self.subjects(shelf__in=[1, 7]), ["Alpha order", "Beta Order"])
        (newest, *_) = self.folder.all().order_by("-datetime_created")
        # Answers have whole seconds, the store has more.
        end = newest.datetime_created + timedelta(seconds=1)
        self.assertEqual(len(self.subjects(datetime_created__lte=end)), 4)
        self.assertEqual(
            self.subjects(datetime_created__gt=newest.datetime_created + timedelta(hours=1)), [])
        self.assertEqual(len(self.subjects(size__gt=10)), 4)

    def test_by_one_of_several_values(self):
        self.assertEqual(self.subjects(categories__contains="Green"),
                         ["Alpha order", "alpha invoice"])
        self.assertEqual(self.subjects(categories__contains=["Green", "Blue"]), ["Alpha order"])
        self.assertEqual(self.subjects(labels__contains="heavy"), ["alpha invoice"])

    def test_by_what_is_there_or_missing(self):
        self.assertEqual(self.subjects(shelf__exists=False), ["Gamma"])
        self.assertEqual(len(self.subjects(shelf__exists=True)), 3)
        self.assertEqual(self.subjects(categories__exists=True), ["Alpha order", "alpha invoice"])

    def test_by_expressions(self):
        self.assertEqual(self.subjects(Q(subject="Gamma") | Q(shelf=1)), ["Alpha order", "Gamma"])
        self.assertEqual(self.subjects(~Q(subject__icontains="alpha")), ["Beta Order", "Gamma"])
        self.assertEqual(self.subjects(~(Q(shelf=1) | Q(shelf=2)) & Q(is_read=True)), ["Gamma"])
        self.assertEqual(
            sorted(item.subject for item in self.folder.exclude(is_read=True)),
            ["Beta Order", "alpha invoice"])

    def test_by_a_query_string(self):
        self.assertEqual(sorted(i.subject for i in self.folder.filter("subject:gamma")), ["Gamma"])
        self.assertEqual(sorted(i.subject for i in self.folder.filter("apples")),
                         ["Alpha order", "alpha invoice"])

    def test_in_order(self):
        def ordered(*fields):
            return [item.subject for item in self.folder.all().order_by(*fields).only("subject")]
        self.assertEqual(ordered("subject"), ["alpha invoice", "Alpha order", "Beta Order", "Gamma"])
        self.assertEqual(ordered("-is_read", "-subject"),
                         ["Gamma", "Alpha order", "Beta Order", "alpha invoice"])
        self.assertEqual(ordered("-shelf")[:3], ["Beta Order", "alpha invoice", "Alpha order"])
        self.assertEqual(ordered("importance")[0], "alpha invoice")

    def test_with_the_fields_asked_for(self):
        self.assertEqual(
            sorted(self.folder.all().values_list("subject", "is_read")),
            [("Alpha order", True), ("Beta Order", False), ("Gamma", True),
             ("alpha invoice", False)])
        (row,) = self.folder.filter(subject="Gamma").values("subject", "to_recipients", "body")
        self.assertEqual(row["to_recipients"][0].email_address, "bert@contoso.test")
        self.assertEqual(row["body"].strip(), "nothing")
        (labels,) = self.folder.filter(shelf=2).values_list("labels", flat=True)
        self.assertEqual(labels, ["fragile", "heavy"])

    def test_counted_and_in_slices(self):
        self.assertEqual(self.folder.all().count(), 4)
        self.assertTrue(self.folder.filter(subject="Gamma").exists())
        self.assertFalse(self.folder.filter(subject="Delta").exists())
        by_subject = self.folder.all().order_by("subject")
        self.assertEqual([i.subject for i in by_subject[1:3]], ["Alpha order", "Beta Order"])
        self.assertEqual(by_subject[3].subject, "Gamma")

    def test_one_by_its_id(self):
        item = self.draft("Only one")
        self.assertEqual(self.anna.drafts.get(id=item.id, changekey=item.changekey).subject,
                         "Only one")
        gone = item.id, item.changekey
        item.delete()
        (answer,) = self.anna.fetch([gone])
        self.assertIsInstance(answer, ErrorItemNotFound)


class FindOverOAuth(Find, OverOAuth, peer.PeerTest):
    pass


class FindOverBasic(Find, OverBasic, peer.PeerTest):
    pass


if __name__ == "__main__":
    peer.main()

// ews-javascript-api, the Managed API in JavaScript, walks its main paths. What
// it needs to know comes in the environment; the one argument is the path.
"use strict";

const assert = require("node:assert");
const ews = require("ews-javascript-api");

const ANNA = "anna@contoso.test";
const BERT = "bert@contoso.test";
const { WellKnownFolderName, DeleteMode, EventType, BodyType } = ews;

function serviceOf(address) {
  const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2013_SP1);
  service.Url = new ews.Uri(process.env.EWS_URL);
  if (process.env.EWS_TOKEN) {
    service.Credentials = new ews.OAuthCredentials(process.env.EWS_TOKEN);
    service.ImpersonatedUserId = new ews.ImpersonatedUserId(
        ews.ConnectingIdType.SmtpAddress, address);
  } else {
    service.Credentials = new ews.WebCredentials(address, process.env.EWS_PASSWORD);
  }
  return service;
}

const anna = serviceOf(ANNA);
const bert = serviceOf(BERT);

function mail(subject, text = "Hello") {
  const message = new ews.EmailMessage(anna);
  message.Subject = subject;
  message.Body = new ews.MessageBody(BodyType.Text, text);
  message.ToRecipients.Add(BERT);
  return message;
}

async function found(service, folder, subject) {
  const filter = new ews.SearchFilter.IsEqualTo(ews.ItemSchema.Subject, subject);
  return (await service.FindItems(folder, filter, new ews.ItemView(50))).Items;
}

async function received(subject) {
  const [item] = await found(bert, WellKnownFolderName.Inbox, subject);
  assert.ok(item, `"${subject}" has not come`);
  return ews.EmailMessage.Bind(
      bert, item.Id, new ews.PropertySet(ews.BasePropertySet.FirstClassProperties));
}

const paths = {
  async folders() {
    const inbox = await ews.Folder.Bind(anna, WellKnownFolderName.Inbox);
    assert.equal(inbox.DisplayName, "Inbox");
    const folder = new ews.Folder(anna);
    folder.DisplayName = "Script";
    await folder.Save(WellKnownFolderName.Inbox);
    folder.DisplayName = "Renamed";
    await folder.Update();
    const names = (await anna.FindFolders(WellKnownFolderName.Inbox, new ews.FolderView(50)))
        .Folders.map((one) => one.DisplayName);
    assert.deepEqual(names, ["Renamed"]);
    await folder.Delete(DeleteMode.HardDelete);
    await assert.rejects(ews.Folder.Bind(anna, folder.Id || new ews.FolderId("none")));
  },

  async sends() {
    const message = mail("Über alles", "Grüße");
    message.CcRecipients.Add(ANNA);
    message.Importance = ews.Importance.High;
    await message.SendAndSaveCopy();
    const item = await received("Über alles");
    assert.equal(item.From.Address, ANNA);
    assert.equal(item.Importance, ews.Importance.High);
    assert.ok(item.Body.Text.includes("Grüße"));
    assert.equal((await found(anna, WellKnownFolderName.SentItems, "Über alles")).length, 1);
  },

  async answers() {
    await mail("Question").Send();
    const question = await received("Question");
    await question.Reply(new ews.MessageBody(BodyType.Text, "Answer"), false);
    const [reply] = await found(anna, WellKnownFolderName.Inbox, "RE: Question");
    assert.ok(reply);
    await question.Forward(new ews.MessageBody("See"), [new ews.EmailAddress(ANNA)]);
    assert.equal((await found(anna, WellKnownFolderName.Inbox, "FW: Question")).length, 1);
  },

  async attachments() {
    const message = mail("Files");
    const content = Buffer.from("%PDF-1.7").toString("base64");
    message.Attachments.AddFileAttachment("invoice.pdf", content);
    await message.SendAndSaveCopy();
    const item = await received("Files");
    assert.ok(item.HasAttachments);
    const [file] = item.Attachments.Items;
    await file.Load();
    assert.equal(file.Name, "invoice.pdf");
    assert.equal(file.Base64Content, content);
  },

  async changes() {
    await mail("Change me").Send();
    const item = await received("Change me");
    item.IsRead = true;
    item.Categories.Add("Blue");
    await item.Update(ews.ConflictResolutionMode.AlwaysOverwrite);
    const again = await received("Change me");
    assert.ok(again.IsRead);
    assert.equal(again.Categories.Count, 1);
    assert.ok(again.Categories.Contains("Blue"));
    await again.Copy(WellKnownFolderName.JunkEmail);
    await again.Move(WellKnownFolderName.Drafts);
    const [moved] = await found(bert, WellKnownFolderName.Drafts, "Change me");
    await moved.Delete(DeleteMode.MoveToDeletedItems);
    for (const [folder, count] of [
      [WellKnownFolderName.Inbox, 0], [WellKnownFolderName.JunkEmail, 1],
      [WellKnownFolderName.Drafts, 0], [WellKnownFolderName.DeletedItems, 1]]) {
      assert.equal((await found(bert, folder, "Change me")).length, count);
    }
  },

  async searches() {
    for (const number of [1, 2, 3, 4, 5]) await mail(`Page ${number}`).Send();
    const filter = new ews.SearchFilter.ContainsSubstring(
        ews.ItemSchema.Subject, "page", ews.ContainmentMode.Prefixed,
        ews.ComparisonMode.IgnoreCase);
    const view = new ews.ItemView(2);
    view.OrderBy.Add(ews.ItemSchema.Subject, ews.SortDirection.Descending);
    const subjects = [];
    for (let more = true; more;) {
      const page = await bert.FindItems(WellKnownFolderName.Inbox, filter, view);
      subjects.push(...page.Items.map((item) => item.Subject));
      view.Offset = page.NextPageOffset;
      more = page.MoreAvailable;
    }
    assert.deepEqual(subjects, ["Page 5", "Page 4", "Page 3", "Page 2", "Page 1"]);
    const names = await anna.ResolveName("bert");
    assert.equal(names._getItem ? names._getItem(0).Mailbox.Address
                                : names.Items[0].Mailbox.Address, BERT);
  },

  async synchronises() {
    const inbox = new ews.FolderId(WellKnownFolderName.Inbox);
    const sync = (state) => bert.SyncFolderItems(
        inbox, ews.PropertySet.FirstClassProperties, [], 100,
        ews.SyncFolderItemsScope.NormalItems, state);
    const before = await sync(null);
    await mail("In sync").Send();
    const after = await sync(before.SyncState);
    assert.equal(after.Count, 1);
    assert.equal(after._getItem(0).ChangeType, ews.ChangeType.Create);
    assert.equal(after._getItem(0).Item.Subject, "In sync");
    assert.equal((await sync(after.SyncState)).Count, 0);
  },

  async pulls() {
    const subscription = await bert.SubscribeToPullNotifications(
        [new ews.FolderId(WellKnownFolderName.Inbox)], 10, null, EventType.NewMail);
    await mail("Pulled").Send();
    const events = await subscription.GetEvents();
    assert.equal(events.AllEvents.length, 1);
    assert.equal(events.AllEvents[0].EventType, EventType.NewMail);
    await subscription.Unsubscribe();
    await assert.rejects(subscription.GetEvents());
  },

  async streams() {
    const subscription = await bert.SubscribeToStreamingNotifications(
        [new ews.FolderId(WellKnownFolderName.Inbox)], EventType.NewMail);
    const connection = new ews.StreamingSubscriptionConnection(bert, 1);
    connection.AddSubscription(subscription);
    const rung = new Promise((resolve, reject) => {
      connection.OnNotificationEvent.push((_, args) => resolve(args.Events));
      connection.OnSubscriptionError.push((_, args) => reject(args.Exception));
    });
    connection.Open();
    await mail("Ring").Send();
    const events = await rung;
    assert.equal(events[0].EventType, EventType.NewMail);
    connection.Close();
  },

  // The server was told to be busy for one request.
  async busy() {
    await assert.rejects(
        ews.Folder.Bind(anna, WellKnownFolderName.Inbox),
        (error) => String(error.message || error).includes("right now"));
    await ews.Folder.Bind(anna, WellKnownFolderName.Inbox);
  },
};

paths[process.argv[2]]().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});

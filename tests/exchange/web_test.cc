// The pages for a browser, and the calls below /control/.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "letterbox/fixtures/embedded_exchange.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "support/smtp_client.h"
#include "support/tls_client.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr char kAnna[] = "anna@contoso.test";

constexpr char kHostile[] =
    "From: \"<script>alert(1)</script>\" <m@evil.test>\r\n"
    "Subject: <img src=x onerror=alert(2)>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n"
    "<META http-equiv=refresh content='0;url=http://evil.test/'>"
    "<script>document.title='run'</script><p>Hello</p>\r\n"
    "--b\r\nContent-Type: text/html\r\n"
    "Content-Disposition: attachment; filename=\"a\\\"b.html\"\r\n\r\n"
    "<script>alert(3)</script>\r\n--b--\r\n";

EmbeddedExchange::Options WithWeb() {
  EmbeddedExchange::Options options;
  options.users = {kAnna, "ben@contoso.test"};
  options.web = true;
  return options;
}

class Web : public testing::Test {
 protected:
  int port() const {
    const std::string url = exchange_.web_url();
    return std::stoi(url.substr(url.rfind(':') + 1));
  }

  HttpReply Get(const std::string& path) {
    return TlsClient(port()).Request("GET", path);
  }
  HttpReply Post(const std::string& call, const std::string& body,
                 const std::vector<Header>& headers = {}) {
    return TlsClient(port()).Request("POST", "/control/" + call, headers, body);
  }

  // Where the first link with that beginning leads.
  static std::string LinkIn(const std::string& page, const std::string& path) {
    const std::string mark = "=\"" + path + "?id=";
    const std::size_t at = page.find(mark);
    if (at == page.npos) return "";
    std::string url = page.substr(at + 2, page.find('"', at + 2) - at - 2);
    for (std::size_t amp; (amp = url.find("&amp;")) != url.npos;) {
      url.replace(amp, 5, "&");
    }
    return url;
  }

  std::string MailPage() {
    const std::string folder = Get(LinkIn(Get("/").body, "/folder")).body;
    return Get(LinkIn(folder, "/mail")).body;
  }

  std::vector<std::string> Subjects(const FolderPath& folder = Folder::kInbox) {
    std::vector<std::string> subjects;
    const auto mailbox = OpenMailbox(exchange_.ConnectionFor(kAnna));
    for (const Email& mail : mailbox->List(folder, 10)) {
      subjects.push_back(mail.subject());
    }
    return subjects;
  }

  EmbeddedExchange exchange_{WithWeb()};
};

TEST_F(Web, ShowsMailboxesFoldersAndMails) {
  HandInMail(exchange_.smtp(), kAnna, "Your order");
  EXPECT_THAT(Get("/").body, AllOf(HasSubstr(">anna@contoso.test</a>"),
                                   HasSubstr(">ben@contoso.test</a>")));
  const std::string folder = Get(LinkIn(Get("/").body, "/folder")).body;
  EXPECT_THAT(folder, AllOf(HasSubstr(">Sent Items</a>"),
                            HasSubstr("<tr class=\"unread\">"),
                            HasSubstr(">Your order</a>")));
  const std::string mail = MailPage();
  EXPECT_THAT(mail, HasSubstr("<th>Return-Path</th>"));
  EXPECT_THAT(Get(LinkIn(mail, "/source")).body,
              HasSubstr("Subject: Your order\r\n"));
}

TEST_F(Web, LetsNothingRunThatAMailContains) {
  exchange_.Deliver(kAnna, kHostile);
  const std::string folder = Get(LinkIn(Get("/").body, "/folder")).body;
  const std::string mail = MailPage();
  for (const std::string& page : {folder, mail}) {
    EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")),
                            HasSubstr("&lt;img src=x onerror")));
  }
  EXPECT_THAT(mail, HasSubstr("<iframe sandbox "));
  const HttpReply html = Get(LinkIn(mail, "/html"));
  EXPECT_THAT(html.header("Content-Security-Policy"),
              StartsWith("sandbox; default-src 'none'; "));
  EXPECT_THAT(html.body, AllOf(HasSubstr("<p>Hello</p>"),
                               HasSubstr("<x-META http-equiv=refresh")));
  const HttpReply file = Get(LinkIn(mail, "/attachment"));
  EXPECT_EQ(file.header("Content-Type"), "application/octet-stream");
  EXPECT_EQ(file.header("Content-Disposition"),
            "attachment; filename=\"a_b.html\"");
  EXPECT_THAT(file.header("Content-Security-Policy"), StartsWith("sandbox"));
  const HttpReply source = Get(LinkIn(mail, "/source"));
  EXPECT_THAT(source.header("Content-Type"), StartsWith("text/plain"));
  EXPECT_EQ(source.header("X-Content-Type-Options"), "nosniff");
}

TEST_F(Web, AnswersWhatIsNotThereWith404) {
  for (const char* path :
       {"/mail", "/mail?id=x", "/nothing", "/folder?id=%", "/html?id=TGJJ"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
  EXPECT_EQ(TlsClient(port()).Request("POST", "/", {}, "x").status, 405);
}

TEST_F(Web, IsKnownByItsOwnNamesOnly) {
  const auto status = [&](const std::string& host) {
    TlsClient client(port());
    client.Write("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return client.ReadReply().status;
  };
  EXPECT_EQ(status("localhost:1"), 200);
  EXPECT_EQ(status("[::1]:80"), 200);
  EXPECT_EQ(status("evil.test"), 421);
  EXPECT_EQ(status("127.0.0.1.evil.test"), 421);
  EXPECT_EQ(status(""), 421);
}

TEST_F(Web, ShowsInlineImagesAndNoOthers) {
  exchange_.Deliver(
      kAnna,
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/html\r\n\r\n<img src=\"cid:logo\">"
      "<img src=\"cid:drawing\">\r\n"
      "--b\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n"
      "--b\r\nContent-Type: image/svg+xml\r\nContent-ID: <drawing>\r\n\r\n"
      "<svg/>\r\n--b--\r\n");
  EXPECT_THAT(Get(LinkIn(MailPage(), "/html")).body,
              AllOf(HasSubstr("<img src=\"data:image/png;base64,iVBORw0K\">"),
                    HasSubstr("\"cid:drawing\"")));
}

TEST_F(Web, IsNotThereUnlessAskedFor) {
  EmbeddedExchange::Options options;
  EXPECT_THAT(EmbeddedExchange(options).web_url(), IsEmpty());
}

TEST_F(Web, TakesTheCallsOfATest) {
  EXPECT_EQ(Post("AddUser", "{\"address\": \"cleo@contoso.test\"}").status,
            204);
  EXPECT_EQ(Post("CauseMail",
                 "{kind: duplicate, recipient: " + std::string(kAnna) + "}")
                .status,
            204);
  EXPECT_EQ(Post("Deliver",
                 "{\"to\": \"anna@contoso.test\", \"mime\": "
                 "\"Subject: One\\r\\n\\r\\nText\\r\\n\"}")
                .status,
            204);
  EXPECT_THAT(Subjects(), ElementsAre("One", "One"));
  const HttpReply requests = Get("/control/requests");
  EXPECT_EQ(requests.status, 200);
  EXPECT_THAT(requests.body,
              HasSubstr("\"path\":\"/EWS/Exchange.asmx\",\"status\":200"));
  EXPECT_EQ(Post("Reset", "").status, 204);
  EXPECT_THAT(Subjects(), IsEmpty());
}

TEST_F(Web, SaysWhatIsWrongWithACallAndDoesNothing) {
  const HttpReply reply =
      Post("Cause", "{operation: GetItem, kind: fault, tmes: 2}");
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, AllOf(HasSubstr("kind: \"fault\" is not known"),
                                HasSubstr("did you mean \"times\"?")));
  EXPECT_EQ(Post("Deliver", "{to: nobody@contoso.test, mime: x}").status, 400);
  EXPECT_EQ(Post("Deliver", "{to").status, 400);
  EXPECT_EQ(Post("NoSuchCall", "").status, 404);
  EXPECT_EQ(Get("/control/Reset").status, 405);
  EXPECT_THAT(Subjects(), IsEmpty());
}

TEST_F(Web, FollowsNoReferencesInACall) {
  ASSERT_EQ(Post("Deliver",
                 "{to: anna@contoso.test, mime: \"Subject: "
                 "${file:/etc/passwd}\\n\\n\"}")
                .status,
            204);
  EXPECT_THAT(Subjects(), ElementsAre("${file:/etc/passwd}"));
}

TEST_F(Web, TakesNoCallsFromPagesOfOtherSites) {
  exchange_.Deliver(kAnna, "Subject: One\r\n\r\n");
  EXPECT_EQ(Post("Reset", "", {{"Origin", "http://evil.test"}}).status, 403);
  EXPECT_EQ(Post("Reset", "", {{"Origin", "null"}}).status, 403);
  EXPECT_EQ(Post("Reset", "", {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_THAT(Subjects(), SizeIs(1));
}

}  // namespace
}  // namespace letterbox

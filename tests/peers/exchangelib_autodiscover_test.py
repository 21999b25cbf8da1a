"""exchangelib finds the mailbox of an address by itself, from its domain."""

import tempfile
import unittest.mock

import exchangelib
from exchangelib.autodiscover import cache
from exchangelib.autodiscover.discovery.base import BaseAutodiscovery
from exchangelib.protocol import BaseProtocol

from account import trust
import peer

ADDRESS = "anna@contoso.test"


class Autodiscover(peer.PeerTest):
    """In place of DNS: contoso.test is where the embedded Exchange is."""

    def setUp(self):
        trust(self.exchange)
        authority = self.exchange.authority
        self.asked = asked = []

        class AtItsPort(BaseProtocol.HTTP_ADAPTER_CLS):
            def send(self, request, *args, **kwargs):
                asked.append(request.url)
                request.url = request.url.replace("https://contoso.test", authority)
                return super().send(request, *args, **kwargs)

        folder = self.enterContext(tempfile.TemporaryDirectory())
        for target, name, value in (
                (BaseProtocol, "HTTP_ADAPTER_CLS", AtItsPort),
                (BaseAutodiscovery, "_ensure_valid_hostname", lambda *unused: None),
                # What it found goes into a file that outlives it.
                (cache.AutodiscoverCache, "_storage_file",
                 property(lambda unused: cache.Path(folder, "cache")))):
            self.enterContext(unittest.mock.patch.object(target, name, value))

    def find(self, how):
        cache.autodiscover_cache.clear()
        return exchangelib.Account(
            primary_smtp_address=ADDRESS, autodiscover=how, access_type=exchangelib.DELEGATE,
            credentials=exchangelib.Credentials(ADDRESS, self.exchange.password))

    def test_finds_the_mailbox(self):
        for how, path in (("pox", "/autodiscover/autodiscover.xml"),
                          ("soap", "/autodiscover/autodiscover.svc")):
            with self.subTest(how=how):
                self.asked.clear()
                account = self.find(how)
                self.assertEqual(account.protocol.service_endpoint, self.exchange.ews_url)
                self.assertEqual(account.primary_smtp_address, ADDRESS)
                self.assertIn("https://contoso.test" + path,
                              [url.lower() for url in self.asked])
                self.assertEqual(account.inbox.refresh().name, "Inbox")


if __name__ == "__main__":
    peer.main()

"""exchangelib asks the service itself: names, time zones; and bears a busy server."""

import datetime

from exchangelib import EWSTimeZone, FaultTolerance, Message
from exchangelib.errors import ErrorNameResolutionNoResults, ErrorServerBusy

from account import OverBasic, OverOAuth, Suite, sign_in
import peer


class Service(Suite):
    def test_resolves_names(self):
        (found,) = self.anna.protocol.resolve_names(["bert"])
        self.assertEqual(found.email_address, "bert@contoso.test")
        ((mailbox, contact),) = self.anna.protocol.resolve_names(
            ["bert@contoso.test"], return_full_contact_data=True)
        self.assertEqual(mailbox.email_address, "bert@contoso.test")
        self.assertEqual(contact.email_addresses[0].email, "SMTP:bert@contoso.test")
        (nobody,) = self.anna.protocol.resolve_names(["zoe"])
        self.assertIsInstance(nobody, ErrorNameResolutionNoResults)

    def test_knows_time_zones(self):
        zones = {zone.id: zone for zone in
                 self.anna.protocol.get_timezones(return_full_timezone_data=True)}
        self.assertIn("UTC", zones)
        berlin = zones["W. Europe Standard Time"]
        self.assertEqual({period.name: period.bias for period in berlin.periods},
                         {"Standard": datetime.timedelta(hours=-1),
                          "Daylight": datetime.timedelta(hours=-2)})
        standard, daylight, _ = berlin.get_std_and_dst(for_year=2026)
        self.assertEqual((standard.iso_month, standard.occurrence), (10, 5))
        self.assertEqual((daylight.iso_month, daylight.occurrence), (3, 5))
        (only,) = self.anna.protocol.get_timezones(
            timezones=[EWSTimeZone("Europe/Berlin")], return_full_timezone_data=False)
        self.assertEqual(only.id, "W. Europe Standard Time")


class ServiceOverOAuth(Service, OverOAuth, peer.PeerTest):
    pass


class ServiceOverBasic(Service, OverBasic, peer.PeerTest):
    pass


class Busy(peer.PeerTest):
    """Each test makes the server busy, so it has an account of its own."""

    def account(self, max_wait=None):
        anna = sign_in(self.exchange, "anna@contoso.test")
        anna.inbox.refresh()
        if max_wait:
            anna.protocol.config.retry_policy = FaultTolerance(max_wait=max_wait)
        return anna

    def test_is_said(self):
        anna = self.account()
        # Of a response message exchangelib does not read how long.
        for kind, back_off in ("fault", 0.25), ("message", None):
            with self.subTest(kind=kind):
                self.exchange.tell(f"cause {kind} GetFolder ErrorServerBusy 250 1")
                with self.assertRaises(ErrorServerBusy) as caught:
                    anna.inbox.refresh()
                self.assertEqual(caught.exception.back_off, back_off)
                anna.inbox.refresh()

    def test_is_waited_out(self):
        anna = self.account(max_wait=30)
        self.exchange.tell("cause fault CreateItem ErrorServerBusy 100 2")
        Message(account=anna, subject="Patient", body="x", to_recipients=["anna@contoso.test"]).send()
        self.assertEqual(anna.inbox.filter(subject="Patient").count(), 1)

    def test_is_waited_out_where_the_service_is_not_reached(self):
        # It knows no status 429, which EWS does not send either.
        anna = self.account(max_wait=30)
        self.exchange.tell("cause unavailable GetFolder - 1000 1")
        anna.inbox.refresh()


if __name__ == "__main__":
    peer.main()

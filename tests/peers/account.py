"""An exchangelib account signed in at the embedded Exchange."""

import exchangelib
from exchangelib.protocol import BaseProtocol
from exchangelib.version import EXCHANGE_2016
import requests.adapters


def trust(exchange):
    """Lets exchangelib trust the embedded Exchange's authority and no other."""

    class TrustsOurAuthority(requests.adapters.HTTPAdapter):
        def cert_verify(self, conn, url, verify, cert):
            super().cert_verify(conn=conn, url=url, verify=exchange.ca_file, cert=cert)

    BaseProtocol.HTTP_ADAPTER_CLS = TrustsOurAuthority


def sign_in_with_password(exchange, address, user, auth_type):
    """The account `address` of `user`, by Basic or NTLM."""
    trust(exchange)
    config = exchangelib.Configuration(
        service_endpoint=exchange.ews_url, auth_type=auth_type,
        credentials=exchangelib.Credentials(user, exchange.password),
        version=exchangelib.Version(build=EXCHANGE_2016))
    return exchangelib.Account(
        primary_smtp_address=address, config=config, autodiscover=False,
        access_type=exchangelib.DELEGATE)


def sign_in(exchange, address):
    """The account `address`, as the application that may open every mailbox."""
    trust(exchange)

    class Credentials(exchangelib.OAuth2Credentials):
        @property
        def token_url(self):
            return exchange.token_url

    credentials = Credentials(
        client_id=exchange.client_id, client_secret=exchange.client_secret,
        tenant_id=exchange.tenant_id, identity=exchangelib.Identity(smtp_address=address))
    config = exchangelib.Configuration(
        service_endpoint=exchange.ews_url, credentials=credentials,
        auth_type=exchangelib.OAUTH2, version=exchangelib.Version(build=EXCHANGE_2016))
    return exchangelib.Account(
        primary_smtp_address=address, config=config, autodiscover=False,
        access_type=exchangelib.IMPERSONATION)


class OverOAuth:
    """anna and bert, opened by the application."""

    @classmethod
    def open(cls, address):
        return sign_in(cls.exchange, address)


class OverBasic:
    """anna and bert, each by their own password."""

    @classmethod
    def open(cls, address):
        return sign_in_with_password(cls.exchange, address, address, exchangelib.BASIC)


class Suite:
    """What the parts of the suite share. Each runs over both ways in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.open("anna@contoso.test")
        cls.bert = cls.open("bert@contoso.test")

    def draft(self, subject, folder=None, **fields):
        """A saved mail of anna's, in her drafts unless told otherwise."""
        message = exchangelib.Message(
            account=self.anna, folder=folder or self.anna.drafts, subject=subject, **fields)
        return message.save()

    def fresh(self, item):
        """The same item, as the server has it now."""
        return item.folder.get(id=item.id)

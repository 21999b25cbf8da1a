"""An exchangelib account signed in at the embedded Exchange."""

import exchangelib
from exchangelib.protocol import BaseProtocol
from exchangelib.version import EXCHANGE_2016
import requests.adapters


def sign_in(exchange, address):
    """The account `address`, as the application that may open every mailbox."""

    class TrustsOurAuthority(requests.adapters.HTTPAdapter):
        def cert_verify(self, conn, url, verify, cert):
            super().cert_verify(conn=conn, url=url, verify=exchange.ca_file, cert=cert)

    class Credentials(exchangelib.OAuth2Credentials):
        @property
        def token_url(self):
            return exchange.token_url

    BaseProtocol.HTTP_ADAPTER_CLS = TrustsOurAuthority
    credentials = Credentials(
        client_id=exchange.client_id, client_secret=exchange.client_secret,
        tenant_id=exchange.tenant_id, identity=exchangelib.Identity(smtp_address=address))
    config = exchangelib.Configuration(
        service_endpoint=exchange.ews_url, credentials=credentials,
        auth_type=exchangelib.OAUTH2, version=exchangelib.Version(build=EXCHANGE_2016))
    return exchangelib.Account(
        primary_smtp_address=address, config=config, autodiscover=False,
        access_type=exchangelib.IMPERSONATION)

"""What pypi-attestations makes and reads: sign TRUST TOKEN FILE OUT, or verify TRUST IDENTITY ISSUER FILE ATTESTATION."""

import pathlib
import sys

from pypi_attestations import Attestation, Distribution
from sigstore.models import ClientTrustConfig
from sigstore.oidc import IdentityToken
from sigstore.sign import SigningContext
from sigstore.verify import Verifier
from sigstore.verify.policy import Identity


def sign(trust, token, file, out):
    context = SigningContext.from_trust_config(trust)
    with context.signer(IdentityToken(token)) as signer:
        attestation = Attestation.sign(signer, Distribution.from_file(pathlib.Path(file)))
    pathlib.Path(out).write_text(attestation.model_dump_json())


def verify(trust, identity, issuer, file, attestation):
    read = Attestation.model_validate_json(pathlib.Path(attestation).read_text())
    # The command takes the public roots alone: its verifier is given the root of this run.
    verifier = Verifier(trusted_root=trust.trusted_root)
    Verifier.production = classmethod(lambda cls, offline=False: verifier)
    predicate_type, _ = read.verify(Identity(identity=identity, issuer=issuer), Distribution.from_file(pathlib.Path(file)), offline=True)
    print(predicate_type)


what, trust_file, *rest = sys.argv[1:]
{"sign": sign, "verify": verify}[what](ClientTrustConfig.from_json(pathlib.Path(trust_file).read_text()), *rest)

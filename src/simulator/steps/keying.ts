/** Payloads that both roles process: vendor IDs, NAT detection, keys, identities (REFERENCE 3.4 to 3.6). */
import { table } from '../table.ts'

export const KEYING = {
  'scan-profiles': table(`
    12.3 12.4 12.4T 15 | deb | ISAKMP : Scanning profiles for xauth ...
    xe !profile | ike | Scanning profiles for xauth ...
    xe profile | ike | Scanning profiles for xauth ... {profile}
  `),

  'vendor-nat-t': table(`
    late | ike_ | processing vendor id payload
    late | ike_ | vendor ID seems Unity/DPD but major 69 mismatch
    late | ike_ | vendor ID is NAT-T RFC 3947
    12.3 12.4 12.4T | ike_ | processing vendor id payload
    12.3 12.4 12.4T | ike_ | vendor ID seems Unity/DPD but major 123 mismatch
    12.3 12.4 12.4T | ike_ | vendor ID is NAT-T v2
  `),

  'vendor-ios': table(`
    !12.2 | ike_ | processing vendor id payload
    !12.2 | ike_ | vendor ID is Unity
    !12.2 | ike_ | processing vendor id payload
    !12.2 | ike_ | vendor ID is DPD
    | ike_ | processing vendor id payload
    | ike_ | speaking to another IOS box!
    new | ike_ | processing vendor id payload
    new | ike_ | vendor ID seems Unity/DPD but major 149 mismatch
    new | ike_ | vendor ID is XAUTH
    15 12.4T | ike | vendor ID seems Unity/DPD but hash mismatch
  `),

  /** Only the verdict after the last NAT-D payload counts. */
  'nat-detection': table(`
    12.4 new | any- | received payload type 20
    !nat xe | ike | His hash no match - this node outside NAT
    nat-self xe | ike | My hash no match - this node inside NAT
    nat-self !xe !12.2 | id | NAT found, this node inside NAT
    nat-peer !12.2 | ike | His hash no match - this node outside NAT
    nat-both !12.2 | ike | My hash no match - this node inside NAT
    12.4 new | any- | received payload type 20
    !nat xe | ike | No NAT Found for self or peer
    nat-peer xe | ike | His hash no match - this node outside NAT
    nat-both !12.2 | id | NAT found, both nodes inside NAT
  `),

  /** KE and NONCE; the conn-id is assigned in the middle of the NONCE. */
  'key-exchange': table(`
    | ike_ | processing KE payload. message ID = 0
    | wait | dh
    | ike_ | processing NONCE payload. message ID = 0
    psk | step | key-found
    | keys |
    old | ike_ | SKEYID state generated
    | step | vendor-ios
    rsa | ike_ | peer wants a CT_X509_SIGNATURE cert
    rsa | ike_ | peer wants cert issued by {issuer}
    !noverdict | step | nat-detection
  `),

  'own-identity': table(`
    rsa | ike | Using {keyring} trustpoint's keypair to sign
    psk !xe | ike | SA is doing pre-shared key authentication using id type ID_IPV4_ADDR
    rsa !xe | ike | SA is doing RSA signature authentication using id type ID_IPV4_ADDR
    xe | ike | SA is doing{_}
    psk xe | ike | pre-shared key authentication using id type ID_IPV4_ADDR
    rsa xe | ike | RSA signature authentication using id type ID_IPV4_ADDR
    | set | id_value={local} id_next=8
    rsa | set | id_next=6
    | step | identity-address
    !12.2 | id | Total payload length: 12
    rsa | ike | constructing CERT payload for {dn}
  `),

  'identity-address': table(`
    | set | id_type=1 id_length=12 id_name=address{_}{_}{_}{_}{_}
    | step | identity
  `),

  'identity-fqdn': table(`
    | set | id_type=2 id_length=20 id_name=FQDN{_}name{_}{_}{_}
    | step | identity
  `),

  identity: table(`
    !12.2 | id | ID payload{_}
    !12.2 | raw | {_}{_}{_}{_}{_}{_}{_}{_}next-payload : {id_next}
    !12.2 | raw | {_}{_}{_}{_}{_}{_}{_}{_}type         : {id_type}{_}
    !12.2 !xe | raw | {_}{_}{_}{_}{_}{_}{_}{_}{id_name} : {id_value}{_}
    xe | ike | {_}{id_name} : {id_value}
    !12.2 !xe | raw | {_}{_}{_}{_}{_}{_}{_}{_}protocol     : 17{_}
    xe | ike | {_}protocol     : 17{_}
    !12.2 | raw | {_}{_}{_}{_}{_}{_}{_}{_}port         : {id_port}{_}
    !12.2 | raw | {_}{_}{_}{_}{_}{_}{_}{_}length       : {id_length}
  `),

  /** The peer's identity and proof, in clear after decryption. */
  'peer-identity': table(`
    | ike_ | processing ID payload. message ID = 0
    | set | id_value={peer} id_next=8
    rsa | set | id_next=6
    | step | identity-address
    !12.2 !profile | dbl | peer matches *none* of the profiles
    !12.2 profile | ike0 | peer matches {profile} profile
    late profile | ike | Found ADDRESS key in keyring {keyring}
    rsa | step | certificate
    psk | ike_ | processing HASH payload. message ID = 0
    rsa | ike_ | processing SIG payload. message ID = 0
  `),

  certificate: table(`
    | ike_ | processing CERT payload. message ID = 0
    | ike_ | processing a CT_X509_SIGNATURE cert
    | ike | peer's pubkey isn't cached
  `),

  authenticated: table(`
    12.4T | ike | SA authentication status:{tab}authenticated
    12.3 12.4 late | ike | SA authentication status:
    12.3 12.4 late | raw | {_}{_}{_}{_}{_}{_}{_}{_}authenticated
    | ike | SA has been authenticated with {peer}
    late nat | ike | Detected port floating to port = {float_port}
    late nat | ike | Trying to find existing peer {local}/{peer}/{float_port}/
    12.4 12.4T 15 | any0 | Trying to insert a peer {local}/{peer}/{sport}/,  and inserted successfully {ptr}.
    xe | any0 | Trying to insert a peer {local}/{peer}/{sport}/,{_}
    xe | any0 | {_}and inserted successfully {ptr}.
  `),
}

/** Payloads on an ASA: vendor IDs, keys, NAT detection, identities (REFERENCE 4.4). */
import { table } from '../../table.ts'

export const PAYLOADS = {
  'vids-of-first': table(`
    | 715047 | processing VID payload
    | 715049 | Received NAT-Traversal ver 02 VID
    | 715047 | processing VID payload
    | 715049 | Received Fragmentation VID
    | 715064 | IKE Peer included IKE fragmentation capability flags:  Main Mode:        True  Aggressive Mode:  True
  `),

  'vids-of-peer': table(`
    | 715047 | processing VID payload
    | 715049 | Received Cisco Unity client VID
    | 715047 | processing VID payload
    ios-peer | 715049 | Received DPD VID
    !ios-peer | 715049 | Received xauth V6 VID
    | 715047 | processing VID payload
    ios-peer | 715038 | Processing IOS/PIX Vendor ID payload (version: 1.0.0, capabilities: 0000077f)
    !ios-peer | 715038 | Processing VPN3000/ASA spoofing IOS Vendor ID payload (version: 1.0.0, capabilities: 20000001)
    | 715047 | processing VID payload
    ios-peer | 715049 | Received xauth V6 VID
    !ios-peer | 715049 | Received Altiga/Cisco VPN3000/Cisco ASA GW VID
  `),

  /** Message 3 or 4 comes in. */
  'key-exchange': table(`
    psk | receive | KE (4) + NONCE (10) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20)
    rsa | receive | KE (4) + NONCE (10) + CERT_REQ (7) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20)
    | 715047 | processing ke payload
    | 715047 | processing ISA_KE payload
    | 715047 | processing nonce payload
    rsa | 715047 | processing cert request payload
    | step | vids-of-peer
    | step | nat-discovery
  `),

  'nat-discovery': table(`
    | 715047 | processing NAT-Discovery payload
    | 713906 | computing NAT Discovery hash
    | 715047 | processing NAT-Discovery payload
    | 713906 | computing NAT Discovery hash
  `),

  'nat-discovery-built': table(`
    | 715046 | constructing NAT-Discovery payload
    | 713906 | computing NAT Discovery hash
    | 715046 | constructing NAT-Discovery payload
    | 713906 | computing NAT Discovery hash
  `),

  /** Message 3 or 4 is built. */
  'key-exchange-built': table(`
    | wait | dh
    | 715046 | constructing ke payload
    | 715046 | constructing nonce payload
    rsa | 715046 | constructing certreq payload
    | 715046 | constructing Cisco Unity VID payload
    | 715046 | constructing xauth V6 VID payload
    | 715048 | Send IOS VID
    | 715038 | Constructing ASA spoofing IOS Vendor ID payload (version: 1.0.0, capabilities: 20000001)
    | 715046 | constructing VID payload
    | 715048 | Send Altiga/Cisco VPN3000/Cisco ASA GW VID
    | step | nat-discovery-built
  `),

  /** The tunnel group is found, and with it the key. */
  landed: table(`
    default-key | 713139 | {peer} not found, using BASE GROUP default preshared key
    default-key | set | group=DefaultL2LGroup
    | 713906 | Connection landed on tunnel_group {group}
    | keys |
    | 713906 | Generating keys for {Role}...
  `),

  'nat-status': table(`
    !nat | 713172 | Automatic NAT Detection Status:     Remote end is NOT behind a NAT device     This   end is NOT behind a NAT device
    nat-peer | 713172 | Automatic NAT Detection Status:     Remote end IS behind a NAT device     This   end is NOT behind a NAT device
    nat-self | 713172 | Automatic NAT Detection Status:     Remote end is NOT behind a NAT device     This   end IS behind a NAT device
    nat-both | 713172 | Automatic NAT Detection Status:     Remote end IS behind a NAT device     This   end IS behind a NAT device
  `),

  'own-identity': table(`
    | 715046 | constructing ID payload
    psk | 715046 | constructing hash payload
    rsa | 715046 | constructing cert payload
    rsa | 715046 | constructing RSA signature
    | 715076 | Computing hash for ISAKMP
    | 713906 | Constructing IOS keep alive payload: proposal=32767/32767 sec.
    | 715046 | constructing dpd vid payload
  `),

  'send-identity': table(`
    psk | send | ID (5) + HASH (8) + IOS KEEPALIVE (128) + VENDOR (13)
    rsa | send | ID (5) + CERT (6) + SIG (9) + IOS KEEPALIVE (128) + VENDOR (13)
  `),

  'receive-identity': table(`
    psk | receive | ID (5) + HASH (8) + IOS KEEPALIVE (128) + VENDOR (13)
    rsa | receive | ID (5) + CERT (6) + SIG (9) + IOS KEEPALIVE (128) + VENDOR (13)
  `),

  'identity-shown': table(`
    | 715047 | processing ID payload
    psk !name | 714011 | ID_IPV4_ADDR ID received
    psk !name | more | {peer}
    psk name | 714011 | ID_KEY_ID ID received, len 5
    rsa | 714011 | ID_DER_ASN1_DN ID received, len 52
  `),

  'peer-identity': table(`
    | step | identity-shown
    psk | 715047 | processing hash payload
    rsa | 715047 | processing cert payload
    rsa | 715047 | processing RSA signature
    | 715076 | Computing hash for ISAKMP
    | 713906 | Processing IOS keep alive payload: proposal=32767/32767 sec.
    | 715047 | processing VID payload
    | 715049 | Received DPD VID
    rsa | step | certificate-valid
  `),

  'certificate-valid': table(`
    | 717025 | Validating certificate chain containing 1 certificate(s).
    | 717022 | Certificate was successfully validated. serial number: 4A11, subject name: cn=branch.example.net.
    | 717028 | Certificate chain was successfully validated with revocation status check.
  `),
}

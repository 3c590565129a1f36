/** Quick mode on an ASA, only as far as it proves that phase 1 is up, and how it fails (REFERENCE 4.4, 5.18). */
import { table } from '../../table.ts'

export const QUICK_MODE = {
  'qm-begin': table(`
    | node | msgid
    | 715006 | IKE got SPI from key engine: SPI = 0x{spi}
    | 713906 | oakley constucting quick mode
    | 715046 | constructing blank hash payload
    | 715046 | constructing IPSec SA payload
    | 715046 | constructing IPSec nonce payload
    | 713906 | constructing proxy ID
    | 714011 | Transmitting Proxy Id:
    | more | {_}{_}Local subnet:  192.0.2.0  mask 255.255.255.0 Protocol 0  Port 0
    | more | {_}{_}Remote subnet: 203.0.113.0  Mask 255.255.255.0 Protocol 0  Port 0
    | 715046 | constructing qm hash payload
    | 714011 | IKE Initiator sending 1st QM pkt: msg id = {msgid}
    | send | HASH (8) + SA (1) + NONCE (10) + ID (5) + ID (5) + NOTIFY (11)
  `),

  'qm-initiator': table(`
    | step | qm-begin
    | wait | wire
    | receive | HASH (8) + SA (1) + NONCE (10) + ID (5) + ID (5)
    | step | qm-payloads
    | 713906 | loading all IPSEC SAs
    | 713906 | Generating Quick Mode Key!
    | 713049 | Security negotiation complete for LAN-to-LAN Group ({group})  Initiator, Inbound SPI = 0x{spi}, Outbound SPI = 0x{spi2}
    | 713906 | oakley constructing final quick mode
    | 714011 | IKE Initiator sending 3rd QM pkt: msg id = {msgid}
    | send | HASH (8)
    | step | qm-done
  `),

  'qm-receive': table(`
    | wait | wire
    | node | msgid
    | 714011 | IKE Responder starting QM: msg id = {msgid}
    | receive | HASH (8) + SA (1) + NONCE (10) + ID (5) + ID (5) + NOTIFY (11)
    | step | qm-payloads
    | 713035 | Received remote IP Proxy Subnet data in ID Payload:   Address 203.0.113.0, Mask 255.255.255.0, Protocol 0, Port 0
    | 713034 | Received local IP Proxy Subnet data in ID Payload:   Address 192.0.2.0, Mask 255.255.255.0, Protocol 0, Port 0
    | 713906 | QM IsRekeyed old sa not found by addr
    | 713221 | Static Crypto Map check, checking map = WAN, seq = 10...
  `),

  'qm-responder': table(`
    | step | qm-receive
    | 713221 | Static Crypto Map check, map WAN, seq = 10 is a successful match
    | 713066 | IKE Remote Peer configured for crypto map: WAN
    | 715047 | processing IPSec SA payload
    | 715027 | IPSec SA Proposal # 1, Transform # 1 acceptable  Matches global IPSec SA entry # 10
    | 713906 | IKE: requesting SPI!
    | 715006 | IKE got SPI from key engine: SPI = 0x{spi}
    | 713906 | oakley constucting quick mode
    | 714011 | IKE Responder sending 2nd QM pkt: msg id = {msgid}
    | send | HASH (8) + SA (1) + NONCE (10) + ID (5) + ID (5)
    | wait | wire
    | receive | HASH (8)
    | 715047 | processing hash payload
    | 713906 | loading all IPSEC SAs
    | 713906 | Generating Quick Mode Key!
    | 713049 | Security negotiation complete for LAN-to-LAN Group ({group})  Responder, Inbound SPI = 0x{spi}, Outbound SPI = 0x{spi2}
    | step | qm-done
  `),

  'qm-payloads': table(`
    | 715047 | processing hash payload
    | 715047 | processing SA payload
    | 715047 | processing nonce payload
    | 715047 | processing ID payload
    | 714011 | ID_IPV4_ADDR_SUBNET ID received--203.0.113.0--255.255.255.0
    | 715047 | processing ID payload
    | 714011 | ID_IPV4_ADDR_SUBNET ID received--192.0.2.0--255.255.255.0
  `),

  'qm-done': table(`
    | 715007 | IKE got a KEY_ADD msg for SA: SPI = 0x{spi2}
    | 715077 | Pitcher: received KEY_UPDATE, spi 0x{spi}
    | 715080 | Starting P2 rekey timer: 24480 seconds.
    | 713120 | PHASE 2 COMPLETED (msgid={msgid})
  `),

  /** No crypto map entry fits the networks of the peer, or none of our transform sets does. */
  'qm-refused': table(`
    !transforms | 713221 | Static Crypto Map check, map = WAN, seq = 10, ACL does not match proxy IDs src:203.0.113.0 dst:192.0.2.0
    !transforms | 713061 | Rejecting IPSec tunnel: no matching crypto map entry for remote proxy 203.0.113.0/255.255.255.0/0/0 local proxy 192.0.2.0/255.255.255.0/0/0 on interface outside
    transforms | 713257 | Phase 2 failure:  Mismatched attribute types for class Encapsulation Mode:  Rcv'd: Transport  Cfg'd: Tunnel
    transforms | 713904 | All IPSec SA proposals found unacceptable!
    | send | HASH (8) + NOTIFY (11)
    | step | qm-dies
  `),

  'qm-dies': table(`
    | 713902 | QM FSM error (P2 struct &0x{struct}, mess id 0x{msgid})!
    | 715065 | IKE QM {Role} FSM error history (struct &0x{struct})  <state>, <event>:  QM_DONE, EV_ERROR-->QM_BLD_MSG2, EV_NEGO_SA-->QM_BLD_MSG2, EV_IS_REKEY-->QM_BLD_MSG2, EV_CONFIRM_SA
    | 713902 | Removing peer from correlator table failed, no match!
  `),
}

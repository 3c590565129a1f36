/** Main mode on an ASA, both roles (REFERENCE 2.3, 2.4, 4.4). Steps are called as those of IOS are. */
import { table } from '../../table.ts'

export const MAIN = {
  /** Traffic asks for a tunnel. */
  request: table(`
    | 715077 | Pitcher: received a key acquire message, spi 0x0
    | 713041 | IKE Initiator: New Phase 1, Intf inside, IKE Peer {peer}  local Proxy Address 192.0.2.0, remote Proxy Address 203.0.113.0,  Crypto map (WAN)
  `),

  'i-s1': table(`
    !rekey | step | request
    rekey | 713041 | IKE Initiator: Rekeying Phase 1, Intf outside, IKE Peer {peer}  local Proxy Address N/A, remote Proxy Address N/A,  Crypto map (N/A)
    | 715046 | constructing ISAKMP SA payload
    | 715046 | constructing NAT-Traversal VID ver 02 payload
    | 715046 | constructing NAT-Traversal VID ver 03 payload
    | 715046 | constructing NAT-Traversal VID ver RFC payload
    | 715046 | constructing Fragmentation VID + extended capabilities payload
    | set | wait=MM_WAIT_MSG2 sent=MM_SND_MSG1
    | send | SA (1) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13)
  `),

  'i-r2': table(`
    | wait | wire
    | receive | SA (1) + VENDOR (13) + VENDOR (13)
    | 715047 | processing SA payload
    | 713906 | Oakley proposal is acceptable
    | step | vids-of-first
  `),

  'i-s3': table(`
    | step | key-exchange-built
    | set | wait=MM_WAIT_MSG4 sent=MM_SND_MSG3
    | send | KE (4) + NONCE (10) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20)
  `),

  'i-r4': table(`
    | wait | wire
    | step | key-exchange
    | step | landed
  `),

  'i-s5': table(`
    | step | own-identity
    | set | wait=MM_WAIT_MSG6 sent=MM_SND_MSG5
    | step | send-identity
    | step | nat-status
    nat | 713905 | Floating NAT-T from {peer} port 500 to {peer} port 4500
  `),

  'i-r6': table(`
    | wait | wire
    | step | receive-identity
    | step | peer-identity
    | 713906 | Connection landed on tunnel_group {group}
    | 713906 | Oakley begin quick mode
    | step | completed
  `),

  'r-r1': table(`
    | receive | SA (1) + VENDOR (13) + VENDOR (13) + VENDOR (13)
    | 715047 | processing SA payload
  `),

  'r-s2': table(`
    | 713906 | Oakley proposal is acceptable
    | step | vids-of-first
    | 715047 | processing IKE SA payload
    | compare | all
    | 715046 | constructing ISAKMP SA payload
    | 715046 | constructing NAT-Traversal VID ver 02 payload
    | 715046 | constructing Fragmentation VID + extended capabilities payload
    | set | wait=MM_WAIT_MSG3 sent=MM_SND_MSG2
    | send | SA (1) + VENDOR (13) + VENDOR (13)
  `),

  'r-r3': table(`
    | wait | wire
    | step | key-exchange
  `),

  'r-s4': table(`
    | step | key-exchange-built
    | step | landed
    | set | wait=MM_WAIT_MSG5 sent=MM_SND_MSG4
    psk | send | KE (4) + NONCE (10) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20)
    rsa | send | KE (4) + NONCE (10) + CERT_REQ (7) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20)
  `),

  'r-r5': table(`
    | wait | wire
    nat | 713905 | Floating NAT-T from {peer} port 500 to {peer} port 4500
    | step | receive-identity
  `),

  'r-s6': table(`
    | step | peer-identity
    | step | nat-status
    | 713906 | Connection landed on tunnel_group {group}
    | step | own-identity
    | step | send-identity
    | step | completed
  `),

  completed: table(`
    | 713119 | PHASE 1 COMPLETED
    | 713121 | Keep-alive type for this connection: DPD
    | 715080 | Starting P1 rekey timer: 73440 seconds.
    | truth | established
  `),
}

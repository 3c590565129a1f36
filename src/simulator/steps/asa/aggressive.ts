/** Aggressive mode on an ASA, both roles (REFERENCE 2.4, 5.5): the name of the tunnel group is in message 1. */
import { table } from '../../table.ts'

export const AGGRESSIVE = {
  'ai-s1': table(`
    | step | request
    | 715046 | constructing ISAKMP SA payload
    | 715046 | constructing ke payload
    | 715046 | constructing nonce payload
    | 715046 | constructing ID payload
    | 715046 | constructing Cisco Unity VID payload
    | 715046 | constructing NAT-Traversal VID ver 02 payload
    | 715046 | constructing Fragmentation VID + extended capabilities payload
    | set | wait=AM_WAIT_MSG2 sent=AM_SND_MSG1
    | send | SA (1) + KE (4) + NONCE (10) + ID (5) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13)
  `),

  'ai-r2': table(`
    | wait | wire
    | receive | SA (1) + KE (4) + NONCE (10) + ID (5) + HASH (8) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20) + VENDOR (13) + VENDOR (13)
    | 715047 | processing SA payload
    | 715047 | processing ke payload
    | 715047 | processing ISA_KE payload
    | 715047 | processing nonce payload
    | step | identity-shown
    | 715047 | processing hash payload
    | step | vids-of-peer
    | step | nat-discovery
    | step | landed
    | 715076 | Computing hash for ISAKMP
  `),

  'ai-s3': table(`
    | 715046 | constructing hash payload
    | 715076 | Computing hash for ISAKMP
    | step | nat-discovery-built
    | step | nat-status
    | send | HASH (8) + NAT-D (20) + NAT-D (20) + NOTIFY (11)
    | 713906 | Oakley begin quick mode
    | step | completed
  `),

  'i-aggressive': table(`
    | step | ai-s1
    | step | ai-r2
    | step | ai-s3
  `),

  'ar-r1': table(`
    | receive | SA (1) + KE (4) + NONCE (10) + ID (5) + VENDOR (13) + VENDOR (13) + VENDOR (13) + VENDOR (13)
    | 715047 | processing SA payload
    | 715047 | processing ke payload
    | 715047 | processing ISA_KE payload
    | 715047 | processing nonce payload
    | flag | name
    | step | identity-shown
    | step | vids-of-peer
  `),

  'ar-s2': table(`
    | set | group={name}
    | 713906 | Connection landed on tunnel_group {group}
    | keys |
    | 715047 | processing IKE SA payload
    | compare | all
    | 715046 | constructing ISAKMP SA payload
    | 715046 | constructing ke payload
    | 715046 | constructing nonce payload
    | 713906 | Generating keys for Responder...
    | 715046 | constructing ID payload
    | 715046 | constructing hash payload
    | 715076 | Computing hash for ISAKMP
    | step | nat-discovery-built
    | set | wait=AM_WAIT_MSG3 sent=AM_SND_MSG2
    | send | SA (1) + KE (4) + NONCE (10) + ID (5) + HASH (8) + VENDOR (13) + VENDOR (13) + NAT-D (20) + NAT-D (20) + VENDOR (13) + VENDOR (13)
  `),

  'ar-r3': table(`
    | wait | wire
    | receive | HASH (8) + NAT-D (20) + NAT-D (20) + NOTIFY (11)
    | 715047 | processing hash payload
    | 715076 | Computing hash for ISAKMP
    | step | nat-discovery
    | 715047 | processing notify payload
    | step | nat-status
  `),

  'r-aggressive': table(`
    | step | ar-r1
    | step | ar-s2
    | step | ar-r3
    | step | completed
  `),
}

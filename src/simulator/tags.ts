/** The prefix of each kind of debug line by train (REFERENCE 1.3, 1.4). `{c}` is the connection, `{n}` its bare number. */
import type { IosTrain } from './trains.ts'

/**
 * `ike` ordinary; `ike_` those that 12.4T and 15 print with a blank; `ike0` those that fall back to (0); `dbl` those
 * with a double colon on 15; `any` and `any-` without a conn-id; `any0` the same, (0) on XE; `att` attributes; `vpi`
 * the attribute that stays bare on XE; `id` identity; `pak<` and `pak>` packets; `err` what XE calls an error.
 */
export type Tag =
  | 'ike'
  | 'ike_'
  | 'ike0'
  | 'dbl'
  | 'any'
  | 'any-'
  | 'any0'
  | 'att'
  | 'vpi'
  | 'id'
  | 'pak<'
  | 'pak>'
  | 'err'

const COMMON = { any: 'ISAKMP: ', 'any-': 'ISAKMP:', any0: 'ISAKMP: ', att: 'ISAKMP:      ', vpi: 'ISAKMP:      ' }

const TWELVE = {
  ...COMMON,
  ike: 'ISAKMP ({c}): ',
  ike_: 'ISAKMP ({c}): ',
  ike0: 'ISAKMP (0:0): ',
  dbl: 'ISAKMP ({c}): ',
  'any-': 'ISAKMP: ',
  id: 'ISAKMP ({n}): ',
  'pak<': 'ISAKMP ({c}): ',
  'pak>': 'ISAKMP ({c}): ',
  err: 'ISAKMP ({c}): ',
}

const FIFTEEN = {
  ...COMMON,
  ike: 'ISAKMP:({c}):',
  ike_: 'ISAKMP:({c}): ',
  ike0: 'ISAKMP:(0):',
  dbl: 'ISAKMP:(0)::',
  id: 'ISAKMP ({n}): ',
  'pak<': 'ISAKMP ({n}): ',
  'pak>': 'ISAKMP:({c}): ',
  err: 'ISAKMP:({c}):',
}

const XE = {
  ike: 'ISAKMP: ({c}):',
  ike_: 'ISAKMP: ({c}):',
  ike0: 'ISAKMP: (0):',
  dbl: 'ISAKMP: (0):',
  any: 'ISAKMP: ({c}):',
  'any-': 'ISAKMP: ({c}):',
  any0: 'ISAKMP: (0):',
  att: 'ISAKMP: ({c}):      ',
  vpi: 'ISAKMP:      ',
  id: 'ISAKMP: ({c}):',
  'pak<': 'ISAKMP-PAK: ({c}):',
  'pak>': 'ISAKMP-PAK: ({c}):',
  err: 'ISAKMP-ERROR: ({c}):',
}

export const TAGS: { readonly [T in IosTrain]: { readonly [K in Tag]: string } } = {
  '12.2': TWELVE,
  '12.3': TWELVE,
  '12.4': {
    ...FIFTEEN,
    ike0: 'ISAKMP:(0:0:N/A:0):',
    dbl: 'ISAKMP:({c}):',
    id: 'ISAKMP (0:{n}): ',
    'pak<': 'ISAKMP (0:{n}): ',
  },
  '12.4T': { ...FIFTEEN, id: 'ISAKMP (0:{n}): ', 'pak<': 'ISAKMP (0:{n}): ' },
  '15': FIFTEEN,
  xe: XE,
}

const SENT = 'sending packet to {peer} my_port {my_port} peer_port {peer_port}'

const WITH_VRF = { sent: SENT, received: 'received packet from {peer} dport {dport} sport {sport} Global' }

/** Packet lines name the ports since NAT traversal came, and the VRF since 12.4. */
export const PACKETS: { readonly [T in IosTrain]: { readonly sent: string; readonly received: string } } = {
  '12.2': { sent: 'sending packet to {peer}', received: 'received packet from {peer}' },
  '12.3': WITH_VRF,
  '12.4': WITH_VRF,
  '12.4T': WITH_VRF,
  '15': WITH_VRF,
  xe: WITH_VRF,
}

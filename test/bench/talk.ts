/**
 * What an IOS 15 router prints of phase 1, for the benchmark only, in blocks: a block is all that the router prints
 * for one packet or timer; blocks of different negotiations may alternate, their lines do not.
 */

/** `wait`: milliseconds on the router's clock since the block before. */
export type Block = { readonly wait: number; readonly lines: readonly string[] }

/** One negotiation to be told: `sa` is its connection id once it has keys, `heap` an address in the router's memory. */
export type Party = { readonly peer: string; readonly sa: number; readonly heap: string }

export const state = (conn: number, cause: string, from: string, to: string): string[] => [
  `ISAKMP:(${conn}):Input = ${cause}`,
  `ISAKMP:(${conn}):Old State = ${from}  New State = ${to} `,
  '',
]
export const fromPeer = 'IKE_MESG_FROM_PEER, IKE_MM_EXCH'
export const processed = 'IKE_MESG_INTERNAL, IKE_PROCESS_MAIN_MODE'
export const completed = 'IKE_MESG_INTERNAL, IKE_PROCESS_COMPLETE'

export const sending = (conn: number, peer: string, role: string, saState: string): string[] => [
  `ISAKMP:(${conn}): sending packet to ${peer} my_port 500 peer_port 500 (${role}) ${saState}`,
  `ISAKMP:(${conn}):Sending an IKE IPv4 Packet.`,
]
export const receiving = (conn: number, peer: string, role: string, saState: string): string =>
  `ISAKMP (${conn}): received packet from ${peer} dport 500 sport 500 Global (${role}) ${saState}`

export const offer = (encryption: string, group: number): string[] => [
  'ISAKMP:(0):Checking ISAKMP transform 1 against priority 10 policy',
  `ISAKMP:      encryption ${encryption}`,
  ...(encryption === 'AES-CBC' ? ['ISAKMP:      keylength of 256'] : []),
  'ISAKMP:      hash SHA',
  `ISAKMP:      default group ${group}`,
  'ISAKMP:      auth pre-share',
  'ISAKMP:      life type in seconds',
  'ISAKMP:      life duration (VPI) of  0x0 0x1 0x51 0x80 ',
]
export const accepted = [
  'ISAKMP:(0):atts are acceptable. Next payload is 0',
  'ISAKMP:(0):Acceptable atts:actual life: 0',
  'ISAKMP:(0):Acceptable atts:life: 0',
  'ISAKMP:(0):Fill atts in sa vpi_length:4',
  'ISAKMP:(0):Fill atts in sa life_in_seconds:86400',
  'ISAKMP:(0):Returning Actual lifetime: 86400',
  'ISAKMP:(0)::Started lifetime timer: 86400.',
]
export const vendor = (conn: number): string[] => [
  `ISAKMP:(${conn}): processing vendor id payload`,
  `ISAKMP:(${conn}): vendor ID seems Unity/DPD but major 69 mismatch`,
  `ISAKMP (${conn}): vendor ID is NAT-T RFC 3947`,
]
export const keys = (sa: number): string[] => [
  'ISAKMP:(0): processing KE payload. message ID = 0',
  'ISAKMP:(0): processing NONCE payload. message ID = 0',
  ...['is Unity', 'is DPD'].flatMap((what) => [
    `ISAKMP:(${sa}): processing vendor id payload`,
    `ISAKMP:(${sa}): vendor ID ${what}`,
  ]),
  `ISAKMP:(${sa}): speaking to another IOS box!`,
  'ISAKMP:received payload type 20',
  `ISAKMP (${sa}): His hash no match - this node outside NAT`,
]
export const identity = (sa: number, peer: string): string[] => [
  `ISAKMP:(${sa}): processing ID payload. message ID = 0`,
  `ISAKMP (${sa}): ID payload `,
  '\tnext-payload : 8',
  '\ttype         : 1 ',
  `\taddress      : ${peer} `,
  '\tprotocol     : 17 ',
  '\tport         : 500 ',
  '\tlength       : 12',
  `ISAKMP:(${sa}): processing HASH payload. message ID = 0`,
  `ISAKMP:(${sa}):SA authentication status:`,
  '\tauthenticated',
  `ISAKMP:(${sa}):SA has been authenticated with ${peer}`,
]

export const begin = ({ peer, heap }: Party): string[] => [
  'ISAKMP:(0): SA request profile is (NULL)',
  `ISAKMP: Created a peer struct for ${peer}, peer port 500`,
  `ISAKMP: New peer created peer = 0x${heap} peer_handle = 0x80000012`,
  `ISAKMP: Locking peer struct 0x${heap}, refcount 1 for isakmp_initiator`,
  'ISAKMP: local port 500, remote port 500',
  'ISAKMP: set new node 0 to QM_IDLE      ',
  `ISAKMP:(0):insert sa successfully sa = ${heap}`,
  'ISAKMP:(0):Can not start Aggressive mode, trying Main mode.',
]
export const message1 = (party: Party): Block => ({
  wait: 0,
  lines: [
    ...begin(party),
    `ISAKMP:(0):found peer pre-shared key matching ${party.peer}`,
    'ISAKMP:(0): constructed NAT-T vendor-rfc3947 ID',
    'ISAKMP:(0): constructed NAT-T vendor-02 ID',
    ...state(0, 'IKE_MESG_FROM_IPSEC, IKE_SA_REQ_MM', 'IKE_READY', 'IKE_I_MM1'),
    'ISAKMP:(0): beginning Main Mode exchange',
    ...sending(0, party.peer, 'I', 'MM_NO_STATE'),
  ],
})
export const message3 = ({ peer }: Party): Block => ({
  wait: 40,
  lines: [
    receiving(0, peer, 'I', 'MM_NO_STATE'),
    ...state(0, fromPeer, 'IKE_I_MM1', 'IKE_I_MM2'),
    'ISAKMP:(0): processing SA payload. message ID = 0',
    ...vendor(0),
    `ISAKMP:(0):found peer pre-shared key matching ${peer}`,
    'ISAKMP:(0): local preshared key found',
    'ISAKMP : Scanning profiles for xauth ...',
    ...offer('AES-CBC', 14),
    ...accepted,
    ...state(0, processed, 'IKE_I_MM2', 'IKE_I_MM2'),
    ...sending(0, peer, 'I', 'MM_SA_SETUP'),
    ...state(0, completed, 'IKE_I_MM2', 'IKE_I_MM3'),
  ],
})
export const message5 = ({ peer, sa }: Party): Block => ({
  wait: 60,
  lines: [
    receiving(0, peer, 'I', 'MM_SA_SETUP'),
    ...state(0, fromPeer, 'IKE_I_MM3', 'IKE_I_MM4'),
    ...keys(sa),
    ...state(sa, processed, 'IKE_I_MM4', 'IKE_I_MM4'),
    `ISAKMP:(${sa}):Send initial contact`,
    `ISAKMP:(${sa}):SA is doing pre-shared key authentication using id type ID_IPV4_ADDR`,
    `ISAKMP:(${sa}):Total payload length: 12`,
    ...sending(sa, peer, 'I', 'MM_KEY_EXCH'),
    ...state(sa, completed, 'IKE_I_MM4', 'IKE_I_MM5'),
  ],
})

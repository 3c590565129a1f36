/** Whole negotiations for the benchmark, of every outcome, and the other text of a console. */
import type { Block, Party } from './talk.ts'
import {
  accepted,
  begin,
  completed,
  fromPeer,
  identity,
  keys,
  message1,
  message3,
  message5,
  offer,
  processed,
  receiving,
  sending,
  state,
  vendor,
} from './talk.ts'

const establishing = (party: Party): Block[] => {
  const { peer, sa } = party
  return [
    message1(party),
    message3(party),
    message5(party),
    {
      wait: 50,
      lines: [
        receiving(sa, peer, 'I', 'MM_KEY_EXCH'),
        ...identity(sa, peer),
        ...state(sa, fromPeer, 'IKE_I_MM5', 'IKE_I_MM6'),
        ...state(sa, processed, 'IKE_I_MM6', 'IKE_I_MM6'),
        ...state(sa, completed, 'IKE_I_MM6', 'IKE_P1_COMPLETE'),
        `ISAKMP:(${sa}):beginning Quick Mode exchange, M-ID of 1946613721`,
        ...sending(sa, peer, 'I', 'QM_IDLE      '),
        ...state(sa, 'IKE_MESG_INTERNAL, IKE_PHASE1_COMPLETE', 'IKE_P1_COMPLETE', 'IKE_P1_COMPLETE'),
      ],
    },
  ]
}

const answering = (party: Party): Block[] => {
  const { peer, sa, heap } = party
  return [
    {
      wait: 0,
      lines: [
        receiving(0, peer, 'N', 'NEW SA'),
        `ISAKMP: Created a peer struct for ${peer}, peer port 500`,
        `ISAKMP: Locking peer struct 0x${heap}, refcount 1 for crypto_isakmp_process_block`,
        'ISAKMP: local port 500, remote port 500',
        `ISAKMP:(0):insert sa successfully sa = ${heap}`,
        ...state(0, fromPeer, 'IKE_READY', 'IKE_R_MM1'),
        'ISAKMP:(0): processing SA payload. message ID = 0',
        ...vendor(0),
        `ISAKMP:(0):found peer pre-shared key matching ${peer}`,
        ...offer('AES-CBC', 14),
        ...accepted,
        ...state(0, processed, 'IKE_R_MM1', 'IKE_R_MM1'),
        ...sending(0, peer, 'R', 'MM_SA_SETUP'),
        ...state(0, completed, 'IKE_R_MM1', 'IKE_R_MM2'),
      ],
    },
    {
      wait: 50,
      lines: [
        receiving(0, peer, 'R', 'MM_SA_SETUP'),
        ...state(0, fromPeer, 'IKE_R_MM2', 'IKE_R_MM3'),
        ...keys(sa),
        ...state(sa, processed, 'IKE_R_MM3', 'IKE_R_MM3'),
        ...sending(sa, peer, 'R', 'MM_KEY_EXCH'),
        ...state(sa, completed, 'IKE_R_MM3', 'IKE_R_MM4'),
      ],
    },
    {
      wait: 60,
      lines: [
        receiving(sa, peer, 'R', 'MM_KEY_EXCH'),
        ...state(sa, fromPeer, 'IKE_R_MM4', 'IKE_R_MM5'),
        ...identity(sa, peer),
        ...state(sa, processed, 'IKE_R_MM5', 'IKE_R_MM5'),
        ...sending(sa, peer, 'R', 'MM_KEY_EXCH'),
        ...state(sa, completed, 'IKE_R_MM5', 'IKE_P1_COMPLETE'),
      ],
    },
  ]
}

const ending = (conn: number, peer: string, from: string, saState: string): string[] => [
  `ISAKMP:(${conn}):deleting SA reason "Death by retransmission P1" state (I) ${saState} (peer ${peer})`,
  ...state(conn, 'IKE_MESG_INTERNAL, IKE_PHASE1_DEL', from, 'IKE_DEST_SA'),
]
const repeating = (conn: number, peer: string, saState: string, from: string, duplicate: boolean): Block[] => [
  ...[1, 2, 3, 4, 5].map((attempt) => ({
    wait: 10_000,
    lines: [
      ...(duplicate
        ? [receiving(conn, peer, 'I', saState), `ISAKMP:(${conn}): phase 1 packet is a duplicate of a previous packet.`]
        : []),
      `ISAKMP:(${conn}): retransmitting phase 1 ${saState}...`,
      `ISAKMP (${conn}): incrementing error counter on sa, attempt ${attempt} of 5: retransmit phase 1`,
      `ISAKMP:(${conn}): retransmitting phase 1 ${saState}`,
      ...sending(conn, peer, 'I', saState),
    ],
  })),
  {
    wait: 10_000,
    lines: [`ISAKMP:(${conn}):peer does not do paranoid keepalives.`, '', ...ending(conn, peer, from, saState)],
  },
]

const unanswered = (party: Party): Block[] => [
  message1(party),
  ...repeating(0, party.peer, 'MM_NO_STATE', 'IKE_I_MM1', false),
]

const keysDiffer = (party: Party): Block[] => [
  message1(party),
  message3(party),
  message5(party),
  ...repeating(party.sa, party.peer, 'MM_KEY_EXCH', 'IKE_I_MM5', true),
]

const keyMissing = (party: Party): Block[] => [
  {
    wait: 0,
    lines: [
      ...begin(party),
      `ISAKMP:(0):No pre-shared key with ${party.peer}!`,
      'ISAKMP:(0): No Cert or pre-shared address key.',
      'ISAKMP:(0): construct_initial_message: Can not start Main mode',
      `ISAKMP: Unlocking peer struct 0x${party.heap} for isadb_unlock_peer_delete_sa(), count 0`,
      `ISAKMP: Deleting peer node by peer_reap for ${party.peer}: ${party.heap}`,
      'ISAKMP:(0):purging SA., sa=0, delme=0',
      'ISAKMP: Error while processing SA request: Failed to initialize SA',
      'ISAKMP: Error while processing KMI message 0, error 2.',
    ],
  },
]

const refusing = (party: Party): Block[] => {
  const [first] = answering(party)
  const upToOffer = (first?.lines ?? []).findIndex((line) => line.includes('Checking ISAKMP transform'))
  return [
    {
      wait: 0,
      lines: [
        ...(first?.lines ?? []).slice(0, upToOffer),
        ...offer('3DES-CBC', 2),
        'ISAKMP:(0):Encryption algorithm offered does not match policy!',
        'ISAKMP:(0):atts are not acceptable. Next payload is 0',
        'ISAKMP:(0):no offers accepted!',
        `ISAKMP:(0): phase 1 SA policy not acceptable! (local 192.0.2.1 remote ${party.peer})`,
        'ISAKMP (0): incrementing error counter on sa, attempt 1 of 5: construct_fail_ag_init',
        ...sending(0, party.peer, 'R', 'MM_NO_STATE'),
        `ISAKMP:(0):deleting SA reason "Phase1 SA policy proposal not accepted" state (R) MM_NO_STATE (peer ${party.peer})`,
        ...state(0, 'IKE_MESG_INTERNAL, IKE_PHASE1_DEL', 'IKE_R_MM1', 'IKE_DEST_SA'),
      ],
    },
  ]
}

const deletedByPeer = (party: Party): Block[] => {
  const { peer, sa } = party
  return [
    ...establishing(party),
    {
      wait: 30_000,
      lines: [
        receiving(sa, peer, 'I', 'QM_IDLE      '),
        `ISAKMP: set new node -1189421011 to QM_IDLE      `,
        `ISAKMP:(${sa}): processing HASH payload. message ID = -1189421011`,
        `ISAKMP:(${sa}): processing DELETE payload. message ID = -1189421011`,
        `ISAKMP:(${sa}):peer does not do paranoid keepalives.`,
        '',
        `ISAKMP:(${sa}):deleting SA reason "No reason" state (I) QM_IDLE       (peer ${peer})`,
        ...state(sa, 'IKE_MESG_INTERNAL, IKE_PHASE1_DEL', 'IKE_P1_COMPLETE', 'IKE_DEST_SA'),
      ],
    },
  ]
}

/** Every kind of negotiation with its share in a hundred. */
export const KINDS: readonly (readonly [share: number, tell: (party: Party) => Block[]])[] = [
  [30, establishing],
  [25, answering],
  [10, deletedByPeer],
  [10, unanswered],
  [8, keysDiffer],
  [7, keyMissing],
  [10, refusing],
]

/** What else stands on a console; untouched by the stamps that debugging carries where `stamped` is false. */
export const OTHER: readonly (readonly [stamped: boolean, text: string])[] = [
  [true, '%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet0/1, changed state to up'],
  [true, '%LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down'],
  [true, '%SYS-5-CONFIG_I: Configured from console by console'],
  [true, 'OSPF-1 ADJ   Gi0/0: Rcv DBD from 10.0.0.2 seq 0x1A2B opt 0x52 flag 0x7 len 32'],
  [true, 'IPSEC(key_engine): got a queue event with 1 KMI message(s)'],
  [true, 'IP: s=10.1.1.7 (GigabitEthernet0/0), d=224.0.0.5, len 100, rcvd 0'],
  [false, 'Router#'],
  [false, 'Router#show ip interface brief'],
  [false, 'GigabitEthernet0/0         192.0.2.1       YES NVRAM  up                    up      '],
  [false, 'interface GigabitEthernet0/1'],
  [false, ' ip address 10.0.0.1 255.255.255.0'],
  [false, ' crypto map VPN'],
  [false, '!!!!!'],
  [false, 'Success rate is 100 percent (5/5), round-trip min/avg/max = 1/2/4 ms'],
]

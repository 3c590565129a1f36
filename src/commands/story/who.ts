/** Who negotiates with whom, and how. */
import type { NegotiationRef, Phase1Event } from '../../phase1/event.ts'
import { inert } from '../text.ts'

const ROLES = {
  initiator: 'this router is the initiator',
  responder: 'this router is the responder',
  unknown: 'role not known',
} as const
const EXCHANGES = { main: 'main mode', aggressive: 'aggressive mode', unknown: 'mode not known' } as const

/** `main mode, this router is the initiator`. */
export const modeWords = ({ exchange, role }: NegotiationRef): string => `${EXCHANGES[exchange]}, ${ROLES[role]}`

/** `172.16.6.2 port 500`. */
export const peerWords = ({ peer, remotePort }: Phase1Event): string =>
  peer === undefined ? 'a peer without a name' : `${inert(peer)} port ${remotePort}`

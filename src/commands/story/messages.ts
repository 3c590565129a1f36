/** What each message of main and aggressive mode carries and means, in plain words (RFC 2409, 5.1, 5.2 and 5.4). */
import type { Direction, Exchange } from '../../vocabulary/isakmp.ts'

type Carried = (who: string, proof: string) => string

const MAIN: readonly Carried[] = [
  (who) => `SA: ${who} offers proposals for encryption, hash, group, authentication and lifetime, in clear`,
  (who) => `SA: ${who} accepts one of the proposals as it stands`,
  (who) => `KE, NONCE: ${who} sends a Diffie-Hellman value and a random number`,
  (who) => `KE, NONCE: ${who} sends its own; both ends can compute the keys now`,
  (who, proof) => `ID, ${proof}: ${who} says who it is and proves it, encrypted from here on`,
  (who, proof) => `ID, ${proof}: ${who} proves itself as well`,
]

const AGGRESSIVE: readonly Carried[] = [
  (who) => `SA, KE, NONCE, ID: ${who} sends proposals, Diffie-Hellman value and name at once, in clear`,
  (who, proof) => `SA, KE, NONCE, ID, ${proof}: ${who} accepts a proposal and proves who it is`,
  (_, proof) => `${proof}: the initiator proves itself as well`,
]

/** Payloads of the proof, by the method in the router's words. */
const proofOf = (method: string | undefined): string => {
  if (method === undefined || method === '') return 'HASH or SIG'
  return /sig|ecdsa/i.test(method) ? 'CERT, SIG' : 'HASH'
}

/** One message in words. `method` is the authentication method, as far as it is known. */
export const carries = (exchange: Exchange, message: number, direction: Direction, method?: string): string => {
  const who = direction === 'sent' ? 'this router' : 'the peer'
  return (exchange === 'aggressive' ? AGGRESSIVE : MAIN)[message - 1]?.(who, proofOf(method)) ?? ''
}

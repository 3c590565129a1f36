/** Configuration lines as they are typed, filled with what the console showed. IOS and ASA differ in nearly every word. */
import type { Proposal } from '../vocabulary/ike.ts'
import { lookup } from '../vocabulary/table.ts'
import type { Evidence } from './evidence.ts'

/** Printed ciphers as the configuration wants them; all others read as AES. */
const CIPHER: { readonly [printed: string]: string } = { 'DES-CBC': 'des', '3DES-CBC': '3des' }

const cipher = (offer: Proposal, family: 'ios' | 'asa'): string => {
  const name = lookup(CIPHER, (offer.encryption ?? '').toUpperCase()) ?? 'aes'
  if (name !== 'aes' || offer.keyLength === undefined || offer.keyLength === 128) return name
  return family === 'asa' ? `aes-${offer.keyLength}` : `aes ${offer.keyLength}`
}

const authentication = (offer: Proposal): string => {
  const printed = offer.authentication ?? 'pre-share'
  return /rsa/i.test(printed) ? 'rsa-sig' : /ecdsa/i.test(printed) ? 'ecdsa-sig' : 'pre-share'
}

const hash = (offer: Proposal): string => (offer.hash ?? 'sha').toLowerCase()

const STRONG: Proposal = {
  encryption: 'AES-CBC',
  keyLength: 256,
  hash: 'SHA256',
  group: 14,
  authentication: 'pre-share',
  lifetimeSeconds: 86_400,
}

/** A phase-1 policy with these values; a strong one where nothing is known. */
export const policy = (family: 'ios' | 'asa', offer: Proposal = STRONG, priority = 10): string[] => [
  family === 'asa' ? `crypto ikev1 policy ${priority}` : `crypto isakmp policy ${priority}`,
  ` encryption ${cipher(offer, family)}`,
  ` hash ${hash(offer)}`,
  ` authentication ${authentication(offer)}`,
  ` group ${offer.group ?? 14}`,
  ` lifetime ${offer.lifetimeSeconds ?? 86_400}`,
]

/** A pre-shared key for an address; the key itself is never known here. */
export const key = (family: 'ios' | 'asa', peer: string): string[] =>
  family === 'asa'
    ? [`tunnel-group ${peer} type ipsec-l2l`, `tunnel-group ${peer} ipsec-attributes`, ' ikev1 pre-shared-key SAME-KEY']
    : [`crypto isakmp key SAME-KEY address ${peer}`]

/** Ends the SAs of one peer, so that the next attempt starts afresh. */
export const clear = (family: 'ios' | 'asa', peer: string): string =>
  family === 'asa' ? `clear crypto ikev1 sa ${peer}` : `clear crypto session remote ${peer}`

/** Lets IKE and ESP of a peer in. */
export const permit = (evidence: Evidence): string[] => {
  const peer = evidence.peer || 'PEER'
  const local = evidence.local || 'LOCAL'
  return evidence.family === 'asa'
    ? ['sysopt connection permit-vpn']
    : [
        `permit udp host ${peer} host ${local} eq isakmp`,
        `permit udp host ${peer} host ${local} eq non500-isakmp`,
        `permit esp host ${peer} host ${local}`,
      ]
}

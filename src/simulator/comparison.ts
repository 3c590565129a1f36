/** The comparison of offered transforms with local policies as rows (REFERENCE 3.3, 3.10). */
import type { Attribute } from '../vocabulary/ike.ts'
import { differences, type Policy } from './setting.ts'
import { type Row, table } from './table.ts'

const DIFFERENCE: { readonly [A in Attribute]: string } = {
  encryption: 'Encryption algorithm offered does not match policy!',
  'key-length': 'Proposed key length does not match policy',
  hash: 'Hash algorithm offered does not match policy!',
  group: 'Diffie-Hellman group offered does not match policy!',
  authentication: 'Authentication method offered does not match policy!',
  lifetime: 'Lifetime duration offered does not match policy!',
}

/** Bytes of a long-form attribute, four of them, without leading zeros (RFC 2408, 3.3). */
const vpi = (value: number): string =>
  [24, 16, 8, 0].map((shift) => `0x${((value >>> shift) & 255).toString(16).toUpperCase()}`).join(' ')

/** Sixteen bits fit the short form; more is printed byte by byte. */
const life = (seconds: number): string =>
  seconds < 65536 ? `| att | life duration (basic) of ${seconds}` : `| vpi | life duration (VPI) of  ${vpi(seconds)}{_}`

const attributes = ({ encryption, keyLength, hash, group, authentication, lifetime }: Policy): string => `
  | att | encryption ${encryption}
  ${keyLength === undefined ? '' : `| att | keylength of ${keyLength}`}
  | att | hash ${hash}
  | att | default group ${group}
  | att | auth ${authentication}
  | att | life type in seconds
  ${life(lifetime)}`

const accepted = (offer: Policy, policy: Policy): string => {
  const used = Math.min(offer.lifetime, policy.lifetime)
  return `
  late | ike | Acceptable atts:actual life: ${used < 65536 ? used : 0}
  late | ike | Acceptable atts:life: 0
  ${
    offer.lifetime < 65536
      ? `late | ike | Basic life_in_seconds:${offer.lifetime}`
      : `late | ike | Fill atts in sa vpi_length:4
  late | ike | Fill atts in sa life_in_seconds:${offer.lifetime}`
  }
  late | ike | Returning Actual lifetime: ${used}
  late | dbl | Started lifetime timer: ${used}.
  late | blank |`
}

/**
 * One row of the matrix a policy, one column a transform, up to the first pair that fits. `hasKey` false: no pre-shared
 * key fits the peer, so that a pair equal in all else is refused all the same.
 */
export const comparison = (offers: readonly Policy[], policies: readonly Policy[], hasKey: boolean): readonly Row[] => {
  const lines: string[] = []
  for (const policy of policies) {
    for (const [index, offer] of offers.entries()) {
      const [first] = differences(offer, policy)
      const refusedForKey = first === undefined && !hasKey && offer.authentication === 'pre-share'
      const next = index < offers.length - 1 ? 3 : 0
      lines.push(
        `| ike | Checking ISAKMP transform ${offer.priority} against priority ${policy.priority} policy`,
        attributes(offer),
      )
      if (first === undefined && !refusedForKey) {
        lines.push(`| ike | atts are acceptable. Next payload is ${next}`, accepted(offer, policy))
        return table(lines.join('\n'))
      }
      const why =
        first === undefined ? 'Preshared authentication offered but does not match policy!' : DIFFERENCE[first]
      lines.push(`| err | ${why}`, `| err | atts are not acceptable. Next payload is ${next}`)
    }
  }
  return table(lines.join('\n'))
}

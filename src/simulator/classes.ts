/** What an ASA prints while it compares offers with its policies: one line for each pair that differs (REFERENCE 4.4, 713257). */
import type { Attribute } from '../vocabulary/ike.ts'
import { differences, type Policy } from './setting.ts'
import { type Row, table } from './table.ts'

const method = ({ authentication }: Policy): string =>
  authentication === 'RSA sig' ? 'RSA signature with Certificates' : 'Preshared Key'

const CLASSES: { readonly [A in Attribute]: readonly [name: string, value: (policy: Policy) => string] } = {
  encryption: ['Encryption Alg', ({ encryption }) => encryption],
  'key-length': ['Key Length', ({ keyLength }) => String(keyLength ?? 0)],
  hash: ['Hash Alg', ({ hash }) => hash],
  group: ['Group Description', ({ group }) => `Group ${group}`],
  authentication: ['Auth Method', method],
  lifetime: ['Life Duration', ({ lifetime }) => String(lifetime)],
}

const mismatch = (attribute: Attribute, offer: Policy, policy: Policy): string => {
  const [name, value] = CLASSES[attribute]
  return `| 713257 | Phase 1 failure:  Mismatched attribute types for class ${name}:  Rcv'd: ${value(offer)}  Cfg'd: ${value(policy)}`
}

/** Up to the first pair that fits. */
export const classes = (offers: readonly Policy[], policies: readonly Policy[]): readonly Row[] => {
  const lines: string[] = []
  for (const [entry, policy] of policies.entries()) {
    for (const offer of offers) {
      const [first] = differences(offer, policy)
      if (first !== undefined) {
        lines.push(mismatch(first, offer, policy))
        continue
      }
      lines.push(
        `| 715028 | IKE SA Proposal # 1, Transform # ${offer.priority} acceptable  Matches global IKE entry # ${entry + 1}`,
      )
      return table(lines.join('\n'))
    }
  }
  return table(lines.join('\n'))
}

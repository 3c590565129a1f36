/** What is weak about an accepted phase 1, with the source of the judgement (REFERENCE 6). */
import { GROUP_BITS, type Proposal } from '../vocabulary/ike.ts'
import type { Exchange } from '../vocabulary/isakmp.ts'
import { lookup } from '../vocabulary/table.ts'

export type Weakness = { item: string; judgement: string; source: string }

const weakness = (item: string, judgement: string, source: string): Weakness => ({ item, judgement, source })

const ENCRYPTION: { readonly [name: string]: Weakness } = {
  'DES-CBC': weakness('DES-CBC', 'broken: a 56-bit key is found by trying all', 'RFC 8247 MUST NOT; Cisco NGE: avoid'),
  '3DES-CBC': weakness(
    '3DES-CBC',
    'legacy: 64-bit blocks, no longer approved after 2023',
    'NIST SP 800-131A r2; Cisco NGE: legacy',
  ),
}

const HASH: { readonly [name: string]: Weakness } = {
  MD5: weakness('MD5', 'must not be used in new designs', 'RFC 8247 MUST NOT; Cisco NGE: avoid'),
  SHA: weakness('SHA-1', 'on its way out; SHA-256 or better replaces it', 'RFC 8247 MUST-; NIST SP 800-131A r2'),
}

const GROUP: { readonly [group: number]: readonly [judgement: string, source: string] } = {
  1: ['broken', 'RFC 8247 MUST NOT; Cisco NGE: avoid'],
  2: ['within reach of a state (Logjam)', 'RFC 8247 SHOULD NOT; Cisco NGE: avoid'],
  5: ['too weak', 'RFC 8247 SHOULD NOT'],
  22: ['broken: small subgroup', 'RFC 8247 MUST NOT'],
  23: ['doubtful: subgroup of unexplained origin', 'RFC 8247 SHOULD NOT'],
  24: ['doubtful: subgroup of unexplained origin', 'RFC 8247 SHOULD NOT'],
}

const groupWeakness = (group: number): Weakness[] => {
  const known = GROUP[group]
  return known === undefined ? [] : [weakness(`group ${group} (${GROUP_BITS[group]})`, known[0], known[1])]
}

const DAY_SECONDS = 86_400

/** Judges what was accepted, not what was only offered. `wildcardKey`: the key belongs to address 0.0.0.0. */
export const weaknesses = (accepted: Proposal | undefined, exchange: Exchange, wildcardKey: boolean): Weakness[] => {
  const found: Weakness[] = []
  const encryption = lookup(ENCRYPTION, (accepted?.encryption ?? '').toUpperCase())
  if (encryption !== undefined) found.push(encryption)
  const hash = lookup(HASH, (accepted?.hash ?? '').toUpperCase())
  if (hash !== undefined) found.push(hash)
  if (accepted?.group !== undefined) found.push(...groupWeakness(accepted.group))
  const preShared = /pre-?share/i.test(accepted?.authentication ?? '')
  if (exchange === 'aggressive' && preShared) {
    found.push(
      weakness(
        'aggressive mode with a pre-shared key',
        'the key can be guessed offline from one exchange',
        'CVE-2002-1623',
      ),
    )
  }
  if (wildcardKey) found.push(weakness('wildcard pre-shared key', 'one leak opens every peer', 'RFC 2409, 10'))
  if ((accepted?.lifetimeSeconds ?? 0) > DAY_SECONDS) {
    found.push(
      weakness(`lifetime ${accepted?.lifetimeSeconds} s`, 'one key is used for more than a day', 'RFC 2407, 4.5'),
    )
  }
  return found
}

/** Who talks to whom, with which policies, on which image: what a scenario leaves open. */
import { type Attribute, COMPARISON_ORDER } from '../vocabulary/ike.ts'
import type { Dialect, Train } from './trains.ts'

/** A local policy, or a transform of an offer (then `priority` is its number). Lifetime in seconds. */
export type Policy = {
  readonly priority: number
  readonly encryption: string
  readonly keyLength?: number
  readonly hash: string
  readonly group: number
  readonly authentication: string
  readonly lifetime: number
}

export type Nat = 'none' | 'self' | 'peer' | 'both'

export type Setting = {
  readonly train: Train
  readonly peer: string
  readonly local: string
  readonly nat: Nat
  /** What the initiator proposes, in its order. */
  readonly offered: readonly Policy[]
  /** What this router would accept, by priority. */
  readonly policies: readonly Policy[]
  /** ISAKMP profile and keyring that this router uses for the peer; empty for none. */
  readonly profile: string
  /** Name of the peer (identity of aggressive mode, group of a client) and of this router. */
  readonly peerName: string
  readonly hostname: string
  /** How many SAs this router has made since it booted. */
  readonly saCount: number
  readonly seed: number
}

const DEFAULT_POLICY: { readonly [D in Dialect]: Policy } = {
  'ios-12': {
    priority: 10,
    encryption: 'DES-CBC',
    hash: 'MD5',
    group: 1,
    authentication: 'pre-share',
    lifetime: 86400,
  },
  'ios-15': {
    priority: 10,
    encryption: '3DES-CBC',
    hash: 'SHA',
    group: 2,
    authentication: 'pre-share',
    lifetime: 86400,
  },
  'ios-xe': {
    priority: 10,
    encryption: 'AES-CBC',
    keyLength: 256,
    hash: 'SHA256',
    group: 14,
    authentication: 'pre-share',
    lifetime: 86400,
  },
  asa: {
    priority: 10,
    encryption: 'AES-CBC',
    keyLength: 256,
    hash: 'SHA',
    group: 5,
    authentication: 'pre-share',
    lifetime: 86400,
  },
}

export const defaultPolicy = (dialect: Dialect): Policy => DEFAULT_POLICY[dialect]

const CHANGED: { readonly [A in Attribute]: (policy: Policy) => Policy } = {
  encryption: ({ keyLength, ...rest }) => ({
    ...rest,
    encryption: rest.encryption === '3DES-CBC' ? 'DES-CBC' : '3DES-CBC',
  }),
  'key-length': (policy) => ({ ...policy, encryption: 'AES-CBC', keyLength: policy.keyLength === 128 ? 192 : 128 }),
  hash: (policy) => ({ ...policy, hash: policy.hash === 'SHA' ? 'MD5' : 'SHA' }),
  group: (policy) => ({ ...policy, group: policy.group === 5 ? 2 : 5 }),
  authentication: (policy) => ({
    ...policy,
    authentication: policy.authentication === 'RSA sig' ? 'pre-share' : 'RSA sig',
  }),
  lifetime: (policy) => ({ ...policy, lifetime: policy.lifetime / 2 }),
}

/** The same policy, changed in the attributes named. */
export const differing = (policy: Policy, attributes: readonly Attribute[]): Policy =>
  attributes.reduce((changed, attribute) => CHANGED[attribute](changed), policy)

/** In which attributes an offer differs from a policy, in the order IOS compares; an unequal lifetime is none (3.10). */
export const differences = (offer: Policy, policy: Policy): readonly Attribute[] => {
  const equal: { readonly [A in Attribute]: boolean } = {
    encryption: offer.encryption === policy.encryption,
    'key-length': offer.keyLength === policy.keyLength,
    hash: offer.hash === policy.hash,
    group: offer.group === policy.group,
    authentication: offer.authentication === policy.authentication,
    lifetime: true,
  }
  return COMPARISON_ORDER.filter((attribute) => !equal[attribute])
}

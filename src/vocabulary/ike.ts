/** Names of RFC 2409 (IKE), appendix A, and of what later documents added to its registries. */

/** What a phase-1 transform negotiates, in the contract's words. */
export type Attribute = 'encryption' | 'key-length' | 'hash' | 'group' | 'authentication' | 'lifetime'

/** IOS compares in this order and prints only the first difference it meets. */
export const COMPARISON_ORDER: readonly Attribute[] = [
  'encryption',
  'key-length',
  'hash',
  'group',
  'authentication',
  'lifetime',
]

/** Encryption algorithms by the name a router prints (RFC 2409, appendix A; RFC 3602). */
export const ENCRYPTION: { readonly [printed: string]: number } = {
  'DES-CBC': 1,
  'IDEA-CBC': 2,
  'BLOWFISH-CBC': 3,
  'RC5-R16-B64-CBC': 4,
  '3DES-CBC': 5,
  'CAST-CBC': 6,
  'AES-CBC': 7,
}

/** Hash algorithms (RFC 2409, appendix A; RFC 4868). */
export const HASH: { readonly [printed: string]: number } = {
  MD5: 1,
  SHA: 2,
  TIGER: 3,
  SHA256: 4,
  SHA384: 5,
  SHA512: 6,
}

/** Authentication methods (RFC 2409, appendix A; RFC 4754; XAUTH draft for the 65000s). */
export const AUTHENTICATION: { readonly [printed: string]: number } = {
  'pre-share': 1,
  'DSS sig': 2,
  'RSA sig': 3,
  'RSA encr': 4,
  'RSA revised encr': 5,
  ECDSA: 9,
  XAUTHInitPreShared: 65001,
  XAUTHRespPreShared: 65002,
  XAUTHInitRSA: 65005,
  HybridInitRSA: 64221,
  HybridRespRSA: 64222,
}

const NAMES: readonly string[] = [ENCRYPTION, HASH, AUTHENTICATION].flatMap((names) => Object.keys(names))

/** The beginning of a name, and no name itself: something was printed into the line, and the rest of it is lost. */
export const isCutName = (printed: string): boolean =>
  !NAMES.includes(printed) && NAMES.some((name) => name.startsWith(printed))

/** Bits of the modulus or the curve of a Diffie-Hellman group (RFC 2409, 6; RFC 3526; RFC 5114; RFC 5903). */
export const GROUP_BITS: { readonly [group: number]: string } = {
  1: '768-bit MODP',
  2: '1024-bit MODP',
  5: '1536-bit MODP',
  14: '2048-bit MODP',
  15: '3072-bit MODP',
  16: '4096-bit MODP',
  17: '6144-bit MODP',
  18: '8192-bit MODP',
  19: '256-bit elliptic curve',
  20: '384-bit elliptic curve',
  21: '521-bit elliptic curve',
  22: '1024-bit MODP with 160-bit subgroup',
  23: '2048-bit MODP with 224-bit subgroup',
  24: '2048-bit MODP with 256-bit subgroup',
}

/**
 * A phase-1 transform or policy: the router's own words, and the numbers of the registries where they are known.
 * `lifetimeSeconds` is in seconds; `keyLength` in bits and only for ciphers that have one.
 */
export type Proposal = {
  encryption?: string
  keyLength?: number
  hash?: string
  group?: number
  authentication?: string
  lifetimeSeconds?: number
  transform?: number
  policyPriority?: number
}

/**
 * Folds the bytes of a long-form attribute ("VPI", variable precision integer) as IOS prints them, big-endian and
 * without leading zeros: `0x0 0x1 0x51 0x80` is 86400 (RFC 2408, 3.3).
 */
export const foldVpi = (bytes: string): number =>
  bytes
    .trim()
    .split(/\s+/)
    .reduce((value, byte) => value * 256 + Number.parseInt(byte, 16), 0)

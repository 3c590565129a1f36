/** Names of RFC 2408 (ISAKMP). Numbers are the ones on the wire. */

/** Role of this router in a negotiation (RFC 2408, 2.1). */
export type Role = 'initiator' | 'responder' | 'unknown'

/** Exchange types that can build phase 1 (RFC 2409, 5.1 to 5.4). */
export type Exchange = 'main' | 'aggressive' | 'unknown'

/** Which way a packet went, seen from this router. */
export type Direction = 'sent' | 'received'

/** Payload types (RFC 2408, 3.1). */
export const PAYLOADS = {
  SA: 1,
  KE: 4,
  ID: 5,
  CERT: 6,
  CERT_REQ: 7,
  HASH: 8,
  SIG: 9,
  NONCE: 10,
  NOTIFY: 11,
  DELETE: 12,
  'VENDOR ID': 13,
} as const

/** Notify message types (RFC 2408, 3.14.1; RFC 2407, 4.6.3; RFC 3706 for the last two). */
export const NOTIFY_TYPES: { readonly [name: string]: number } = {
  'INVALID-PAYLOAD-TYPE': 1,
  'DOI-NOT-SUPPORTED': 2,
  'SITUATION-NOT-SUPPORTED': 3,
  'INVALID-COOKIE': 4,
  'INVALID-MAJOR-VERSION': 5,
  'INVALID-MINOR-VERSION': 6,
  'INVALID-EXCHANGE-TYPE': 7,
  'INVALID-FLAGS': 8,
  'INVALID-MESSAGE-ID': 9,
  'INVALID-PROTOCOL-ID': 10,
  'INVALID-SPI': 11,
  'INVALID-TRANSFORM-ID': 12,
  'ATTRIBUTES-NOT-SUPPORTED': 13,
  'NO-PROPOSAL-CHOSEN': 14,
  'BAD-PROPOSAL-SYNTAX': 15,
  'PAYLOAD-MALFORMED': 16,
  'INVALID-KEY-INFORMATION': 17,
  'INVALID-ID-INFORMATION': 18,
  'INVALID-CERT-ENCODING': 19,
  'INVALID-CERTIFICATE': 20,
  'CERT-TYPE-UNSUPPORTED': 21,
  'INVALID-CERT-AUTHORITY': 22,
  'INVALID-HASH-INFORMATION': 23,
  'AUTHENTICATION-FAILED': 24,
  'INVALID-SIGNATURE': 25,
  'ADDRESS-NOTIFICATION': 26,
  'NOTIFY-SA-LIFETIME': 27,
  'CERTIFICATE-UNAVAILABLE': 28,
  'UNSUPPORTED-EXCHANGE-TYPE': 29,
  'UNEQUAL-PAYLOAD-LENGTHS': 30,
  'RESPONDER-LIFETIME': 24576,
  'REPLAY-STATUS': 24577,
  'INITIAL-CONTACT': 24578,
  'R-U-THERE': 36136,
  'R-U-THERE-ACK': 36137,
}

/** A notify type as Cisco spells it, in the spelling of RFC 2408: `PROPOSAL_NOT_CHOSEN` is NO-PROPOSAL-CHOSEN. */
export const notifyName = (printed: string): string => {
  const name = printed.trim().toUpperCase().replace(/[_ ]/g, '-')
  if (name === 'PROPOSAL-NOT-CHOSEN') return 'NO-PROPOSAL-CHOSEN'
  if (name === 'INVALID-ID-INFO') return 'INVALID-ID-INFORMATION'
  if (name === 'DPD/R-U-THERE') return 'R-U-THERE'
  if (name === 'DPD/R-U-THERE-ACK') return 'R-U-THERE-ACK'
  return name
}

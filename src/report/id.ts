/** Identity of events and texts by SHA-256; the one importer of @noble/hashes. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 of a text as UTF-8, in lower-case hexadecimal. */
export const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

export type Identity = {
  source: string
  boot: number
  sequence: number
  type: string
  subject: string | undefined
  /** As JSON. */
  data: string
}

/** 128 bits are enough: equal ids by chance need some 10^19 events of one source. */
const ID_DIGITS = 32

/**
 * The id of an event: the same whenever the same occurrence is sent again or the same capture is read again. Wall time
 * has no part in it, because a capture may be read under another clock.
 */
export const eventId = ({ source, boot, sequence, type, subject, data }: Identity): string =>
  digest(`${JSON.stringify([source, boot, sequence, type, subject ?? null])}${data}`).slice(0, ID_DIGITS)

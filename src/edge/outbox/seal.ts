/** Keys and values of the store. Every value carries a checksum over itself and its key: a flipped bit shows. */
import { crc32 } from 'node:zlib'
import type { Entry } from '../../outbox/entry.ts'
import type { Publication } from '../../outbox/publication.ts'

const EVENT = 'e/'
const ACKNOWLEDGED = 'a/'
const SUM_LENGTH = 8

const checksum = (key: string, text: string): string => crc32(`${key}\n${text}`).toString(16).padStart(SUM_LENGTH, '0')

export const seal = (key: string, text: string): string => checksum(key, text) + text

/** The text of a sealed value; undefined when it is damaged. */
export const unseal = (key: string, value: string): string | undefined => {
  const text = value.slice(SUM_LENGTH)
  return value.slice(0, SUM_LENGTH) === checksum(key, text) ? text : undefined
}

/** Database key of an event; the order of the text is the order of the numbers. */
export const eventKey = (key: number): string => EVENT + key.toString().padStart(16, '0')

export const eventNumber = (key: string): number | undefined =>
  isEventKey(key) ? Number(key.slice(EVENT.length)) : undefined

export const isEventKey = (key: string): boolean => key.startsWith(EVENT)

/** Database key of the last number acknowledged of a console. */
export const acknowledgedKey = (console: string): string => ACKNOWLEDGED + console

export const isAcknowledgedKey = (key: string): boolean => key.startsWith(ACKNOWLEDGED)

/** A header line of JSON, then the payload as it is. */
export const writePublication = (publication: Publication, pinned = false): string => {
  const { payload, ...header } = publication
  return `${JSON.stringify(pinned ? { ...header, pinned } : header)}\n${payload}`
}

export const readPublication = (text: string): Publication => {
  const end = text.indexOf('\n')
  const { pinned: _, ...header } = JSON.parse(text.slice(0, end))
  return { ...header, payload: text.slice(end + 1) }
}

/** What the outbox needs to know of a stored event. */
export const readEntry = (key: number, text: string): Entry => {
  const header = JSON.parse(text.slice(0, text.indexOf('\n')))
  return entryOf(key, header, text, header.pinned === true)
}

export const entryOf = (
  key: number,
  header: Pick<Publication, 'class' | 'expectSequence'>,
  text: string,
  pinned: boolean,
): Entry => ({
  key,
  size: Buffer.byteLength(text),
  class: header.class,
  pinned,
  ...(header.expectSequence ?? {}),
})

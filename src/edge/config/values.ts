/** Readers of single values: names, files, addresses, closed lists. */
import { ipAddress } from '../../report/address.ts'
import { isTopicSafe, topicSafe } from '../../report/names.ts'
import { closest, shown } from './problem.ts'
import { fine, type Reader, wrong } from './shape.ts'

/** A text of one line; numbers are taken for their digits, as YAML does not tell `042` from a name. */
const text = (raw: unknown): string | undefined => {
  const value = typeof raw === 'number' ? String(raw) : raw
  return typeof value === 'string' && value.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(value) ? value : undefined
}

export const plainText: Reader<string> = (raw) => {
  const value = text(raw)
  return value === undefined
    ? wrong(`is ${shown(raw)}, which is not a text of one line.`, 'Write a text.')
    : fine(value)
}

export const topicName: Reader<string> = (raw) => {
  const value = text(raw)
  if (value === undefined) return wrong(`is ${shown(raw)}, which is no name.`, 'Write a name of a-z, 0-9 and "-".')
  if (isTopicSafe(value)) return fine(value)
  return wrong(`is ${shown(value)}, but names in topics have only a-z, 0-9 and "-".`, `Use "${topicSafe(value)}".`)
}

/** One or more topic levels. */
export const topicBase: Reader<string> = (raw) => {
  const value = text(raw)
  if (value?.split('/').every(isTopicSafe)) return fine(value)
  const mend = value === undefined ? 'Use "ikewatch".' : `Use "${value.split('/').map(topicSafe).join('/')}".`
  return wrong(`is ${shown(raw)}, but topics have only a-z, 0-9 and "-" between slashes.`, mend)
}

/** The value is not shown when it is wrong: it may be the secret itself, put where its file belongs. */
export const filePath: Reader<string> = (raw) => {
  const value = text(raw)
  if (value?.startsWith('/')) return fine(value)
  return wrong('is not an absolute path.', 'Write the path of a file, from "/" on.')
}

export const address: Reader<string> = (raw) => {
  const value = typeof raw === 'string' ? ipAddress(raw.trim()) : undefined
  if (value !== undefined) return fine(value)
  return wrong(
    `is ${shown(raw)}, which is not an IPv4 or IPv6 address.`,
    'Write the address that the router prints for this peer.',
  )
}

export const flag: Reader<boolean> = (raw) => {
  if (raw === true || raw === 'true') return fine(true)
  if (raw === false || raw === 'false') return fine(false)
  return wrong(`is ${shown(raw)}.`, 'Use true or false.')
}

/** One of a closed list; a number may also come as its digits, as from the environment. */
export const oneOf =
  <const T extends string | number>(words: readonly T[]): Reader<T> =>
  (raw) => {
    const found = words.find((word) => word === raw || (typeof raw === 'string' && String(word) === raw.trim()))
    if (found !== undefined) return fine(found)
    const near = closest(String(raw), words.map(String))
    const mend =
      near === undefined ? `Use one of ${words.join(', ')}.` : `Did you mean ${near}? It may be ${words.join(', ')}.`
    return wrong(`is ${shown(raw)}.`, mend)
  }

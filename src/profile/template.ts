/** The text of one spelling: literal text and typed captures from a closed list. No regular expressions, ever. */

/** Closed list of capture types; `scan` in capture.ts says what each takes. */
export const CAPTURE_TYPES = ['int', 'hex', 'address', 'word', 'name', 'text', 'rest', 'vpi'] as const
export type CaptureType = (typeof CAPTURE_TYPES)[number]

export type Token = { readonly literal: string } | { readonly name: string; readonly type: CaptureType }

const CAPTURE = /\{([A-Za-z_]\w*):(\w+)\}/g

const isType = (type: string): type is CaptureType => (CAPTURE_TYPES as readonly string[]).includes(type)

/** An address of the network or of the memory, or a number as long as one: lines are known again whatever theirs are (skeleton.ts). */
const ADDRESS = /(?<![0-9A-Za-z.])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:0x)?[0-9A-Fa-f]{8,16})(?![0-9A-Za-z])/

/** Cuts a spelling into tokens, or says in one sentence why it cannot. */
export const parseSpelling = (text: string): Token[] | string => {
  const address = ADDRESS.exec(text)?.[0]
  if (address !== undefined) return `spells out ${address}: take addresses and long numbers as captures`
  if (text !== text.trim() || text.includes('  '))
    return 'has blanks at an end or in a row: bodies are compared with blanks collapsed'
  const tokens: Token[] = []
  let from = 0
  for (const found of text.matchAll(CAPTURE)) {
    const [whole, name = '', type = ''] = found
    if (!isType(type)) return `has a capture of unknown type "${type}": use one of ${CAPTURE_TYPES.join(', ')}`
    if (found.index > from) tokens.push({ literal: text.slice(from, found.index) })
    else if (tokens.length > 0) return `has two captures side by side at {${name}:${type}}: put literal text between`
    tokens.push({ name, type })
    from = found.index + whole.length
  }
  if (from < text.length) tokens.push({ literal: text.slice(from) })
  const rest = tokens.findIndex((token) => 'type' in token && token.type === 'rest')
  if (rest >= 0 && rest < tokens.length - 1) return 'has text after a capture of type rest, which takes all to the end'
  if (tokens.length === 0) return 'is empty'
  return tokens
}

/** The voice of IOS: tags by train, packet lines, state lines (REFERENCE 1.3, 2). */
import { comparison } from './comparison.ts'
import { fill, type Operation, type Play, print, type Voice } from './play.ts'
import { STEPS } from './steps/steps.ts'
import { PACKETS, TAGS, type Tag } from './tags.ts'
import { covers, FACTS, type IosTrain } from './trains.ts'

const trainOf = ({ setting }: Play): IosTrain => setting.train as IosTrain

/** Its conn-id, from when it has one. */
const numberOf = (play: Play): string => String(FACTS[trainOf(play)].idBase + play.sa.count)

const prefix = (play: Play, tag: Tag): string => {
  const train = trainOf(play)
  const { sa } = play
  const { unborn, born, earlyId } = FACTS[train]
  const known = sa.keyed || (earlyId && sa.inserted)
  const number = numberOf(play)
  return TAGS[train][tag]
    .replace('{c}', known ? born.replaceAll('#', number) : unborn)
    .replace('{n}', known ? number : '0')
}

/** State lines of phase 1 end in a blank and have an empty line behind them, those of quick mode have neither. */
const state = (play: Play, text: string, end: string): void => {
  const { unnamed, bareStates } = FACTS[trainOf(play)]
  const [from = '', to = ''] = fill(text, play)
    .split(' ')
    .map((name) => (unnamed.includes(name) ? 'UNKNOWN' : name))
  const line = `Old State = ${from}  New State = ${to}${end}`
  if (bareStates) print(play, 'raw', line)
  else print(play, 'debug', prefix(play, 'ike') + line)
}

const OPERATIONS: { readonly [operation: string]: Operation } = {
  state: (play, text) => {
    state(play, text, ' ')
    print(play, 'raw', '')
  },
  qstate: (play, text) => state(play, text, ''),
  input: (play, text) => print(play, 'debug', `${prefix(play, 'ike')}Input = ${text}`),
  send: (play, text) => {
    const train = trainOf(play)
    print(play, 'debug', `${prefix(play, 'pak>')}${PACKETS[train].sent} ({r}) ${text}`)
    if (covers('late', train)) print(play, 'debug', `${prefix(play, 'ike')}Sending an IKE IPv4 Packet.`)
  },
  receive: (play, text) => {
    const role = text === 'NEW SA' ? 'N' : '{r}'
    print(play, 'debug', `${prefix(play, 'pak<')}${PACKETS[trainOf(play)].received} (${role}) ${text}`)
  },
  node: (play, name) => {
    const id = play.chance.int(-2147483648, 2147483647)
    play.sa.variables.set(name, String(FACTS[trainOf(play)].signedIds ? id : id >>> 0))
  },
  /** An operator clears this SA alone: without its number all would go, those of other stories, too. */
  clear: (play) => print(play, 'raw', `{host}#clear crypto isakmp ${numberOf(play)}`),
  insert: ({ sa }) => {
    sa.inserted = true
  },
}

export const IOS: Voice = {
  steps: STEPS,
  operations: OPERATIONS,
  say: (play, tag, text) => print(play, 'debug', prefix(play, tag as Tag) + text),
  comparison,
  flags: () => [],
}

/** Plays a script: rows in, entries out. A machine of few operations; all knowledge of IKE is in the tables. */
import type { Exchange, Role } from '../vocabulary/isakmp.ts'
import { comparison } from './comparison.ts'
import type { Entry } from './entry.ts'
import { type Chance, seeded } from './prng.ts'
import { type Sa, settingFlags, startSa } from './sa.ts'
import type { Setting } from './setting.ts'
import { STEPS } from './steps/steps.ts'
import { pairs, type Row } from './table.ts'
import { PACKETS, TAGS, type Tag } from './tags.ts'
import { FACTS, GROUPS, type Train } from './trains.ts'

type Play = {
  readonly setting: Setting
  readonly chance: Chance
  readonly entries: Entry[]
  readonly slots: Map<string, Sa>
  readonly flags: Set<string>
  sa: Sa
  negotiations: number
  at: number
  burst: number
}

const isTrain = (word: string): boolean => word in FACTS || word in GROUPS
const covers = (word: string, train: Train): boolean => word === train || (GROUPS[word]?.includes(train) ?? false)

const applies = ({ setting, flags }: Play, row: Row): boolean => {
  const trains = row.when.filter((word) => isTrain(word.replace('!', '')))
  const wanted = trains.filter((word) => !word.startsWith('!'))
  if (wanted.length > 0 && !wanted.some((word) => covers(word, setting.train))) return false
  if (trains.some((word) => word.startsWith('!') && covers(word.slice(1), setting.train))) return false
  return row.when
    .filter((word) => !trains.includes(word))
    .every((word) => (word.startsWith('!') ? !flags.has(word.slice(1)) : flags.has(word)))
}

const fill = (text: string, { sa }: Play): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => sa.variables.get(name) ?? whole)

const print = (play: Play, stamped: 'debug' | 'log' | 'raw', text: string): void => {
  play.entries.push({ kind: 'line', at: play.at, burst: play.burst, stamped, text: fill(text, play) })
}

/** Lets time pass; a wait for the wire, a timer or a person ends the burst. */
const wait = (play: Play, text: string): void => {
  const { chance, setting } = play
  if (text === 'dh') {
    play.at += chance.int(FACTS[setting.train].dh - 2, FACTS[setting.train].dh + 8)
    return
  }
  play.at += text === 'wire' ? chance.int(8, 40) : Number(fill(text, play))
  play.burst += 1
}

const truth = (play: Play, text: string): void => {
  const [outcome = '', reason, fits] = text.split(' ')
  const { negotiation, role, exchange } = play.sa
  const peer = play.setting.peer
  const verdict = { negotiation, peer, role, exchange, outcome: outcome as 'failed' }
  const why = reason === undefined ? {} : { reason, ...(fits === undefined ? {} : { fits: fits.split(',') }) }
  play.entries.push({ kind: 'truth', at: play.at, burst: play.burst, truth: { ...verdict, ...why } })
}

/** State lines of phase 1 end in a blank and have an empty line behind them, those of quick mode have neither. */
const state = (play: Play, text: string, end: string): void => {
  const { unnamed, bareStates } = FACTS[play.setting.train]
  const [from = '', to = ''] = fill(text, play)
    .split(' ')
    .map((name) => (unnamed.includes(name) ? 'UNKNOWN' : name))
  const line = `Old State = ${from}  New State = ${to}${end}`
  if (bareStates) print(play, 'raw', line)
  else print(play, 'debug', prefix(play, 'ike') + line)
}

const prefix = ({ setting, sa }: Play, tag: Tag): string => {
  const { unborn, born, idBase, earlyId } = FACTS[setting.train]
  const known = sa.keyed || (earlyId && sa.inserted)
  const number = String(idBase + sa.count)
  return TAGS[setting.train][tag]
    .replace('{c}', known ? born.replaceAll('#', number) : unborn)
    .replace('{n}', known ? number : '0')
}

/** `sa | slot` goes on with that SA; `sa | slot role exchange` makes a new one in its place. */
const select = (play: Play, text: string): void => {
  const [slot = '', role, exchange] = text.split(' ')
  if (role === undefined) {
    play.sa = play.slots.get(slot) ?? play.sa
    return
  }
  play.negotiations += 1
  play.sa = startSa(play.setting, play.chance, play.negotiations, role as Role, exchange as Exchange)
  play.slots.set(slot, play.sa)
}

const OPERATIONS: { readonly [operation: string]: (play: Play, text: string) => void } = {
  step: (play, name) => run(play, STEPS[name] ?? []),
  /** `repeat | 2-5 step`: `{n}` counts. */
  repeat: (play, text) => {
    const [range = '', name = ''] = text.split(' ')
    const [first = 1, last = 0] = range.split('-').map(Number)
    for (let n = first; n <= last; n += 1) {
      play.sa.variables.set('n', String(n))
      run(play, STEPS[name] ?? [])
    }
  },
  wait,
  truth,
  sa: select,
  state: (play, text) => {
    state(play, text, ' ')
    print(play, 'raw', '')
  },
  qstate: (play, text) => state(play, text, ''),
  input: (play, text) => print(play, 'debug', `${prefix(play, 'ike')}Input = ${text}`),
  send: (play, text) => {
    print(play, 'debug', `${prefix(play, 'pak>')}${PACKETS[play.setting.train].sent} ({r}) ${text}`)
    if (covers('late', play.setting.train)) print(play, 'debug', `${prefix(play, 'ike')}Sending an IKE IPv4 Packet.`)
  },
  receive: (play, text) => {
    const role = text === 'NEW SA' ? 'N' : '{r}'
    print(play, 'debug', `${prefix(play, 'pak<')}${PACKETS[play.setting.train].received} (${role}) ${text}`)
  },
  blank: (play) => print(play, 'raw', ''),
  raw: (play, text) => print(play, 'raw', text),
  log: (play, text) => print(play, 'log', text),
  deb: (play, text) => print(play, 'debug', text),
  set: (play, text) => {
    for (const [key, value] of pairs(text)) play.sa.variables.set(key, fill(value, play))
  },
  flag: (play, text) => {
    for (const flag of text.split(' ')) play.flags.add(flag)
  },
  unflag: (play, text) => {
    for (const flag of text.split(' ')) play.flags.delete(flag)
  },
  node: (play, name) => {
    const id = play.chance.int(-2147483648, 2147483647)
    play.sa.variables.set(name, String(FACTS[play.setting.train].signedIds ? id : id >>> 0))
  },
  insert: ({ sa }) => {
    sa.inserted = true
  },
  keys: ({ sa }) => {
    sa.keyed = true
  },
  compare: (play, text) => {
    const { offered, policies } = play.setting
    const answered = text === 'answer' ? offered.slice(-1) : offered
    run(play, comparison(answered, policies, !play.flags.has('nokey')))
  },
}

const run = (play: Play, rows: readonly Row[]): void => {
  for (const row of rows) {
    if (!applies(play, row)) continue
    const operation = OPERATIONS[row.operation]
    if (operation !== undefined) operation(play, row.text)
    else print(play, 'debug', prefix(play, row.operation as Tag) + row.text)
    // A row that only one of two look-alikes has must not shift the other's time.
    if (!row.when.includes('twin') && !row.when.includes('!twin') && play.chance.chance(FACTS[play.setting.train].pace))
      play.at += 1
  }
}

/** Plays the rows from time 0; `flags` switch rows of the tables. */
export const compose = (rows: readonly Row[], setting: Setting, flags: readonly string[]): readonly Entry[] => {
  const chance = seeded(setting.seed)
  const play: Play = {
    setting,
    chance,
    entries: [],
    slots: new Map(),
    flags: new Set([...settingFlags(setting), ...flags]),
    sa: startSa(setting, chance, 0, 'unknown', 'unknown'),
    negotiations: 0,
    at: 0,
    burst: 0,
  }
  run(play, rows)
  return play.entries
}

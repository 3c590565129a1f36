/** Plays a script: rows in, entries out. A machine of few operations; all knowledge of IKE is in the tables. */
import type { Exchange, Role } from '../vocabulary/isakmp.ts'
import { ASA } from './asa.ts'
import type { Entry } from './entry.ts'
import { IOS } from './ios.ts'
import { fill, type Operation, type Play, print, type Voice } from './play.ts'
import { seeded } from './prng.ts'
import { settingFlags, startSa } from './sa.ts'
import type { Setting } from './setting.ts'
import { pairs, type Row } from './table.ts'
import { covers, DIALECT_OF, type Dialect, FACTS, GROUPS } from './trains.ts'

export const voiceOf = (dialect: Dialect): Voice => (dialect === 'asa' ? ASA : IOS)

const voice = ({ setting }: Play): Voice => voiceOf(DIALECT_OF[setting.train])

const isTrain = (word: string): boolean => word in FACTS || word in GROUPS

const applies = ({ setting, flags }: Play, row: Row): boolean => {
  const trains = row.when.filter((word) => isTrain(word.replace('!', '')))
  const wanted = trains.filter((word) => !word.startsWith('!'))
  if (wanted.length > 0 && !wanted.some((word) => covers(word, setting.train))) return false
  if (trains.some((word) => word.startsWith('!') && covers(word.slice(1), setting.train))) return false
  return row.when
    .filter((word) => !trains.includes(word))
    .every((word) => (word.startsWith('!') ? !flags.has(word.slice(1)) : flags.has(word)))
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

const OPERATIONS: { readonly [operation: string]: Operation } = {
  step: (play, name) => run(play, voice(play).steps[name] ?? []),
  /** `repeat | 2-5 step`: `{n}` counts. */
  repeat: (play, text) => {
    const [range = '', name = ''] = text.split(' ')
    const [first = 1, last = 0] = range.split('-').map(Number)
    for (let n = first; n <= last; n += 1) {
      play.sa.variables.set('n', String(n))
      run(play, voice(play).steps[name] ?? [])
    }
  },
  wait,
  truth,
  sa: select,
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
  keys: ({ sa }) => {
    sa.keyed = true
  },
  compare: (play, text) => {
    const { offered, policies } = play.setting
    const answered = text === 'answer' ? offered.slice(-1) : offered
    run(play, voice(play).comparison(answered, policies, !play.flags.has('nokey')))
  },
}

const run = (play: Play, rows: readonly Row[]): void => {
  const { operations, say } = voice(play)
  for (const row of rows) {
    if (!applies(play, row)) continue
    const operation = OPERATIONS[row.operation] ?? operations[row.operation]
    if (operation !== undefined) operation(play, row.text)
    else say(play, row.operation, row.text)
    // A row that only one of two look-alikes has must not shift the other's time.
    if (!row.when.includes('twin') && !row.when.includes('!twin') && play.chance.chance(FACTS[play.setting.train].pace))
      play.at += 1
  }
}

/** Plays the rows from time 0; `flags` switch rows of the tables. */
export const compose = (rows: readonly Row[], setting: Setting, flags: readonly string[]): readonly Entry[] => {
  const chance = seeded(setting.seed)
  const spoken = voiceOf(DIALECT_OF[setting.train])
  const play: Play = {
    setting,
    chance,
    entries: [],
    slots: new Map(),
    flags: new Set([...settingFlags(setting), ...spoken.flags(setting), ...flags]),
    sa: startSa(setting, chance, 0, 'unknown', 'unknown'),
    negotiations: 0,
    at: 0,
    burst: 0,
  }
  run(play, rows)
  return play.entries
}

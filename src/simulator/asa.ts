/** The voice of an ASA: each message by its syslog number, as debug line, as syslog, or as both (REFERENCE 1.3, 4.4). */
import { classes } from './classes.ts'
import { debugTag, isOfIke, prefixOf, SEVERITY } from './numbers.ts'
import { type Operation, type Play, print, type Voice } from './play.ts'
import { seeded } from './prng.ts'
import type { Setting } from './setting.ts'
import { ASA_STEPS } from './steps/asa/steps.ts'
import type { AsaTrain } from './trains.ts'

type Shown = {
  /** What stands behind the tag of a debug line; undefined where debugging is off. */
  readonly debug?: '' | ': '
  /** Least severe messages that `logging console` lets through; none where it is off. */
  readonly logging?: number
}

/** 8.3 and older print a colon behind the tag, and call the debugging `debug crypto isakmp`. */
const SHOWN: { readonly [T in AsaTrain]: Shown } = {
  'asa-9': { debug: '' },
  'asa-8': { debug: ': ' },
  'asa-syslog': { logging: 7 },
  'asa-both': { debug: '', logging: 5 },
  'asa-notices': { logging: 5 },
}

const shown = ({ train }: Setting): Shown => SHOWN[train as AsaTrain]

/** The tunnel group is known once `keys` was played, the user once one is set. */
const prefix = ({ sa }: Play, number: string): string => {
  const kind = prefixOf(number)
  if (kind === 'none') return ''
  if (kind === 'address' || !sa.keyed) return 'IP = {peer}, '
  return `Group = {group}, ${sa.variables.has('user') ? 'Username = {user}, ' : ''}IP = {peer}, `
}

const say = (play: Play, number: string, text: string): void => {
  const { debug, logging = -1 } = shown(play.setting)
  const severity = SEVERITY.get(number) ?? 7
  const body = prefix(play, number) + text
  if (debug !== undefined && isOfIke(number)) print(play, 'debug', `[${debugTag(number)}]${debug}${body}`)
  if (severity <= logging) print(play, 'log', `%ASA-${severity}-${number}: ${body}`)
}

const HEADER = 28
/** Bytes of a payload, as large as they mostly are. */
const SIZES: { readonly [payload: string]: number } = { SA: 56, KE: 132, NONCE: 24, CERT: 1032, SIG: 132, CERT_REQ: 88 }
const SIZE = 20

const packet = (play: Play, verb: string, payloads: string): void => {
  const length = payloads
    .split(' + ')
    .reduce((sum, payload) => sum + (SIZES[payload.replace(/ \(\d+\)$/, '')] ?? SIZE), HEADER)
  const message = `Message (msgid={msgid}) with payloads : HDR + ${payloads} + NONE (0) total length : ${length}`
  say(play, '713236', `IKE_DECODE ${verb} ${message}`)
}

const OPERATIONS: { readonly [operation: string]: Operation } = {
  send: (play, payloads) => {
    play.sa.variables.set('last', payloads)
    packet(play, 'SENDING', payloads)
  },
  resend: (play) => packet(play, 'RESENDING', play.sa.variables.get('last') ?? ''),
  receive: (play, payloads) => packet(play, 'RECEIVED', payloads),
  /** The next line of a message of severity 7. */
  more: (play, text) => {
    const { debug, logging = -1 } = shown(play.setting)
    if (debug !== undefined || logging === 7) print(play, 'raw', text)
  },
  node: (play, name) => play.sa.variables.set(name, play.chance.hex(8).toLowerCase()),
}

/** Another for each seed, and apart from the chance of the composition. */
const OWN_CHANCE = 99

/** What differs from release to release and from peer to peer. One of two lines always tells that an attempt is given up. */
const flags = (setting: Setting): readonly string[] => {
  const { chance } = seeded(setting.seed + OWN_CHANCE)
  const drawn = new Set<string>()
  if (shown(setting).logging !== undefined) drawn.add('logging')
  if (chance(0.5)) drawn.add('ios-peer')
  if (chance(0.85)) drawn.add('history')
  if (chance(0.3)) drawn.add('told')
  if (!drawn.has('told') || chance(0.8)) drawn.add('entry')
  return [...drawn]
}

export const ASA: Voice = { steps: ASA_STEPS, operations: OPERATIONS, say, comparison: classes, flags }

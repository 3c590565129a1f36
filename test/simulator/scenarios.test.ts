import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { renderByName, seatsOf, USUAL_STAMPING } from '../../src/simulator/catalogue.ts'
import { voiceOf } from '../../src/simulator/compose.ts'
import type { Entry } from '../../src/simulator/entry.ts'
import { SEVERITY } from '../../src/simulator/numbers.ts'
import { print, render } from '../../src/simulator/render.ts'
import { ASA_SCENARIOS } from '../../src/simulator/scenarios/asa/scenarios.ts'
import { LOOK_ALIKES } from '../../src/simulator/scenarios/look-alikes.ts'
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts'
import { SCENARIOS } from '../../src/simulator/scenarios/scenarios.ts'
import { TAGS } from '../../src/simulator/tags.ts'
import { ASA_TRAINS, DIALECT_OF, type Dialect, TRAINS, type Train } from '../../src/simulator/trains.ts'
import { givenConsole } from './given.ts'

const scenarios = suite('scenarios')

const OF_IOS: readonly Scenario[] = [...SCENARIOS, ...LOOK_ALIKES]

/** Every scenario in every seat on every train, as stamped text. */
const everyOne = function* (all: readonly Scenario[], trains: readonly Train[]) {
  for (const scenario of all)
    for (const seat of seatsOf(scenario))
      for (const train of trains)
        for (const twin of LOOK_ALIKES.includes(scenario) ? [false, true] : [false]) {
          const dialect = DIALECT_OF[train]
          const entries = render(scenario, seat, dialect, { train, twin })
          yield {
            name: `${scenario.name}, ${seat}, ${train}`,
            scenario,
            seat,
            train,
            entries,
            ...print(entries, USUAL_STAMPING[dialect]),
          }
        }
}

const ofIos = () => everyOne(OF_IOS, TRAINS)

const everything = function* () {
  yield* ofIos()
  yield* everyOne(ASA_SCENARIOS, ASA_TRAINS)
}

scenarios('render in every seat and train that they declare, with a truth', () => {
  for (const { name, lines, truth, scenario, train } of everything()) {
    assert.ok(lines.length > 1 || train === 'asa-notices', name)
    const silent = ['delete-which', 'ipsec-delete'].includes(scenario.name)
    assert.ok(truth.length > 0 || silent, name)
  }
})

scenarios('leave no variable unfilled, no row unknown and no time running backwards', () => {
  for (const { name, lines, entries } of everything()) {
    for (const { text } of lines) {
      assert.not.match(text, /[{}]/, name)
      assert.not.match(text, /undefined|NaN/, name)
    }
    let before: Entry | undefined
    for (const entry of entries) {
      assert.ok(before === undefined || entry.at >= before.at, `${name}: ${JSON.stringify(entry)}`)
      assert.ok(Number.isInteger(entry.at), name)
      before = entry
    }
  }
})

const FAMILIES: readonly (readonly [dialect: Dialect, all: readonly Scenario[], tags: readonly string[]])[] = [
  ['ios-15', OF_IOS, Object.keys(TAGS['15'])],
  ['asa', ASA_SCENARIOS, [...SEVERITY.keys()]],
]

scenarios('use only steps and operations that exist', () => {
  const common = 'step repeat wait truth sa blank raw log deb set flag unflag keys compare'
  for (const [dialect, all, tags] of FAMILIES) {
    const { steps, operations } = voiceOf(dialect)
    const known = new Set([...common.split(' '), ...Object.keys(operations), ...tags])
    const tables = [...Object.entries(steps)]
    for (const { name, seats } of all)
      for (const [seat, rows] of Object.entries(seats)) tables.push([`${name}, ${seat}`, rows])
    for (const [name, rows] of tables)
      for (const { operation, text } of rows) {
        assert.ok(known.has(operation), `${name}: ${operation}`)
        const step = operation === 'step' ? text : operation === 'repeat' ? (text.split(' ')[1] ?? '') : undefined
        assert.ok(step === undefined || step in steps, `${name}: ${step}`)
      }
  }
})

scenarios('print no text that no router prints', () => {
  const fakes = [
    'SA negotiation failed - NO_PROPOSAL_CHOSEN',
    /Processing of Main Mode failed with peer \d/,
    'AES-CBC-256',
    '0x80 (86400)',
    'notify HASH not authenticated',
    'IKMP_KEY_MISMATCH',
    'IKMP_NO_KEY',
    'IKMP_QM_FAILED',
    'IKMP_SA_NOTFOUND',
    'IKMP_RETRANS_TIMER',
    'IKMP_INVALID_EXCH_TYPE',
    'construct_proposal failed',
    'NOT acceptable',
    /ISAKMP.*: +group \d/,
    /lifetime \d+ seconds/,
    'MM_ACTIVE',
    'PHASE 1 FAILED',
    'Phase 1 mismatch',
    'Failed to verify PSK',
    'PROXY ID MISMATCH',
  ]
  for (const { name, lines } of ofIos())
    for (const { text } of lines)
      for (const fake of fakes)
        assert.not.ok(typeof fake === 'string' ? text.includes(fake) : fake.test(text), `${name}: ${text}`)
})

scenarios('print state changes that follow one another', () => {
  for (const { name, lines, scenario } of ofIos()) {
    if (/^(simultaneous|rekey|initial-contact|lines-lost)/.test(scenario.name)) continue
    let state = 'IKE_READY'
    for (const { text } of lines) {
      const [, from = '', to = ''] = /Old State = (\S+) {2}New State = (\S+)/.exec(text) ?? []
      if (from === '' || from.startsWith('IKE_QM_')) continue
      assert.ok(from === state || from === 'IKE_READY', `${name}: ${text} after ${state}`)
      state = to
    }
  }
})

scenarios('of 12.2 print state lines without tag and stamp, and UNKNOWN for the state it has no name for', () => {
  const { lines } = givenConsole('success', { dialect: 'ios-12', seat: 'initiator main' })
  const states = lines.map(({ text }) => text).filter((text) => text.includes('Old State') && !text.includes('QM'))
  assert.equal(states.slice(-4, -1), [
    'Old State = IKE_I_MM5  New State = UNKNOWN ',
    'Old State = UNKNOWN  New State = UNKNOWN ',
    'Old State = UNKNOWN  New State = IKE_P1_COMPLETE ',
  ])
})

scenarios('of 15 assign the conn-id in the middle of NONCE processing and fall back to (0) in single lines', () => {
  const { lines } = givenConsole('success', { dialect: 'ios-15', seat: 'initiator main' })
  const texts = lines.map(({ text }) => text.replace(/^.*?: (?=ISAKMP)/, ''))
  const nonce = texts.findIndex((text) => text.includes('processing NONCE'))
  assert.is(texts[nonce + 1], 'ISAKMP:(0):found peer pre-shared key matching 172.16.6.2')
  assert.is(texts[nonce + 2], 'ISAKMP:(1001): processing vendor id payload')
  assert.ok(texts.slice(nonce).includes('ISAKMP:(0)::peer matches *none* of the profiles'))
})

scenarios('of an ASA are the same as debug lines, as syslog, and as both', () => {
  const texts = (train: Train) =>
    givenConsole('psk-mismatch', { dialect: 'asa', seat: 'responder main', choice: { train } }).lines.map(
      ({ text }) => text,
    )
  const unread = 'Received encrypted Oakley Main Mode packet with invalid payloads, MessID = 0'
  const named = `Group = 172.16.6.2, IP = 172.16.6.2, ${unread}`
  const of = (train: Train) =>
    texts(train)
      .filter((text) => text.includes(unread))
      .slice(0, 2)
  assert.is(of('asa-9')[0], `Nov 08 07:10:05 [IKEv1]${named}`)
  assert.is(of('asa-8')[0], `Nov 08 07:10:05 [IKEv1]: ${named}`)
  assert.is(of('asa-syslog')[0], `Nov 08 2024 07:10:05: %ASA-5-713904: ${named}`)
  assert.equal(of('asa-both'), [of('asa-9')[0], of('asa-syslog')[0]])
  assert.ok(texts('asa-notices').every((text) => /%ASA-[1-5]-/.test(text)))
})

scenarios('clear the SA of their own story alone, whose conn-id every line of it bears', () => {
  for (const [dialect, train] of [
    ['ios-12', '12.3'],
    ['ios-15', '15'],
    ['ios-xe', 'xe'],
  ] as const) {
    const texts = givenConsole('deleted-locally', {
      dialect,
      seat: 'initiator main',
      choice: { train, saCount: 6 },
    }).lines.map(({ text }) => text)
    const cleared = /#clear crypto isakmp (\d+)$/.exec(texts.find((text) => text.includes('#clear')) ?? '')?.[1]
    const dies = texts.find((text) => text.includes('deleting SA reason')) ?? ''
    assert.ok(cleared !== undefined && new RegExp(`[(:]${cleared}[):]`).test(dies), `${train}: ${cleared} ${dies}`)
  }
})

scenarios('give look-alike pairs that share most of their text', () => {
  for (const scenario of LOOK_ALIKES) {
    const texts = (twin: boolean) =>
      seatsOf(scenario)
        .flatMap((seat) => render(scenario, seat, 'ios-15', { twin }))
        .flatMap((entry) => (entry.kind === 'line' ? [entry.text] : []))
    const other = new Set(texts(true))
    assert.not.equal(texts(false), texts(true), scenario.name)
    const shared = texts(false).filter((text) => other.has(text)).length
    assert.ok(shared >= 12, scenario.name)
  }
})

scenarios('are not rendered for a name or a seat that does not exist', () => {
  assert.is(renderByName('no such'), undefined)
  assert.is(renderByName('isakmp-off', { seat: 'responder main' }), undefined)
})

scenarios.run()

import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { REASONS } from '../../src/diagnosis/diagnosis.ts'
import type { Observation } from '../../src/phase1/event.ts'
import type { DebugMessage, Kind } from '../../src/phase1/message.ts'
import { track, trackState } from '../../src/phase1/track.ts'
import { KINDS } from '../../src/profile/kinds.ts'

const totality = suite('any sequence of debug messages')

const PEERS = ['10.0.0.2', '10.0.0.3', '192.0.2.9', '2001:db8::9', '0.0.0.0', 'osaka', '']
const STATES = [
  'IKE_READY',
  'IKE_I_MM1',
  'IKE_I_MM2',
  'IKE_I_MM5',
  'UNKNOWN',
  'IKE_I_MM6',
  'IKE_R_MM1',
  'IKE_R_MM4',
  'IKE_R_MM5',
  'IKE_I_AM1',
  'IKE_R_AM2',
  'IKE_P1_COMPLETE',
  'IKE_DEST_SA',
  'IKE_QM_I_QM1',
  'IKE_XAUTH_REQ_SENT',
  'IKE_NONSENSE',
]
const SA_STATES = [
  'MM_NO_STATE',
  'MM_SA_SETUP',
  'MM_KEY_EXCH',
  'AG_INIT_EXCH',
  'QM_IDLE',
  'CONF_XAUTH',
  'NEW SA',
  'MM_WAIT_MSG2',
  'X',
]
const WORDS: { readonly [fact: string]: readonly string[] } = {
  peer: PEERS,
  local: PEERS,
  from: STATES,
  to: STATES,
  saState: SA_STATES,
  state: [...STATES, ...SA_STATES],
  payload: ['SA', 'KE', 'ID', 'NONCE', 'HASH', 'DELETE', 'SIG'],
  payloads: [
    'HDR + SA (1) + VENDOR (13) + NONE (0)',
    'HDR + KE (4) + NONCE (10)',
    'HDR + ID (5) + HASH (8)',
    'HDR + SA (1) + KE (4) + ID (5)',
    '',
  ],
  messageId: ['0', '00000000', '-1432212680', 'dead1234'],
  why: [
    'Death by retransmission P1',
    'No reason',
    'P1 delete notify (in)',
    'XAuthenticate fail',
    'peers alive',
    'Receive initial contact',
    'PEERS_ALIVE_TIMER',
    '',
  ],
  event: ['IKE_MM_EXCH', 'IKE_PROCESS_ERROR', 'IKE_SA_REQ_AM', 'IKE_INFO_NOTIFY', 'IKE_PHASE1_DEL'],
  notify: ['PROPOSAL_NOT_CHOSEN', 'INITIAL_CONTACT', 'R_U_THERE', 'INVALID_COOKIE', 'constructor'],
  history: ['MM_DONE, EV_ERROR-->MM_WAIT_MSG5, EV_PROB_AUTH_FAIL', 'MM_WAIT_MSG2, EV_TIMEOUT', ''],
  mode: ['Main', 'Quick', 'Aggressive', 'Informational'],
  who: ['isakmp_initiator', 'crypto_isakmp_process_block', 'x'],
}

const text = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(WORDS[name] ?? ['MD5', '1', '86400', 'RSA sig'])) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  )

type Field = { readonly is: 'text' | 'number' | 'flag' | readonly string[]; readonly optional: boolean }

const fact = (name: string, { is }: Field): fc.Arbitrary<unknown> => {
  if (is === 'text') return text(name)
  if (is === 'flag') return fc.boolean()
  if (is === 'number') return fc.oneof(fc.integer({ min: -1, max: 8 }), fc.constantFrom(500, 4500, 86_400))
  return fc.constantFrom(...is)
}

const heard = fc.record({
  at: fc.nat(1_000_000),
  device: fc.option(fc.nat(200_000), { nil: undefined }),
  stamp: fc.constantFrom('', '00:00:01'),
  conn: fc.option(fc.constantFrom(0, 1, 2, 1001), { nil: undefined }),
  peer: fc.option(fc.constantFrom(...PEERS), { nil: undefined }),
  text: fc.constantFrom('a line', ''),
  repaired: fc.boolean(),
  entry: fc.constant(''),
})

const message = (kind: Kind): fc.Arbitrary<DebugMessage> => {
  const fields = Object.entries(KINDS[kind] as { readonly [name: string]: Field })
  const required = fields.filter(([, field]) => !field.optional).map(([name]) => name)
  const facts = fc.record(Object.fromEntries(fields.map(([name, field]) => [name, fact(name, field)])), {
    requiredKeys: required,
  })
  return fc.tuple(facts, heard).map(([told, around]) => ({ ...told, kind, heard: around }) as unknown as DebugMessage)
}

const messages = fc.oneof(
  ...(Object.keys(KINDS) as Kind[]).map((kind) => ({
    weight: kind === 'packet' || kind === 'state' ? 6 : 1,
    arbitrary: message(kind),
  })),
)

const dialect = fc
  .constantFrom('ios' as const, 'asa' as const)
  .map((family) => ({ kind: 'dialect' as const, profile: family, family, repeatAfterMs: 10_000, repeats: 5 }))
const sight = fc.record({
  kind: fc.constant('sight' as const),
  sight: fc.constantFrom('unknown' as const, 'seeing' as const, 'gappy' as const, 'blind' as const),
  cause: fc.constantFrom(
    'restarted' as const,
    'muted' as const,
    'lines-lost' as const,
    'debugging-on' as const,
    'heard' as const,
    'recovered' as const,
  ),
  lines: fc.option(fc.nat(100), { nil: undefined }),
  heard,
})
const tick = fc.record({ kind: fc.constant('tick' as const), now: fc.nat(2_000_000), quiet: fc.nat(100_000) })
const input = fc.oneof({ weight: 30, arbitrary: messages }, dialect, sight, tick)

const LIMIT = 4

/** Whatever is said has the shape that the contract promises. */
const check = (event: Observation): void => {
  if (event.kind !== 'phase1') return
  const { role, exchange, id, connId } = event.negotiation
  assert.ok(['initiator', 'responder', 'unknown'].includes(role), `role ${role}`)
  assert.ok(['main', 'aggressive', 'unknown'].includes(exchange), `exchange ${exchange}`)
  assert.ok(Number.isInteger(id) && Number.isInteger(connId) && Number.isInteger(event.remotePort))
  if ('diagnosis' in event && event.diagnosis !== undefined) {
    const { reason, summary, remedy, alternatives } = event.diagnosis
    assert.ok(REASONS.includes(reason))
    assert.ok(summary.length > 10 && !/\{(?:peer|state|detail|mismatch)\}|undefined|NaN/.test(summary), summary)
    assert.ok(remedy.length > 0)
    for (const { discriminator } of alternatives ?? []) assert.ok(discriminator.length > 10)
  }
  if (event.type === 'transition') {
    assert.ok(event.elapsedMs >= 0 && typeof event.from === 'string' && typeof event.to === 'string')
    assert.ok(event.message === undefined || (event.message >= 1 && event.message <= 6), `message ${event.message}`)
    assert.is(event.message === undefined, event.direction === undefined)
  }
  if (event.type === 'established') assert.ok(event.durationMs >= 0 && event.timeline.length <= 6)
  if (event.type === 'down') assert.ok(event.upForMs >= 0)
}

totality('is taken without a fault, in bounded memory, and what is said has its shape', () => {
  const property = fc.property(fc.array(input, { maxLength: 150 }), fc.boolean(), (inputs, paced) => {
    let state = trackState({ maxPeers: LIMIT, expected: ['10.0.0.2'], paced })
    for (const each of [...inputs, { kind: 'end' as const, now: 3_000_000 }]) {
      const [next, outputs] = track(state, each)
      state = next
      for (const output of outputs) if (output.kind === 'phase1' || output.kind === 'console') check(output)
    }
    assert.ok(state.peers.size <= LIMIT + 1)
    for (const { negotiations } of state.peers.values())
      assert.ok(negotiations.length <= 8, `${negotiations.length} negotiations of one peer`)
    assert.is(state.open.size, 0)
  })
  fc.assert(property, { seed: 1, numRuns: 1500 })
})

totality(
  'tells a negotiation from its beginning to its end: nothing before started, one end, nothing behind it but the fall of an SA',
  () => {
    const property = fc.property(fc.array(input, { maxLength: 150 }), (inputs) => {
      let state = trackState({ paced: false })
      const told = new Map<number, string>()
      for (const each of [...inputs, { kind: 'end' as const, now: 3_000_000 }]) {
        const [next, outputs] = track(state, each)
        state = next
        for (const event of outputs) {
          if (event.kind !== 'phase1') continue
          const before = told.get(event.negotiation.id) ?? 'nothing'
          if (['failed', 'down', 'unfinished'].includes(event.type))
            assert.not.ok(['failed', 'down', 'unfinished'].includes(before), `${event.type} after ${before}`)
          if (event.type === 'failed') assert.is.not(before, 'established')
          if (event.type === 'down') assert.ok(['established', 'failing-up'].includes(before), `down after ${before}`)
          if (event.type === 'started') assert.is(before, 'nothing')
          told.set(
            event.negotiation.id,
            event.type === 'failing' && ['established', 'failing-up'].includes(before) ? 'failing-up' : event.type,
          )
        }
      }
    })
    fc.assert(property, { seed: 2, numRuns: 1000 })
  },
)

totality.run()

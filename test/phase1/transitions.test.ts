import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  diagram,
  FIRST_STATES,
  isAfterPhase1,
  STATES,
  stateRow,
  toldByCompletion,
} from '../../src/phase1/transitions.ts'

const transitions = suite('table of states')

/** Edges of REFERENCE 2.5 to 2.7, those of a state to itself aside. */
const EDGES: readonly [from: string, to: string][] = [
  ['IKE_I_MM1', 'IKE_I_MM2'],
  ['IKE_I_MM2', 'IKE_I_MM3'],
  ['IKE_I_MM3', 'IKE_I_MM4'],
  ['IKE_I_MM4', 'IKE_I_MM5'],
  ['IKE_I_MM5', 'IKE_I_MM6'],
  ['IKE_I_MM6', 'IKE_P1_COMPLETE'],
  ['IKE_I_MM1', 'IKE_DEST_SA'],
  ['IKE_I_MM3', 'IKE_DEST_SA'],
  ['IKE_I_MM5', 'IKE_DEST_SA'],
  ['IKE_R_MM1', 'IKE_DEST_SA'],
  ['IKE_R_MM1', 'IKE_R_MM2'],
  ['IKE_R_MM2', 'IKE_R_MM3'],
  ['IKE_R_MM3', 'IKE_R_MM4'],
  ['IKE_R_MM4', 'IKE_R_MM5'],
  ['IKE_R_MM5', 'IKE_R_MM4'],
  ['IKE_R_MM5', 'IKE_P1_COMPLETE'],
  ['IKE_R_MM2', 'IKE_DEST_SA'],
  ['IKE_R_MM4', 'IKE_DEST_SA'],
  ['IKE_I_AM1', 'IKE_P1_COMPLETE'],
  ['IKE_R_AM_AAA_AWAIT', 'IKE_R_AM2'],
  ['IKE_R_AM2', 'IKE_P1_COMPLETE'],
]

transitions('has every edge of the state machines of both roles and both exchanges', () => {
  for (const [from, to] of EDGES) assert.ok(STATES[from]?.next.includes(to), `${from} to ${to}`)
})

transitions('begins every exchange at IKE_READY', () => {
  for (const state of ['IKE_I_MM1', 'IKE_R_MM1', 'IKE_I_AM1', 'IKE_R_AM1', 'IKE_R_AM_AAA_AWAIT', 'IKE_R_AM2'])
    assert.ok(FIRST_STATES.includes(state), state)
  for (const state of ['IKE_I_MM2', 'IKE_P1_COMPLETE', 'IKE_DEST_SA'])
    assert.not.ok(FIRST_STATES.includes(state), state)
})

transitions('leads only to states that it knows, and each can be reached and left', () => {
  const ends = ['IKE_P1_COMPLETE', 'IKE_DEST_SA', 'UNKNOWN']
  for (const [state, { next }] of Object.entries(STATES)) {
    assert.ok(next.length > 0, state)
    for (const to of next) assert.ok(to in STATES || ends.includes(to), `${state} to ${to}`)
    const reached = FIRST_STATES.includes(state) || Object.values(STATES).some((row) => row.next.includes(state))
    assert.ok(reached, state)
  }
})

transitions('knows by the number of a state whether that message was sent or received (REFERENCE 2.1)', () => {
  for (const [state, { role, exchange, message, direction }] of Object.entries(STATES)) {
    const [, side, mode, number] = /^IKE_([IR])_(MM|AM)(\d)/.exec(state) ?? [undefined, 'R', 'AM', '1']
    assert.is(role, side === 'I' ? 'initiator' : 'responder', state)
    assert.is(exchange, mode === 'MM' ? 'main' : 'aggressive', state)
    assert.is(String(message), number, state)
    assert.is(direction, (message % 2 === 1) === (side === 'I') ? 'sent' : 'received', state)
  }
})

transitions(
  'says of each state what it waits for: behind a message of ours the next one of the peer, else this side',
  () => {
    for (const [state, { message, direction, waitingFor }] of Object.entries(STATES)) {
      if (direction === 'sent') assert.match(waitingFor, new RegExp(`^message ${message + 1}, the peer’s \\w`), state)
      else assert.match(waitingFor, /^(?:this router|the AAA server) to \w/, state)
    }
  },
)

transitions('takes UNKNOWN of 12.2 for IKE_I_MM6', () => {
  assert.is(stateRow('UNKNOWN'), stateRow('IKE_I_MM6'))
  assert.is(stateRow('IKE_P1_COMPLETE'), undefined)
  assert.is(stateRow('toString'), undefined, 'a word of the language we are written in is no state')
})

transitions('tells the messages that completion implies', () => {
  assert.equal(toldByCompletion('IKE_R_MM5'), [{ message: 6, direction: 'sent' }])
  assert.equal(toldByCompletion('IKE_I_AM1'), [
    { message: 2, direction: 'received' },
    { message: 3, direction: 'sent' },
  ])
  assert.equal(toldByCompletion('IKE_R_AM2'), [{ message: 3, direction: 'received' }])
  assert.equal(toldByCompletion('IKE_I_MM6'), [])
})

transitions('puts XAUTH and mode configuration behind phase 1', () => {
  for (const state of ['IKE_P1_COMPLETE', 'IKE_XAUTH_REQ_SENT', 'IKE_CONFIG_MODE_REQ_SENT'])
    assert.ok(isAfterPhase1(state), state)
  for (const state of ['IKE_I_MM6', 'IKE_DEST_SA', 'IKE_R_AM_AAA_AWAIT']) assert.not.ok(isAfterPhase1(state), state)
})

transitions('draws itself: every state with its message, every edge once', () => {
  const lines = diagram().split('\n')
  assert.is(lines[0], 'stateDiagram-v2')
  assert.ok(lines.includes('  [*] --> IKE_READY'))
  assert.ok(lines.includes('  IKE_DEST_SA --> [*]'))
  for (const [from, to] of EDGES) assert.ok(lines.includes(`  ${from} --> ${to}`), `${from} to ${to}`)
  for (const [state, { message, direction }] of Object.entries(STATES)) {
    assert.ok(lines.includes(`  ${state} : ${state}<br/>message ${message} ${direction}`), state)
  }
  assert.is(new Set(lines).size, lines.length)
})

transitions.run()

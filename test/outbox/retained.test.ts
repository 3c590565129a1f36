import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Publication } from '../../src/outbox/publication.ts'
import {
  newRetained,
  nextState,
  type Rank,
  type Retained,
  resyncStates,
  setState,
  stateAcknowledged,
  stateOffered,
  statesLost,
  topicListed,
} from '../../src/outbox/retained.ts'

const states = suite('state topics')

const state = (topic: string, payload: string): Publication => ({
  topic,
  payload,
  qos: 1,
  retain: true,
  class: 'snapshot',
  urgent: false,
})

const put = (retained: Retained, topic: string, payload: string, rank: Rank = 3): void => {
  setState(retained, state(topic, payload), rank)
  topicListed(retained, topic)
}

const sendAll = (retained: Retained): string[] => {
  const sent: string[] = []
  for (let next = nextState(retained); next !== undefined; next = nextState(retained)) {
    stateOffered(retained, next.topic)
    sent.push(`${next.topic}=${next.payload}`)
    stateAcknowledged(retained, next.topic)
  }
  return sent
}

states('a newer state takes the place of one not yet sent', () => {
  const retained = newRetained()
  put(retained, 'peer', 'negotiating')
  put(retained, 'peer', 'established')
  assert.equal(sendAll(retained), ['peer=established'])
})

states('a topic is not sent before its name is listed', () => {
  const retained = newRetained()
  setState(retained, state('peer', 'up'), 3)
  assert.is(nextState(retained), undefined)
  topicListed(retained, 'peer')
  assert.is(nextState(retained)?.topic, 'peer')
})

states('a state changed while its message is in flight is sent after the acknowledgement', () => {
  const retained = newRetained()
  put(retained, 'peer', 'one')
  stateOffered(retained, 'peer')
  put(retained, 'peer', 'two')
  assert.is(nextState(retained), undefined)
  assert.is(stateAcknowledged(retained, 'peer'), false)
  assert.equal(sendAll(retained), ['peer=two'])
})

states('a new connection sends everything again: status, info, consoles, peers', () => {
  const retained = newRetained()
  put(retained, 'peer', 'p', 3)
  put(retained, 'console', 'c', 2)
  put(retained, 'info', 'i', 1)
  put(retained, 'status', 's', 0)
  assert.equal(sendAll(retained), ['status=s', 'info=i', 'console=c', 'peer=p'])
  assert.equal(sendAll(retained), [])
  statesLost(retained)
  resyncStates(retained)
  assert.is(retained.resync.size, 4)
  assert.equal(sendAll(retained), ['status=s', 'info=i', 'console=c', 'peer=p'])
  assert.is(retained.resync.size, 0)
})

states('an emptied topic is forgotten once the broker has acknowledged it, and not before', () => {
  const retained = newRetained()
  put(retained, 'alert', 'no-response')
  sendAll(retained)
  put(retained, 'alert', '')
  stateOffered(retained, 'alert')
  statesLost(retained)
  stateOffered(retained, nextState(retained)?.topic ?? '')
  assert.is(stateAcknowledged(retained, 'alert'), true)
  assert.is(retained.topics.size, 0)
})

states('a topic emptied and filled again in flight stays', () => {
  const retained = newRetained()
  put(retained, 'alert', '')
  stateOffered(retained, 'alert')
  put(retained, 'alert', 'psk-mismatch')
  assert.is(stateAcknowledged(retained, 'alert'), false)
  assert.equal(sendAll(retained), ['alert=psk-mismatch'])
})

states.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { eventId } from '../../src/report/id.ts'
import { validateEvent } from '../../src/report/validate.ts'
import { down, established, eventsOf, failed, run, started, transition } from './fixtures.ts'

const envelope = suite('envelope')

envelope('an established phase 1 is published word for word like this', () => {
  const { all } = run([established(191)])
  const [event] = eventsOf(all)
  const id = event?.id ?? ''
  assert.match(id, /^[0-9a-f]{32}$/)
  assert.equal(event, {
    specversion: '1.0',
    id,
    source: '/ikewatch/branch-042/console/tokyo',
    subject: 'peer/172-16-6-2',
    type: 'ikewatch.phase1.established',
    time: '2026-03-07T16:14:29.191Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:ikewatch:schema:1:ikewatch.phase1.established',
    sequence: 1,
    boot: 3,
    clock: 'synchronised',
    data: {
      peer: { address: '172.16.6.2', port: 500, expected: true },
      negotiation: { id: 'tokyo-3-1', role: 'initiator', exchange: 'main', connId: 0 },
      routerTime: '*Mar  7 16:14:29.027',
      proposal: {
        encryption: 'DES-CBC',
        hash: 'MD5',
        group: 1,
        authentication: 'pre-share',
        lifetimeSeconds: 86400,
        rfc: { encryption: 1, hash: 1, group: 1, authentication: 1 },
      },
      durationMs: 164,
      timeline: [
        { message: 1, direction: 'sent', atMs: 0 },
        { message: 2, direction: 'received', atMs: 40 },
      ],
      vendorIds: ['Cisco Unity'],
      natTraversal: false,
      weaknesses: [{ item: 'DES-CBC', judgement: 'broken, must not be used', source: 'RFC 8247' }],
      certainty: 'stated',
    },
  })
  assert.equal(validateEvent(event), [])
})

envelope('a failure goes out as an urgent CloudEvent with QoS 1 and its number beside it', () => {
  const { all } = run([failed(5, 'psk-mismatch')])
  const { payload, ...how } = all[0] ?? { payload: '' }
  assert.equal(how, {
    topic: 'ikewatch/1/branch-042/console/tokyo/event',
    qos: 1,
    retain: false,
    class: 'failure',
    urgent: true,
    contentType: 'application/cloudevents+json',
    expectSequence: { console: 'tokyo', sequence: 1 },
  })
  const event = JSON.parse(payload)
  assert.equal(event.data.diagnosis.reason, 'psk-mismatch')
  assert.equal(event.data.offered[0].rfc, { encryption: 7, hash: 2, group: 14 })
  assert.equal(validateEvent(event), [])
})

envelope('every type of phase 1 keeps the contract and bears the next number', () => {
  const { all } = run([
    started(0),
    transition(1),
    { ...failed(2, 'no-response'), type: 'failing' } as never,
    failed(3, 'no-response'),
    established(4, 2),
    down(5, 'dpd-timeout', 2),
    { ...started(6, 3), type: 'unfinished', lastState: 'IKE_I_MM3', waitingFor: 'message 4' } as never,
  ])
  const events = eventsOf(all)
  assert.equal(events.flatMap(validateEvent), [])
  assert.equal(
    events.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6, 7],
  )
  assert.equal(new Set(events.map(({ id }) => id)).size, 7)
})

envelope('an event of an unknown peer has neither peer nor subject', () => {
  const { all } = run([{ ...started(0), peer: undefined }])
  const [event] = eventsOf(all)
  assert.is(all.length, 1)
  assert.not('subject' in (event ?? {}))
  assert.not('peer' in (event?.data ?? {}))
  assert.equal(validateEvent(event), [])
})

envelope('a capture without time stamps gives events without a time', () => {
  const [event] = eventsOf(
    run([{ ...started(0), moment: { at: 0, stamp: '', device: undefined } }], { timeOf: () => undefined }).all,
  )
  assert.not('time' in (event ?? {}))
  assert.not('routerTime' in (event?.data ?? {}))
  assert.equal(validateEvent(event), [])
})

envelope('a capture read again gives the same ids, whatever the clock says', () => {
  const inputs = () => [started(0), transition(20), established(164)]
  const ids = (change = {}) => eventsOf(run(inputs(), change).all).map(({ id }) => id)
  assert.equal(ids(), ids({ timeOf: () => undefined, clock: () => 'unset' as const }))
  assert.not.equal(ids(), ids({ boot: 4 }))
  assert.not.equal(ids(), ids({ console: 'osaka' }))
})

envelope('each part that identifies an event changes its id', () => {
  const one = { source: '/a', boot: 1, sequence: 1, type: 't', subject: undefined, data: '{"a":1}' }
  const others = [
    { ...one, source: '/b' },
    { ...one, boot: 2 },
    { ...one, sequence: 2 },
    { ...one, type: 'u' },
    { ...one, subject: 'peer/x' },
    { ...one, data: '{"a":2}' },
  ]
  assert.is(new Set([one, ...others].map(eventId)).size, 7)
  assert.is(eventId(one), eventId({ ...one }))
  // Pinned: consumers keep ids for long, a change of the rule would double their history.
  assert.is(eventId(one), '18e641e551c14955c2bba1d5befb7f6c')
})

envelope.run()

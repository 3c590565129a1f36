import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { consoleEvents, observed, ofType, verdicts } from './observed.ts'
import { staged, TRAINS } from './staged.ts'

const middle = suite('a machine that starts in the middle (REFERENCE 2.8)')
const PEER = '172.16.6.2'
const at = (ms: number, text: string): string =>
  `*Mar  1 00:13:${String(10 + Math.floor(ms / 1000)).padStart(2, '0')}.${String(ms % 1000).padStart(3, '0')}: ${text}`

middle('a packet line alone fixes role, peer and ports', () => {
  const [started] = ofType(
    observed([at(0, `ISAKMP:(1001): sending packet to ${PEER} my_port 4500 peer_port 4500 (I) MM_KEY_EXCH`)]),
    'started',
  )
  assert.equal(
    [started?.peer, started?.role, started?.exchange, started?.ports],
    [PEER, 'initiator', 'main', { local: 4500, remote: 4500 }],
  )
})

middle('a state line alone fixes the state; the first is no gap, the next one that does not follow is', () => {
  const lines = [
    at(0, `ISAKMP:(1001): sending packet to ${PEER} my_port 500 peer_port 500 (I) MM_SA_SETUP`),
    at(1, 'ISAKMP:(1001):Old State = IKE_I_MM2  New State = IKE_I_MM3 '),
    at(50, 'ISAKMP:(1001):Old State = IKE_I_MM4  New State = IKE_I_MM5 '),
  ]
  const gaps = (count: number) => consoleEvents(observed(lines.slice(0, count))).filter(({ type }) => type === 'gap')
  assert.equal(gaps(2), [])
  assert.is(gaps(3).length, 1)
  assert.match(gaps(3)[0]?.why ?? '', /IKE_I_MM4 where IKE_I_MM3/)
})

middle('later phases imply that phase 1 was complete', () => {
  const packet = at(0, `ISAKMP (1001): received packet from ${PEER} dport 500 sport 500 Global (R) QM_IDLE      `)
  for (const implied of [
    'ISAKMP:(1001):beginning Quick Mode exchange, M-ID of 2847364501',
    'ISAKMP:(1001): processing HASH payload. message ID = 1943857201',
    'ISAKMP:(1001):Checking IPSec proposal 1',
    'ISAKMP:(1001): processing NOTIFY DPD/R_U_THERE protocol 1',
  ]) {
    const [established, ...more] = ofType(observed([packet, at(1, implied)]), 'established')
    assert.equal([established?.peer, established?.certainty, more.length], [PEER, 'inferred', 0], implied)
  }
})

middle('a node set to QM_IDLE implies nothing', () => {
  const lines = [
    at(0, `ISAKMP:(0): sending packet to ${PEER} my_port 500 peer_port 500 (I) MM_NO_STATE`),
    at(1, 'ISAKMP: set new node 0 to QM_IDLE      '),
    at(2, 'ISAKMP: set new node 0 to QM_IDLE      '),
  ]
  assert.equal(ofType(observed(lines), 'established'), [])
})

middle('authenticated without a line that says complete is complete', () => {
  for (const train of TRAINS) {
    const lines = staged('step i-main', { seat: 'initiator main', train })
    const end = lines.findIndex((line) => line.includes('SA has been authenticated with'))
    assert.equal(verdicts(observed(lines.slice(0, end + 1))), [`${PEER} established`], train)
  }
})

middle('every suffix of a success comes to established or says nothing, never to a failure', () => {
  for (const train of TRAINS)
    for (const seat of ['initiator main', 'responder main'] as const) {
      const lines = staged(
        seat === 'initiator main' ? 'step i-main / step qm-initiator' : 'step r-main / step qm-responder',
        { seat, train },
      )
      for (let from = 0; from < lines.length; from++) {
        const events = observed(lines.slice(from))
        const where = `${train}, ${seat}, from line ${from}: ${lines[from]}`
        assert.equal(
          [ofType(events, 'failed').length, ofType(events, 'down').length, ofType(events, 'failing').length],
          [0, 0, 0],
          where,
        )
        assert.ok(ofType(events, 'established').length <= 1, where)
      }
    }
})

middle('every prefix of a success is unfinished, established or nothing, never a failure', () => {
  for (const train of TRAINS)
    for (const seat of ['initiator main', 'responder main'] as const) {
      const lines = staged(seat === 'initiator main' ? 'step i-main' : 'step r-main', { seat, train })
      for (let to = 0; to < lines.length; to++) {
        const said = verdicts(observed(lines.slice(0, to)))
        assert.ok(
          said.length <= 1 && said.every((verdict) => /unfinished$|established$/.test(verdict)),
          `${train}, ${seat}, ${to}: ${said}`,
        )
      }
    }
})

middle('any one lost line changes no success into a failure', () => {
  for (const train of TRAINS)
    for (const seat of ['initiator main', 'responder main'] as const) {
      const lines = staged(
        seat === 'initiator main' ? 'step i-main / step qm-initiator' : 'step r-main / step qm-responder',
        { seat, train },
      )
      for (let lost = 0; lost < lines.length; lost++) {
        const said = verdicts(observed([...lines.slice(0, lost), ...lines.slice(lost + 1)]))
        assert.equal(said, [`${PEER} established`], `${train}, ${seat}, without ${lines[lost]}`)
      }
    }
})

middle('a new beginning supersedes an older attempt in the same role', () => {
  for (const beginning of [
    'insert sa successfully sa = 66825864',
    `ISAKMP: Created a peer struct for ${PEER}, peer port 500`,
  ]) {
    const attempt = (ms: number) => [
      at(ms, 'ISAKMP:(0):Old State = IKE_READY  New State = IKE_I_MM1 '),
      at(ms + 1, `ISAKMP:(0): sending packet to ${PEER} my_port 500 peer_port 500 (I) MM_NO_STATE`),
    ]
    const line = beginning.startsWith('insert') ? beginning : at(20_000, beginning)
    const events = observed([...attempt(0), line, ...attempt(20_001)])
    assert.equal(ofType(events, 'failed'), [], beginning)
    assert.equal(verdicts(events), [`${PEER} unfinished`], beginning)
  }
})

middle.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { observed, ofType, verdicts } from './observed.ts'
import { staged } from './staged.ts'

const rough = suite('a rough console: what a damaged line may decide')
const PEER = '172.16.6.21'
/** The same with a digit lost. */
const CUT = '172.16.6.2'

/** Makes the console rough: behind every third line comes another that is damaged beyond reading. */
const damaged = (lines: readonly string[]): string[] =>
  lines.flatMap((line, index) =>
    index % 3 === 2 && line.includes('ISAKMP') ? [line, `${line.slice(0, 40)}þq`] : [line],
  )

const stamp = (text: string): string => `*Mar  1 00:20:10.100: ${text}`
const SUCCESS = staged('step i-main / step qm-initiator', { seat: 'initiator main', choice: { peer: PEER } })

rough('an address that lost a digit is the peer’s whose conn-id stands on the same line', () => {
  const lines = damaged(SUCCESS).map((line) => (line.includes('QM_IDLE') ? line.replace(PEER, CUT) : line))
  const dpd = [1, 2, 3].map(() =>
    stamp(`ISAKMP:(1001): sending packet to ${CUT} my_port 500 peer_port 500 (I) QM_IDLE      `),
  )
  assert.equal(verdicts(observed([...lines, ...dpd])), [`${PEER} established`])
})

rough('a beginning under an address that lost a digit is told of the peer that the next lines name', () => {
  const again = staged('step r-main / step qm-responder', {
    seat: 'responder main',
    choice: { peer: PEER, saCount: 1 },
  })
  const begun = again.map((line) => (line.includes('NEW SA') ? line.replace(PEER, CUT) : line))
  const seen = observed(damaged([...SUCCESS, ...begun]))
  assert.equal(verdicts(seen), [`${PEER} established`, `${PEER} established`])
  assert.equal(
    ofType(seen, 'started').map(({ peer, role }) => [peer, role]),
    [
      [PEER, 'initiator'],
      [PEER, 'responder'],
    ],
  )
})

rough('a peer whose address is another’s with a digit lost is believed when it is named often enough', () => {
  const other = staged('step r-main / step qm-responder', { seat: 'responder main', choice: { peer: CUT, saCount: 1 } })
  assert.equal(verdicts(observed(damaged([...SUCCESS, ...other]))), [`${PEER} established`, `${CUT} established`])
})

rough('a negotiation that was judged does not rise by a line that bears its conn-id', () => {
  const failed = staged(
    'step r-r1 / step r-s2 / step r-r3 / step r-s4 / set stuck=MM_KEY_EXCH state=IKE_R_MM4 / step five-duplicates',
    {
      seat: 'responder main',
      choice: { peer: PEER },
    },
  )
  const late = stamp('ISAKMP:(1001):Old State = IKE_R_MM5  New State = IKE_P1_COMPLETE ')
  const qm = stamp('ISAKMP:(1001): processing SA payload. message ID = 587226351')
  assert.equal(ofType(observed(damaged([...failed, late, qm, qm])), 'established'), [])
})

rough('a damaged message ID of phase 1 is none of quick mode', () => {
  const lines = staged('step r-r1 / step r-s2 / step r-r3 / step r-s4 / step r-r5', {
    seat: 'responder main',
    choice: { peer: PEER },
  })
  for (const id of ['H', '7', '0þ']) {
    const identity = stamp(`ISAKMP:(1001): processing ID payload. message ID = ${id}`)
    assert.equal(ofType(observed([...damaged(lines), identity, identity]), 'established'), [], id)
  }
})

rough('a state that no router knows is not entered', () => {
  const lines = SUCCESS.map((line) => line.replace('New State = IKE_I_MM2', 'New State = IKE_I_M'))
  const to = ofType(observed(damaged(lines)), 'transition').map((event) => event.to)
  assert.not(to.includes('IKE_I_M'))
  assert.ok(to.includes('IKE_P1_COMPLETE') || ofType(observed(damaged(lines)), 'established').length === 1)
})

rough('a state that the negotiation at hand cannot be in belongs to another', () => {
  const begun = staged('step i-s1 / step i-r2 / step i-s3', { seat: 'initiator main', choice: { peer: PEER } })
  const other = [
    stamp('ISAKMP:(1035):Old State = IKE_I_MM5  New State = IKE_I_MM6 '),
    stamp('ISAKMP:(1035):Old State = IKE_I_MM6  New State = IKE_I_MM6 '),
    stamp('ISAKMP:(1035):Old State = IKE_I_MM6  New State = IKE_P1_COMPLETE '),
  ]
  const seen = observed([...damaged(begun), ...other])
  assert.equal(
    ofType(seen, 'established').filter(({ peer }) => peer === PEER),
    [],
  )
})

/** What other debugs print between, with the stamp of the line behind. */
const FOREIGN = [
  'NHRP: Send Registration Request via Tunnel0 vrf 0, packet size: 92',
  'RADIUS(00000015): Send Access-Request to 192.0.2.80:1645 id 1645/3, len 97',
  'IP: s=192.0.2.1 (local), d=192.0.2.70 (FastEthernet0/0), len 100, sending',
  'EIGRP: Sending HELLO on Tunnel0',
]

/** The same console with other debugs switched on: before every stamped line four foreign ones. */
const crowded = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const time = /^\*?\w{3} +\d+ [\d:.]+: /.exec(line)?.[0]
    return time === undefined ? [line] : [...FOREIGN.map((text) => `${time}${text}`), line]
  })

rough('other debugs between the lines of IKE damage nothing: all is judged as without them', () => {
  const repeats = [1, 2, 3, 4, 5].flatMap((attempt) => [
    `*Mar  1 00:20:${attempt}0.100: ISAKMP (0:0): incrementing error counter on sa, attempt ${attempt} of 5: retransmit phase 1`,
    `*Mar  1 00:20:${attempt}0.100: ISAKMP:(0): sending packet to ${PEER} my_port 500 peer_port 500 (I) MM_NO_STATE`,
  ])
  const stuck = [...staged('step i-s1', { seat: 'initiator main', choice: { peer: PEER } }), ...repeats]
  const death = (state: string): string =>
    stamp(`ISAKMP:(1001):deleting SA reason "BY user command" state (I) ${state} (peer ${PEER})`)
  for (const lines of [SUCCESS, stuck, [...SUCCESS, death('QM_IDLE')], [death('QM_IDLE')], [death('MM_KEY_EXCH')]])
    assert.equal(verdicts(observed(crowded(lines))), verdicts(observed(lines)))
})

rough.run()

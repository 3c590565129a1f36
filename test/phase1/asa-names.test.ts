import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alarms, observed, ofType, verdicts } from './observed.ts'

const asa = suite('phase 1 on an ASA: whose line it is, and of which attempt')
const PEER = '192.0.2.9'
const OTHER = '198.51.100.66'

const line = (text: string, peer = PEER, at = '07:10:05'): string => `Nov 08 ${at} [IKEv1]IP = ${peer}, ${text}`
const grouped = (text: string, peer = PEER, at = '07:10:05'): string =>
  `Nov 08 ${at} [IKEv1]Group = ${peer}, IP = ${peer}, ${text}`

const packet = (direction: string, payloads: string, peer = PEER): string =>
  line(
    `IKE_DECODE ${direction} Message (msgid=0) with payloads : HDR + ${payloads} + NONE (0) total length : 108`,
    peer,
  )

const PAYLOADS = ['SA (1) + VENDOR (13)', 'KE (4) + NONCE (10)', 'ID (5) + HASH (8)']

/** The first messages of main mode. */
const messages = (count: number, begunBy: 'us' | 'peer', peer = PEER): string[] =>
  Array.from({ length: count }, (_, index) =>
    packet((index % 2 === 0) === (begunBy === 'us') ? 'SENDING' : 'RECEIVED', PAYLOADS[index >> 1] ?? '', peer),
  )

const GONE = line('Removing peer from peer table failed, no match!')
const DONE = grouped('PHASE 1 COMPLETED')
const torn = (reason: string): string => grouped(`Session is being torn down. Reason: ${reason}`)
const again = (payloads: string): string[] => new Array<string>(3).fill(packet('RESENDING', payloads))

/** Makes the console rough: every third line comes once more, damaged beyond reading. */
const damaged = (lines: readonly string[]): string[] =>
  lines.flatMap((text, index) => (index % 3 === 2 ? [text, `${text.slice(0, 44)}þq`] : [text]))

asa('a ping mark in the address is taken out where a known peer is left; what is no name then is nobody', () => {
  const marked = (address: string) => [...messages(6, 'us'), grouped('PHASE 1 COMPLETED').replaceAll(PEER, address)]
  for (const address of ['192.0..2.9', '192.0!.2.9', '.192.0.2.9', '192.0.2.9!', '19.2.0.2.9'])
    assert.equal(verdicts(observed(marked(address))), [`${PEER} established`], address)
  assert.equal(verdicts(observed([line('Maximum concurrent IKE negotiations exceeded!', '192.0..2.7')])), [])
})

asa('a name may stand in the place of an address', () => {
  assert.equal(verdicts(observed([grouped('PHASE 1 COMPLETED', 'branch-fw.example')])), [
    'branch-fw.example established',
  ])
})

asa('on a rough console a mark is no mark, and what is no address no name', () => {
  const crowd = damaged([...messages(6, 'us'), DONE, ...messages(6, 'peer', OTHER)])
  for (const name of ['192.0.2.?9', 'x92.0.2.9'])
    assert.equal(verdicts(observed([...crowd, torn('Idle Timeout').replaceAll(PEER, name)])).slice(1), [
      `${OTHER} unfinished`,
    ])
})

asa('the keys that are made tell whose exchange it is, and how far it has come', () => {
  const [, , ...rest] = messages(4, 'peer')
  const lost = [packet('SENDING', PAYLOADS[0] ?? ''), ...rest]
  const keys = (role: string) => grouped(`Generating keys for ${role}...`)
  const stuck = [...lost.slice(0, 2), keys('Responder'), ...lost.slice(2), ...again('KE (4) + NONCE (10)'), GONE]
  const [failed] = ofType(observed(stuck), 'failed')
  assert.equal([failed?.negotiation.role, failed?.diagnosis.reason], ['responder', 'auth-timeout'])
  const own = [...messages(4, 'us'), keys('Initiator'), ...messages(5, 'us').slice(4), DONE]
  assert.equal(
    ofType(observed(own), 'transition').flatMap(({ message }) => message ?? []),
    [1, 2, 3, 4, 5],
  )
})

asa('where NAT was found message 5 goes to UDP 4500, whether that is said or not', () => {
  const nat = grouped(
    'Automatic NAT Detection Status:     Remote end is NOT behind a NAT device     This   end IS behind a NAT device',
  )
  const repeats = new Array<string>(3).fill(grouped('Duplicate Phase 1 packet detected.  Retransmitting last packet.'))
  assert.equal(verdicts(observed([...messages(5, 'us'), nat, ...repeats, ...again('ID (5) + HASH (8)'), GONE])), [
    `${PEER} failed/nat-t-blocked`,
  ])
})

asa('an encrypted packet that cannot be read was encrypted, however far the exchange was seen to come', () => {
  const unread = grouped('Received encrypted Oakley Main Mode packet with invalid payloads, MessID = 0')
  assert.equal(alarms(observed([...messages(1, 'peer'), unread])), [`${PEER} failing/psk-mismatch`])
})

asa('a payload is named by its number, and by nothing else', () => {
  const refused = (id: string) =>
    alarms(observed([...messages(1, 'peer'), line(`Error processing payload: Payload ID: ${id}`)]))
  assert.equal(refused('4'), [`${PEER} failing/malformed`])
  assert.equal(refused('14'), [`${PEER} failing/malformed`])
  assert.equal(refused('1'), [`${PEER} failed/proposal-mismatch`])
  assert.equal(refused('?'), [])
})

asa('a refusal while an SA is up is another attempt’s, and the SA stays up', () => {
  const events = observed([DONE, line('All SA proposals found unacceptable'), torn('Idle Timeout')])
  assert.equal(verdicts(events), [
    `${PEER} established`,
    `${PEER} failed/proposal-mismatch`,
    `${PEER} down/deleted-locally`,
  ])
})

asa('completion is told of each SA, and of one SA once', () => {
  const later = grouped('PHASE 1 COMPLETED', PEER, '07:44:00')
  assert.equal(verdicts(observed([DONE, later])), [`${PEER} established`, `${PEER} established`])
  assert.equal(verdicts(observed([DONE, DONE])), [`${PEER} established`])
  assert.equal(verdicts(observed([grouped('Oakley begin quick mode'), DONE])), [`${PEER} established`])
  const unstamped = '[IKEv1]Group = 192.0.2.9, IP = 192.0.2.9, PHASE 1 COMPLETED'
  assert.equal(verdicts(observed([unstamped.replace('PHASE 1 COMPLETED', 'Oakley begin quick mode'), unstamped])), [
    `${PEER} established`,
  ])
})

asa('a new SA takes the place of the one before: the end of the session is told once', () => {
  const later = grouped('PHASE 1 COMPLETED', PEER, '07:44:00')
  assert.equal(verdicts(observed([DONE, later, torn('Idle Timeout'), torn('Idle Timeout')])), [
    `${PEER} established`,
    `${PEER} established`,
    `${PEER} down/deleted-locally`,
  ])
})

asa('what is said of a session while a new attempt is under way is of the SA that is up', () => {
  const rekey = [line('IKE Initiator: Rekeying Phase 1'), ...messages(3, 'us')]
  assert.equal(verdicts(observed([DONE, ...rekey, grouped('PHASE 2 COMPLETED (msgid=77b0c19e)')], { open: true })), [
    `${PEER} established`,
  ])
  assert.equal(verdicts(observed([DONE, ...rekey, torn('Lost Service')], { open: true })), [
    `${PEER} established`,
    `${PEER} down/dpd-timeout`,
  ])
})

asa('what is said in both forms is heard once, whatever comes between them', () => {
  const both = (text: string) => [
    grouped(text),
    `Nov 08 2026 07:10:05: %ASA-3-713138: Group = ${PEER}, IP = ${PEER}, ${text}`,
  ]
  const [debug = '', syslog = ''] = both('PHASE 1 COMPLETED')
  const between = [grouped('Received keep-alive of type DPD R-U-THERE (seq number 0x5b2f41c0)', OTHER)]
  const unstamped = [debug, ...between, syslog].map((text) => text.replace(/^.*?(?=\[|%)/, ''))
  assert.equal(
    verdicts(observed(unstamped)).filter((said) => said.startsWith(`${PEER} `)),
    [`${PEER} established`],
  )
})

asa('a ping mark in one of both forms does not make two of them', () => {
  const unstamped = [
    grouped('PHASE 1 COMP.LETED'),
    `%ASA-5-713119: Group = ${PEER}, IP = ${PEER}, PHASE 1 COMPLETED`,
    torn('Idle Timeout'),
  ]
  assert.equal(verdicts(observed(unstamped.map((text) => text.replace(/^.*?(?=\[|%)/, '')))), [
    `${PEER} established`,
    `${PEER} down/deleted-locally`,
  ])
})

asa('trouble that names nobody is of the exchange that was shown a moment ago, or of nobody', () => {
  const bad = (at: string) => `Nov 08 ${at} [IKEv1]Unable to process the received peer certificate`
  const shown = messages(5, 'peer')
  assert.equal(alarms(observed([...shown, bad('07:10:05')])), [`${PEER} failing/cert-invalid`])
  assert.equal(alarms(observed([...shown, bad('07:10:09')])), [])
  assert.equal(alarms(observed([line('IKE Initiator: New Phase 1'), bad('07:10:05')])), [])
})

asa('a refusal of another kind than the last is of another attempt, soon as it may be', () => {
  const refused = grouped(
    'Tunnel Rejected: IKE peer does not match remote peer as defined in L2L policy',
    PEER,
    '07:10:20',
  )
  const unread = grouped(
    'Received encrypted Oakley Main Mode packet with invalid payloads, MessID = 0',
    PEER,
    '07:10:30',
  )
  const before = [...messages(1, 'peer'), line('All SA proposals found unacceptable')]
  const gone = GONE.replace('07:10:05', '07:10:31')
  assert.equal(verdicts(observed([...before, refused, gone, unread, gone])), [
    `${PEER} failed/proposal-mismatch`,
    `${PEER} failed/id-mismatch`,
    `${PEER} failed/psk-mismatch`,
  ])
})

asa('on a rough console a user who is refused does not end an SA that is up', () => {
  const lines = damaged([
    ...messages(6, 'us', OTHER),
    DONE,
    ...messages(6, 'peer', OTHER),
    grouped('Remote peer has failed user authentication'),
  ])
  assert.equal(alarms(observed(lines)), [])
})

asa('on a rough console the end of a session is no failure of the attempt at hand', () => {
  const lines = damaged([
    ...messages(6, 'us', OTHER),
    ...messages(2, 'us'),
    ...messages(6, 'peer', OTHER),
    torn('Administrator Reset'),
  ])
  assert.equal(alarms(observed(lines)), [])
})

asa('on a rough console the end of a session that was up is told all the same', () => {
  const lines = damaged([...messages(6, 'us'), DONE, ...messages(6, 'peer', OTHER), torn('Administrator Reset')])
  assert.equal(alarms(observed(lines)), [`${PEER} down/deleted-locally`])
})

asa.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { observed, ofType, verdicts } from './observed.ts'

const logged = suite('firewalls of which only the log is kept')
const PEER = '198.51.100.7'
const OTHER = '198.51.100.8'

const at = (time: string, number: string, text: string, peer = PEER): string =>
  `Nov 24 2026 ${time}: %ASA-${number}: Group = ${peer}, IP = ${peer}, ${text}`

const COMPLETE = at('09:00:00', '5-713119', 'PHASE 1 COMPLETED')
const terminated = (time: string, why: string, networks = 'Remote Proxy 203.0.113.0, Local Proxy 192.0.2.0'): string =>
  at(time, '5-713050', `Connection terminated for peer ${PEER}.  Reason: ${why}  ${networks}`)
const tornDown = (time: string, why: string): string =>
  at(time, '5-713259', `Session is being torn down. Reason: ${why}`)
const disconnected = (time: string, type: string, why: string, peer = PEER): string =>
  `Nov 24 2026 ${time}: %ASA-4-113019: Group = ${peer}, Username = ${peer}, IP = ${peer}, Session disconnected. Session Type: ${type}, Duration: 1h:00m:00s, Bytes xmt: 12, Bytes rcv:34, Reason: ${why}`

logged('a tunnel that ends is not the end of phase 1, which carries others', () => {
  const seen = observed([COMPLETE, terminated('09:30:00', 'IPSec SA Idle Timeout')])
  assert.equal(verdicts(seen), [`${PEER} established`])
  assert.equal(verdicts(observed([terminated('09:30:00', 'IPSec SA Idle Timeout')])), [`${PEER} established`])
  const last = observed([COMPLETE, terminated('09:30:00', 'Peer Terminate', 'Remote Proxy N/A, Local Proxy N/A')])
  assert.equal(verdicts(last), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
})

logged('what is cut before the networks does not tell whether phase 1 ends, too; its reason still counts', () => {
  const whole = terminated('09:30:00', 'Peer Terminate')
  for (const at of ['  Remote', 'Proxy 203', ' 203.0']) {
    const cut = whole.slice(0, whole.indexOf(at))
    assert.equal(verdicts(observed([COMPLETE, cut])), [`${PEER} established`], cut)
    const ended = observed([COMPLETE, cut, tornDown('09:30:01', 'User Requested')])
    assert.equal(verdicts(ended), [`${PEER} established`, `${PEER} down/deleted-by-peer`], cut)
  }
})

logged('what ends right behind its tunnel ends for the same reason; later, that reason is forgotten', () => {
  const ending = (time: string, why: string) =>
    verdicts(observed([COMPLETE, terminated('09:30:00', 'Peer Terminate'), tornDown(time, why)]))
  assert.equal(ending('09:30:00', 'User Requested'), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
  assert.equal(ending('09:30:10', 'User Requested'), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
  assert.equal(ending('09:30:11', 'User Requested'), [`${PEER} established`, `${PEER} down/unknown`])
  assert.equal(ending('11:00:00', 'Administrator Reset'), [`${PEER} established`, `${PEER} down/deleted-locally`])
})

logged('a delete that the peer sent long before an end is not its cause', () => {
  const ending = (time: string) =>
    verdicts(observed([COMPLETE, at('09:30:00', '7-715047', 'processing delete'), tornDown(time, 'User Requested')]))
  assert.equal(ending('09:30:00'), [`${PEER} established`, `${PEER} down/deleted-by-peer`])
  assert.equal(ending('10:30:00'), [`${PEER} established`, `${PEER} down/unknown`])
})

logged('a session of IKEv1 that ends is down, whatever a release calls it; others are not ours', () => {
  for (const type of ['LAN-to-LAN', 'IPSecLAN2LAN', 'IPsecOverNatT', 'IKEv1', 'IPSecOverUDP', 'L2TPOverIPSecOverNatT'])
    assert.equal(
      verdicts(observed([COMPLETE, disconnected('10:00:00', type, 'Lost Service')])),
      [`${PEER} established`, `${PEER} down/dpd-timeout`],
      type,
    )
  for (const type of ['SSL', 'IKEv2', 'AnyConnect-Parent', 'WebVPN'])
    assert.equal(
      verdicts(observed([COMPLETE, disconnected('10:00:00', type, 'Lost Service')])),
      [`${PEER} established`],
      type,
    )
})

logged('a session that ends is none of ours where its peer speaks IKEv2', () => {
  const v2 = `Nov 24 2026 09:00:00: %ASA-5-750006: Local:192.0.2.1:500 Remote:${PEER}:500 Username:${PEER} IKEv2 SA UP. Reason: New Connection Established`
  const end = disconnected('10:00:00', 'LAN-to-LAN', 'Idle Timeout')
  assert.equal(verdicts(observed([v2, end])), [])
  assert.equal(verdicts(observed([v2, disconnected('10:00:00', 'LAN-to-LAN', 'Idle Timeout', OTHER)])), [
    `${OTHER} established`,
    `${OTHER} down/deleted-locally`,
  ])
  assert.equal(verdicts(observed([v2, COMPLETE, end])), [`${PEER} established`, `${PEER} down/deleted-locally`])
})

logged('traffic for which there is no tunnel, or no way out, says nothing of the attempt at hand', () => {
  const request = at('09:00:00', '5-713041', `IKE Initiator: New Phase 1, Intf inside, IKE Peer ${PEER}  local Proxy`)
  for (const line of [
    '3-713042: IKE Initiator unable to find policy: Intf inside, Src: 192.0.2.10, Dst: 203.0.113.10',
    '3-713063: IKE Peer address not configured for destination 203.0.113.10',
    '4-713154: DNS lookup for Primary VPN Server [vpn.example.net] failed!',
    '3-713260: Output interface 5 to peer was not found',
  ])
    assert.equal(verdicts(observed([request, `Nov 24 2026 09:00:01: %ASA-${line}`])), [], line)
})

logged('an attempt of which only the beginning and the end were logged may have failed for the usual reasons', () => {
  const request = at('09:00:00', '5-713041', `IKE Initiator: New Phase 1, Intf inside, IKE Peer ${PEER}  local Proxy`)
  const repeated = at('09:00:08', '5-713201', 'Duplicate Phase 1 packet detected.  Retransmitting last packet.')
  const died = at('09:00:32', '3-713902', 'Removing peer from peer table failed, no match!')
  const failedAs = (lines: string[]) => {
    const diagnosis = ofType(observed(lines), 'failed')[0]?.diagnosis
    return [diagnosis?.reason, ...(diagnosis?.alternatives ?? []).map(({ reason }) => reason)]
  }
  assert.equal(failedAs([request, died]), ['unknown', 'no-response', 'proposal-mismatch', 'psk-mismatch'])
  assert.equal(failedAs([request, repeated, died]), ['unknown', 'psk-mismatch', 'nat-t-blocked', 'ke-timeout'])
})

logged('a client that is turned away was not refused for its keys', () => {
  const client = (text: string): string =>
    `Nov 24 2026 09:00:00: %ASA-3-713132: Group = STAFF, Username = alice, IP = ${PEER}, ${text}`
  assert.equal(verdicts(observed([client('Cannot obtain an IP address for remote peer')])), [
    `${PEER} failed/vendor-policy`,
  ])
  assert.equal(verdicts(observed([client('Login authentication failed due to max simultaneous-login restriction.')])), [
    `${PEER} failed/xauth-failed`,
  ])
})

logged('a PIX before 7.0 says in one line that phase 1 stands, and who began it', () => {
  const created = (who: string): string =>
    `Nov 24 2026 09:00:00: %PIX-6-602201: ISAKMP Phase 1 SA created (local 192.0.2.1/500 (${who}), remote ${PEER}/500, authentication=pre-share, encryption=3DES-CBC, hash=MD5, group=2, lifetime=86400s)`
  for (const who of ['initiator', 'responder']) {
    const seen = observed([created(who)])
    assert.equal(verdicts(seen), [`${PEER} established`])
    assert.is(ofType(seen, 'established')[0]?.negotiation.role, who)
  }
  const gone = `Nov 24 2026 10:00:00: %PIX-7-702203: ISAKMP DPD timed out (local 192.0.2.1 (initiator), remote ${PEER})`
  assert.equal(verdicts(observed([created('initiator'), gone])), [`${PEER} established`, `${PEER} down/dpd-timeout`])
})

logged('the columns of ASDM tell what the log tells', () => {
  const columns = (line: string): string => {
    const [, time, severity, number, text] = /^(.{20}): %ASA-(\d)-(\d{6}): (.*)$/.exec(line) ?? []
    return `${severity}|${time?.slice(0, 11)}|${time?.slice(12)}|${number}|||||${text}`
  }
  const lines = [
    COMPLETE,
    at('09:00:01', '3-713902', 'QM FSM error (P2 struct &0xcc77b0a8, mess id 0xd5fe918)!'),
    tornDown('09:00:01', 'crypto map policy not found'),
  ]
  const seen = observed(lines.map(columns))
  assert.equal(verdicts(seen), verdicts(observed(lines)))
  assert.equal(verdicts(seen), [`${PEER} established`, `${PEER} down/phase2-failed`])
  assert.is(ofType(seen, 'down')[0]?.moment.stamp, 'Nov 24 2026 09:00:01')
})

logged.run()

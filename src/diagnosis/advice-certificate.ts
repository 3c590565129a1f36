/** What to do about certificates: what the router said of them first, and the revocation check only where it was the trouble. */
import { here, isAsa, peerOf, there } from './advice.ts'
import type { Remedy } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'

const pki = (evidence: Evidence): string => (isAsa(evidence) ? 'crypto ca' : 'crypto pki')

const showOwn = (evidence: Evidence): string => `show ${pki(evidence)} certificates`

const clock = here('Check the clock: certificates are judged by it.', ['show clock', 'ntp server NTP-SERVER'])

const authority = (evidence: Evidence): Remedy =>
  here('Check that the CA which issued the peer’s certificate is trusted here; if it is not, authenticate it.', [
    showOwn(evidence),
    `${pki(evidence)} authenticate TRUSTPOINT`,
  ])

const revocation = (evidence: Evidence): Remedy =>
  here('Let this router reach the CA’s revocation list, or decide to go on without it.', [
    `${pki(evidence)} trustpoint TRUSTPOINT`,
    ' revocation-check crl none',
  ])

const own = (evidence: Evidence): Remedy =>
  here('Check this router’s own certificate and its trustpoint; enrol again only if it is missing or has expired.', [
    showOwn(evidence),
    `show run ${pki(evidence)}`,
    `${pki(evidence)} enroll TRUSTPOINT`,
  ])

/** Certificates were agreed, and nothing says which one this firewall is to show. */
const unnamed = (evidence: Evidence, detail: string): Remedy =>
  here(
    'Name the trustpoint whose certificate this firewall shows to the peer.',
    detail.includes('tunnel group')
      ? [`tunnel-group ${peerOf(evidence)} ipsec-attributes`, ' ikev1 trust-point TRUSTPOINT']
      : ['crypto map MAP SEQUENCE set trustpoint TRUSTPOINT'],
  )

const peers = there('Check its certificate: validity, issuer chain, key usage, and the name or address in it.', [
  'show crypto pki certificates',
])

const OWN = /has no (?:identity )?certificate/
const UNNAMED = /names no trustpoint/
const REVOCATION = /revocation list|CA cannot be reached/
const AUTHORITY = /not known here/

export const certInvalid = (evidence: Evidence): Remedy[] => {
  const said = evidence.marks.certificate?.detail
  if (said === undefined && evidence.marks['hash-invalid'] === undefined)
    return [there('Read its console: it says what it does not accept.', ['debug crypto pki validation']), own(evidence)]
  const detail = said ?? ''
  if (UNNAMED.test(detail)) return [unnamed(evidence, detail)]
  if (OWN.test(detail)) return [own(evidence)]
  if (REVOCATION.test(detail)) return [revocation(evidence), peers]
  return AUTHORITY.test(detail) ? [authority(evidence), clock, peers] : [clock, peers, authority(evidence)]
}

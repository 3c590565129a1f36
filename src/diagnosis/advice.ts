/** What to do while phase 1 does not come about: which side, in plain words, and the very lines to type. */
import type { Remedy } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'
import { nearest } from './mismatch.ts'
import { clear, key, permit, policy } from './syntax.ts'

const at =
  (where: Remedy['where']) =>
  (text: string, config?: string[]): Remedy => ({ where, text, ...(config === undefined ? {} : { config }) })

export const here = at('this-router')
export const there = at('peer')
export const between = at('network')

export const peerOf = (evidence: Evidence): string => evidence.peer || 'PEER'
export const localOf = (evidence: Evidence): string => evidence.local || 'THIS-ROUTER'
export const isAsa = (evidence: Evidence): boolean => evidence.family === 'asa'

export const noResponse = (evidence: Evidence): Remedy[] => {
  const peer = peerOf(evidence)
  const down = evidence.interfaceDown
  const interfaceFirst =
    down === ''
      ? []
      : [here(`Bring interface ${down} up first: it went down just before.`, [`interface ${down}`, ' no shutdown'])]
  return [
    ...interfaceFirst,
    here(`Check that ${peer} is the right address and can be reached from the address that IKE uses.`, [
      ...(evidence.local === '' ? [] : [`ping ${peer} source ${evidence.local}`]),
      isAsa(evidence) ? 'show run crypto map' : 'show crypto map',
    ]),
    between('Let UDP 500 and 4500 and ESP pass in both directions.', permit(evidence)),
    there('Check that the crypto map is applied to its outside interface and that IKE is enabled there.', [
      'interface OUTSIDE',
      ' crypto map MAP',
    ]),
  ]
}

export const proposalMismatch = (evidence: Evidence): Remedy[] => {
  const offer = nearest(evidence.comparisons)?.offered
  const priority = offer?.policyPriority ?? 10
  if (evidence.role === 'responder' && offer !== undefined) {
    return [
      here(
        `Add a policy that accepts what ${peerOf(evidence)} offers, or change the peer’s offer to this router’s policy ${priority}.`,
        policy(evidence.family, offer, priority),
      ),
      there(
        'Offer a transform that this router accepts; both ends need encryption, hash, authentication and group alike.',
        ['show crypto isakmp policy'],
      ),
    ]
  }
  const own = evidence.accepted ?? offer
  return [
    there(
      'Read its console: the responder prints which attribute differs. Then give both ends one policy alike.',
      policy('ios', own),
    ),
    here('Compare with the policies of this router.', [
      isAsa(evidence) ? 'show run crypto ikev1' : 'show crypto isakmp policy',
    ]),
  ]
}

export const pskMismatch = (evidence: Evidence): Remedy[] => {
  const peer = peerOf(evidence)
  const remove = isAsa(evidence) ? [] : [`no crypto isakmp key OLD-KEY address ${peer}`]
  return [
    here(
      'Type the same key on both ends; look for blanks at its end and for a second key that fits the address better.',
      [...remove, ...key(evidence.family, peer), clear(evidence.family, peer)],
    ),
    there(`Type the same key for ${localOf(evidence)}.`, key('ios', localOf(evidence))),
  ]
}

export const pskMissing = (evidence: Evidence): Remedy[] => {
  const keyring = isAsa(evidence)
    ? []
    : [
        here('Where an ISAKMP profile is in use, the key belongs into its keyring.', [
          'crypto keyring KEYRING',
          ` pre-shared-key address ${peerOf(evidence)} key SAME-KEY`,
        ]),
      ]
  return [
    here(
      `Configure the key for ${peerOf(evidence)}, and check the address for a typing error.`,
      key(evidence.family, peerOf(evidence)),
    ),
    ...keyring,
  ]
}

export const idMismatch = (evidence: Evidence): Remedy[] => [
  there('Let it send the identity that is expected, most simply its address.', ['crypto isakmp identity address']),
  isAsa(evidence)
    ? here('Name the tunnel group by the identity that the peer sends, or relax the check.', [
        'crypto isakmp identity auto',
        `tunnel-group ${peerOf(evidence)} ipsec-attributes`,
        ' peer-id-validate nocheck',
      ])
    : here('Or accept that identity in the ISAKMP profile.', [
        'crypto isakmp profile PROFILE',
        ` match identity address ${peerOf(evidence)} 255.255.255.255`,
      ]),
]

export const certInvalid = (): Remedy[] => [
  here('Check the clock first: certificates are judged by it.', ['show clock', 'ntp server NTP-SERVER']),
  here('Authenticate the issuing CA and enrol again if the own certificate has ended.', [
    'crypto pki authenticate TRUSTPOINT',
    'crypto pki enroll TRUSTPOINT',
  ]),
  here('Where the revocation list cannot be fetched, decide whether to go on without it.', [
    'crypto pki trustpoint TRUSTPOINT',
    ' revocation-check crl none',
  ]),
  there('Check its certificate: validity, issuer chain, key usage, and the name or address in it.', [
    'show crypto pki certificates',
  ]),
]

export const authTimeout = (evidence: Evidence): Remedy[] => [
  there('Read its log at this moment: a silent refusal is visible only there.', ['debug crypto isakmp']),
  between('Large packets may be lost: check the MTU and that IP fragments pass.', permit(evidence)),
  here('Then compare the pre-shared keys.', key(evidence.family, peerOf(evidence))),
]

export const keTimeout = (evidence: Evidence): Remedy[] => [
  between(
    'One direction is lost: check the return route, NAT and access lists on the way between both addresses.',
    permit(evidence),
  ),
  there(`Check its route to ${localOf(evidence)} and that it has a key for that address.`, [
    ...(evidence.local === '' ? [] : [`show ip route ${evidence.local}`]),
    ...key('ios', localOf(evidence)),
  ]),
]

export const natTBlocked = (evidence: Evidence): Remedy[] => [
  between(
    'Let UDP 4500 pass in both directions, and forward it (and 500) where a NAT device stands in front of a responder.',
    [
      `permit udp any host ${localOf(evidence)} eq non500-isakmp`,
      'ip nat inside source static udp INSIDE 4500 interface OUTSIDE 4500',
    ],
  ),
  here(
    'Check that NAT traversal is on at both ends, and keep the NAT binding alive.',
    isAsa(evidence)
      ? ['crypto isakmp nat-traversal 20']
      : ['crypto ipsec nat-transparency udp-encapsulation', 'crypto isakmp nat keepalive 20'],
  ),
]

export const aggressiveRejected = (evidence: Evidence): Remedy[] => [
  there('Use main mode: identify the peer by its address or by a certificate.', key('ios', localOf(evidence))),
  here('Only as a last resort allow aggressive mode; its key can be guessed offline.', [
    isAsa(evidence) ? 'no crypto ikev1 am-disable' : 'no crypto isakmp aggressive-mode disable',
  ]),
]

/** What to do about a cause: which side, in plain words, and the very lines to type. */
import type { Remedy, Verdict } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'
import { nearest } from './mismatch.ts'
import { clear, key, permit, policy } from './syntax.ts'

const here = (text: string, config?: string[]): Remedy => ({
  where: 'this-router',
  text,
  ...(config === undefined ? {} : { config }),
})
const there = (text: string, config?: string[]): Remedy => ({
  where: 'peer',
  text,
  ...(config === undefined ? {} : { config }),
})
const between = (text: string, config?: string[]): Remedy => ({
  where: 'network',
  text,
  ...(config === undefined ? {} : { config }),
})

const peerOf = (evidence: Evidence): string => evidence.peer || 'PEER'
const localOf = (evidence: Evidence): string => evidence.local || 'THIS-ROUTER'
const isAsa = (evidence: Evidence): boolean => evidence.family === 'asa'

const noResponse = (evidence: Evidence): Remedy[] => {
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

const proposalMismatch = (evidence: Evidence): Remedy[] => {
  const best = nearest(evidence.comparisons)
  const offer = best?.pair.offered
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

const pskMismatch = (evidence: Evidence): Remedy[] => {
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

const pskMissing = (evidence: Evidence): Remedy[] => {
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

const idMismatch = (evidence: Evidence): Remedy[] => [
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

const certInvalid = (): Remedy[] => [
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

const authTimeout = (evidence: Evidence): Remedy[] => [
  there('Read its log at this moment: a silent refusal is visible only there.', ['debug crypto isakmp']),
  between('Large packets may be lost: check the MTU and that IP fragments pass.', permit(evidence)),
  here('Then compare the pre-shared keys.', key(evidence.family, peerOf(evidence))),
]

const keTimeout = (evidence: Evidence): Remedy[] => [
  between(
    'One direction is lost: check the return route, NAT and access lists on the way between both addresses.',
    permit(evidence),
  ),
  there(`Check its route to ${localOf(evidence)} and that it has a key for that address.`, [
    ...(evidence.local === '' ? [] : [`show ip route ${evidence.local}`]),
    ...key('ios', localOf(evidence)),
  ]),
]

const natTBlocked = (evidence: Evidence): Remedy[] => [
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

const aggressiveRejected = (evidence: Evidence): Remedy[] => [
  there('Use main mode: identify the peer by its address or by a certificate.', key('ios', localOf(evidence))),
  here('Only as a last resort allow aggressive mode; its key can be guessed offline.', [
    isAsa(evidence) ? 'no crypto ikev1 am-disable' : 'no crypto isakmp aggressive-mode disable',
  ]),
]

const xauthFailed = (evidence: Evidence): Remedy[] => [
  there('Check user name and password, and the AAA server’s log.'),
  here(
    'If the peer is a router and no user, do not ask it for XAUTH.',
    isAsa(evidence)
      ? [`tunnel-group ${peerOf(evidence)} type ipsec-l2l`]
      : [`crypto isakmp key SAME-KEY address ${peerOf(evidence)} no-xauth`],
  ),
]

const dpdTimeout = (evidence: Evidence): Remedy[] => [
  between(`Check the path to ${peerOf(evidence)}: it stopped answering.`, [`ping ${peerOf(evidence)}`]),
  here(
    'Keep probing, keep NAT bindings alive, and let a restarted peer recover.',
    isAsa(evidence)
      ? [`tunnel-group ${peerOf(evidence)} ipsec-attributes`, ' isakmp keepalive threshold 10 retry 3']
      : [
          'crypto isakmp keepalive 10 3 periodic',
          'crypto isakmp nat keepalive 20',
          'crypto isakmp invalid-spi-recovery',
        ],
  ),
]

const phase2Failed = (evidence: Evidence): Remedy[] => [
  here('Mirror the crypto access lists: what one end calls source, the other calls destination.', [
    isAsa(evidence) ? 'show run access-list' : 'show crypto map',
  ]),
  there('Use the same transform set, and PFS on both ends or on neither.', [
    'crypto map MAP 10 ipsec-isakmp',
    ' set transform-set SET',
    ' set pfs group14',
  ]),
]

const BY_REASON: { readonly [V in Verdict]: (evidence: Evidence) => Remedy[] } = {
  'no-response': noResponse,
  'proposal-mismatch': proposalMismatch,
  'psk-mismatch': pskMismatch,
  'psk-missing': pskMissing,
  'id-mismatch': idMismatch,
  'cert-invalid': certInvalid,
  'auth-timeout': authTimeout,
  'ke-timeout': keTimeout,
  'nat-t-blocked': natTBlocked,
  'aggressive-rejected': aggressiveRejected,
  'xauth-failed': xauthFailed,
  'dpd-timeout': dpdTimeout,
  'phase2-failed': phase2Failed,
  'deleted-by-peer': () => [
    there('Ask why it deleted the SA: its log names the reason (administrator, lifetime, idle time).', [
      'show logging',
    ]),
  ],
  'deleted-locally': () => [
    here('Nothing, if it was meant; otherwise see who cleared the SA or switched IKE off.', [
      'show logging',
      'crypto isakmp enable',
    ]),
  ],
  malformed: (evidence) => [
    between(
      `Capture UDP 500 of ${peerOf(evidence)}: look for fragments, for a device that rewrites packets, or for a scanner.`,
      [`deny udp host ${peerOf(evidence)} any eq isakmp`],
    ),
  ],
  'admission-denied': () => [
    here('Raise the limits, and find the peers that flap.', [
      'crypto call admission limit ike in-negotiation-sa 100',
      'crypto call admission limit ike sa 500',
      'show crypto call admission statistics',
    ]),
  ],
  'unsupported-exchange': () => [there('Use IKEv1 main mode, or IKEv2 on both ends.', ['crypto isakmp policy 10'])],
  'vendor-policy': (evidence) => [
    here(
      'Bind the crypto map to the interface on which the peer arrives, or lift the rule that the line names.',
      isAsa(evidence)
        ? ['crypto map MAP interface outside', 'crypto ikev1 enable outside']
        : ['interface OUTSIDE', ' crypto map MAP'],
    ),
  ],
  unknown: (evidence) => [
    here('Ask the router for the whole record of this moment.', [
      'show logging',
      isAsa(evidence) ? 'debug crypto ikev1 127' : 'debug crypto isakmp',
    ]),
    there('Read its console at the same time.', ['debug crypto isakmp']),
  ],
}

/** Remedies in the order to try them. */
export const remedies = (reason: Verdict, evidence: Evidence): Remedy[] => BY_REASON[reason](evidence)

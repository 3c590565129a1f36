/** What to do about each cause. */
import * as advice from './advice.ts'
import { between, here, isAsa, peerOf, peerWords, there } from './advice.ts'
import { certInvalid } from './advice-certificate.ts'
import { proposalMismatch } from './advice-proposal.ts'
import type { Remedy, Verdict } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'
import { exactly, key } from './syntax.ts'

const xauthFailed = (evidence: Evidence): Remedy[] => [
  there('Check user name and password, and the AAA server’s log.'),
  here(
    'If the peer is a router and not a user, do not ask it for XAUTH.',
    isAsa(evidence)
      ? key(evidence.family, peerOf(evidence))
      : [`crypto isakmp key <SAME KEY> address ${exactly(peerOf(evidence))} no-xauth`],
  ),
]

const dpdTimeout = (evidence: Evidence): Remedy[] => [
  between(`Check the path to ${peerWords(evidence)}: it stopped answering.`, [`ping ${peerOf(evidence)}`]),
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
    isAsa(evidence) ? 'show run crypto map' : 'show crypto map',
    isAsa(evidence) ? 'show run access-list' : 'show access-lists',
  ]),
  there('Use the same transform set on both ends, and PFS with one group on both or on neither.', [
    'show crypto ipsec transform-set',
    'crypto map MAP SEQUENCE ipsec-isakmp',
    ' set transform-set SET',
    ' set pfs GROUP',
  ]),
]

const deletedLocally = (evidence: Evidence): Remedy[] => {
  const { expired, replaced } = evidence.marks
  const sas = isAsa(evidence) ? 'show crypto ikev1 sa' : 'show crypto isakmp sa'
  if (evidence.marks['ike-off'] !== undefined)
    return [
      here('Switch IKE on again, if that was not meant.', [
        isAsa(evidence) ? 'crypto ikev1 enable outside' : 'crypto isakmp enable',
      ]),
    ]
  if (expired !== undefined || replaced !== undefined)
    return [here('Nothing: this is how an SA gives way to a new one, which the next traffic negotiates.', [sas])]
  return [here('Nothing, if it was meant; otherwise see who cleared the SA.', ['show logging', sas])]
}

const malformed = (evidence: Evidence): Remedy[] => {
  const peer = peerOf(evidence)
  return [
    between(
      `Capture UDP 500 of ${peerWords(evidence)} on the way: look for fragments, and for a device that rewrites packets.`,
      [
        isAsa(evidence)
          ? `capture IKE interface outside match udp host ${peer} any eq isakmp`
          : `tcpdump -v host ${peer} and udp port 500`,
      ],
    ),
    there('Read its console at the same time; if there is no such peer, it was a scanner.', ['debug crypto isakmp']),
  ]
}

const admissionDenied = (evidence: Evidence): Remedy[] => {
  if (isAsa(evidence))
    return [
      here('See which peers flap; raise the limit only if they are all wanted.', [
        'show crypto ikev1 sa',
        'show run crypto ikev1',
        'crypto ikev1 limit max-in-negotiation-sa NUMBER',
      ]),
    ]
  const see = ['show crypto call admission statistics', 'show crypto isakmp sa']
  if (/resource/i.test(evidence.marks['admission-denied']?.detail ?? ''))
    return [
      here('This router is overloaded: see what loads it, and leave the limits as they are.', [
        ...see,
        'show processes cpu',
      ]),
    ]
  return [
    here('See which peers flap; raise the limit that was reached only if they are all wanted.', [
      ...see,
      'crypto call admission limit ike in-negotiation-sa NUMBER',
      'crypto call admission limit ike sa NUMBER',
    ]),
  ]
}

/** Exchange types of IKEv2 (RFC 7296, 3.1). */
const isIkev2 = (exchange: string): boolean => /^3[4-7]$/.test(exchange)

const unsupportedExchange = (evidence: Evidence): Remedy[] => [
  isIkev2(evidence.marks['unsupported-exchange']?.detail ?? '')
    ? there('It speaks IKEv2: let it use IKEv1 for this router, or configure IKEv2 on both ends.', [
        'show crypto ikev2 sa',
        'show run | section crypto',
      ])
    : there('Let it use IKEv1 in main mode.', ['show run | section crypto']),
]

const BY_REASON: { readonly [V in Verdict]: (evidence: Evidence) => Remedy[] } = {
  'no-response': advice.noResponse,
  'proposal-mismatch': proposalMismatch,
  'psk-mismatch': advice.pskMismatch,
  'psk-missing': advice.pskMissing,
  'id-mismatch': advice.idMismatch,
  'cert-invalid': certInvalid,
  'auth-timeout': advice.authTimeout,
  'ke-timeout': advice.keTimeout,
  'nat-t-blocked': advice.natTBlocked,
  'aggressive-rejected': advice.aggressiveRejected,
  'xauth-failed': xauthFailed,
  'dpd-timeout': dpdTimeout,
  'phase2-failed': phase2Failed,
  'deleted-by-peer': () => [
    there('Ask why it deleted the SA: its log names the reason (administrator, lifetime, idle time).', [
      'show logging',
    ]),
  ],
  'deleted-locally': deletedLocally,
  malformed,
  'admission-denied': admissionDenied,
  'unsupported-exchange': unsupportedExchange,
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

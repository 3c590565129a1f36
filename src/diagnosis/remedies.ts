/** What to do about each cause. */
import * as advice from './advice.ts'
import { between, here, isAsa, peerOf, there } from './advice.ts'
import type { Remedy, Verdict } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'

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
  'no-response': advice.noResponse,
  'proposal-mismatch': advice.proposalMismatch,
  'psk-mismatch': advice.pskMismatch,
  'psk-missing': advice.pskMissing,
  'id-mismatch': advice.idMismatch,
  'cert-invalid': advice.certInvalid,
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

/** What to do while phase 1 does not come about: which side, in plain words, and the very lines to type. */
import { usesCertificates } from './cause.ts'
import type { Remedy } from './diagnosis.ts'
import type { Evidence } from './evidence.ts'
import { clear, exactly, key, permit } from './syntax.ts'

const at =
  (where: Remedy['where']) =>
  (text: string, config?: string[]): Remedy => ({ where, text, ...(config === undefined ? {} : { config }) })

export const here = at('this-router')
export const there = at('peer')
export const between = at('network')

export const peerOf = (evidence: Evidence): string => evidence.peer || 'PEER'
export const localOf = (evidence: Evidence): string => evidence.local || 'THIS-ROUTER'
/** Both as they stand in a sentence. */
export const peerWords = (evidence: Evidence): string => evidence.peer || 'the peer'
const localWords = (evidence: Evidence): string => evidence.local || 'the address of this router'
export const isAsa = (evidence: Evidence): boolean => evidence.family === 'asa'

export const noResponse = (evidence: Evidence): Remedy[] => {
  const peer = peerOf(evidence)
  const down = evidence.marks['interface-down']?.detail
  const interfaceFirst =
    down === undefined
      ? []
      : [
          here(`Bring interface ${down} up first: it went down just before.`, [
            isAsa(evidence) ? `show interface ${down}` : `show interfaces ${down}`,
            `interface ${down}`,
            ' no shutdown',
          ]),
        ]
  return [
    ...interfaceFirst,
    here(`Check that ${peerWords(evidence)} is the right address and can be reached from the address that IKE uses.`, [
      ...(isAsa(evidence) ? [`ping ${peer}`] : evidence.local === '' ? [] : [`ping ${peer} source ${evidence.local}`]),
      isAsa(evidence) ? 'show run crypto map' : 'show crypto map',
    ]),
    between(
      'Let UDP 500, UDP 4500 and ESP pass in both directions; these lines let in what comes to this router.',
      permit(evidence),
    ),
    there('Check that the crypto map is applied to its outside interface and that IKE is enabled there.', [
      'interface OUTSIDE',
      ' crypto map MAP',
    ]),
  ]
}

export const pskMismatch = (evidence: Evidence): Remedy[] => {
  const peer = peerOf(evidence)
  const remove = isAsa(evidence) ? [] : [`no crypto isakmp key <OLD KEY> address ${exactly(peer)}`]
  return [
    here(
      'Type the same key on both ends; look for blanks at its end and for a second key that fits the address better.',
      [...remove, ...key(evidence.family, peer), clear(evidence.family, peer)],
    ),
    there(`Type the same key for ${localWords(evidence)}.`, key('ios', localOf(evidence))),
  ]
}

export const pskMissing = (evidence: Evidence): Remedy[] => {
  const keyring = isAsa(evidence)
    ? []
    : [
        here('Where an ISAKMP profile is in use, the key belongs in its keyring.', [
          'crypto keyring KEYRING',
          ` pre-shared-key address ${exactly(peerOf(evidence))} key <SAME KEY>`,
        ]),
      ]
  return [
    here(
      `Configure the key for ${peerWords(evidence)}, and check the address for a typing error.`,
      key(evidence.family, peerOf(evidence)),
    ),
    ...keyring,
  ]
}

/** Text of a console that may be typed again: a name or an address and nothing else. */
const TYPED = /^[\w.@:-]+$/

/** The command of an ISAKMP profile that accepts the identity that the peer showed. */
const matching = (evidence: Evidence): string => {
  const shown = evidence.marks['identity-shown']?.detail ?? ''
  if (!TYPED.test(shown) || /^[\d.]+$|:/.test(shown))
    return ` match identity address ${exactly(TYPED.test(shown) ? shown : peerOf(evidence), ' 255.255.255.255')}`
  return shown.includes('@') ? ` match identity user ${shown}` : ` match identity host ${shown}`
}

export const idMismatch = (evidence: Evidence): Remedy[] => [
  there('Let it send the identity that is expected, most simply its address; this holds for all its peers.', [
    'crypto isakmp identity address',
  ]),
  isAsa(evidence)
    ? here('Or name the tunnel group by what the peer sends; only as a last resort stop checking.', [
        'show run tunnel-group',
        `tunnel-group ${peerOf(evidence)} ipsec-attributes`,
        ' peer-id-validate nocheck',
      ])
    : here('Or accept the identity that it sends in the ISAKMP profile.', [
        'crypto isakmp profile PROFILE',
        matching(evidence),
      ]),
]

export const authTimeout = (evidence: Evidence): Remedy[] => {
  const read = there('Read its log at this moment: a silent refusal is visible only there.', ['debug crypto isakmp'])
  const large = between('Large packets may be lost: check the MTU, and that IP fragments pass, with a large ping.', [
    `ping ${peerOf(evidence)} size 1500`,
  ])
  return usesCertificates(evidence)
    ? [large, read]
    : [
        read,
        large,
        here('Then type the pre-shared key again, the same on both ends.', key(evidence.family, peerOf(evidence))),
      ]
}

export const keTimeout = (evidence: Evidence): Remedy[] => [
  between(
    'One direction is lost: check the return route, NAT and access lists on the way between both addresses.',
    permit(evidence),
  ),
  there(`Check its route to ${localWords(evidence)} and that it has a key for that address.`, [
    ...(evidence.local === '' ? [] : [`show ${evidence.local.includes(':') ? 'ipv6' : 'ip'} route ${evidence.local}`]),
    ...key('ios', localOf(evidence)),
  ]),
]

export const natTBlocked = (evidence: Evidence): Remedy[] => [
  between('Let UDP 4500 pass in both directions; these lines let in what comes to this router.', permit(evidence)),
  between('Where a NAT device stands in front of a responder, let it forward UDP 500 and 4500.', [
    'ip nat inside source static udp INSIDE 500 interface OUTSIDE 500',
    'ip nat inside source static udp INSIDE 4500 interface OUTSIDE 4500',
  ]),
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

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { REASONS, type Verdict } from '../../src/diagnosis/diagnosis.ts'
import { type Evidence, emptyEvidence, type Mark, prove } from '../../src/diagnosis/evidence.ts'
import { remedies } from '../../src/diagnosis/remedies.ts'
import type { Proposal } from '../../src/vocabulary/ike.ts'

const cures = suite('remedies')
const PEER = '192.0.2.77'

const evidence = (family: 'ios' | 'asa', more: Partial<Evidence> = {}): Evidence => ({
  ...emptyEvidence(family),
  peer: PEER,
  local: '192.0.2.1',
  role: 'responder',
  exchange: 'main',
  ...more,
})

const verdictsOf = REASONS.filter((reason): reason is Verdict => reason !== 'not-seen')
const configOf = (reason: Verdict, about: Evidence): string[] =>
  remedies(reason, about).flatMap(({ config }) => config ?? [])

const said = (family: 'ios' | 'asa', mark: Mark, detail: string): Evidence => {
  const about = evidence(family)
  prove(about, mark, { text: 'x', at: '' }, detail)
  return about
}

const OFFER: Proposal = { encryption: 'AES-CBC', keyLength: 256, hash: 'SHA256', group: 14, lifetimeSeconds: 60 }
const WEAK: Proposal = { ...OFFER, encryption: 'DES-CBC', policyPriority: 10 }

/** What may be known, said or both, of a negotiation for which remedies are wanted. */
const situations = (family: 'ios' | 'asa'): Evidence[] => [
  emptyEvidence(family),
  evidence(family),
  evidence(family, { role: 'initiator' }),
  ...[OFFER, { ...OFFER, policyPriority: 10 }, WEAK].map((offered) =>
    evidence(family, { comparisons: [{ offered, differs: ['group'], accepted: false }] }),
  ),
  evidence(family, { classes: [{ attribute: 'group', offered: 'Group 14', local: 'Group 2' }] }),
  ...SAID.map(([mark, detail]) => said(family, mark, detail)),
]
const SAID: readonly (readonly [Mark, string])[] = [
  ['certificate', 'it has expired'],
  ['certificate', 'its revocation list cannot be fetched'],
  ['certificate', 'its issuing CA is not known here'],
  ['certificate', 'this firewall has no identity certificate'],
  ['certificate', 'the tunnel group names no trustpoint'],
  ['certificate', 'the crypto map names no trustpoint'],
  ['hash-invalid', ''],
  ['interface-down', 'Serial0/0'],
  ['ike-off', 'x'],
  ['expired', 'x'],
  ['replaced', 'x'],
  ['cleared', 'x'],
  ['admission-denied', 'SYSTEM RESOURCES BEING LOW'],
  ['admission-denied', 'IKE SA LIMIT REACHED'],
  ['unsupported-exchange', '34'],
]

cures('there are for every reason, situation and both families, each saying where', () => {
  for (const reason of verdictsOf)
    for (const family of ['ios', 'asa'] as const)
      for (const about of situations(family)) {
        const found = remedies(reason, about)
        assert.ok(found.length > 0, reason)
        for (const { where, text, config } of found) {
          assert.ok(['this-router', 'peer', 'network'].includes(where), reason)
          assert.ok(text.length > 15 && /[.!]$/.test(text), `${reason}: ${text}`)
          assert.is.not(config?.length, 0, `${reason}: ${text}`)
        }
      }
})

/** What a line to be typed may begin with. */
const COMMAND =
  /^ ?(no |(access-list|ipv6 access-list|capture|clear|crypto|debug|deny|encryption|group|hash|authentication|lifetime|ikev1|interface|ip access-list extended|ip nat|isakmp keepalive|match|ntp|peer-id-validate|permit|ping|pre-shared-key|revocation-check|set|show|shutdown|tcpdump|tunnel-group) ?)/

const FAMILIES = ['ios', 'asa'] as const

cures('never show what could not be filled in, and only lines that can be typed', () => {
  for (const reason of verdictsOf)
    for (const family of FAMILIES)
      for (const about of situations(family)) {
        for (const { text, config = [] } of remedies(reason, about)) {
          assert.not.match(text, /undefined|NaN|\{|\}| {2}| [.,:]/, `${reason}, ${family}`)
          assert.not.match(config[0] ?? '', /^ /, 'a sub-command stands below its command')
          for (const line of config) {
            assert.match(line, COMMAND, `${reason}, ${family}`)
            assert.not.match(line, /undefined|NaN|\{|\}|\S {2}| $/, `${reason}, ${family}`)
          }
        }
        assert.ok(configOf(reason, about).length > 0, `${reason}, ${family}: something to type`)
      }
})

cures('for keys, filters and deletions name this peer', () => {
  for (const reason of ['psk-mismatch', 'psk-missing', 'no-response', 'dpd-timeout'] as const)
    for (const family of ['ios', 'asa'] as const) {
      const said = [
        ...configOf(reason, evidence(family)),
        ...remedies(reason, evidence(family)).map(({ text }) => text),
      ]
      assert.ok(
        said.some((line) => line.includes(PEER)),
        `${reason}, ${family}`,
      )
    }
  assert.ok(configOf('psk-missing', evidence('ios')).includes(`crypto isakmp key <SAME KEY> address ${PEER}`))
  assert.ok(configOf('psk-missing', evidence('asa')).includes(`tunnel-group ${PEER} ipsec-attributes`))
  assert.ok(configOf('no-response', evidence('ios')).includes(` permit udp host ${PEER} host 192.0.2.1 eq isakmp`))
})

cures('never open what only data may pass, block a peer, or stop a check that was not the trouble', () => {
  for (const reason of verdictsOf)
    for (const family of FAMILIES)
      for (const line of configOf(reason, evidence(family))) {
        assert.not.match(line, /sysopt|\bdeny\b/, `${reason}, ${family}`)
        assert.not.match(line, /revocation-check/, `${reason}, ${family}`)
      }
})

cures('of certificates are for what the router said of them, in the words of its family', () => {
  const config = (detail: string, family: 'ios' | 'asa' = 'ios'): string[] =>
    configOf('cert-invalid', said(family, 'certificate', detail))
  assert.is(config('it has expired')[0], 'show clock')
  assert.ok(config('its revocation list cannot be fetched').includes(' revocation-check crl none'))
  assert.not.ok(config('its issuing CA is not known here').includes(' revocation-check crl none'))
  assert.is(config('its issuing CA is not known here')[1], 'crypto pki authenticate TRUSTPOINT')
  assert.ok(config('this firewall has no identity certificate', 'asa').includes('crypto ca enroll TRUSTPOINT'))
  assert.ok(config('the tunnel group names no trustpoint', 'asa').includes(' ikev1 trust-point TRUSTPOINT'))
  assert.is(config('the crypto map names no trustpoint', 'asa')[0], 'crypto map MAP SEQUENCE set trustpoint TRUSTPOINT')
  assert.is(config('this router has no certificate').at(-1), 'crypto pki enroll TRUSTPOINT')
  assert.ok(config('the tunnel group names no trustpoint', 'asa').includes(`tunnel-group ${PEER} ipsec-attributes`))
  assert.is(remedies('cert-invalid', evidence('ios'))[0]?.where, 'peer', 'the peer refused, and says why')
  const unsaid = remedies('cert-invalid', said('ios', 'hash-invalid', ''))
  assert.is(unsaid[0]?.where, 'this-router', 'this router refused')
})

cures('type no key that a router would take as it stands', () => {
  for (const reason of verdictsOf)
    for (const family of FAMILIES)
      for (const line of configOf(reason, evidence(family)))
        if (/ key |pre-shared-key/.test(line)) assert.match(line, /<\w+ KEY>/, `${reason}, ${family}`)
  assert.ok(configOf('xauth-failed', evidence('asa')).includes(' ikev1 pre-shared-key <SAME KEY>'))
})

cures('are typed in the words of the family', () => {
  for (const line of ['access-list ACL extended permit udp host 192.0.2.77 host 192.0.2.1 eq isakmp', `ping ${PEER}`])
    assert.ok(configOf('no-response', evidence('asa')).includes(line), line)
  assert.ok(configOf('admission-denied', evidence('asa')).includes('show run crypto ikev1'))
  assert.ok(configOf('admission-denied', evidence('ios')).includes('show crypto call admission statistics'))
})

cures('raise no limit of a router that is overloaded', () => {
  assert.ok(
    configOf('admission-denied', said('ios', 'admission-denied', 'SYSTEM RESOURCES BEING LOW')).includes(
      'show processes cpu',
    ),
  )
  assert.not.ok(
    configOf('admission-denied', said('ios', 'admission-denied', 'SYSTEM RESOURCES BEING LOW')).some((line) =>
      line.includes('limit'),
    ),
  )
  assert.ok(
    configOf('admission-denied', said('ios', 'admission-denied', 'IKE SA LIMIT REACHED')).some((line) =>
      line.includes('limit ike sa NUMBER'),
    ),
  )
})

cures('of a deletion here depend on why it was', () => {
  for (const mark of ['expired', 'replaced'] as const)
    assert.match(remedies('deleted-locally', said('ios', mark, 'x'))[0]?.text ?? '', /^Nothing: /)
  assert.match(remedies('deleted-locally', said('ios', 'cleared', 'x'))[0]?.text ?? '', /who cleared/)
  assert.ok(configOf('deleted-locally', said('ios', 'ike-off', 'x')).includes('crypto isakmp enable'))
  assert.ok(configOf('deleted-locally', said('asa', 'ike-off', 'x')).includes('crypto ikev1 enable outside'))
  assert.not.ok(configOf('deleted-locally', said('ios', 'cleared', 'x')).includes('crypto isakmp enable'))
})

cures('for a peer with an IPv6 address are typed as IOS wants it', () => {
  const about = evidence('ios', { peer: '2001:db8::7', local: '2001:db8::1' })
  assert.is(configOf('psk-missing', about)[0], 'crypto isakmp key <SAME KEY> address ipv6 2001:db8::7/128')
  assert.ok(configOf('no-response', about).includes('ipv6 access-list ACL'))
  assert.ok(configOf('ke-timeout', about).includes('show ipv6 route 2001:db8::1'))
  assert.ok(configOf('id-mismatch', about).includes(' match identity address ipv6 2001:db8::7/128'))
})

cures('accept the identity that the peer showed, and no text that could be a command', () => {
  const config = (detail: string): string[] => configOf('id-mismatch', said('ios', 'identity-shown', detail))
  assert.ok(config('10.1.1.2').includes(' match identity address 10.1.1.2 255.255.255.255'))
  assert.ok(config('branch.example.net').includes(' match identity host branch.example.net'))
  assert.ok(config('vpn@example.net').includes(' match identity user vpn@example.net'))
  assert.ok(config('x; reload').includes(` match identity address ${PEER} 255.255.255.255`))
})

cures('name IKEv2 by its exchange types', () => {
  const [first] = remedies('unsupported-exchange', said('ios', 'unsupported-exchange', '34'))
  assert.match(first?.text ?? '', /speaks IKEv2/)
  for (const exchange of ['', '3', '38', '134', '345'])
    assert.not.match(
      remedies('unsupported-exchange', said('ios', 'unsupported-exchange', exchange))[0]?.text ?? '',
      /IKEv2/,
    )
})

cures('for silence begin with an interface that went down', () => {
  const [first] = remedies('no-response', said('ios', 'interface-down', 'FastEthernet0/0'))
  assert.match(first?.text ?? '', /FastEthernet0\/0/)
  assert.ok(first?.config?.includes('interface FastEthernet0/0') && first.config.includes(' no shutdown'))
})

cures('name the address that IKE uses, where it is known', () => {
  assert.ok(configOf('no-response', evidence('ios')).includes(`ping ${PEER} source 192.0.2.1`))
  assert.not.ok(configOf('no-response', evidence('ios', { local: '' })).some((line) => line.startsWith('ping')))
  assert.ok(configOf('ke-timeout', evidence('ios')).includes('show ip route 192.0.2.1'))
  assert.not.ok(configOf('ke-timeout', evidence('ios', { local: '' })).some((line) => line.startsWith('show ip')))
})

cures('for silence speak of an interface only where one went down', () => {
  assert.not.ok(remedies('no-response', evidence('ios')).some(({ text }) => /interface \S+ up/.test(text)))
  assert.not.ok(remedies('no-response', emptyEvidence('ios')).some(({ text }) => /interface \S+ up/.test(text)))
})

cures.run()

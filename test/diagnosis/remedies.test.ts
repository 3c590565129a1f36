import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { REASONS, type Verdict } from '../../src/diagnosis/diagnosis.ts'
import { type Evidence, emptyEvidence } from '../../src/diagnosis/evidence.ts'
import { remedies } from '../../src/diagnosis/remedies.ts'
import type { Proposal } from '../../src/vocabulary/ike.ts'
import { observed, ofType } from '../phase1/observed.ts'
import { staged } from '../phase1/staged.ts'

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

cures('there are for every reason and both families, each saying where', () => {
  for (const reason of verdictsOf)
    for (const family of ['ios', 'asa'] as const) {
      const found = remedies(reason, evidence(family))
      assert.ok(found.length > 0, reason)
      for (const { where, text } of found) {
        assert.ok(['this-router', 'peer', 'network'].includes(where), reason)
        assert.ok(text.length > 15 && /[.!]$/.test(text), `${reason}: ${text}`)
      }
    }
})

/** What a line to be typed may begin with. */
const COMMAND =
  /^ ?(no |(access-list|clear|crypto|debug|deny|encryption|group|hash|authentication|lifetime|ikev1|interface|ip nat|isakmp keepalive|match|ntp|peer-id-validate|permit|ping|pre-shared-key|revocation-check|set|show|shutdown|sysopt|tunnel-group) ?)/

const FAMILIES = ['ios', 'asa'] as const

cures('never show what could not be filled in, and only lines that can be typed', () => {
  for (const reason of verdictsOf)
    for (const family of FAMILIES)
      for (const about of [evidence(family), emptyEvidence(family)]) {
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
  assert.ok(configOf('psk-missing', evidence('ios')).includes(`crypto isakmp key SAME-KEY address ${PEER}`))
  assert.ok(configOf('psk-missing', evidence('asa')).includes(`tunnel-group ${PEER} ipsec-attributes`))
  assert.ok(configOf('no-response', evidence('ios')).includes(`permit udp host ${PEER} host 192.0.2.1 eq isakmp`))
})

cures('for a refused proposal carry the offered values and this policy’s priority', () => {
  const offered = {
    transform: 1,
    policyPriority: 30,
    encryption: 'AES-CBC',
    keyLength: 256,
    hash: 'SHA256',
    group: 14,
    authentication: 'pre-share',
    lifetimeSeconds: 28_800,
  }
  const about = evidence('ios', { comparisons: [{ offered, differs: ['group'], accepted: false }] })
  const config = configOf('proposal-mismatch', about)
  for (const line of [
    'crypto isakmp policy 30',
    ' encryption aes 256',
    ' hash sha256',
    ' authentication pre-share',
    ' group 14',
    ' lifetime 28800',
  ]) {
    assert.ok(config.includes(line), `${line} is not in ${config.join(' / ')}`)
  }
  const asa = configOf('proposal-mismatch', { ...about, family: 'asa' })
  assert.ok(asa.includes('crypto ikev1 policy 30') && asa.includes(' encryption aes-256'), asa.join(' / '))
})

cures('for silence begin with an interface that went down', () => {
  const [first] = remedies('no-response', evidence('ios', { interfaceDown: 'FastEthernet0/0' }))
  assert.match(first?.text ?? '', /FastEthernet0\/0/)
  assert.ok(first?.config?.includes('interface FastEthernet0/0') && first.config.includes(' no shutdown'))
})

cures('write an offer as each family types it', () => {
  const lines = (family: 'ios' | 'asa', offered: Proposal): string[] =>
    configOf('proposal-mismatch', evidence(family, { comparisons: [{ offered, differs: ['group'], accepted: false }] }))
  for (const [offered, ios, asa = ios] of [
    [{ encryption: 'DES-CBC' }, ' encryption des'],
    [{ encryption: '3DES-CBC', keyLength: 192 }, ' encryption 3des'],
    [{ encryption: '3des-cbc' }, ' encryption 3des'],
    [{ encryption: 'AES-CBC' }, ' encryption aes'],
    [{ encryption: 'AES-CBC', keyLength: 128 }, ' encryption aes'],
    [{ encryption: 'AES-CBC', keyLength: 192 }, ' encryption aes 192', ' encryption aes-192'],
    [{}, ' encryption aes'],
    [{ hash: 'MD5' }, ' hash md5'],
    [{}, ' hash sha'],
    [{ authentication: 'RSA sig' }, ' authentication rsa-sig'],
    [{ authentication: 'ECDSA sig' }, ' authentication ecdsa-sig'],
    [{}, ' authentication pre-share'],
    [{ group: 5 }, ' group 5'],
    [{}, ' group 14'],
    [{ lifetimeSeconds: 60 }, ' lifetime 60'],
    [{}, ' lifetime 86400'],
    [{}, 'crypto isakmp policy 10', 'crypto ikev1 policy 10'],
  ] as const) {
    assert.ok(lines('ios', offered).includes(ios), `${ios} is not in ${lines('ios', offered)}`)
    assert.ok(lines('asa', offered).includes(asa), `${asa} is not in ${lines('asa', offered)}`)
  }
})

cures('for a refusal by the peer give a strong policy for both ends where nothing is known of its own', () => {
  const config = configOf('proposal-mismatch', evidence('ios', { role: 'initiator' }))
  for (const line of [' encryption aes 256', ' hash sha256', ' authentication pre-share', ' group 14'])
    assert.ok(config.includes(line), `${line} is not in ${config}`)
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

cures('of a whole console are filled, too', () => {
  const rows = 'step r-r1 / set stuck=MM_NO_STATE state=IKE_R_MM1 / step r-offer / step no-offers'
  const [failed] = ofType(
    observed(staged(rows, { seat: 'responder main', train: 'xe', differ: [['group']] })),
    'failed',
  )
  const config = failed?.diagnosis.remedy.flatMap((remedy) => remedy.config ?? []) ?? []
  for (const line of ['crypto isakmp policy 10', ' encryption aes 256', ' hash sha256', ' group 14'])
    assert.ok(config.includes(line), `${line} is not in ${config.join(' / ')}`)
})

cures.run()

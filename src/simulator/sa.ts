/** One ISAKMP SA of the router being played: its names, numbers and ports. */
import type { Exchange, Role } from '../vocabulary/isakmp.ts'
import type { Chance } from './prng.ts'
import type { Setting } from './setting.ts'
import { FACTS } from './trains.ts'

export type Sa = {
  /** Count of negotiations in this composition, from 1. */
  readonly negotiation: number
  /** Count of SAs since the router booted: what a conn-id is made of. */
  readonly count: number
  readonly role: Role
  readonly exchange: Exchange
  /** The SA is stored: old trains print its conn-id from here on. */
  inserted: boolean
  /** The keys exist: newer trains print the conn-id from here on. */
  keyed: boolean
  /** What `{name}` in a table stands for. */
  readonly variables: Map<string, string>
}

/** Behind NAT the peer comes from a port that the translator chose. */
const ports = (setting: Setting, role: Role, chance: Chance): readonly [before: string, after: string] => {
  const translated = role === 'responder' && (setting.nat === 'peer' || setting.nat === 'both')
  return translated ? [String(chance.int(501, 1023)), String(chance.int(4501, 9999))] : ['500', '4500']
}

export const startSa = (setting: Setting, chance: Chance, negotiation: number, role: Role, exchange: Exchange): Sa => {
  const [before, after] = ports(setting, role, chance)
  const wide = setting.train === 'xe' ? 12 : 8
  const pointer = chance.hex(wide)
  const { nat, profile } = setting
  const variables = new Map(
    Object.entries({
      _: ' ',
      tab: '\t',
      pad: '      ',
      peer: setting.peer,
      local: setting.local,
      host: setting.hostname,
      name: setting.peerName,
      profile,
      keyring: profile === '' ? 'default' : `${profile}-keys`,
      r: role === 'initiator' ? 'I' : 'R',
      my_port: '500',
      peer_port: before,
      dport: '500',
      sport: before,
      float_port: after,
      id_port: nat === 'none' ? '500' : '0',
      handle: `8000${chance.hex(4)}`,
      ptr: pointer,
      sa: chance.hex(wide),
      spi: chance.hex(8),
      spi2: chance.hex(8),
      input_queue: FACTS[setting.train].earlyId ? ' input queue 0' : '',
      dn: `hostname=${setting.peerName}`,
      issuer: 'cn=Branch CA,o=Example',
      serial: chance.hex(8),
      msgid: '0',
      group: setting.peer,
      Role: role === 'initiator' ? 'Initiator' : 'Responder',
      mm: exchange === 'aggressive' ? 'AM' : 'MM',
    }),
  )
  return { negotiation, count: setting.saCount + negotiation, role, exchange, inserted: false, keyed: false, variables }
}

/** Flags that follow from the setting alone. */
export const settingFlags = ({ nat, profile, offered }: Setting): readonly string[] => [
  ...(nat === 'none' ? [] : ['nat', `nat-${nat}`]),
  ...(profile === '' ? [] : ['profile']),
  offered[0]?.authentication === 'RSA sig' ? 'rsa' : 'psk',
]

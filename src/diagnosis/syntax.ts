/** Configuration lines as they are typed, filled with what the console showed. IOS and ASA differ in nearly every word. */
import type { Attribute, Proposal } from '../vocabulary/ike.ts'
import type { Evidence } from './evidence.ts'

/** The printed name of a cipher as the configuration wants it. */
const cipher = (printed: string, keyLength: number | undefined, family: 'ios' | 'asa'): string => {
  if (/3des/i.test(printed)) return '3des'
  if (/des/i.test(printed)) return 'des'
  const bits = keyLength ?? Number(/192|256/.exec(printed)?.[0] ?? 128)
  return bits === 128 ? 'aes' : `aes${family === 'asa' ? '-' : ' '}${bits}`
}

const authentication = (printed: string): string =>
  /rsa/i.test(printed) ? 'rsa-sig' : /ecdsa/i.test(printed) ? 'ecdsa-sig' : 'pre-share'

/** A policy to be typed, as far as it is known. */
export type Policy = Proposal & {
  /** Attributes that are known to be other ones. */
  readonly differs?: readonly Attribute[]
  /** Stands for a value that is not known; without it the attribute's name in capitals does. */
  readonly unknown?: string
}

/** The lines of a phase-1 policy. What is not known is a word in capitals, which no router takes. */
export const policy = (family: 'ios' | 'asa', wanted: Policy, number: number | string): string[] => {
  const { differs = [], unknown, encryption, keyLength, hash, group, lifetimeSeconds } = wanted
  const line = (attribute: Attribute, value: string | undefined): string =>
    ` ${attribute} ${value === undefined || differs.includes(attribute) ? (unknown ?? attribute.toUpperCase()) : value}`
  return [
    family === 'asa' ? `crypto ikev1 policy ${number}` : `crypto isakmp policy ${number}`,
    line('encryption', encryption && cipher(encryption, keyLength, family)),
    line('hash', hash?.toLowerCase()),
    line('authentication', wanted.authentication && authentication(wanted.authentication)),
    line('group', group?.toString()),
    // The shorter lifetime of both wins, so none is ever wrong.
    ...(lifetimeSeconds === undefined ? [] : [` lifetime ${lifetimeSeconds}`]),
  ]
}

const isIpv6 = (address: string): boolean => address.includes(':')

/** One peer's address as IOS wants it where a prefix may stand. */
export const exactly = (address: string, mask = ''): string =>
  isIpv6(address) ? `ipv6 ${address}/128` : `${address}${mask}`

/** A pre-shared key for an address. The key itself is never known here, and what stands for it has a blank: typed as it is, it is refused, and replaces no good key. */
export const key = (family: 'ios' | 'asa', peer: string): string[] =>
  family === 'asa'
    ? [
        `tunnel-group ${peer} type ipsec-l2l`,
        `tunnel-group ${peer} ipsec-attributes`,
        ' ikev1 pre-shared-key <SAME KEY>',
      ]
    : [`crypto isakmp key <SAME KEY> address ${exactly(peer)}`]

/** Ends the SAs of one peer, so that the next attempt starts afresh. */
export const clear = (family: 'ios' | 'asa', peer: string): string =>
  family === 'asa' ? `clear crypto ikev1 sa ${peer}` : `clear crypto session remote ${peer}`

/** Access list entries that let IKE and ESP of a peer in; which list it is, nobody knows here. */
export const permit = ({ family, peer: from, local: to }: Evidence): string[] => {
  const peer = from || 'PEER'
  const local = to || 'THIS-ROUTER'
  if (family === 'asa')
    return [
      `access-list ACL extended permit udp host ${peer} host ${local} eq isakmp`,
      `access-list ACL extended permit udp host ${peer} host ${local} eq 4500`,
      `access-list ACL extended permit esp host ${peer} host ${local}`,
    ]
  return [
    isIpv6(peer) ? 'ipv6 access-list ACL' : 'ip access-list extended ACL',
    ` permit udp host ${peer} host ${local} eq isakmp`,
    ` permit udp host ${peer} host ${local} eq non500-isakmp`,
    ` permit esp host ${peer} host ${local}`,
  ]
}

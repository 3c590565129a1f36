/** Who negotiates, in which negotiation, and what was offered or agreed. */
import { type Static, Type } from '@sinclair/typebox'
import { Count, EXCHANGES, Name, OneOf, ROLES, Text } from './words.ts'

export const Peer = Type.Object({
  address: Text('IP address of the peer; the host name where the router prints only that'),
  port: Type.Integer({ minimum: 0, maximum: 65535, description: 'UDP port of the peer' }),
  name: Type.Optional(Name('name of the peer in the configuration')),
  expected: Type.Boolean({ description: 'false where a configuration lists peers and this is not one of them' }),
})
export type Peer = Static<typeof Peer>

export const Negotiation = Type.Object({
  id: Text('unique for the console: console, boot and number'),
  role: OneOf(ROLES, 'role of this router'),
  exchange: OneOf(EXCHANGES),
  connId: Count('connection id that the router prints; 0 while it has none, and not an identity'),
})
export type Negotiation = Static<typeof Negotiation>

const rfcNumber = (source: string) => Type.Optional(Count(`number in the registry of ${source}`))

export const Proposal = Type.Object({
  encryption: Type.Optional(Text('cipher in the words of the router')),
  keyLength: Type.Optional(Count('key length in bits, for ciphers that have a choice')),
  hash: Type.Optional(Text('hash in the words of the router')),
  group: Type.Optional(Count('Diffie-Hellman group')),
  authentication: Type.Optional(Text('authentication method in the words of the router')),
  lifetimeSeconds: Type.Optional(Count('lifetime of the ISAKMP SA in seconds')),
  transform: Type.Optional(Count('number of the transform in the offer')),
  policyPriority: Type.Optional(Count('priority of the local policy that it was compared with')),
  rfc: Type.Optional(
    Type.Object(
      {
        encryption: rfcNumber('RFC 2409, appendix A'),
        hash: rfcNumber('RFC 2409, appendix A'),
        group: rfcNumber('RFC 2409, RFC 3526, RFC 5114 and RFC 5903'),
        authentication: rfcNumber('RFC 2409, appendix A'),
      },
      { description: 'the numbers on the wire, where they are known' },
    ),
  ),
})
export type Proposal = Static<typeof Proposal>

export const Weakness = Type.Object({
  item: Text('what is weak'),
  judgement: Text('why, in one sentence'),
  source: Text('who says so'),
})
export type Weakness = Static<typeof Weakness>

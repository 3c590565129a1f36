/** Data of the `ikewatch.console.*` events, and the retained status of a console. */
import { type Static, Type } from '@sinclair/typebox'
import { Count, Name, OneOf, Text, Time } from './words.ts'

const Line = (description: string) =>
  Type.Object({ device: Text('device as configured'), why: Text('why, in one sentence') }, { description })

const routerTime = Type.Optional(Text('time stamp as the router wrote it'))

const Seen = (description: string) =>
  Type.Object({ why: Text('why, in one sentence'), evidence: Type.Array(Type.String()), routerTime }, { description })

export const CONSOLE_DATA = {
  'ikewatch.console.open': Line('The line can be read.'),
  'ikewatch.console.lost': Line('The line is gone; it is reopened until it comes back.'),
  'ikewatch.console.silent': Line('No byte for longer than the configured time.'),
  'ikewatch.console.noisy': Line('Mostly rubbish arrives: the baud rate or the cable is wrong.'),
  'ikewatch.console.locked': Line('Another program holds the device.'),
  'ikewatch.console.restarted': Seen('The router reloaded.'),
  'ikewatch.console.blind': Seen('Debugging is off: silence proves nothing.'),
  'ikewatch.console.gap': Type.Object(
    { why: Text('how the loss was noticed'), lines: Type.Optional(Count('lines lost, where known')), routerTime },
    { description: 'Lines were lost or damaged.' },
  ),
} as const
export type ConsoleData = { [K in keyof typeof CONSOLE_DATA]: Static<(typeof CONSOLE_DATA)[K]> }

export const ConsoleStatus = Type.Object({
  console: Name('name of the console'),
  state: OneOf(['open', 'lost', 'silent', 'noisy', 'locked', 'blind']),
  why: Text('why, in one sentence'),
  device: Text('device as configured'),
  sight: OneOf(['unknown', 'seeing', 'gappy', 'blind'], 'whether the debugging of the router can be seen'),
  since: Type.Optional(Time('when this state began')),
  lastByteAt: Type.Optional(Time('when the last byte came')),
  lastByteAgeMs: Type.Optional(Count('age of the last byte when this was written, in milliseconds')),
})
export type ConsoleStatus = Static<typeof ConsoleStatus>

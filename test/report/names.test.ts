import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ipAddress, peerAddress } from '../../src/report/address.ts'
import { isTopicSafe, topicSafe } from '../../src/report/names.ts'
import { topics } from '../../src/report/topics.ts'
import { eventsOf, retainedOf, run, started } from './fixtures.ts'

const names = suite('names')

names('an address becomes a topic level', () => {
  assert.is(topicSafe('172.16.6.2'), '172-16-6-2')
  assert.is(topicSafe('2001:DB8::1'), '2001-db8--1')
  assert.is(topicSafe('osaka'), 'osaka')
})

names('no text whatever leaves the alphabet of topics', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => isTopicSafe(topicSafe(text))))
  for (const text of ['', '#', '+', '/', 'a/b', '\u0000', 'İ', '💥', '../..', 'x'.repeat(500)]) {
    assert.ok(isTopicSafe(topicSafe(text)), text)
  }
})

names('every topic of the contract has its place', () => {
  const agent = topics('site/ikewatch', 'Branch 042')
  const line = agent.console('tokyo')
  assert.equal(
    [agent.status, agent.info, agent.health, agent.command('tail'), agent.response('tail')],
    ['status', 'info', 'health', 'cmd/tail', 'rsp/tail'].map((end) => `site/ikewatch/1/branch-042/${end}`),
  )
  assert.equal(
    [
      line.status,
      line.event,
      line.unexpected,
      line.tail,
      line.peer('osaka').phase1,
      line.peer('osaka').alert('psk-missing'),
    ],
    ['status', 'event', 'unexpected', 'tail', 'peer/osaka/phase1', 'peer/osaka/alert/psk-missing'].map(
      (end) => `site/ikewatch/1/branch-042/console/tokyo/${end}`,
    ),
  )
  assert.is(line.homeAssistant, 'homeassistant/device/branch-042-tokyo/config')
})

names('nothing that a console prints as a peer steers a topic or a subject', () => {
  for (const hostile of [
    '#',
    '+/+',
    '../../status',
    'a/b\u0000c',
    '<script>',
    '\u001b[2J',
    '$SYS/x',
    '1.2.3.4/event',
    '__proto__',
  ]) {
    const { all } = run([started(0, 1, hostile)])
    for (const { topic } of all)
      assert.match(topic, /^ikewatch\/1\/branch-042\/console\/tokyo\/(event|peer\/[a-z0-9-]{1,63}\/phase1)$/)
    assert.match(eventsOf(all)[0]?.subject ?? '', /^peer\/[a-z0-9-]{1,63}$/)
    assert.is(retainedOf(all).size, 1)
  }
})

names('equal addresses are equal texts', () => {
  assert.is(ipAddress('172.16.6.2'), '172.16.6.2')
  assert.is(ipAddress('2001:0DB8:0:0:0:0:0:1'), '2001:db8::1')
  assert.is(ipAddress('::'), '::')
  assert.is(ipAddress('1::'), '1::')
  assert.is(ipAddress('1:0:0:2:0:0:0:3'), '1:0:0:2::3')
  assert.is(ipAddress('1:0:2:3:4:5:6:7'), '1:0:2:3:4:5:6:7')
  assert.is(ipAddress('::ffff:10.0.0.1'), '::ffff:a00:1')
})

names('what is no address is none', () => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4.5',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    'g::',
    '12345::',
    '::1.2.3',
    '1:2:3:4:5:6:7::8',
  ])
    assert.is(ipAddress(text), undefined, text)
  assert.is(peerAddress('Router.Example'), 'router.example')
})

names('an IPv6 address survives any spelling', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const once = ipAddress(text)
      return (
        once !== undefined &&
        ipAddress(once) === once &&
        ipAddress(text.toUpperCase()) === once &&
        new URL(`http://[${text}]/`).hostname === `[${once}]`
      )
    }),
  )
})

names.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isIP, isMasked } from '../../src/vocabulary/address.ts'

const addresses = suite('addresses')

addresses('of IPv4 have four parts up to 255', () => {
  for (const good of ['0.0.0.0', '172.16.6.2', '255.255.255.255']) assert.ok(isIP(good), good)
  for (const bad of ['256.1.1.1', '10.0.0', '10.0.0.0.1', '10.0.0.', 'a.b.c.d', '10.0.0.1 ', ''])
    assert.not.ok(isIP(bad), bad)
})

addresses('of IPv6 may be shortened and may end in IPv4', () => {
  for (const good of ['2001:db8::1', '::', '::1', 'fe80:0:0:0:1:2:3:4', '::ffff:192.0.2.1']) assert.ok(isIP(good), good)
  for (const bad of ['osaka', 'osaka.example.net', '2001:db8', '12345::1', 'g::1']) assert.not.ok(isIP(bad), bad)
})

addresses('may be hidden in parts or as a whole before a console is published', () => {
  for (const masked of [
    'x.x.x.x',
    'XXX.xxx.XXX.xxx',
    '203.0.x.y',
    '203.x.y.77',
    'A.B.C.D',
    '203.0.113.x',
    '203.0.*.*',
    '***.***.*.**',
    '203.0.113.*',
  ])
    assert.ok(isMasked(masked), masked)
  // A damaged byte is no mask.
  for (const other of ['203.0.113.7', '203.0.q.77', '203.0.11x.77', 'osaka.example.net', 'x.x.x', 'x.x.x.x.x', ''])
    assert.not.ok(isMasked(other), other)
})

addresses.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { scan } from '../../src/profile/capture.ts'
import type { CaptureType } from '../../src/profile/template.ts'

const captures = suite('captures')

const take = (type: CaptureType, body: string, stop = ''): string =>
  body.slice(0, scan(type, body, 0, stop === '' ? -1 : stop.charCodeAt(0)))

const all = (rows: [CaptureType, string, string, stop?: string][]) => {
  for (const [type, body, taken, stop] of rows) assert.is(take(type, body, stop), taken, `${type} of ${body}`)
}

captures('of numbers take digits with a sign, hex with or without 0x', () => {
  all([
    ['int', '500 (I)', '500'],
    ['int', '-1432212680', '-1432212680'],
    ['int', '-', ''],
    ['int', 'x1', ''],
    ['int', '17.', '17'],
    ['hex', '0x6A3F1', '0x6A3F1'],
    ['hex', '66825864 ', '66825864'],
    ['hex', 'dead:beef', 'dead'],
    ['hex', 'ghi', ''],
  ])
})

captures('of an address take IPv4, IPv6 or a name, without what closes the sentence', () => {
  all([
    ['address', '10.0.0.2 my_port 500', '10.0.0.2'],
    ['address', '10.0.0.2!', '10.0.0.2'],
    ['address', '10.0.0.2.', '10.0.0.2'],
    ['address', '10.0.0.2, x', '10.0.0.2'],
    ['address', '10.0.0.2:500', '10.0.0.2'],
    ['address', '10.0.0.2/10.0.0.1', '10.0.0.2'],
    ['address', '2001:db8::1 x', '2001:db8::1'],
    ['address', 'osaka.example.net)', 'osaka.example.net'],
    ['address', 'osaka-1 x', 'osaka-1'],
    ['address', ' x', ''],
  ])
})

captures('of words end at a blank or where the spelling goes on', () => {
  all([
    ['word', 'MM_NO_STATE next', 'MM_NO_STATE'],
    ['word', 'I) MM_NO_STATE', 'I', ')'],
    ['word', '"No', '"No'],
    ['name', 'ID_IPV4_ADDR, x', 'ID_IPV4_ADDR'],
    ['name', 'vpn-1.x', 'vpn-1'],
    ['name', 'Az09_- x', 'Az09_-'],
    ['text', 'anything at all', 'anything at all'],
    ['rest', 'anything at all', 'anything at all'],
  ])
})

captures('of a VPI take bytes in hex, however many', () => {
  all([
    ['vpi', '0x0 0x1 0x51 0x80', '0x0 0x1 0x51 0x80'],
    ['vpi', '0x0 0x1 0x51 0x80 (LINE 3)', '0x0 0x1 0x51 0x80'],
    ['vpi', '0xE 0x10', '0xE 0x10'],
    ['vpi', '0xE10', ''],
    ['vpi', '0x', ''],
    ['vpi', '0x0 0x', '0x0'],
    ['vpi', '0x0 1x1', '0x0'],
    ['vpi', '0x0 001', '0x0'],
    ['vpi', '0x0,0x1', '0x0'],
    ['vpi', '86400', ''],
  ])
})

captures.run()

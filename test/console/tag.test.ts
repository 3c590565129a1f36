import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readTag } from '../../src/console/tag.ts'

const tags = suite('tags')

/** Tag, conn-id and the text behind. */
const read = (text: string): [string | undefined, number | undefined, string] => {
  const tag = readTag(text, 0)
  return [tag?.tag, tag?.conn, text.slice(tag?.end ?? 0)]
}

tags('of IOS come in every spelling of every release (REFERENCE 1.3)', () => {
  const rows: [printed: string, tag: string, conn: number | undefined][] = [
    ['ISAKMP (0:1): text', 'ISAKMP', 1],
    ['ISAKMP (0:0): text', 'ISAKMP', 0],
    ['ISAKMP (0:2) : text', 'ISAKMP', 2],
    ['ISAKMP (2): text', 'ISAKMP', 2],
    ['ISAKMP:(0:0:N/A:0): text', 'ISAKMP', 0],
    ['ISAKMP:(0:1:SW:1): text', 'ISAKMP', 1],
    ['ISAKMP:(0:2:HW:2):text', 'ISAKMP', 2],
    ['ISAKMP:(0): text', 'ISAKMP', 0],
    ['ISAKMP:(1001):text', 'ISAKMP', 1001],
    ['ISAKMP (0:1001): text', 'ISAKMP', 1001],
    ['ISAKMP (1001): text', 'ISAKMP', 1001],
    ['ISAKMP:(0):: text', 'ISAKMP', 0],
    ['ISAKMP:(0)::text', 'ISAKMP', 0],
    ['ISAKMP: (1001):text', 'ISAKMP', 1001],
    ['ISAKMP-PAK: (1001):text', 'ISAKMP-PAK', 1001],
    ['ISAKMP-ERROR: (0):text', 'ISAKMP-ERROR', 0],
    ['ISAKMP-INFO: (1002):text', 'ISAKMP-INFO', 1002],
    ['ISAKMP:      text', 'ISAKMP', undefined],
    ['ISAKMP: text', 'ISAKMP', undefined],
    ['ISAKMP : text', 'ISAKMP', undefined],
    ['ISAKMP:text', 'ISAKMP', undefined],
    ['ISAKMP (0:2) text', 'ISAKMP', 2],
    ['ISAKMP/xauth: text', 'ISAKMP/xauth', undefined],
    ['ISAKMP/author: text', 'ISAKMP/author', undefined],
    ['ISAKMP/tunnel: text', 'ISAKMP/tunnel', undefined],
  ]
  for (const [printed, tag, conn] of rows) assert.equal(read(printed), [tag, conn, 'text'], printed)
})

tags('of 12.3T and 12.4 carry the engine in the upper bits of the conn-id', () => {
  assert.equal(read('ISAKMP (0:134217729): text'), ['ISAKMP', 1, 'text'])
  assert.equal(read('ISAKMP (0:134217730): text'), ['ISAKMP', 2, 'text'])
  assert.equal(read('ISAKMP (0:268435457): text'), ['ISAKMP', 1, 'text'])
})

tags('leave a number in parentheses that belongs to the text', () => {
  assert.equal(read('ISAKMP: (0):(65514): Either (AES) encryption algorithm'), [
    'ISAKMP',
    0,
    '(65514): Either (AES) encryption algorithm',
  ])
})

tags('of neighbouring debugs are cut at the colon', () => {
  assert.equal(read('CryptoEngine0: generate alg parameter'), ['CryptoEngine0', undefined, 'generate alg parameter'])
  assert.equal(read('CRYPTO_ENGINE: Dh phase 1 status: 0'), ['CRYPTO_ENGINE', undefined, 'Dh phase 1 status: 0'])
  assert.is(read('CRYPTO_PKI: (A16A8) text')[0], 'CRYPTO_PKI')
  assert.is(read('CRYPTO_PKI : (A16A8) text')[0], 'CRYPTO_PKI')
  assert.is(read('IPSEC(sa_request): ,')[0], 'IPSEC')
  assert.is(read('IPSEC(key_engine): request timer fired')[0], 'IPSEC')
})

tags('of system messages are the whole mnemonic, which stays part of the message', () => {
  const text = '%CRYPTO-6-IKMP_MODE_FAILURE: Processing of Main mode failed with peer at 10.0.0.2'
  assert.equal(read(text), ['%CRYPTO-6-IKMP_MODE_FAILURE', undefined, text])
  assert.is(readTag('*%LWAPP-3-RADIUS_ERR: x', 0)?.tag, '%LWAPP-3-RADIUS_ERR', 'a clock flag before the mnemonic')
  for (const text of ['%Error opening tftp://x (Timed out)', '% Invalid input', '%CRYPTO-9-NO_LEVEL: x', '%-6-X: x']) {
    assert.is(readTag(text, 0), undefined, text)
  }
})

tags('of an ASA name the peer behind IP =', () => {
  const rows: [string, string, string | undefined][] = [
    ['[IKEv1]: Group = g, IP = 192.0.2.9, text', 'IKEv1', '192.0.2.9'],
    ['[IKEv1]Group = g, Username = u, IP = 192.0.2.9, text', 'IKEv1', '192.0.2.9'],
    ['[IKEv1 DEBUG]: IP = 192.0.2.9, text', 'IKEv1 DEBUG', '192.0.2.9'],
    ['[IKEv1]IP = 192.0.2.9, text', 'IKEv1', '192.0.2.9'],
    ['[IKEv1]: text', 'IKEv1', undefined],
    ['%ASA-7-715047: Group = g, IP = 192.0.2.9, text', '%ASA-7-715047', '192.0.2.9'],
    ['%PIX-3-713902: text', '%PIX-3-713902', undefined],
    ['%FTD-6-713172: Group = g, IP = 192.0.2.9, text', '%FTD-6-713172', '192.0.2.9'],
    ['Group = g, IP = 192.0.2.9, text', 'Group', '192.0.2.9'],
    ['IP = 2001:db8::9, text', 'Group', '2001:db8::9'],
  ]
  for (const [printed, tag, peer] of rows) {
    const found = readTag(printed, 0)
    assert.equal([found?.tag, found?.peer, printed.slice(found?.end)], [tag, peer, 'text'], printed)
  }
})

tags('are not seen in words that only begin like one', () => {
  for (const text of [
    'ISAKMPD started',
    'ISAKMP is on',
    'insert sa successfully sa = 66825864',
    'Old State = IKE_READY',
    'hostname: x',
    '',
  ]) {
    assert.is(readTag(text, 0), undefined, text)
  }
})

tags('hold a connection id of any length, or none where the parentheses hold something else', () => {
  const rows: [printed: string, tag: string | undefined, conn: number | undefined, rest: string][] = [
    ['ISAKMP (9): text', 'ISAKMP', 9, 'text'],
    ['ISAKMP:(12345678): text', 'ISAKMP', 12_345_678, 'text'],
    ['ISAKMP:(123456789): text', 'ISAKMP', 123_456_789, 'text'],
    ['ISAKMP (0:134217728): text', 'ISAKMP', 0, 'text'],
    ['ISAKMP (0:A): text', 'ISAKMP', undefined, 'text'],
    ['ISAKMP:(1A): text', 'ISAKMP', undefined, 'text'],
    ['ISAKMP:\t(7)\t: text', 'ISAKMP', 7, 'text'],
    ['ISAKMP:(): text', 'ISAKMP', undefined, '(): text'],
    ['ISAKMP:(a1): text', 'ISAKMP', undefined, '(a1): text'],
    ['ISAKMP:(7 text', 'ISAKMP', undefined, '(7 text'],
    ['ISAKMP:(0:1 SW): text', 'ISAKMP', undefined, '(0:1 SW): text'],
    [`ISAKMP:(0:${'1'.repeat(21)}): text`, 'ISAKMP', 1e20, 'text'],
    [`ISAKMP:(0:${'1'.repeat(22)}): text`, 'ISAKMP', undefined, `(0:${'1'.repeat(22)}): text`],
    ['ISAKMP:(0)::: text', 'ISAKMP', 0, ': text'],
    ['ISAKMP (text): more', undefined, undefined, 'ISAKMP (text): more'],
    ['ISAKMP (7 text', undefined, undefined, 'ISAKMP (7 text'],
  ]
  for (const [printed, tag, conn, rest] of rows) {
    const found = read(printed)
    if (conn === 1e20) assert.ok((found[1] ?? 0) < 0x08000000, 'the upper bits are the engine')
    else assert.is(found[1], conn, printed)
    assert.equal([found[0], found[2]], [tag, rest], printed)
  }
})

tags('of neighbouring debugs are names of letters, digits and dashes, not too long', () => {
  for (const name of ['CRYPTO_ENGINEZ9', 'Cryptoz', 'CRYPTO-PKI', 'CRYPTO/PKI', `CRYPTO${'X'.repeat(18)}`])
    assert.equal(read(`${name}: text`), [name, undefined, 'text'])
  assert.is(readTag('*Mar  1 2010 00:13:31.891 UTC: CRYPTO_ENGINE: x', 31)?.tag, 'CRYPTO_ENGINE', 'wherever it stands')
  for (const text of [
    `CRYPTO${'X'.repeat(19)}: text`,
    'CRYPTO[1]: text',
    'CRYPTO{1}: text',
    'myCRYPTO: x',
    'IPSEC text',
  ])
    assert.is(readTag(text, 0), undefined, text)
})

tags('of system messages have a facility, a level and a mnemonic before their colon', () => {
  assert.is(readTag('%FAC-SUB-5-MNEMONIC: x', 0)?.tag, '%FAC-SUB-5-MNEMONIC')
  assert.is(readTag('.%SYS-5-RESTART: x', 0)?.tag, '%SYS-5-RESTART')
  const long = (length: number) => `%SYS-5-${'X'.repeat(length - 7)}`
  assert.is(readTag(`${long(60)}: x`, 0)?.tag, long(60))
  for (const text of [
    `${long(61)}: x`,
    '%SYS-5-RESTART without a colon',
    '%SYS-5-RESTART',
    '%x %SYS-5-RESTART: x',
    '%SYS-5-RESTART SOON: x',
    '%SYS-5-restart: x',
    '%SYS-8-RESTART: x',
    '%SYS--5-RESTART: x',
    '.SYS-5-RESTART: x',
    '*x',
  ])
    assert.is(readTag(text, 0), undefined, text)
})

tags('of an ASA name no peer where none is printed', () => {
  const rows: [string, string | undefined, string | undefined][] = [
    ['[IKEv1]: Group = g, text', 'IKEv1', undefined],
    ['[IKEv1]: Username = u, IP = 192.0.2.9, text', 'IKEv1', '192.0.2.9'],
    ['[IKEv1]: IP = 192.0.2.9,text', 'IKEv1', '192.0.2.9'],
    ['Username = u, IP = 192.0.2.9, text', 'Group', '192.0.2.9'],
    ['%ASA-6-713228: Group = g, Username = u, IP = 192.0.2.9 text', '%ASA-6-713228', '192.0.2.9'],
    ['%ASA-4-113019: Group = g, Username = u, IP =192.0.2.9, text', '%ASA-4-113019', '192.0.2.9'],
    ['%FTD-4-113019: Group = g,Username = u,IP = 192.0.2.9,text', '%FTD-4-113019', '192.0.2.9'],
    ['%ASA-4-113019: Group = two words, IP = 192.0.2.9, text', '%ASA-4-113019', '192.0.2.9'],
  ]
  for (const [printed, tag, peer] of rows) {
    const found = readTag(printed, 0)
    assert.equal([found?.tag, found?.peer, printed.slice(found?.end)], [tag, peer, 'text'], printed)
  }
  for (const text of ['[IKEv1', '[IKEv2]: x', '[1]: x', 'IP route: x', 'Group: x'])
    assert.is(readTag(text, 0), undefined, text)
})

tags.run()

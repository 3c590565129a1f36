import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { AUTHENTICATION, ENCRYPTION, foldVpi, GROUP_BITS, HASH } from '../../src/vocabulary/ike.ts'
import { isQuickModeState } from '../../src/vocabulary/ios.ts'
import { NOTIFY_TYPES, notifyName, PAYLOADS } from '../../src/vocabulary/isakmp.ts'

const names = suite('names of the RFCs and of Cisco')

names('fold a VPI lifetime big-endian, whatever the number of its bytes (REFERENCE 3.10)', () => {
  const rows: [string, number][] = [
    ['0x0 0x1 0x51 0x80', 86_400],
    ['0x0 0x0 0xE 0x10', 3_600],
    ['0x0 0x20 0xC4 0x9B', 2_147_483],
    ['0x0 0x46 0x50 0x0', 4_608_000],
    ['0xE 0x10', 3_600],
    [' 0x1  0x51 0x80 ', 86_400],
    ['0xFF 0xFF 0xFF 0xFF', 4_294_967_295],
  ]
  for (const [bytes, value] of rows) assert.is(foldVpi(bytes), value, bytes)
})

names('spell a notify type as RFC 2408 does, however Cisco prints it', () => {
  const rows: [string, string, number][] = [
    ['PROPOSAL_NOT_CHOSEN', 'NO-PROPOSAL-CHOSEN', 14],
    ['No proposal chosen', 'NO-PROPOSAL-CHOSEN', 14],
    ['INVALID_ID_INFO', 'INVALID-ID-INFORMATION', 18],
    ['DPD/R_U_THERE', 'R-U-THERE', 36136],
    ['DPD/R_U_THERE_ACK', 'R-U-THERE-ACK', 36137],
    ['INITIAL_CONTACT', 'INITIAL-CONTACT', 24578],
    ['RESPONDER_LIFETIME', 'RESPONDER-LIFETIME', 24576],
    ['PAYLOAD_MALFORMED', 'PAYLOAD-MALFORMED', 16],
  ]
  for (const [printed, name, number] of rows) {
    assert.is(notifyName(printed), name, printed)
    assert.is(NOTIFY_TYPES[notifyName(printed)], number, printed)
  }
})

names('carry the numbers of the registries', () => {
  assert.equal([ENCRYPTION['DES-CBC'], ENCRYPTION['3DES-CBC'], ENCRYPTION['AES-CBC']], [1, 5, 7])
  assert.equal([HASH.MD5, HASH.SHA, HASH.SHA256, HASH.SHA384, HASH.SHA512], [1, 2, 4, 5, 6])
  assert.equal(
    [AUTHENTICATION['pre-share'], AUTHENTICATION['RSA sig'], AUTHENTICATION.XAUTHInitPreShared],
    [1, 3, 65_001],
  )
  assert.equal([PAYLOADS.SA, PAYLOADS.KE, PAYLOADS.NONCE, PAYLOADS.DELETE], [1, 4, 10, 12])
  for (const [group, bits] of [
    [1, '768'],
    [2, '1024'],
    [5, '1536'],
    [14, '2048'],
    [24, '2048'],
  ] as const) {
    assert.ok(GROUP_BITS[group]?.startsWith(bits), String(group))
  }
})

names('tell states of quick mode from those of phase 1', () => {
  assert.ok(isQuickModeState('IKE_QM_I_QM1') && isQuickModeState('IKE_QM_PHASE2_COMPLETE'))
  assert.not.ok(isQuickModeState('IKE_P1_COMPLETE') || isQuickModeState('QM_IDLE'))
})

names.run()

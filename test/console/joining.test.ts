import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { joined, withoutBreak, withoutMarks, withoutTail } from '../../src/console/joining.ts'

const joining = suite('candidates for a mended line')

joining('leave one run of ping marks out, each in turn, and all of them', () => {
  assert.equal(withoutMarks('Old State = .IKE_I_MM2'), ['Old State = IKE_I_MM2'])
  assert.equal(withoutMarks('protocol : 17.'), ['protocol : 17'])
  assert.equal(withoutMarks('ins.ert sa!! successfully'), [
    'insert sa!! successfully',
    'ins.ert sa successfully',
    'ins.ert sa successfully',
  ])
  assert.ok(withoutMarks('10.0.0.2 is !up').includes('10.0.0.2 is up'), 'the dots of an address stay')
})

joining('are none without marks, or with more than a ping leaves in one line', () => {
  assert.equal(withoutMarks('Old State = IKE_I_MM2'), [])
  assert.equal(withoutMarks('a.b.c.d.e.f.g.h.i.j'), [])
})

joining('leave the blank out that a page put where a terminal broke a word at column 80', () => {
  const line = '*Mar  1 00:13:31.891: ISAKMP:(0): Old State = IKE_I_MM1  New State = IKE_I_MM2_AND_MORE'
  const [head, tail] = [line.slice(0, 80), line.slice(80)]
  assert.equal(withoutBreak(`${head} ${tail}`, 0), [line])
  assert.equal(withoutBreak(`> ${head} ${tail}`, 2), [`> ${line}`], 'the columns begin behind a quote mark')
  for (const other of [
    line,
    `${head}${tail} `,
    `${line.slice(0, 79)} ${line.slice(79)}`,
    `${line.slice(0, 81)} ${line.slice(81)}`,
    `${line.slice(0, 79)}) ${tail}`,
    `${head} (${tail}`,
    `${line.slice(0, 79)}  ${tail}`,
    head,
    '',
  ])
    assert.equal(withoutBreak(other, 0), [], other)
  for (const [before, behind] of ['.1', '1.', '..', 'a_'])
    assert.is(withoutBreak(`${'x'.repeat(79)}${before} ${behind}`, 0).length, 1, `${before} ${behind}`)
  assert.equal(withoutBreak(`a b ${line}`, 0), [], 'a blank further left is none')
})

joining('put two pieces together at a blank or inside a word', () => {
  assert.equal(joined('sending packet to 10.0.0.2 (I)', 'MM_NO_STATE'), [
    'sending packet to 10.0.0.2 (I) MM_NO_STATE',
    'sending packet to 10.0.0.2 (I)MM_NO_STATE',
  ])
})

joining('take the marks of a ping off the end of the first piece', () => {
  assert.ok(joined('Sending an IKE .!!!!', 'IPv4 Packet.').includes('Sending an IKE IPv4 Packet.'))
  assert.ok(joined('Old St.', 'ate = IKE_I_MM1').includes('Old State = IKE_I_MM1'))
  assert.equal(joined('New State =', 'IKE_I_MM1', true), ['New State = IKE_I_MM1'], 'broken at a blank')
})

joining('tell ping marks from the dots of a time or an address', () => {
  assert.equal(withoutMarks('up 10.0.0.2'), ['up 10002'].slice(1))
  assert.equal(withoutMarks('at 10.0.0.2!!'), ['at 10.0.0.2'])
  assert.equal(withoutMarks('at 00:13:31..891'), ['at 00:13:31891'])
  assert.equal(withoutMarks('a!b!c!d!e!f!g!h!').length, 9)
  assert.equal(withoutMarks('a!b!c!d!e!f!g!h!i!'), [])
})

joining('cut the marks of a ping and the blank before them off an end', () => {
  assert.is(withoutTail('Old State = ....!'), 'Old State =')
  assert.is(withoutTail('Old State = IKE_I_MM1'), 'Old State = IKE_I_MM1')
  assert.equal(joined('Sending an .!!!!', 'IKE packet'), [
    'Sending an .!!!! IKE packet',
    'Sending an .!!!!IKE packet',
    'Sending an IKE packet',
    'Sending an IKE packet',
  ])
})

joining.run()

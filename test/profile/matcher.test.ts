import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  captured,
  emptyTree,
  exhausted,
  extendable,
  followed,
  insert,
  match,
  reached,
} from '../../src/profile/matcher.ts'
import { parseSpelling } from '../../src/profile/template.ts'

const matching = suite('matcher')

const treeOf = (...spellings: string[]) => {
  const tree = emptyTree<string>()
  for (const text of spellings) {
    const tokens = parseSpelling(text)
    if (typeof tokens === 'string') throw new Error(tokens)
    insert(tree, tokens, text)
  }
  return tree
}

const anything = () => true
const taken = (body: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => body.slice(captured[2 * i], captured[2 * i + 1]))

matching('takes literal text before a capture', () => {
  const tree = treeOf('received packet from {peer:address}', 'received payload type {n:int}', 'received {what:rest}')
  assert.is(match(tree, 'received payload type 20', anything), 'received payload type {n:int}')
  assert.is(match(tree, 'received delete for ISAKMP SA', anything), 'received {what:rest}')
})

matching('counts the literal characters of the spelling that a body follows furthest', () => {
  const tree = treeOf('found key matching {peer:address} in {ring:word}', 'found nothing', 'group {id:rest}')
  assert.is(followed(tree, 'found nth'), 'found n'.length)
  assert.is(followed(tree, 'found key matching 192.0.2.9 ni'), 'found key matching  '.length)
  assert.is(followed(tree, 'group x'), 'group '.length, 'what takes anything proves nothing')
  assert.is(followed(tree, 'lost'), 0)
})

matching('lets a word end where its own spelling goes on, though another one goes on with another mark', () => {
  for (const spellings of [
    ['role {r:word}) sent', 'role {r:word}, got {n:int}', 'role {r:word} of {n:int}'],
    ['role {r:word} of {n:int}', 'role {r:word}, got {n:int}', 'role {r:word}) sent'],
  ]) {
    const tree = treeOf(...spellings)
    for (const [body, spelling] of [
      ['role I) sent', 'role {r:word}) sent'],
      ['role I, got 7', 'role {r:word}, got {n:int}'],
      ['role I of 7', 'role {r:word} of {n:int}'],
    ] as const) {
      assert.is(match(tree, body, anything), spelling, body)
      assert.equal(taken(body, 1), ['I'], body)
    }
  }
})

matching('lets a text at the end of a spelling run to the end of the body', () => {
  const tree = treeOf('say {a:word} of {b:text}', '{c:text}')
  for (const body of ['say it of all that is here', 'say no of me', 'say it of others, too'])
    for (const spelling of ['say {a:word} of {b:text}', '{c:text}']) {
      assert.is(
        match(tree, body, (value) => value === spelling),
        spelling,
      )
      assert.equal(taken(body, 2).at(spelling === '{c:text}' ? 0 : 1), spelling === '{c:text}' ? body : body.slice(10))
    }
})

matching('waits for the rest of a text that six characters have proved, not for less', () => {
  const tree = treeOf('"{what:text}" said', 'singing {what:text} aloud')
  for (const [body, waits] of [
    ['"alto', false],
    ['"alto ', true],
    ['singing alto', true],
    ['singin', true],
    ['singi', false],
  ] as const) {
    assert.is(match(tree, body, anything), undefined, body)
    assert.is(exhausted, waits, body)
  }
})

matching('takes the longest spelling that the body begins with', () => {
  const short = 'atts are acceptable.'
  const long = 'atts are acceptable. Next payload is {next:int}'
  for (const tree of [treeOf(short, long), treeOf(long, short)]) {
    assert.is(match(tree, 'atts are acceptable.', anything), short)
    assert.is(match(tree, 'atts are acceptable. Next payload is 3', anything), long)
    assert.is(
      match(tree, 'atts are acceptable. Next payload is', anything),
      short,
      'a line cut short is what it begins with',
    )
    assert.is(reached, short.length)
    assert.ok(extendable)
  }
})

matching('goes back where a longer spelling does not fit to its end', () => {
  const tree = treeOf('deleting SA', 'deleting SA reason "{why:text}" state ({role:word}) {saState:rest}')
  assert.is(match(tree, 'deleting SA reason "No reason" stat', anything), 'deleting SA')
  const body = 'deleting SA reason "P1 delete notify (in)" state (I) QM_IDLE (peer 10.0.0.2)'
  assert.ok(match(tree, body, anything)?.includes('reason'))
  assert.equal(taken(body, 3), ['P1 delete notify (in)', 'I', 'QM_IDLE (peer 10.0.0.2)'])
})

matching('tries exact captures before those that take anything', () => {
  const tree = treeOf('transform {what:text} refused', 'transform {n:int} refused')
  assert.is(match(tree, 'transform 5 refused', anything), 'transform {n:int} refused')
  assert.is(match(tree, 'transform set refused', anything), 'transform {what:text} refused')
})

matching('lets text run to the nearest place where the rest of the spelling fits', () => {
  const tree = treeOf('a "{x:text}" b {n:int}')
  const body = 'a "one" b two" b 7'
  assert.is(match(tree, body, anything), undefined, 'the nearest place is tried, no other: the cost stays linear')
  assert.ok(match(tree, 'a "one (in)" b 7', anything))
  assert.equal(taken('a "one (in)" b 7', 2), ['one (in)', '7'])
})

matching('allows anything behind a spelling, and nothing before', () => {
  const tree = treeOf('SKEYID state generated')
  assert.ok(match(tree, 'SKEYID state generated (LINE 3)', anything))
  assert.is(match(tree, 'xSKEYID state generated', anything), undefined)
  assert.is(match(tree, 'skeyid state generated', anything), undefined, 'case matters')
})

matching('refuses what the caller does not accept, and looks on', () => {
  const tree = treeOf('authenticated', 'authenticated {peer:address}')
  assert.is(
    match(tree, 'authenticated 10.0.0.2', (value) => value === 'authenticated'),
    'authenticated',
  )
  assert.is(
    match(tree, 'authenticated', () => false),
    undefined,
  )
})

matching('says that a line which stops inside a spelling may go on below', () => {
  const tree = treeOf(
    'Old State = {from:name} New State = {to:name}',
    'sending packet to {peer:address} ({role:word}) {saState:rest}',
  )
  for (const body of ['Old Sta', 'Old State =', 'Old State = IKE_READY New', 'sending packet to 10.0.0.2 (I)']) {
    assert.is(match(tree, body, anything), undefined, body)
    assert.ok(exhausted, body)
  }
  for (const body of ['Old', 'Old Stamps', 'Old State = IKE_READY Now State = X', 'something else']) {
    assert.is(match(tree, body, anything), undefined, body)
    assert.not.ok(exhausted, body)
  }
})

matching('is sure that a line goes on below only when six characters of it are proved', () => {
  const tree = treeOf(
    'abc {x:word} def',
    'literal',
    'key:{x:text}',
    'a longer {x:text}, so',
    'n={n:int}',
    'n={n:int}, m',
  )
  for (const [body, open] of [
    ['litera', true],
    ['liter', false],
    ['abc xy', true],
    ['abc x', false],
    ['abc xyz d', true],
    ['abc xyz e', false],
    ['a longer one', true],
    ['a longer ', true],
    ['literally', false],
  ] as const) {
    match(tree, body, anything)
    assert.is(exhausted, open, body)
  }
  assert.ok(match(tree, 'literal', anything))
  assert.not.ok(exhausted, 'a body that is whole')
})

matching('finds nothing in a text that is not there', () => {
  const tree = treeOf('refused:{why:text}', 'refused {why:text}')
  assert.is(match(tree, 'refused:', anything), undefined)
  assert.ok(exhausted)
  assert.is(match(tree, 'refused:x', anything), 'refused:{why:text}')
  assert.equal([reached, extendable], [9, false])
  assert.is(
    match(tree, 'refused:x', () => false),
    undefined,
  )
})

matching('says whether a longer spelling goes on, by a capture, too', () => {
  const tree = treeOf('sa=', 'sa={n:int}', 'done')
  assert.ok(match(tree, 'sa=x', anything))
  assert.ok(extendable)
  assert.ok(match(tree, 'done', anything))
  assert.not.ok(extendable)
})

matching('looks on behind a text where the first of several continuations does not fit to its end', () => {
  const spellings = ['a {x:text} big {n:int}', 'a {x:text}, small']
  for (const tree of [treeOf(...spellings), treeOf(...spellings.toReversed())]) {
    assert.is(match(tree, 'a x big y, small', anything), 'a {x:text}, small')
    assert.is(match(tree, 'a x, small big 7', anything), 'a {x:text} big {n:int}', 'whatever was added first')
  }
})

matching('prefers the more exact of two captures at one place', () => {
  for (const [exact, broad, body] of [
    ['int', 'hex', '12'],
    ['vpi', 'hex', '0x0'],
    ['hex', 'address', 'dead'],
    ['address', 'name', 'osaka'],
    ['name', 'word', 'MM_1'],
    ['word', 'text', 'abc'],
    ['text', 'rest', 'abc'],
  ] as const) {
    const spellings = [`x {a:${exact}}`, `x {a:${broad}}`]
    for (const tree of [treeOf(...spellings), treeOf(...spellings.toReversed())])
      assert.is(match(tree, `x ${body}`, anything), spellings[0])
  }
})

matching('names what stands already at a place', () => {
  const tree = emptyTree<string>()
  const tokens = [{ literal: 'same' }]
  assert.is(insert(tree, tokens, 'first'), undefined)
  assert.is(insert(tree, tokens, 'second'), 'first')
  assert.is(match(tree, 'same', anything), 'first')
})

matching('takes a body with characters beyond ASCII as no match, not as a fault', () => {
  assert.is(match(treeOf('abc'), '\u00e4bc', anything), undefined)
  assert.is(match(treeOf('abc {x:rest}'), 'abc \u65e5\u672c', anything), 'abc {x:rest}')
  assert.is(match(treeOf('abc'), '', anything), undefined)
})

matching.run()

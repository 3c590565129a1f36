import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateEvent } from '../../src/report/validate.ts'
import { golden, ikewatch, jsonLines, transcript } from './program-under-test.ts'

const replay = suite<{ directory: string }>('replay')

replay.before.each((context) => {
  context.directory = mkdtempSync(join(tmpdir(), 'ikewatch-replay-'))
})
replay.after.each(({ directory }) => rmSync(directory, { recursive: true }))

const TOKYO = transcript('ios-12/tokyo-osaka')
const typesOf = (out: string) => jsonLines(out).map(({ type }) => String(type).replace('ikewatch.phase1.', ''))
const EIGHT = ['started', ...Array.from({ length: 6 }, () => 'transition'), 'established']

replay('gives the exchange of Tokyo and Osaka as exactly eight events that keep the contract', () => {
  const { status, out, err } = ikewatch(['replay', '--json', '--year', '2002', TOKYO])
  assert.is(status, 0)
  assert.is(err, '')
  assert.equal(typesOf(out), EIGHT)
  const events = jsonLines(out)
  assert.equal(events.flatMap(validateEvent), [])
  assert.equal(
    events.map(({ time }) => String(time).slice(0, 23)),
    ['027', '027', '047', '091', '123', '163', '187', '191'].map((ms) => `2002-03-07T16:14:29.${ms}`),
  )
  assert.equal(
    events.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
  const established = events.at(-1) as { data: { durationMs: number; proposal: { lifetimeSeconds: number } } }
  assert.is(established.data.durationMs, 164)
  assert.is(established.data.proposal.lifetimeSeconds, 86_400)
})

replay('gives the same events for the text as a web page shows it', () => {
  const data = (name: string) =>
    jsonLines(ikewatch(['replay', '--json', '-'], { input: readFileSync(transcript(name)) }).out).map(
      (event) => event.data,
    )
  assert.equal(data('ios-12/tokyo-osaka-web-page'), data('ios-12/tokyo-osaka'))
})

replay('tells of an export whose newest line stands first as of the capture, and says how it is read', () => {
  for (const name of ['ios-12/tokyo-osaka', 'ios-12/psk-mismatch', 'ios-15/three-at-once-mixed']) {
    const lines = readFileSync(transcript(name), 'latin1').replace(/\n$/, '').split('\n')
    const input = Buffer.from(`${lines.reverse().join('\n')}\n`, 'latin1')
    const { status, out, err } = ikewatch(['replay', '-'], { input })
    assert.is(status, 0)
    assert.is(out, ikewatch(['replay', transcript(name)]).out, name)
    assert.is(err, 'standard input: its newest line stands first, so it is read from the last line to the first\n')
  }
})

replay('tells Tokyo and Osaka as a ladder with proposal, weaknesses and end', () => {
  const { status, out } = ikewatch(['replay', TOKYO])
  assert.is(status, 0)
  assert.is(out, golden('tokyo-osaka.story.txt'))
})

replay('tells a failure with its evidence, alternatives and remedies', () => {
  const { out } = ikewatch(['replay', transcript('ios-12/psk-mismatch')])
  for (const part of [
    /^ {2}failed: psk-mismatch \(inferred\)$/m,
    /^ {2}evidence:\n {4}\| .*phase 1 packet is a duplicate/m,
    /^ {2}it may also be:\n {4}[a-z-]+: /m,
    /^ {4}on this router: .*\n(?: {6}.*\n)* {6}crypto isakmp key <SAME KEY> address 172\.16\.6\.2$/m,
  ])
    assert.match(out, part)
})

replay('keeps its own text within 80 columns', () => {
  const { out } = ikewatch([
    'replay',
    transcript('ios-15/three-at-once-mixed'),
    transcript('asa/proposal-mismatch-responder'),
  ])
  assert.equal(
    out.split('\n').filter((line) => line.length > 80 && !line.startsWith('    | ') && !line.startsWith('== ')),
    [],
  )
})

replay('tells several negotiations one after the other, each under a heading of its own', () => {
  const { out } = ikewatch(['replay', transcript('ios-15/three-at-once-mixed')])
  const headings = out.split('\n').filter((line) => line.startsWith('-- '))
  assert.ok(headings.length >= 3)
  assert.is(new Set(headings).size, headings.length)
})

replay('says what happened to the console, and of which negotiation no end was seen', () => {
  const { out } = ikewatch(['replay', transcript('ios-15/undebug-midway')])
  assert.match(out, /^\*\* (?:.*: )?debugging is off: type /m)
  assert.match(out, /-- 172\.16\.6\.2 port 500, negotiation 1 -+\n(?: .*\n)+ {2}no end of it was seen\n/)
})

replay('tells each step of XAUTH, and waits for no end of it', () => {
  const { out } = ikewatch(['replay', transcript('ios-xe/xauth-success')])
  assert.match(out, /^ {2,}\+\d+ ms {10}IKE_XAUTH_AAA_CONT_LOGIN_AWAIT\n {39}phase 1 is done; XAUTH has the answer,$/m)
  assert.not.match(out, /no end of it was seen/)
})

replay('gives a remark on the console one stamp, and says once that lines are missing', () => {
  const { out } = ikewatch(['replay', transcript('ios-12/lines-lost')])
  assert.match(out, /^\*\* lines are missing: Mar {2}7 16:14:29\.069 GMT: %SYS-3-LOGGER_DROPPING/m)
  assert.match(out, /^\*\* Mar {2}7 16:14:29\.263 GMT: the router says IKE_I_MM4/m)
})

replay('gives no time that the stamps are too coarse to tell, and when an SA that was up went down', () => {
  const { out } = ikewatch(['replay', transcript('asa/deleted-by-peer-responder')])
  assert.match(out, /^ {2}established\n {2}accepted: {2}values that were not printed\n/m)
  assert.match(out, /, goes on -+\n {2}Nov 17 2026 04:45:11\n {2}down after 15 minutes 11 seconds: /)
  assert.match(ikewatch(['replay', transcript('asa/phase2-failed-pasted')]).out, /^ {2}down: phase2-failed/m)
})

replay('reads standard input', () => {
  const { status, out } = ikewatch(['replay', '--json', '-'], { input: readFileSync(TOKYO) })
  assert.is(status, 0)
  assert.equal(typesOf(out), EIGHT)
  assert.is(jsonLines(out)[0]?.source, '/ikewatch/replay/console/stdin')
})

replay('takes the year of stamps from the file unless it is given', ({ directory }) => {
  const file = join(directory, 'tokyo.log')
  writeFileSync(file, readFileSync(TOKYO))
  utimesSync(file, new Date('2011-06-01'), new Date('2011-06-01'))
  const year = (...args: string[]) =>
    String(jsonLines(ikewatch(['replay', '--json', ...args, file]).out)[0]?.time).slice(0, 4)
  assert.is(year(), '2011')
  assert.is(year('--year', '1999'), '1999')
})

replay('exits with 3 only when asked and only when a phase 1 failed', () => {
  const failing = transcript('ios-12/psk-mismatch')
  assert.is(ikewatch(['replay', '--json', failing]).status, 0)
  assert.is(ikewatch(['replay', '--json', '--exit-code', failing]).status, 3)
  assert.is(ikewatch(['replay', '--json', '--exit-code', TOKYO]).status, 0)
})

replay('at the pace of the stamps tells the same, as it happens', () => {
  const { status, out } = ikewatch(['replay', '--json', '--pace', '20x', '--year', '2002', TOKYO])
  assert.is(status, 0)
  assert.equal(typesOf(out), EIGHT)
  assert.match(ikewatch(['replay', '--pace', '20x', TOKYO]).out, /established in 164 ms/)
})

replay('numbers the events of two captures of one console in one stream', () => {
  const { out } = ikewatch(['replay', '--json', TOKYO, TOKYO])
  assert.equal(
    jsonLines(out).map(({ sequence }) => sequence),
    Array.from({ length: 16 }, (_, index) => index + 1),
  )
})

replay('says so when there was nothing of phase 1', () => {
  const { status, out, err } = ikewatch(['replay', '-'], { input: 'Router>enable\r\n' })
  assert.equal([status, out], [0, ''])
  assert.match(err, /no IKE phase 1 was seen/)
  assert.equal(ikewatch(['replay', '--json', '-'], { input: 'Router>enable\r\n' }), { status: 0, out: '', err: '' })
})

replay.run()

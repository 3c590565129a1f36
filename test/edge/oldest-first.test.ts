import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { oldestFirst } from '../../src/edge/oldest-first.ts'

const turned = suite<{ path: string }>('captures whose newest line stands first')

turned.before.each((context) => {
  context.path = join(mkdtempSync(join(tmpdir(), 'ikewatch-oldest-')), 'export.log')
})
turned.after.each(({ path }) => rmSync(join(path, '..'), { recursive: true }))

const stamped = (i: number): string =>
  `*Mar  ${1 + Math.floor(i / 86_400)} ${new Date(i * 1000).toISOString().slice(11, 19)}.000: ISAKMP:(0): line ${i}`
const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => stamped(i))
const exported = (all: readonly string[], end = '\n'): string => `${[...all].reverse().join(end)}${end}`

const read = async (
  path: string,
  text: string,
  kind: 'file' | 'stream' = 'file',
  keptMiB?: number,
): Promise<{ text: string; notes: string[] }> => {
  writeFileSync(path, text)
  const notes: string[] = []
  const capture = { kind, name: 'export.log', console: 'export', size: undefined, year: 2026 }
  const pieces: Uint8Array[] = []
  for await (const piece of oldestFirst(path, capture, (note) => notes.push(note), keptMiB)) pieces.push(piece)
  return { text: Buffer.concat(pieces).toString(), notes }
}

const SAID = 'export.log: its newest line stands first, so it is read from the last line to the first'

turned('are read from the last line to the first, however long they are', async ({ path }) => {
  for (const count of [10, 999, 20_000]) {
    const all = lines(count)
    for (const kind of ['file', 'stream'] as const)
      assert.equal(await read(path, exported(all), kind), { text: `${all.join('\n')}\n`, notes: [SAID] })
  }
})

turned('keep the ends of their lines, and get one where the last has none', async ({ path }) => {
  const all = lines(30)
  assert.is((await read(path, exported(all, '\r\n'))).text, `${all.join('\r\n')}\r\n`)
  assert.is((await read(path, exported(all).slice(0, -1))).text, `${all.join('\n')}\n`)
  const spaced = all.flatMap((line) => [line, '', 'bare line'])
  assert.is((await read(path, exported(spaced))).text, `${spaced.join('\n')}\n`)
})

turned('keep the head of an endless line, and all that stands around it', async ({ path }) => {
  const all = lines(60)
  const { text } = await read(path, exported([...all.slice(0, 20), `head${'x'.repeat(1_000_000)}`, ...all.slice(20)]))
  const got = text.split('\n')
  assert.equal([...got.slice(0, 20), ...got.slice(21, -1)], all)
  assert.match(got[20] ?? '', /^headx+$/)
  assert.ok((got[20] ?? '').length <= 2 * 65_536)
})

turned('of a stream that is too long are told without their oldest lines, and that is said', async ({ path }) => {
  const all = lines(40_000)
  const { text, notes } = await read(path, exported(all), 'stream', 1)
  const got = text.split('\n').slice(1, -1)
  assert.equal(got, all.slice(-got.length))
  assert.ok(got.length > 10_000 && got.length < all.length)
  assert.equal(notes, [
    SAID,
    'export.log: more than 1 MiB, of which the oldest are left out: name a file, and it is read whole',
  ])
})

turned('are not those that run as they came: nothing of them is touched, and nothing said', async ({ path }) => {
  const text = `\n\n${lines(5000).join('\r\n')}`
  assert.equal(await read(path, text), { text, notes: [] })
  assert.equal(await read(path, ''), { text: '', notes: [] })
})

turned.run()

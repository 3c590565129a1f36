import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openStore } from '../../../src/edge/outbox/store.ts'
import { event, temporaryDirectory } from './support.ts'

const damage = suite('damaged store')

const EVENTS = 400

/** A store with events 1 to 400 in its log, the first `delivered` of them acknowledged, then `harm`, then opened again. */
const afterHarm = async (harm: (events: string) => void, delivered = 0) => {
  const directory = temporaryDirectory()
  const first = await openStore(directory.path, () => undefined)
  for (let n = 1; n <= EVENTS; n++) {
    const entry = first.append(event(n))
    if (n <= delivered) first.forget(entry, 'acknowledged')
    if (n % 20 === 0) await first.commit()
  }
  await first.close()
  harm(join(directory.path, 'events'))
  const reports: string[] = []
  const store = await openStore(directory.path, (text) => reports.push(text))
  const aside = readdirSync(directory.path).filter((name) => name.includes('.damaged-'))
  return { store, reports, aside, directory }
}

const logOf = (events: string): string =>
  join(events, readdirSync(events).find((name) => name.endsWith('.log')) as string)

const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 0x04
  writeFileSync(file, bytes)
}

/** Whatever was lost, it was said, the old store is kept, numbers go on, and the new store works. */
const expectMended = async (harm: (events: string) => void, salvaged: boolean): Promise<void> => {
  const { store, reports, aside, directory } = await afterHarm(harm)
  assert.is(aside.length, 1)
  assert.match(reports.join('\n'), /the outbox was damaged .*kept as .*events\.damaged-1/)
  assert.is(store.lastSequence('tokyo'), EVENTS)
  assert.is(store.boot, 2)
  if (salvaged) assert.ok(store.entries.length > 0)
  const known = new Set((await store.fetch(store.entries.map(({ key }) => key))).map((text) => text?.payload))
  assert.is(known.has(undefined), false)
  store.append(event(EVENTS + 1))
  await store.commit()
  const expected = store.entries.length + 1
  await store.close()
  const again = await openStore(directory.path, (text) => assert.unreachable(text))
  assert.is(again.entries.length, expected)
  await again.close()
  directory.remove()
}

damage('a flipped bit in the log: set aside, said, what is sound is saved', () =>
  expectMended((events) => flip(logOf(events), 60_000), true),
)

damage('a damaged part of the log: exactly those that lay in it and waited are given up, and said', async () => {
  for (const [delivered, at] of [
    [0, 60_000],
    [200, 70_000],
    [200, 40_000],
    [390, 60_000],
  ] as const) {
    const { store, reports, directory } = await afterHarm((events) => flip(logOf(events), at), delivered)
    const saved = new Set(store.entries.map(({ sequence }) => sequence))
    const given = new Set(
      (store.dropped().consoles.tokyo?.ranges ?? []).flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
      ),
    )
    for (let n = delivered + 1; n <= EVENTS; n++)
      assert.is(saved.has(n) || given.has(n), true, `${n}, bit in byte ${at}, ${delivered} delivered`)
    for (const n of given) assert.is(saved.has(n), false, `${n} waits`)
    assert.is(/are not in the store/.test(reports.join('\n')), given.size > 0)
    await store.close()
    directory.remove()
  }
})

damage('a flipped bit in the first record: likewise', () => expectMended((events) => flip(logOf(events), 40), true))

damage('rubbish where the database keeps its index: likewise', () =>
  expectMended((events) => writeFileSync(join(events, 'CURRENT'), 'rubbish\n'), true),
)

damage('a lost manifest: likewise', () =>
  expectMended((events) => {
    for (const name of readdirSync(events)) if (name.startsWith('MANIFEST')) rmSync(join(events, name))
  }, true),
)

damage('a file where the store should be: set aside, and a new store begun', () =>
  expectMended((events) => {
    rmSync(events, { recursive: true })
    writeFileSync(events, 'not a directory')
  }, false),
)

damage('a truncated log looks sound to the database; the counters tell that events are missing', async () => {
  const { store, reports, directory } = await afterHarm((events) => truncateSync(logOf(events), 70_000))
  const kept = store.entries.length
  assert.ok(kept > 0 && kept < EVENTS)
  assert.is(store.lastSequence('tokyo'), EVENTS)
  assert.match(reports.join('\n'), new RegExp(`events ${kept + 1} to ${EVENTS} of console tokyo are not in the store`))
  assert.is(store.dropped().total, EVENTS - kept)
  assert.equal(store.dropped().consoles.tokyo?.ranges, [[kept + 1, EVENTS]])
  await store.close()
  directory.remove()
})

damage('a store taken away altogether: numbers and starts go on', async () => {
  const { store, directory } = await afterHarm((events) => rmSync(events, { recursive: true }))
  assert.is(store.lastSequence('tokyo'), EVENTS)
  assert.is(store.boot, 2)
  await store.close()
  directory.remove()
})

damage('damaged counters beside a sound store: the store knows the numbers', async () => {
  const { store, reports, directory } = await afterHarm((events) => {
    writeFileSync(join(events, '..', 'counters'), 'rubbish')
  })
  assert.is(store.lastSequence('tokyo'), EVENTS)
  assert.is(store.boot, 2)
  assert.equal(reports, [])
  await store.close()
  assert.ok(existsSync(join(directory.path, 'counters')))
  directory.remove()
})

damage.run()

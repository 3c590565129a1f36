import { closeSync, cpSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startEmbeddedBroker } from '../../../src/edge/broker/embedded.ts'
import { openStore, type Store } from '../../../src/edge/outbox/store.ts'
import type { Entry } from '../../../src/outbox/entry.ts'
import { testAgent } from '../broker/agent.ts'
import { event, type SmallDisk, smallDisk, until } from './support.ts'

const full = suite('full or read-only disk')

const probe = smallDisk('1m')
probe?.remove()
if (probe === undefined) console.log('SKIPPED: full and read-only disks: this user may not mount a tmpfs')

const onSmallDisk = (name: string, use: (disk: SmallDisk) => Promise<void>): void => {
  full(name, async () => {
    const disk = smallDisk('3m')
    if (disk === undefined) return
    try {
      await use(disk)
    } finally {
      disk.remove()
    }
  })
}

/** Takes all the room there is. */
const fill = (disk: SmallDisk): void => {
  const fd = openSync(join(disk.path, 'ballast'), 'w')
  try {
    for (;;) writeSync(fd, Buffer.alloc(4096, 1))
  } catch {
    closeSync(fd)
  }
}

const empty = (disk: SmallDisk): void => rmSync(join(disk.path, 'ballast'))

const watch = (store: Store) => {
  const seen = { batches: 0, degraded: undefined as string | undefined, restored: [] as readonly Entry[] }
  store.attach({
    taking: () => undefined,
    stored: () => {
      seen.batches += 1
    },
    degraded: (why) => {
      seen.degraded = why
    },
    restored: (entries) => {
      seen.restored = entries
    },
  })
  return seen
}

onSmallDisk('a full disk degrades to memory, says so, and comes back by itself with everything', async (disk) => {
  const store = await openStore(join(disk.path, 'outbox'), () => undefined)
  const seen = watch(store)
  store.append(event(1))
  await store.commit()
  fill(disk)
  let sequence = 1
  while (seen.degraded === undefined && sequence < 5_000) {
    sequence += 1
    store.append(event(sequence))
    if (sequence % 10 === 0) await store.commit()
  }
  assert.match(seen.degraded ?? '', /outbox in memory only: .*No space left.*free some space/)
  assert.is(store.usage().degraded, seen.degraded)
  const counted = seen.batches
  const inMemory = store.append(event(sequence + 1))
  await store.commit()
  assert.ok(seen.batches > counted)
  assert.equal(await store.fetch([inMemory.key]), [event(sequence + 1)])
  empty(disk)
  await until(() => seen.degraded === undefined, 'the store is on disk again')
  await store.close()
  const again = await openStore(join(disk.path, 'outbox'), (text) => assert.unreachable(text))
  assert.is(again.entries.length, sequence + 1)
  assert.is(again.lastSequence('tokyo'), sequence + 1)
  await again.close()
})

onSmallDisk('numbers given while the disk was full are not given again after a kill', async (disk) => {
  const directory = join(disk.path, 'outbox')
  const store = await openStore(directory, () => undefined)
  const seen = watch(store)
  store.append(event(1))
  await store.commit()
  fill(disk)
  let sequence = 1
  while (seen.degraded === undefined && sequence < 20_000) {
    sequence += 1
    store.append(event(sequence))
    if (sequence % 10 === 0) await store.commit()
  }
  const extra = store.append(event(sequence + 1))
  store.forget(extra, 'acknowledged')
  store.append(event(sequence + 2))
  await store.commit()
  // What a kill leaves behind: nothing of this run is closed or written any more.
  const copy = join(disk.path, 'copy')
  disk.remount('size=8m')
  cpSync(directory, copy, { recursive: true })
  const reports: string[] = []
  const next = await openStore(copy, (text) => reports.push(text))
  assert.is(next.lastSequence('tokyo'), sequence + 2)
  assert.is(next.dropped().consoles.tokyo?.ranges.at(-1)?.[1], sequence + 2)
  assert.match(reports.join('\n'), /are not in the store/)
  await next.close()
  await store.close()
})

onSmallDisk(
  'a disk that is read-only at the start: the agent runs, and finds its old events when it is writable',
  async (disk) => {
    const directory = join(disk.path, 'outbox')
    const before = await openStore(directory, () => undefined)
    const old = [before.append(event(1)), before.append(event(2))]
    before.retain({ ...event(1), topic: 'a/alert', retain: true })
    await before.close()
    disk.remount('ro')
    const store = await openStore(directory, () => undefined)
    const seen = watch(store)
    assert.match(store.usage().degraded ?? '', /Read-only.*mount its file system for writing/)
    assert.is(store.boot, 2)
    assert.is(store.lastSequence('tokyo'), 2)
    const counted = seen.batches
    store.append(event(3))
    await store.commit()
    assert.ok(seen.batches > counted)
    disk.remount('rw')
    await until(() => store.usage().degraded === undefined, 'the store is on disk')
    assert.equal(seen.restored, old)
    assert.ok(store.retained().has('a/alert'))
    await store.close()
    const again = await openStore(directory, (text) => assert.unreachable(text))
    assert.equal(
      again.entries.map(({ sequence }) => sequence),
      [1, 2, 3],
    )
    assert.is(again.boot, 3)
    await again.close()
  },
)

onSmallDisk('delivery goes on while the disk is full, and says degraded until it is not', async (disk) => {
  const store = await openStore(join(disk.path, 'outbox'), () => undefined)
  const broker = await startEmbeddedBroker()
  const degraded: (string | undefined)[] = []
  const agent = testAgent([broker.url], { store, onDegraded: (why) => degraded.push(why) })
  await agent.online()
  fill(disk)
  let sequence = 0
  await until(() => {
    sequence += 1
    agent.delivery.publish(event(sequence))
    return degraded.length === 1
  }, 'degraded')
  agent.delivery.publish(event(sequence + 1))
  await agent.delivered()
  assert.is(agent.delivery.counters().acknowledged, sequence + 1)
  assert.is(agent.delivery.counters().degraded, degraded[0])
  empty(disk)
  await until(() => degraded.length === 2, 'on disk again')
  assert.is(degraded[1], undefined)
  await agent.delivery.close()
  await store.close()
  await broker.close()
})

full.run()

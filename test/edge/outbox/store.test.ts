import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openMemoryStore, openStore, type Store } from '../../../src/edge/outbox/store.ts'
import { addDropped, NOTHING_DROPPED } from '../../../src/outbox/dropped.ts'
import type { Entry } from '../../../src/outbox/entry.ts'
import { event, state, temporaryDirectory } from './support.ts'

const stores = suite('store of the outbox')

const quiet = (text: string): void => assert.unreachable(`reported: ${text}`)

const withStore = async (directory: string, use: (store: Store) => Promise<void> | void): Promise<void> => {
  const store = await openStore(directory, quiet)
  try {
    await use(store)
  } finally {
    await store.close()
  }
}

stores('events are there after a restart, in order, with their text and their class', async () => {
  const directory = temporaryDirectory()
  const sent: Entry[] = []
  await withStore(directory.path, async (store) => {
    for (let n = 1; n <= 100; n++) sent.push(store.append(event(n, n % 10 === 0 ? 'failure' : 'transition')))
    store.forget(sent[0] as Entry, 'acknowledged')
    await store.commit()
  })
  await withStore(directory.path, async (store) => {
    assert.equal(store.entries, sent.slice(1))
    const [second, gone] = await store.fetch([sent[1]?.key ?? 0, sent[0]?.key ?? 0])
    assert.equal(second, event(2))
    assert.is(gone, undefined)
    assert.ok((sent.at(-1)?.key ?? 0) < store.append(event(101)).key)
  })
  directory.remove()
})

stores('what a new run ends before it has written an event of its own is gone from the disk', async () => {
  const directory = temporaryDirectory()
  await withStore(directory.path, (store) => {
    for (let n = 1; n <= 3; n++) store.append(event(n))
  })
  await withStore(directory.path, (store) => {
    const [first, second] = store.entries
    store.forget(first as Entry, 'acknowledged')
    store.forget(second as Entry, 'given up')
  })
  await withStore(directory.path, ({ entries }) => {
    assert.equal(
      entries.map(({ sequence }) => sequence),
      [3],
    )
  })
  directory.remove()
})

stores('what is handed in while a batch begins goes to disk with it, and what comes later with the next', async () => {
  const directory = temporaryDirectory()
  const copies = temporaryDirectory()
  await withStore(directory.path, async (store) => {
    let batches = 0
    store.attach({
      taking: () => store.set('mark', 'in time'),
      stored: () => {
        batches += 1
        // What a kill at this moment leaves behind.
        cpSync(directory.path, join(copies.path, String(batches)), { recursive: true })
      },
      degraded: () => undefined,
      restored: () => undefined,
    })
    store.append(event(1))
    const first = store.commit()
    store.append(event(2))
    const second = store.commit()
    assert.is(batches, 0)
    await first
    assert.is(batches, 1)
    await second
    assert.is(batches, 2)
  })
  for (const [batch, sequences] of [
    ['1', [1]],
    ['2', [1, 2]],
  ] as const) {
    await withStore(join(copies.path, batch), (store) => {
      assert.is(store.get('mark'), 'in time')
      assert.equal(
        store.entries.map(({ sequence }) => sequence),
        sequences,
      )
    })
  }
  directory.remove()
  copies.remove()
})

stores('starts are counted and a console goes on after its last number', async () => {
  const directory = temporaryDirectory()
  for (let boot = 1; boot <= 3; boot++) {
    await withStore(directory.path, async (store) => {
      assert.is(store.boot, boot)
      assert.is(store.lastSequence('tokyo'), boot - 1)
      assert.is(store.lastSequence('osaka'), 0)
      store.forget(store.append(event(boot)), 'acknowledged')
    })
  }
  directory.remove()
})

stores('state topics, small values and the account of losses survive a restart', async () => {
  const directory = temporaryDirectory()
  const dropped = addDropped(NOTHING_DROPPED, { key: 1, size: 1, class: 'failure', pinned: false }, 'full')
  await withStore(directory.path, (store) => {
    store.retain(state('a/alert', 'no-response'))
    store.retain({ ...state('a/health', '{"rss":1}'), qos: 0 })
    store.retain(state('a/gone', 'x'))
    store.unlist('a/gone')
    store.set('peer/osaka', '{"failures":3}')
    store.setDropped(dropped)
  })
  await withStore(directory.path, (store) => {
    assert.equal([...store.retained().keys()], ['a/alert', 'a/health'])
    assert.is(store.retained().get('a/alert')?.payload, 'no-response')
    assert.is(store.retained().get('a/health')?.payload, '')
    assert.is(store.get('peer/osaka'), '{"failures":3}')
    assert.equal(store.dropped(), dropped)
    store.set('peer/osaka', undefined)
  })
  await withStore(directory.path, (store) => assert.is(store.get('peer/osaka'), undefined))
  directory.remove()
})

stores('a directory that another agent uses is refused with the mend', async () => {
  const directory = temporaryDirectory()
  await withStore(directory.path, async () => {
    let message = ''
    await openStore(directory.path, quiet).catch((error: Error) => {
      message = error.message
    })
    assert.match(message, /another ikewatch agent uses .*outbox\.directory/)
  })
  directory.remove()
})

stores(
  'a directory that no file system makes is told once, with its key and the mend, and memory takes its place',
  async () => {
    for (const directory of ['/proc/ikewatch/outbox', '/proc/self', '/dev/null/outbox']) {
      const reports: string[] = []
      const store = await openStore(directory, (text) => reports.push(text))
      assert.is(reports.length, 1, reports.join())
      assert.match(
        reports[0] ?? '',
        /^outbox in memory only: E\w+: .*: name a folder that can be there by outbox\.directory$/,
      )
      assert.is(store.append(event(1)).sequence, 1)
      await store.close()
    }
  },
)

stores('the store in memory behaves alike and writes nothing', async () => {
  const store = openMemoryStore()
  let batches = 0
  store.attach({
    taking: () => undefined,
    stored: () => {
      batches += 1
    },
    degraded: () => undefined,
    restored: () => undefined,
  })
  const entry = store.append(event(1))
  await store.commit()
  assert.is(batches, 1)
  assert.is(store.boot, 1)
  assert.is(store.lastSequence('tokyo'), 1)
  assert.equal(await store.fetch([entry.key]), [event(1)])
  store.forget(entry, 'acknowledged')
  assert.equal(await store.fetch([entry.key]), [undefined])
  await store.close()
})

stores.run()

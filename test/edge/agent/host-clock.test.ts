import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { clockCorrection } from '../../../src/edge/agent/correction.ts'
import { openHostClock } from '../../../src/edge/agent/host-clock.ts'
import { temporaryDirectory } from '../outbox/support.ts'

const clock = suite('host clock')

const NOWHERE = '/nowhere/ikewatch'
const IN_2026 = Date.UTC(2026, 2, 7)

clock('is worth what systemd says: its mark, its word, or nothing', async () => {
  const { path, remove } = temporaryDirectory()
  const command = join(path, 'timedatectl')
  const worth = async (options: object): Promise<string> => {
    const opened = await openHostClock({ marker: NOWHERE, command: NOWHERE, now: () => IN_2026, ...options })
    opened.close()
    return opened.worth()
  }
  writeFileSync(command, '#!/bin/sh\necho yes\n')
  chmodSync(command, 0o755)
  assert.is(await worth({ marker: path }), 'synchronised')
  assert.is(await worth({ command }), 'synchronised')
  writeFileSync(command, '#!/bin/sh\necho no\n')
  assert.is(await worth({ command }), 'free')
  writeFileSync(command, '#!/bin/sh\necho yes\nexit 1\n')
  assert.is(await worth({ command }), 'free')
  assert.is(await worth({}), 'free')
  assert.is(await worth({ marker: path, now: () => 42_000 }), 'unset')
  remove()
})

clock('tells the time of a moment by the wall, also of one before the clock was set', async () => {
  let wall = 1_000_000
  const opened = await openHostClock({ marker: NOWHERE, command: NOWHERE, now: () => wall })
  const correction = clockCorrection(opened)
  const at = performance.now()
  assert.match(opened.timeOf({ at }), /^1970-01-01T00:16:/)
  assert.is(correction(), undefined)
  wall = IN_2026 + 1000
  assert.match(opened.timeOf({ at }), /^2026-03-07T00:00:0/)
  const by = correction() ?? 0
  assert.ok(Math.abs(by - (IN_2026 - 999_000)) < 1000, String(by))
  // Said once.
  assert.is(correction(), undefined)
  opened.close()
})

clock.run()

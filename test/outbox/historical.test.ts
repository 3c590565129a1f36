import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { markHistorical } from '../../src/outbox/historical.ts'

const historical = suite('historical mark')

historical('an event delivered late says so and keeps all else', () => {
  const event = { id: 'a', sequence: 7, data: { peer: { address: '172.16.6.2' } } }
  assert.equal(JSON.parse(markHistorical(JSON.stringify(event))), { ...event, historical: true })
})

historical('what is no JSON object stays as it is', () => {
  for (const text of ['', 'plain', '[1]', 'null', '3']) assert.is(markHistorical(text), text)
})

historical.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { MOSQUITTO } from '../edge/broker/brokers.ts'
import { flood } from './run.ts'

const floods = suite('flood')

if (MOSQUITTO === undefined) console.log('SKIPPED: the flood: mosquitto is not installed')

floods('strangers by the thousand, and hostile text, change nothing of what is said of a real tunnel', async () => {
  if (MOSQUITTO === undefined) return
  const { faults } = await flood({ seed: 1, strangers: 5_500, each: 50, hostile: 4 })
  assert.equal(faults, [])
})

floods.run()

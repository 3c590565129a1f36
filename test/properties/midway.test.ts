import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { shipped } from '../profile/language.ts'
import { emptyTally, matrix } from './confusion.ts'
import { FORMS, scoreMidway } from './midway.ts'

const midway = suite('a console that is not heard whole')

for (const form of FORMS)
  midway(`tells nothing untrue of what it heard in part, and of the rest all (${form})`, () => {
    const [part, whole] = [emptyTally(), emptyTally()]
    const crowd = { peers: 12, perPeer: 8, noise: 0.5 }
    for (let seed = 401; part.negotiations < 120; seed++) scoreMidway(part, whole, shipped, seed, crowd, form)
    assert.equal([part.wrong, part.extra], [0, 0], matrix(part))
    assert.ok(part.right > part.truths / 2, matrix(part))
    assert.equal([whole.right, whole.extra], [whole.truths, 0], matrix(whole))
  })

for (const form of FORMS)
  midway(`tells nothing untrue of a firewall either, whose log may not show all (${form})`, () => {
    const [part, whole] = [emptyTally(), emptyTally()]
    const crowd = { peers: 12, perPeer: 8, noise: 0.5, asa: true }
    for (let seed = 401; part.negotiations < 120; seed++) scoreMidway(part, whole, shipped, seed, crowd, form)
    assert.equal([part.wrong, part.extra], [0, 0], matrix(part))
    assert.ok(part.right > part.truths / 2, matrix(part))
    assert.equal([whole.wrong, whole.extra], [0, 0], matrix(whole))
  })

midway.run()

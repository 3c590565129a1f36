import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compare, type Event, untrue, verdictsOf, words } from '../chaos/compare.ts'
import { composeScript, type Story } from '../chaos/script.ts'
import { isPhase1, observed } from '../phase1/observed.ts'

const begun = suite('a console on which others talk already')

const SEEDS = 12
const STARTS = 12
const BYTES = 700_000
/** Lines listened to: stories take up to some thousand of them, eight at a time. */
const LISTENED = 6_000

/** Verdicts on the stories of a console that was listened to from this line on, by peer. */
const heardFrom = (lines: readonly { readonly text: string }[], start: number) => {
  const byPeer = new Map<string, Pick<Event, 'type' | 'reason' | 'sequence'>[]>()
  for (const event of observed(lines.slice(start, start + LISTENED).map(({ text }) => text)).filter(isPhase1)) {
    const events = byPeer.get(event.peer ?? '') ?? []
    const reason = 'diagnosis' in event ? event.diagnosis?.reason : undefined
    events.push({ type: `ikewatch.phase1.${event.type}` as Event['type'], reason, sequence: events.length })
    byPeer.set(event.peer ?? '', events)
  }
  return ({ peer }: Story) => verdictsOf((byPeer.get(peer) ?? []) as Event[])
}

begun('of a story heard whole nothing untrue is said, wherever the listening begins; of others hardly ever', () => {
  const wrong: string[] = []
  let [whole, part, misjudged] = [0, 0, 0]
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { lines, stories } = composeScript(seed, BYTES)
    for (let turn = 0; turn < STARTS; turn += 1) {
      const start = Math.floor(((turn + 0.5) / STARTS) * 0.75 * lines.length)
      const saidOf = heardFrom(lines, start)
      for (const story of stories) {
        if (story.last < start || story.settled >= Math.min(lines.length, start + LISTENED)) continue
        const said = saidOf(story)
        if (story.first < start) {
          part += 1
          misjudged += untrue(story, said).length
          continue
        }
        whole += 1
        for (const each of compare(story, said).wrong)
          wrong.push(`seed ${seed} from line ${start}: ${story.peer}, ${story.scenario}: ${words(each)}`)
      }
    }
  }
  console.log(`${whole} heard whole, ${wrong.length} of them wrong; ${part} in part, ${misjudged} untrue`)
  assert.ok(whole > 1_000 && part > 500, 'stories of both sorts')
  assert.equal(wrong, [])
  assert.ok(misjudged <= part / 1_000)
})

begun.run()

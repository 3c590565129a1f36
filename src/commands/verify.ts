/** `ikewatch verify FILE|-`: whether recorded events are all there; each hole and each number used twice by name. */
import { captureAt } from '../edge/capture.ts'
import { type Found, verifyRecording } from '../edge/recording.ts'
import { cannot, examples, type Subcommand } from './command.ts'

const runs = (ranges: readonly (readonly [number, number])[]): string =>
  ranges.map(([a, b]) => (a === b ? String(a) : `${a} to ${b}`)).join(', ')

const sentences = (report: Found): string[] => {
  const { source, events, first, last, duplicates, late, holes, givenUp, said, absent, conflicts } = report
  const all = report.whole ? 'everything is there' : 'NOT everything is there'
  return [
    `${source}: ${all}, ${first} to ${last} in ${events} messages`,
    ...(holes.length > 0 ? [`  missing: ${runs(holes)}`] : []),
    ...(conflicts.length > 0 ? [`  used for two different events: ${conflicts.join(', ')}`] : []),
    ...(absent > said ? [`  missing among those given up, and not given up: ${absent - said}`] : []),
    ...(givenUp.length > 0 ? [`  given up by the agent, which said so: ${said}, in ${runs(givenUp)}`] : []),
    ...(said > absent ? [`  of these came nevertheless, or are older than the recording: ${said - absent}`] : []),
    ...(duplicates > 0 ? [`  came again with the same id (harmless): ${duplicates}`] : []),
    ...(late > 0 ? [`  came after a later one: ${late}`] : []),
  ]
}

export const verify: Subcommand = (command, io, end) => {
  command
    .argument('<file>', 'recorded events, one JSON object a line; - is standard input')
    .option('--json', 'one JSON object a console')
    .action(async (file: string, options: { json?: true }) => {
      const capture = await captureAt(file)
      if (capture.kind === 'missing') throw cannot(capture.sentence)
      const { found, notEvents } = await verifyRecording(file)
      for (const report of found) {
        io.out(options.json ? `${JSON.stringify(report)}\n` : `${sentences(report).join('\n')}\n`)
      }
      if (notEvents > 0) io.note(`${notEvents} lines are no events and were passed over`)
      if (found.length === 0) throw cannot(`${capture.name} holds no events: record the topic …/console/+/event`)
      end(found.every(({ whole }) => whole) ? 0 : 1)
    })
  examples(
    command,
    ["mosquitto_sub -t 'ikewatch/1/+/console/+/event' | ikewatch verify -", 'until Ctrl-D'],
    ['ikewatch verify events.jsonl', 'a recording'],
  )
}

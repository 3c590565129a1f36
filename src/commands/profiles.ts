/** `ikewatch profiles`: what the firmware profiles know, what is wrong with them, and what they do not understand yet. */
import type { Command } from 'commander'
import { captureAt } from '../edge/capture.ts'
import { closest, renderProblem } from '../edge/config/problem.ts'
import { oldestFirst } from '../edge/oldest-first.ts'
import { atOnce } from '../edge/playback.ts'
import { loadProfiles } from '../edge/profiles.ts'
import { type Coverage, coverageMeter } from '../explain/coverage.ts'
import { cannot, examples, type Status, type Subcommand, wrongUse } from './command.ts'
import type { Io } from './io.ts'
import { PROFILE_OPTION, profilesFor } from './profile-option.ts'
import { inert, plural, table, wrap } from './text.ts'

type Json = { readonly json?: true }
type Profile = ReturnType<typeof loadProfiles>['profiles'][number]['profile']

const counted = ({ profile, title, extends: base, messages, ignore = [], origin }: Profile) => ({
  profile,
  title,
  ...(base === undefined ? {} : { extends: base }),
  entries: messages.length,
  spellings: messages.reduce((sum, { text }) => sum + text.length, 0),
  ignored: ignore.length,
  origin: origin.kind,
  date: origin.date,
})

const list = ({ json }: Json, io: Io): void => {
  const all = loadProfiles().profiles.map(({ profile }) => counted(profile))
  if (json === true) for (const each of all) io.out(`${JSON.stringify(each)}\n`)
  else {
    const rows = all.map(({ profile, title, entries, spellings, ignored, origin, date }) =>
      [profile, `${entries}`, `${spellings}`, `${ignored}`, `${origin} ${date}`, title].map(inert),
    )
    io.out(`${table([['NAME', 'ENTRIES', 'SPELLINGS', 'IGNORED', 'ORIGIN', 'IMAGES'], ...rows]).join('\n')}\n`)
  }
}

const show = (name: string, { json }: Json, io: Io): void => {
  const all = loadProfiles().profiles.map(({ profile }) => profile)
  const found = all.find(({ profile }) => profile === name)
  if (found === undefined) {
    const names = all.map(({ profile }) => profile)
    const guess = closest(name, names)
    throw wrongUse(
      `there is no firmware profile "${name}": ${guess === undefined ? `the profiles are ${names.join(', ')}` : `did you mean ${guess}?`}`,
    )
  }
  if (json === true) return io.out(`${JSON.stringify(found)}\n`)
  const { title, origin, messages, ignore = [] } = found
  const lines = [
    io.paint('strong', `${name}: ${title}`),
    ...wrap(`${origin.kind}, ${origin.date}: ${origin.from}`, io.width, '  '),
  ]
  for (const { id, kind, step, meaning, text } of messages) {
    lines.push(
      '',
      `${io.paint('strong', id)}  ${kind}, ${step}`,
      ...text.map((spelling) => io.paint('dim', `  ${inert(spelling)}`)),
    )
    lines.push(...wrap(inert(meaning), io.width, '  '))
  }
  for (const { text, why } of ignore) lines.push('', io.paint('dim', `ignored  ${text}`), ...wrap(why, io.width, '  '))
  io.out(`${lines.join('\n')}\n`)
}

const check = async (file: string | undefined, { json, schema }: Json & { schema?: true }, io: Io): Promise<Status> => {
  const { checkProfiles, profileSchema } = await import('../edge/profile-check.ts')
  if (schema === true) {
    io.out(`${JSON.stringify(profileSchema(), null, 2)}\n`)
    return 0
  }
  if (file !== undefined) {
    const found = await captureAt(file)
    if (found.kind === 'missing') throw cannot(found.sentence)
  }
  const { files, problems } = checkProfiles(file)
  for (const { problem, mend, ...place } of problems) {
    const sentence = renderProblem({ ...place, problem: `${problem}:`, mend })
    io.out(`${json === true ? JSON.stringify({ ...place, problem, mend }) : inert(sentence)}\n`)
  }
  if (problems.length === 0 && json !== true)
    io.out(`${file === undefined ? plural(files, 'profile') : inert(file)}: in order\n`)
  return problems.length === 0 ? 0 : 2
}

const share = (count: number, lines: number): string =>
  `${count} (${lines === 0 ? 0 : Math.round((1000 * count) / lines) / 10} %)`

const coverageLines = (
  { lines, understood, ignored, unknown, damaged, shapes, others }: Coverage,
  io: Io,
): string[] => [
  ...table([
    ['lines', `${lines}`],
    ['understood', share(understood, lines)],
    ['ignored by name', share(ignored, lines)],
    ['unknown', share(unknown, lines)],
    ['damaged', share(damaged, lines)],
  ]),
  ...(shapes.length === 0 ? [] : ['', 'Not understood, by shape:']),
  ...shapes.flatMap(({ count, tag, spelling, sample }) => [
    `${io.paint('strong', `${count} x`)} ${tag === '' ? '(no tag)' : inert(tag)}: ${inert(spelling)}`,
    ...wrap(inert(sample), io.width, '      ').map((line) => io.paint('dim', line)),
  ]),
  ...(others === 0 ? [] : [`and ${plural(others, 'line')} of other shapes`]),
]

const coverage = async (path: string, options: Json & { profile?: string }, io: Io): Promise<void> => {
  const { language, profile } = profilesFor(options.profile)
  const capture = await captureAt(path)
  if (capture.kind === 'missing') throw cannot(capture.sentence)
  const meter = coverageMeter(language, profile)
  for await (const input of atOnce(oldestFirst(path, capture, (sentence) => io.note(inert(sentence)))))
    meter.take(input)
  const result = meter.result()
  io.out(options.json === true ? `${JSON.stringify(result)}\n` : `${coverageLines(result, io).join('\n')}\n`)
}

export const profiles: Subcommand = (command, io, end) => {
  const json = ['--json', 'newline-delimited JSON'] as const
  command
    .command('list', { isDefault: true })
    .description('The profiles, how much each knows and where it comes from')
    .option(...json)
    .allowExcessArguments()
    .action((options: Json, { args: [word] }: Command) => {
      if (word !== undefined)
        throw wrongUse(
          `profiles has list, show, check and coverage, and no "${word}": "ikewatch profiles show NAME" shows a profile`,
        )
      list(options, io)
      end(0)
    })
  command
    .command('show')
    .description('Every message of a profile with its kind and its meaning')
    .argument('<name>', 'a profile; "ikewatch profiles list" names them')
    .option(...json)
    .action((name: string, options: Json) => {
      show(name, options, io)
      end(0)
    })
  const checking = command
    .command('check')
    .description('Every fault of the profiles with file:line:column')
    .argument('[file]', 'one profile, checked among those that ship')
    .option(...json)
    .option('--schema', 'print the JSON Schema of a profile file')
    .action(async (file: string | undefined, options: Json & { schema?: true }) => end(await check(file, options, io)))
  const covering = command
    .command('coverage')
    .description('How much of a capture is understood, and the shapes of what is not')
    .argument('<file>', 'a capture of a console; - is standard input')
    .option(...json)
    .option(...PROFILE_OPTION)
    .action(async (file: string, options: Json & { profile?: string }) =>
      end(await coverage(file, options, io).then(() => 0)),
    )
  examples(command, ['ikewatch profiles', 'what is known'], ['ikewatch profiles coverage console.log', 'what is not'])
  examples(checking, ['ikewatch profiles check my-image.yaml', 'before it is put into the folder'])
  examples(covering, ['ikewatch profiles coverage console.log', 'a start for the next template'])
}

/** The firmware profiles as the agent gets them, or made three times as large by messages that no line says. */
import { loadProfiles } from '../../src/edge/profiles.ts'
import { compile, type Language } from '../../src/profile/compile.ts'
import type { ProfileFile } from '../../src/profile/schema.ts'

/** Two for each message: they begin as it does and part from it within, which is the worst for a matcher. */
const tripled = (file: ProfileFile): ProfileFile => ({
  ...file,
  messages: file.messages.flatMap((message) => [
    message,
    ...[1, 2].map((copy) => ({
      ...message,
      id: `${message.id}-dummy-${copy}`,
      kind: 'note',
      facts: {},
      text: message.text.map((text, place) => `${beginning(text)}~ dummy ${copy}${place}`),
    })),
  ]),
})

const beginning = (text: string): string => {
  const capture = text.indexOf('{')
  return text.slice(0, capture < 0 ? Math.ceil(text.length / 2) : capture)
}

export const languageOf = (dummies: boolean): Language => {
  const { language, profiles } = loadProfiles()
  return dummies ? compile(profiles.map(({ profile }) => tripled(profile))).language : language
}

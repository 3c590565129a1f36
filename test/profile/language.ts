/** Languages for the tests: the profiles that ship, and small ones made on the spot. */
import { type LoadedProfile, loadProfiles } from '../../src/edge/profiles.ts'
import { compile, type Fault, type Language } from '../../src/profile/compile.ts'
import type { MessageEntry, ProfileFile } from '../../src/profile/schema.ts'

const loaded = loadProfiles()

export const shipped: Language = loaded.language
export const shippedFiles: readonly LoadedProfile[] = loaded.profiles

/** An entry with whatever a test does not care about filled in. */
export const entry = (id: string, text: string[], rest: Partial<MessageEntry> = {}): MessageEntry => ({
  id,
  scope: 'isakmp',
  kind: 'note',
  text,
  meaning: 'Something.',
  step: 'any',
  examples: text,
  ...rest,
})

export const profile = (name: string, messages: MessageEntry[], rest: Partial<ProfileFile> = {}): ProfileFile => ({
  profile: name,
  title: name,
  origin: { kind: 'composed', from: 'the tests', date: '2026-11-25' },
  family: 'ios',
  timers: { repeatAfter: '10 s', repeats: 5 },
  recognise: ['ISAKMP'],
  scopes: { isakmp: ['ISAKMP'], syslog: ['%'] },
  messages,
  ...rest,
})

export const compiled = (...messages: MessageEntry[]): { language: Language; faults: readonly Fault[] } =>
  compile([profile('small', messages)])

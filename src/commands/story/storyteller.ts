/**
 * Observations as a story. `whole` tells each negotiation in one piece when it ends, one after the other; otherwise
 * each observation is told as it comes, and a heading says when another negotiation has the word.
 */
import type { Observation, Phase1Event } from '../../phase1/event.ts'
import { COMPLETE } from '../../vocabulary/ios.ts'
import { inert } from '../text.ts'
import type { Page } from './diagnosis.ts'
import { endingLines } from './ending.ts'
import { consoleLines } from './remark.ts'
import { LADDER_HEAD, rung } from './rung.ts'
import { modeWords, peerWords } from './who.ts'

export type Storyteller = {
  /** Lines to print, without line ends. */
  tell(observation: Observation): string[]
  /** What is still untold, at the end. */
  rest(): string[]
}

const rule = (title: string, { paint, width }: Page): string =>
  paint('strong', `${`-- ${title} `.padEnd(Math.min(width, 78), '-')}`)

const heading = (event: Phase1Event, page: Page, again: boolean): string[] => {
  const { negotiation, moment } = event
  const title = rule(`${peerWords(event)}, negotiation ${negotiation.id}${again ? ', goes on' : ''}`, page)
  const stamp = inert(moment.stamp)
  if (again) return stamp === '' ? [title] : [title, `  ${stamp}`]
  return [title, `  ${modeWords(negotiation)}${stamp === '' ? '' : `; ${stamp}`}`]
}

/** How the two prove themselves, once an event tells it. */
const methodOf = (events: readonly Phase1Event[]): string | undefined => {
  for (const event of events) {
    if (event.type === 'established') return event.proposal?.authentication
    if (event.type === 'failed') return event.offered?.[0]?.authentication
  }
  return undefined
}

/** Messages of each negotiation that were told, so that a repetition is told as one. */
const bodyLines = (event: Phase1Event, page: Page, method: string | undefined, told: Set<number>): string[] => {
  if (event.type === 'started') return []
  if (event.type !== 'transition') return endingLines(event, page)
  const { message } = event
  const again = message !== undefined && told.has(message)
  if (message !== undefined) told.add(message)
  return rung(event, page, method, again)
}

/** Trouble whose verdict stands in full right below needs no telling of its own. */
const isForeboding = (event: Phase1Event, end: Phase1Event | undefined): boolean =>
  event.type === 'failing' &&
  (end?.type === 'failed' || end?.type === 'down' || end?.type === 'unfinished') &&
  event.diagnosis.summary === end.diagnosis?.summary

/** What runs over a phase 1 that is up: nobody waits for its end. */
const isOver = (event: Phase1Event | undefined): boolean =>
  event?.type === 'transition' && (/^IKE_(?:XAUTH|CONFIG)_/.test(event.to) || event.to === COMPLETE)

const ENDS = new Set<Phase1Event['type']>(['established', 'recovered', 'failed', 'down', 'unfinished'])

/** Events of one negotiation; a longer story is told in parts. */
const LONGEST = 200

const chapter = (events: readonly Phase1Event[], page: Page): string[] => {
  const [first] = events
  if (first === undefined) return []
  // The mode and the role may have become known on the way.
  const negotiation = events.at(-1)?.negotiation ?? first.negotiation
  const method = methodOf(events)
  const told = new Set<number>()
  const ladder = events.some(({ type }) => type === 'transition') ? [LADDER_HEAD] : []
  return [
    ...heading({ ...first, negotiation }, page, first.type !== 'started'),
    ...ladder,
    ...events.flatMap((event) => (isForeboding(event, events.at(-1)) ? [] : bodyLines(event, page, method, told))),
    ...(ENDS.has(events.at(-1)?.type ?? 'started') || isOver(events.at(-1)) || events.length >= LONGEST
      ? []
      : [page.paint('warn', '  no end of it was seen')]),
    '',
  ]
}

/** Negotiations that are heard of but have no end yet: some never get one. Above this, the oldest is told as it stands. */
const MOST_OPEN = 5000
const wholeStory = (page: Page): Storyteller => {
  const open = new Map<number, Phase1Event[]>()
  const tellOldest = (): string[] => {
    const [oldest] = open
    if (oldest === undefined) return []
    open.delete(oldest[0])
    return chapter(oldest[1], page)
  }
  return {
    tell: (observation) => {
      if (observation.kind === 'console') return consoleLines(observation, page)
      const { id } = observation.negotiation
      const events = open.get(id) ?? []
      events.push(observation)
      if (!ENDS.has(observation.type) && events.length < LONGEST) {
        open.set(id, events)
        return open.size > MOST_OPEN ? tellOldest() : []
      }
      open.delete(id)
      return chapter(events, page)
    },
    rest: () => {
      const untold = [...open.values()].flatMap((events) => chapter(events, page))
      open.clear()
      return untold
    },
  }
}

const liveStory = (page: Page): Storyteller => {
  let last: number | undefined
  const told = new Map<number, Set<number>>()
  return {
    tell: (observation) => {
      if (observation.kind === 'console') return consoleLines(observation, page)
      const { id } = observation.negotiation
      const head = id === last ? [] : heading(observation, page, observation.type !== 'started')
      last = id
      const messages = told.get(id) ?? new Set()
      if (ENDS.has(observation.type)) told.delete(id)
      else if (told.size < MOST_OPEN) told.set(id, messages)
      return [
        ...head,
        ...bodyLines(observation, page, undefined, messages),
        ...(ENDS.has(observation.type) ? [''] : []),
      ]
    },
    rest: () => [],
  }
}

export const storyteller = (page: Page, { whole }: { readonly whole: boolean }): Storyteller =>
  whole ? wholeStory(page) : liveStory(page)

/** Observations between the lines of a console: short where the lines say it themselves, in full where they do not. */
import type { ConsoleEvent, Phase1Event, Transition } from '../../phase1/event.ts'
import { duration, inert, wrap } from '../text.ts'
import type { Page } from './diagnosis.ts'
import { endingLines } from './ending.ts'
import { modeWords, peerWords } from './who.ts'

const SAID = /^a line came damaged|lines (?:are missing|in between)/

/** A remark on the console itself; a change of sight alone is none. */
export const consoleLines = (event: ConsoleEvent, { paint, width }: Page): string[] => {
  if (event.type === 'sight') return []
  const { moment, why } = event
  // A line of the router brings its own stamp, and some reasons say themselves that lines are missing.
  const stamp = moment.stamp === '' || why.startsWith(moment.stamp) ? '' : `${inert(moment.stamp)}: `
  const what = event.type === 'gap' && !SAID.test(why) ? 'lines are missing: ' : ''
  return wrap(`${stamp}${what}${inert(event.why)}`, width, '** ').map((line) => paint('warn', line))
}

const transitionWords = ({ message, direction, to, elapsedMs }: Transition): string => {
  const after = `after ${duration(elapsedMs)}, state ${inert(to)}`
  return message === undefined ? after : `message ${message} ${direction} ${after}`
}

/** One observation of phase 1 between explained lines. */
export const remark = (event: Phase1Event, page: Page): string[] => {
  const who = `${peerWords(event)}, negotiation ${event.negotiation.id}`
  switch (event.type) {
    case 'started':
      return wrap(`${who} begins: ${modeWords(event.negotiation)}`, page.width, '** ').map((line) =>
        page.paint('accent', line),
      )
    case 'transition':
      return wrap(`${inert(event.peer ?? '')}: ${transitionWords(event)}`, page.width, '** ').map((line) =>
        page.paint('accent', line),
      )
    default:
      return [page.paint('strong', `** ${who}`), ...endingLines(event, page)]
  }
}

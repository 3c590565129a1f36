/** Whether an attempt was heard from its beginning: what was not said before the first line of it may have been, unheard. */
import { READY } from '../vocabulary/ios.ts'
import type { Track } from './book.ts'
import type { DebugMessage } from './message.ts'
import { isAggressiveAnswer, isFirstMessage } from './news.ts'

/** An attempt of an ASA that gets no answer takes half of this time. */
export const ATTEMPT_MS = 60_000

/**
 * Whether a whole attempt may have begun before anybody listened. A capture is another matter: who publishes a log begins it
 * where it begins to tell, and what such a line tells by itself holds (REFERENCE 4, 5.1).
 */
const mayHaveBegunUnheard = ({ since, clock, options }: Track): boolean =>
  options.paced && clock.now - since <= ATTEMPT_MS

/** A packet line among the very first messages of a console has something before it that was not heard. */
const FIRST_HEARD = 3

const isFirstSend = (m: Extract<DebugMessage, { kind: 'packet' }>): boolean =>
  m.direction === 'sent' && m.role === 'I' && /^(?:MM_NO_STATE|AG_)/.test(m.saState ?? '')

/** The first line heard of it is none of a beginning: what came before was not seen, so that it was not said proves nothing. */
export const isMetInTheMiddle = (track: Track, m: DebugMessage): boolean => {
  switch (m.kind) {
    case 'packet':
      // Behind the line of a repeat it is one.
      return !(m.role === 'N' || (track.held.length === 0 && track.context.heard > FIRST_HEARD && isFirstSend(m)))
    case 'state':
      return m.from !== READY
    case 'decoded':
      return (m.repeated === true && track.options.paced) || !isFirstMessage(m) || isAggressiveAnswer(m)
    case 'timed-out':
    case 'state-history':
      return track.showsPackets || mayHaveBegunUnheard(track)
    case 'no-proposal':
    case 'sa-deleted':
      return track.family === 'ios'
    case 'comparison':
    case 'authenticated':
    case 'undecipherable':
    case 'identity-refused':
    case 'notify':
    case 'sa-listed':
      return true
    default:
      return false
  }
}

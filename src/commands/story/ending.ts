/** How a negotiation ends, or what happens to it beside its messages, told in full. */
import type { Down, Established, Failed, Failing, Recovered, Unfinished } from '../../phase1/event.ts'
import { duration, inert, plural, wrap } from '../text.ts'
import { diagnosisLines, type Page, summaryLines, verdictWords } from './diagnosis.ts'
import { placeWords, proposalWords, weaknessLines } from './proposal.ts'

type Ending = Established | Failing | Recovered | Failed | Down | Unfinished

/** Nothing, where the stamps are too coarse to tell, or there are none. */
const took = (word: string, ms: number): string => (ms > 0 ? `${word} ${duration(ms)}` : '')

const established = (event: Established, { paint, width }: Page): string[] => {
  const { proposal, durationMs, timeline, certainty, weaknesses, vendorIds, natTraversal, recovers } = event
  const how = certainty === 'inferred' ? ' (inferred: what follows needs it)' : ''
  const unheard = durationMs === 0 && timeline.length === 0 ? '; its beginning was not heard' : ''
  const place = proposal === undefined ? '' : placeWords(proposal)
  const weak = weaknesses.flatMap((each, index) =>
    weaknessLines(each, width, index === 0 ? '  weak:      ' : '             ', paint),
  )
  return [
    paint('good', `  established${took(' in', durationMs)}${how}${unheard}`),
    ...(proposal === undefined ? [] : wrap(proposalWords(proposal), width, '  accepted:  ')),
    ...(place === '' ? [] : [`             ${place}`]),
    ...(vendorIds.length === 0 ? [] : wrap(vendorIds.map(inert).join(', '), width, '  the peer:  ')),
    ...(natTraversal ? ['  NAT:       between the ends, so UDP port 4500 carries the rest'] : []),
    ...weak,
    ...(recovers === undefined ? [] : [`  ends the trouble of negotiation ${recovers}`]),
  ]
}

const failed = (event: Failed, page: Page): string[] => {
  const { diagnosis, lastState, retransmissions, offered = [], local = [] } = event
  const last = lastState === '' ? 'no state was seen' : `last state ${inert(lastState)}`
  const policies = (title: string, proposals: typeof offered): string[] =>
    proposals.flatMap((each) => {
      const place = placeWords(each)
      return wrap(`${proposalWords(each)}${place === '' ? '' : ` (${place})`}`, page.width, title, ' '.repeat(13))
    })
  return [
    page.paint('bad', `  failed: ${verdictWords(diagnosis)}`),
    ...summaryLines(diagnosis, page),
    `  ${last}, ${plural(retransmissions, 'retransmission')}`,
    ...policies('  offered:   ', offered),
    ...policies('  policy:    ', local),
    ...diagnosisLines(diagnosis, page),
  ]
}

const unfinished = ({ lastState, waitingFor, diagnosis }: Unfinished, page: Page): string[] => [
  page.paint('warn', '  unfinished: the capture ends first'),
  ...wrap(`last state ${inert(lastState) || 'unknown'}, waiting for ${inert(waitingFor)}`, page.width, '  '),
  ...(diagnosis === undefined
    ? []
    : [
        `  so far it looks like ${verdictWords(diagnosis)}`,
        ...summaryLines(diagnosis, page),
        ...diagnosisLines(diagnosis, page),
      ]),
]

/** The lines of an end, or of first trouble. */
export const endingLines = (event: Ending, page: Page): string[] => {
  switch (event.type) {
    case 'established':
      return established(event, page)
    case 'failed':
      return failed(event, page)
    case 'unfinished':
      return unfinished(event, page)
    case 'down':
      return [
        page.paint('bad', `  down${took(' after', event.upForMs)}: ${verdictWords(event.diagnosis)}`),
        ...summaryLines(event.diagnosis, page),
        ...diagnosisLines(event.diagnosis, page),
      ]
    case 'recovered':
      return [page.paint('good', `  ${event.reason} is over: what was refused was agreed`)]
    case 'failing':
      return [page.paint('warn', `  trouble: ${verdictWords(event.diagnosis)}`), ...summaryLines(event.diagnosis, page)]
  }
}

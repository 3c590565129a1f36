/** A verdict as a person reads it: why, the lines that prove it, what else it may be, and what mends it. */
import type { Diagnosis, Mismatch, Remedy } from '../../diagnosis/diagnosis.ts'
import { inert, type Paint, wrap } from '../text.ts'

const WHERE: { readonly [where in Remedy['where']]: string } = {
  'this-router': 'on this router',
  peer: 'on the peer',
  network: 'in the network',
}

export type Page = { readonly paint: Paint; readonly width: number }

/** `psk-mismatch (inferred)`. */
export const verdictWords = ({ reason, certainty }: Diagnosis): string => `${reason} (${certainty})`

const mismatchWords = ({ attribute, offered, local }: Mismatch): string =>
  local === undefined
    ? `${attribute}: ${offered} was offered`
    : `${attribute}: ${offered} was offered, ${local} is wanted`

const remedyLines = (remedy: Remedy, { paint, width }: Page): string[] => [
  ...wrap(`${WHERE[remedy.where]}: ${remedy.text}`, width, '    ', '      '),
  ...(remedy.config ?? []).map((line) => paint('accent', `      ${inert(line)}`)),
]

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`  ${title}:`, ...lines]

/** The summary alone, indented. */
export const summaryLines = (diagnosis: Diagnosis, { width }: Page): string[] =>
  wrap(inert(diagnosis.summary), width, '  ')

/** Everything below the summary. */
export const diagnosisLines = (diagnosis: Diagnosis, page: Page): string[] => {
  const { notify, mismatch = [], alternatives = [], remedy, evidence } = diagnosis
  const { paint, width } = page
  const number = notify?.number === undefined ? '' : ` (${notify.number})`
  const proofs = evidence
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => paint('dim', `    | ${inert(line.trim())}`))
  const others = alternatives.flatMap(({ reason, discriminator }) =>
    wrap(`${reason}: ${inert(discriminator)}`, width, '    ', '      '),
  )
  return [
    ...(notify === undefined ? [] : [`  notify: ${inert(notify.name)}${number}`]),
    ...section(
      'what differs',
      mismatch.flatMap((each) => wrap(inert(mismatchWords(each)), width, '    ', '      ')),
    ),
    ...section('evidence', proofs),
    ...section('it may also be', others),
    ...section(
      'what to do',
      remedy.flatMap((each) => remedyLines(each, page)),
    ),
  ]
}

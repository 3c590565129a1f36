/** The README of a folder: one row a negotiation, with what it must come to. */
import type { Truth } from '../../src/simulator/entry.ts'
import type { IosDialect } from '../../src/simulator/trains.ts'
import { composed } from './composed.ts'
import { PIECES, type Piece } from './pieces.ts'

/** Sections of the domain reference that a scenario is composed from, beside 1.2 to 1.4 and 2.4; by how its name begins. */
const SECTIONS: readonly (readonly [prefix: string, sections: string])[] = [
  ['success-cut', '1.6'],
  ['success-during', '1.6'],
  ['success-among', '5.21'],
  ['success-nat', '3.4'],
  ['success-cert', '3.6'],
  ['success-second', '3.10'],
  ['success-shorter', '3.10'],
  ['success-id', '5.21'],
  ['success', '1.2, 1.3, 2.5 to 2.7'],
  ['late-success', '5.0, 5.22 (5)'],
  ['refused-then', '5.3, 5.22 (5)'],
  ['message-6', '5.0.1'],
  ['recovery', '5.0 (5)'],
  ['rekey', '2.4'],
  ['simultaneous', '2.4'],
  ['initial-contact', '3.5, 5.13'],
  ['superseded', '2.8, 5.22 (11)'],
  ['no-response', '5.1'],
  ['interface-down', '5.1'],
  ['ke-timeout', '5.8, 5.22 (1)'],
  ['auth-timeout', '5.7'],
  ['nat-t', '5.9'],
  ['unfinished', '5.0'],
  ['proposal', '5.2, 3.3'],
  ['psk-mismatch-mixed', '1.2, 5.3'],
  ['psk-mismatch', '5.3, 5.22 (2)'],
  ['psk-missing', '5.4'],
  ['id-mismatch', '5.5, 5.22 (2)'],
  ['cert', '5.6, 4.2'],
  ['aggressive', '5.10'],
  ['admission', '5.16'],
  ['unsupported', '5.17'],
  ['malformed', '5.15'],
  ['deleted-by', '5.13'],
  ['ipsec-delete', '5.13'],
  ['deleted-locally', '5.14'],
  ['lifetime', '5.14, 5.20'],
  ['isakmp-off', '5.14'],
  ['dpd', '5.12, 3.8'],
  ['phase2', '5.18'],
  ['xauth', '5.11, 5.22 (6)'],
  ['ends-without', '5.19'],
  ['reload', '1.8'],
  ['undebug', '1.7, 1.8'],
  ['console', '1.7, 1.8'],
  ['lines', '1.7, 1.8, 2.8'],
  ['pair', '5.0.1 to 5.22'],
  ['three', '1.3, 5.0'],
]

const sections = (name: string): string => SECTIONS.find(([prefix]) => name.startsWith(prefix))?.[1] ?? '2.4'

const outcome = (truths: readonly Truth[]): string => truths.map((truth) => truth.outcome).join(', then ')

const reason = (truths: readonly Truth[]): string => {
  const told = truths.flatMap(({ reason: why, fits }) =>
    why === undefined ? [] : [fits ? `${why} (or ${fits.join(', ')})` : why],
  )
  return told.length > 0 ? told.join(', ') : '-'
}

const rows = (piece: Piece): readonly string[] => {
  const byNegotiation = new Map<number, Truth[]>()
  for (const truth of composed(piece).truth) {
    const own = byNegotiation.get(truth.negotiation) ?? []
    own.push(truth)
    byNegotiation.set(truth.negotiation, own)
  }
  return [...byNegotiation.values()].map((truths) => {
    const [first] = truths
    return `| ${piece.name}.console | ${first?.role} | ${first?.exchange} | ${outcome(truths)} | ${reason(truths)} | ${first?.peer} | ${sections(piece.name)} |`
  })
}

/** Written by hand, from the exchange the project starts from; not by this program. */
const BY_HAND: { readonly [D in IosDialect]: readonly string[] } = {
  'ios-12': [
    '| tokyo-osaka.console | initiator | main | established | - | 172.16.6.2 | by hand: 2.4, 2.5 |',
    '| tokyo-osaka-web-page.console | initiator | main | established | - | 172.16.6.2 | by hand: 1.5 |',
  ],
  'ios-15': [],
  'ios-xe': [],
}

export const readme = (dialect: IosDialect): string =>
  [
    `# Transcripts of ${dialect} consoles`,
    '',
    'Composed by us with the simulator (`compose.ts`, list in `pieces.ts`) from what is known of these images; the last column gives',
    'sections of the domain reference. No line is taken from a capture. Raw bytes, lines end in CR LF. A file with several rows holds',
    'several negotiations, one after the other. `pair-…-a` and `-b` are look-alikes that differ in what tells them apart.',
    '',
    '| file | role | exchange | expected outcome | reason | peer | composed from |',
    '|---|---|---|---|---|---|---|',
    ...BY_HAND[dialect],
    ...PIECES.filter((piece) => piece.dialect === dialect).flatMap(rows),
    '',
  ].join('\n')

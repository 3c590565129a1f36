/** A listed piece as console lines and truth. */
import { USUAL_STAMPING } from '../../src/simulator/catalogue.ts'
import type { Entry, TimedLine, Truth } from '../../src/simulator/entry.ts'
import { delayed, interleave } from '../../src/simulator/interleave.ts'
import { HARMLESS, SYSLOG, strew } from '../../src/simulator/noise.ts'
import { ping, typed } from '../../src/simulator/operator.ts'
import { seeded } from '../../src/simulator/prng.ts'
import { type Choice, print, render, settingFor, trainFor } from '../../src/simulator/render.ts'
import type { Seat } from '../../src/simulator/scenarios/scenario.ts'
import type { Piece } from './pieces.ts'

/** One peer a seat, so that a transcript of several seats tells them apart. */
const PEERS: { readonly [S in Seat]: { readonly peer: string; readonly peerName: string } } = {
  'initiator main': { peer: '172.16.6.2', peerName: 'osaka' },
  'responder main': { peer: '172.16.7.2', peerName: 'nagoya' },
  'initiator aggressive': { peer: '172.16.8.2', peerName: 'kyoto' },
  'responder aggressive': { peer: '172.16.9.2', peerName: 'sendai' },
}

/** Quiet time between two seats, in milliseconds. */
const PAUSE = 5000

const played = (piece: Piece): readonly (readonly Entry[])[] => {
  const { scenario, dialect, twin = false, manner } = piece
  let saCount = 0
  return piece.seats.map((seat, index) => {
    const train = piece.train ?? trainFor(scenario, dialect)
    const choice: Choice = { ...PEERS[seat], train, twin, saCount, seed: index + 1 }
    const entries = render(scenario, seat, dialect, choice)
    saCount += entries.reduce((most, entry) => Math.max(most, entry.kind === 'truth' ? entry.truth.negotiation : 1), 0)
    return manner === 'noise'
      ? strew(entries, [...HARMLESS, ...SYSLOG], settingFor(scenario, dialect, choice))
      : entries
  })
}

const arranged = (seats: readonly (readonly Entry[])[], manner: Piece['manner']): readonly Entry[] => {
  const crowd = manner === 'crowd' || manner === 'crowd-split'
  let start = 0
  const placed = seats.map((entries, index) => {
    const moved = delayed(entries, crowd ? index * 11 : start)
    start = (moved.at(-1)?.at ?? 0) + PAUSE
    return moved
  })
  return interleave(placed, manner === 'crowd-split')
}

export const composed = (piece: Piece): { readonly lines: readonly TimedLine[]; readonly truth: readonly Truth[] } => {
  const { lines, truth } = print(arranged(played(piece), piece.manner), piece.stamping ?? USUAL_STAMPING[piece.dialect])
  const chance = seeded(1)
  if (piece.manner === 'ping') {
    const first = ping(lines, 18, { hostname: 'Tokyo', target: '10.1.1.1', answered: 4 }, chance)
    return { lines: ping(first, 70, { hostname: 'Tokyo', target: '10.1.1.1', answered: 0 }, chance), truth }
  }
  if (piece.manner === 'typed') {
    const first = typed(lines, 90, 'Tokyo', 'show crypto isakmp sa', chance)
    return { lines: typed(first, 12, 'Tokyo', 'show clock', chance), truth }
  }
  return { lines, truth }
}

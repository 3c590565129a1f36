/** How much of what comes is no text: a noisy line and its likely cause. */
import { countPrintable, countPrintable7 } from './text.ts'

/** Bytes that are needed for a verdict. */
const WINDOW = 200
/** Share of unprintable bytes above which a line is noisy, and below which it is clean again. */
const NOISY = 0.2
const CLEAN = 0.05
/** Share of bytes that become text without their eighth bit: then it is parity, not the rate. Chance yields 0.8. */
const PARITY = 0.97

export type NoiseVerdict =
  | { readonly noisy: false }
  | { readonly noisy: true; readonly percent: number; readonly parity: boolean }

/**
 * Judges a line window by window: each at least 200 bytes. Undefined while there is nothing new to say; between the two
 * thresholds the last verdict stands.
 */
export const noiseMeter = (): ((bytes: Uint8Array) => NoiseVerdict | undefined) => {
  let total = 0
  let printable = 0
  let printable7 = 0
  return (bytes) => {
    total += bytes.length
    printable += countPrintable(bytes)
    printable7 += countPrintable7(bytes)
    if (total < WINDOW) return undefined
    const share = 1 - printable / total
    const parity = printable7 / total > PARITY
    total = 0
    printable = 0
    printable7 = 0
    if (share > NOISY) return { noisy: true, percent: Math.round(share * 100), parity }
    return share < CLEAN ? { noisy: false } : undefined
  }
}

import { own } from '../vocabulary/own.ts'
import type { DebugMessage } from './message.ts'

/** A lent message to keep: a copy, of which no text keeps alive the whole block that it was cut from. */
export const kept = (message: DebugMessage): DebugMessage => {
  const { at, device, stamp, conn, peer, text, repaired, entry } = message.heard
  return { ...message, heard: { at, device, stamp, conn, peer, text: own(text), repaired, entry } }
}

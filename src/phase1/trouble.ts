/** What goes wrong: each line leaves its mark in the evidence; only `diagnose` names a cause. */
import { forget } from '../diagnosis/evidence.ts'
import { notifyName } from '../vocabulary/isakmp.ts'
import { lookup } from '../vocabulary/table.ts'
import { type Context, end, expectAnswer, note, trouble } from './context.ts'
import { tunnelEnded } from './ending.ts'
import type { DebugMessage } from './message.ts'
import { momentIn, type Negotiation } from './negotiation.ts'
import { impliedComplete, phase2Agreed, phase2GoesOn, reach } from './progress.ts'
import { sayFailing } from './say.ts'

type Of<K extends DebugMessage['kind']> = Extract<DebugMessage, { kind: K }>

/** Repeats before silence counts as evidence: one lost packet is ordinary. Behind NAT one more (REFERENCE 5.9). */
const REPEATS = 2
const REPEATS_BEHIND_NAT = 3

const sayIfStuck = (context: Context, n: Negotiation, m: DebugMessage): void => {
  const { retransmissions, duplicates, nat, sent } = n.evidence
  const enough = nat ? REPEATS_BEHIND_NAT : REPEATS
  if (retransmissions >= enough || (sent === 5 && duplicates >= enough)) sayFailing(context, n, momentIn(n, m.heard))
}

/** A PIX prints neither its own packets nor a count: what it repeats is the answer to the last message it took in. */
const repeatUnseen = (context: Context, n: Negotiation, m: Of<'retransmit'>): void => {
  reach(n, n.evidence.heard + 1, 'sent')
  n.evidence.retransmissions++
  n.totalRetransmissions++
  expectAnswer(context, n)
  sayIfStuck(context, n, m)
}

export const onRetransmit = (context: Context, n: Negotiation, m: Of<'retransmit'>): void => {
  if (n.status !== 'open') return
  if (m.saState === undefined) repeatUnseen(context, n, m)
  note(n, 'repeated', m.heard)
  if (n.evidence.lastState === '' && m.saState !== undefined) n.evidence.lastState = m.saState.replace(/\.+$/, '')
}

export const onAttemptCount = (context: Context, n: Negotiation, m: Of<'attempt-count'>): void => {
  if (/PEERS_ALIVE/.test(m.why ?? '')) return note(n, 'dpd-missed', m.heard)
  if (n.status !== 'open') return
  n.evidence.retransmissions = m.attempt ?? n.evidence.retransmissions + 1
  n.totalRetransmissions++
  n.repeatCounted = true
  expectAnswer(context, n)
  sayIfStuck(context, n, m)
}

export const onDuplicate = (context: Context, n: Negotiation, m: Of<'duplicate'>): void => {
  if (n.status !== 'open') return
  n.evidence.duplicates++
  note(n, 'duplicate', m.heard)
  sayIfStuck(context, n, m)
}

/** Encrypted messages begin with message 5; in aggressive mode the proof is in message 2 already. An ASA says that it was one. */
const mayBeEncrypted = (n: Negotiation): boolean => {
  const { role, exchange, sent, heard, family } = n.evidence
  if (family === 'asa' || exchange === 'aggressive') return true
  return role === 'initiator' ? sent >= 5 : role === 'responder' ? sent >= 4 || heard >= 5 : true
}

export const onUndecipherable = (context: Context, n: Negotiation, m: Of<'undecipherable'>): void => {
  if (n.status !== 'open') return
  trouble(context, n, mayBeEncrypted(n) ? 'undecipherable' : 'malformed', m.heard)
}

export const onMalformed = (context: Context, n: Negotiation, m: Of<'malformed'>): void => {
  if (n.status === 'open') trouble(context, n, 'malformed', m.heard)
}

/** Authentication methods of RFC 2409 as `%CRYPTO-6-IKMP_AUTH_FAIL` numbers them; 1 is the pre-shared key, which needs no word. */
const METHODS: { readonly [number: string]: string } = {
  '2': 'DSS sig',
  '3': 'RSA sig',
  '4': 'RSA encr',
}

export const onHashInvalid = (context: Context, n: Negotiation, m: Of<'hash-invalid'>): void => {
  if (n.status !== 'open') return
  if (m.method !== undefined && n.evidence.method === '') n.evidence.method = lookup(METHODS, m.method) ?? m.method
  trouble(context, n, 'hash-invalid', m.heard)
}

export const onIdentityRefused = (context: Context, n: Negotiation, m: Of<'identity-refused'>): void => {
  if (n.status !== 'open') return
  trouble(context, n, 'identity-refused', m.heard, m.why ?? '')
  if (m.final === true) end(context, n, m.heard)
}

const FULL_STOP = /[.\s]+$/

/** Only while certificates are on the table: the same texts come from other services. What is said first is the cause. */
export const onCertificate = (context: Context, n: Negotiation, m: Of<'certificate'>): void => {
  const { sent, heard } = n.evidence
  if (n.status !== 'open' || m.trouble === undefined) return
  if (n.evidence.family === 'ios' && n.state !== '' && sent + heard < 3) return
  const said = m.why === undefined ? m.trouble : `${m.trouble} (${m.why.replace(FULL_STOP, '')})`
  trouble(context, n, 'certificate', m.heard, n.evidence.marks.certificate?.detail || said)
  if (m.final === true) end(context, n, m.heard)
}

export const onRefusedInClear = (context: Context, n: Negotiation, m: Of<'refused-in-clear'>): void => {
  if (n.status === 'open')
    trouble(context, n, 'refused-in-clear', m.heard, m.notify === undefined ? '' : notifyName(m.notify))
}

export const onUnknownInput = (context: Context, n: Negotiation, m: Of<'unknown-input'>): void => {
  if (n.status === 'open' && m.event === 'IKE_INFO_NOTIFY') trouble(context, n, 'refused-in-clear', m.heard)
}

export const onModeFailure = (context: Context, n: Negotiation, m: Of<'mode-failure'>): void => {
  if (/quick/i.test(m.mode)) {
    if (n.status === 'established') trouble(context, n, 'phase2-refused', m.heard, firstWord(n, 'quick mode failed'))
    return
  }
  if (n.status !== 'open') return
  if (/aggressive/i.test(m.mode) && n.evidence.exchange === 'unknown') n.evidence.exchange = 'aggressive'
  trouble(context, n, 'mode-failed', m.heard)
}

const BENIGN =
  /^(?:RESPONDER-LIFETIME|INITIAL-CONTACT|REPLAY-STATUS|NOTIFY-SA-LIFETIME|ADDRESS-NOTIFICATION|CONNECTED)$/
const REFUSES_PHASE2 =
  /^(?:NO-PROPOSAL-CHOSEN|INVALID-ID-INFORMATION|ATTRIBUTES-NOT-SUPPORTED|BAD-PROPOSAL-SYNTAX|INVALID-TRANSFORM-ID)$/

export const onNotify = (context: Context, n: Negotiation, m: Of<'notify'>): void => {
  const name = notifyName(m.notify)
  if (BENIGN.test(name)) return
  if (name.startsWith('R-U-THERE')) return impliedComplete(context, n, m)
  // Over an SA that is up, a peer that names protocol 1 means the quick mode that runs over it all the same.
  const ofPhase2 = m.protocol === 3 || (n.status === 'established' && REFUSES_PHASE2.test(name))
  if (ofPhase2) {
    impliedComplete(context, n, m)
    if (REFUSES_PHASE2.test(name))
      trouble(context, n, 'phase2-refused', m.heard, firstWord(n, `the peer answered ${name}`))
    return
  }
  if (n.status === 'open') trouble(context, n, 'refused-in-clear', m.heard, name)
}

export const onXauth = (context: Context, n: Negotiation, m: Of<'xauth'>): void => {
  if (m.step === 'passed') {
    forget(n.evidence, 'xauth-asked')
    return
  }
  if (m.step === 'failed') {
    note(n, 'xauth-failed', m.heard)
    return n.evidence.family === 'asa' ? end(context, n, m.heard) : sayFailing(context, n, momentIn(n, m.heard))
  }
  if (n.evidence.family === 'ios') impliedComplete(context, n, m)
  if (m.step !== 'answered' && n.status === 'established') note(n, 'xauth-asked', m.heard)
}

export const onDpd = (context: Context, n: Negotiation, m: Of<'dpd'>): void => {
  if (m.step === 'answer') forget(n.evidence, 'dpd-missed')
  impliedComplete(context, n, m)
  if (n.status !== 'established' || m.step === 'probe' || m.step === 'answer') return
  if (m.step === 'missed') return note(n, 'dpd-missed', m.heard)
  note(n, 'dpd-dead', m.heard)
  if (n.evidence.family === 'asa') end(context, n, m.heard)
  else sayFailing(context, n, momentIn(n, m.heard))
}

/** Error numbers of “IPSec policy invalidated proposal” (REFERENCE 3.8). */
const REFUSED_BECAUSE: { readonly [error: string]: string } = {
  '32': 'the protected networks of both ends do not mirror each other',
  '256': 'no transform set fits',
  '1024': 'the IPsec profile does not fit',
}

const because = (why: string): string => lookup(REFUSED_BECAUSE, why) ?? why

/** What is said first is the cause; what follows tells only that phase 2 ends over it. */
const firstWord = (n: Negotiation, why: string): string => n.evidence.marks['phase2-refused']?.detail || why

/** Nothing followed the refused proposal: it was the last. */
export const settleProposals = (context: Context): void => {
  const n = context.unsettled
  context.unsettled = undefined
  if (n !== undefined) sayFailing(context, n, n.last)
}

export const onQuickMode = (context: Context, n: Negotiation, m: Of<'quickmode'>): void => {
  impliedComplete(context, n, m)
  const refused = m.step === 'refused' || m.step === 'proposal-refused'
  if (!refused) phase2GoesOn(context, n)
  if (m.step === 'done') phase2Agreed(context, n, m)
  if (m.step === 'ended') tunnelEnded(n, m, m.why ?? '')
  if (!refused || n.status !== 'established') return
  note(n, 'phase2-refused', m.heard, firstWord(n, because(m.why ?? '')))
  if (m.step === 'refused') return sayFailing(context, n, momentIn(n, m.heard))
  // A client offers a dozen proposals, and the router says of each whether it fits.
  if (context.unsettled !== n) settleProposals(context)
  context.unsettled = n
}

export const onNodeDeleted = (context: Context, n: Negotiation, m: Of<'node-deleted'>): void => {
  if (m.error && n.status === 'established' && /larval|QM rejected/i.test(m.why ?? '')) {
    trouble(context, n, 'phase2-refused', m.heard, firstWord(n, `the exchange was deleted: ${m.why}`))
  }
}

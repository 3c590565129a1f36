/** The regular expressions of the naive program, in the order in which they are tried on each line. */

/** What a pattern means for the peer that its line is taken to speak of. */
export type Act =
  | 'none'
  | 'started'
  | 'transition'
  | 'attribute'
  | 'reason'
  | 'repeat'
  | 'established'
  | 'failed'
  | 'down'

export type Peer = {
  state: string
  began: number
  reason: string
  repeats: number
  proposal: { [name: string]: string }
}

export const STAMP = /^[*.]?(\w{3}) +(\d+) (\d\d):(\d\d):(\d\d)\.(\d{3})(?: \w+)?: /

const TAG = String.raw`ISAKMP ?:? ?\((?<conn>\d+)\):? ?:?`

export const PATTERNS: readonly (readonly [RegExp, Act])[] = [
  [new RegExp(`${TAG} ?Old State = (?<from>\\w+) +New State = (?<to>\\w+)`), 'transition'],
  [new RegExp(`${TAG} ?Input = (\\w+), +(\\w+)`), 'none'],
  [new RegExp(`${TAG} ?sending packet to (?<peer>\\S+) my_port (\\d+) peer_port (\\d+) \\((I|R)\\) (\\w+)`), 'none'],
  [new RegExp(`${TAG} ?received packet from (?<peer>\\S+) dport (\\d+) sport (\\d+) \\w+ \\(N\\) NEW SA`), 'started'],
  [new RegExp(`${TAG} ?received packet from (?<peer>\\S+) dport (\\d+) sport (\\d+) \\w+ \\((I|R)\\) (\\w+)`), 'none'],
  [/ISAKMP: Created a peer struct for (?<peer>[^,]+), peer port (\d+)/, 'started'],
  [/ISAKMP: New peer created peer = (\w+) peer_handle = (\w+)/, 'none'],
  [/ISAKMP: Locking peer struct (\w+), refcount (\d+) for (\S+)/, 'none'],
  [/ISAKMP: Unlocking peer struct (\w+) for (\S+), count (\d+)/, 'none'],
  [/ISAKMP: local port (\d+), remote port (\d+)/, 'none'],
  [/set new node (-?\d+) to (\w+)/, 'none'],
  [/insert sa successfully sa = (\w+)/, 'none'],
  [/Can not start Aggressive mode, trying Main mode/, 'none'],
  [new RegExp(`${TAG} ?found peer pre-shared key matching (?<peer>\\S+)`), 'none'],
  [/local preshared key found/, 'none'],
  [new RegExp(`${TAG} ?No pre-shared key with (?<peer>[^!]+)!`), 'reason'],
  [/No Cert or pre-shared address key/, 'none'],
  [/construct_initial_message: Can not start Main mode/, 'failed'],
  [/Error while processing (SA request|KMI message)/, 'none'],
  [/constructed NAT-T vendor-(\S+) ID/, 'none'],
  [/beginning Main Mode exchange/, 'none'],
  [/beginning Aggressive Mode exchange/, 'none'],
  [/beginning Quick Mode exchange, M-ID of (-?\d+)/, 'none'],
  [/Sending an IKE IPv4 Packet/, 'none'],
  [/SA request profile is (\S+)/, 'none'],
  [/processing (SA|KE|NONCE|ID|HASH|CERT|CERT_REQ|SIG) payload\. message ID = (-?\d+)/, 'none'],
  [new RegExp(`${TAG} ?processing DELETE payload\\. message ID = (-?\\d+)`), 'reason'],
  [/processing vendor id payload/, 'none'],
  [/vendor ID seems (.+) but major (\d+) mismatch/, 'none'],
  [/vendor ID is (.+)$/, 'none'],
  [/Scanning profiles for xauth/, 'none'],
  [/Checking ISAKMP transform (\d+) against priority (\d+) policy/, 'none'],
  [/ISAKMP: +encryption (\S+)/, 'attribute'],
  [/ISAKMP: +keylength of (\d+)/, 'attribute'],
  [/ISAKMP: +hash (\S+)/, 'attribute'],
  [/ISAKMP: +default group (\d+)/, 'attribute'],
  [/ISAKMP: +auth (\S+)/, 'attribute'],
  [/ISAKMP: +life type in (\w+)/, 'attribute'],
  [/ISAKMP: +life duration \(VPI\) of +(.+)$/, 'none'],
  [/atts are acceptable/, 'none'],
  [/atts are not acceptable/, 'none'],
  [/Encryption algorithm offered does not match policy/, 'reason'],
  [/Hash algorithm offered does not match policy/, 'reason'],
  [/Diffie-Hellman group offered does not match policy/, 'reason'],
  [/Preshared authentication offered but does not match policy/, 'reason'],
  [/no offers accepted/, 'reason'],
  [/phase 1 SA policy not acceptable! \(local \S+ remote (?<peer>[^)]+)\)/, 'reason'],
  [/Acceptable atts:(actual life|life): (\d+)/, 'none'],
  [/Fill atts in sa (vpi_length|life_in_seconds):(\d+)/, 'none'],
  [/Returning Actual lifetime: (\d+)/, 'none'],
  [/Started lifetime timer: (\d+)/, 'none'],
  [/His hash no match - this node outside NAT/, 'none'],
  [/speaking to another IOS box/, 'none'],
  [/received payload type (\d+)/, 'none'],
  [/Send initial contact/, 'none'],
  [/SA is doing pre-shared key authentication using id type (\w+)/, 'none'],
  [/^\t(next-payload|type|address|protocol|port|length) +: (\S+)/, 'none'],
  [new RegExp(`${TAG} ?SA has been authenticated with (?<peer>\\S+)`), 'established'],
  [new RegExp(`${TAG} ?retransmitting phase 1 (\\w+)\\.\\.\\.`), 'repeat'],
  [/incrementing error counter on sa, attempt (\d) of (\d): (.+)$/, 'none'],
  [/phase 1 packet is a duplicate of a previous packet/, 'reason'],
  [
    new RegExp(`${TAG} ?deleting SA reason "(?<why>[^"]*)" state \\((I|R)\\) MM_\\w+ +\\(peer (?<peer>[^)]+)\\)`),
    'failed',
  ],
  [
    new RegExp(`${TAG} ?deleting SA reason "(?<why>[^"]*)" state \\((I|R)\\) QM_IDLE +\\(peer (?<peer>[^)]+)\\)`),
    'down',
  ],
]

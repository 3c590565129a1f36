# (c): follows phase 1 as the naive program does, in awk. Prints the number of lines and of events.
function clock(s,  t) { split(s, t, /[:.]/); return ((t[1] * 60 + t[2]) * 60 + t[3]) * 1000 + t[4] }
function event(type) { events++; last = type " " peer " " reason[peer] " " (now - began[peer]) }
function begin(who) { peer = who; began[peer] = now; reason[peer] = ""; repeats[peer] = 0; event("started") }

{ if ($0 ~ /^[*.]?[A-Z][a-z][a-z] /) now = clock($3) }
!/ISAKMP/ { next }

{
  conn = 0
  if (match($0, /ISAKMP ?:?\([0-9]+\)/)) {
    conn = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", conn)
    if (conn != 0 && conn in owner) peer = owner[conn]
  }
}
/Old State = / {
  from = ""; to = ""
  for (i = 4; i <= NF; i++) if ($i == "=") { if (from == "") from = $(i + 1); else to = $(i + 1) }
  if (from != to) { state[peer] = to; event("transition") }
  next
}
/Input = /               { next }
/sending packet to /     { for (i = 5; i <= NF; i++) if ($i == "to") { peer = $(i + 1); break } if (conn != 0) owner[conn] = peer; next }
/received packet from /  {
  for (i = 5; i <= NF; i++) if ($i == "from") { who = $(i + 1); break }
  if (/NEW SA/) begin(who); else peer = who
  if (conn != 0) owner[conn] = peer
  next
}
/Created a peer struct for / { who = $(NF - 3); sub(/,/, "", who); if (who != peer || !(who in began) || began[who] != now) begin(who); next }
/ encryption /           { offered[peer] = $NF; next }
/keylength of /          { offered[peer] = offered[peer] "-" $NF; next }
/ hash [A-Z]/            { offered[peer] = offered[peer] " " $NF; next }
/default group /         { offered[peer] = offered[peer] " " $NF; next }
/ auth /                 { offered[peer] = offered[peer] " " $NF; next }
/life duration/          { next }
/No pre-shared key with/ { reason[peer] = "psk-missing"; next }
/Can not start Main/     { event("failed"); next }
/offered does not match policy/ { reason[peer] = "proposal-mismatch"; next }
/no offers accepted/     { reason[peer] = "proposal-mismatch"; event("failing"); next }
/duplicate of a previous/ { reason[peer] = "psk-mismatch"; next }
/retransmitting phase 1 [A-Z_]+\.\.\./ {
  if (reason[peer] == "") reason[peer] = "no-response"
  if (++repeats[peer] == 2) event("failing")
  next
}
/processing DELETE payload/ { reason[peer] = "deleted-by-peer"; next }
/SA has been authenticated with / { accepted = offered[peer]; event("established"); next }
/deleting SA reason /    { if (/QM_IDLE/) event("down"); else event("failed"); delete owner[conn]; next }
END { print NR, events }

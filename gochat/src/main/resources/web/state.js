// What this page knows of its conversations. No sockets, no DOM: frames go in, facts come out.
//
// Of each conversation it has one run of messages without a hole, from the newest page it began with up to its position. What lies
// below is history, which is asked for by scrolling. A message that does not join the run is not kept: it says that there is a gap.

export class Conversation {
  peer = null; // the other one of two
  group = null; // {name, members, role} of a group that the user is in, or was when it was listed last
  left = null; // the last seq that the user may see, if he is out
  members = new Map(); // display names of a group's members by user id, as far as they were asked for
  version = 0; // rises with what changes without a new message
  head = 0;
  read = 0;
  unread = 0;
  unreadAt = 0;
  peerRead = 0;
  peerDelivered = 0;
  time = 0;
  last = null;
  messages = [];
  position = null; // null: nothing was asked for yet
  older = true; // whether the server may have messages below the first
  outbox = [];

  constructor(id) {
    this.id = id;
  }

  get oldest() {
    return this.messages.length > 0 ? this.messages[0].seq : null;
  }

  // Messages of others above the read cursor, up to the newest known.
  badge(me) {
    if (this.left !== null) return 0;
    return this.unread + this.messages.filter((m) => m.seq > this.unreadAt && counts(m, me)).length;
  }
}

export class State {
  conversations = new Map();
  rest = null; // the sums over the conversations below the bound
  #bound = null; // the lowest one of the last page, {time, conversation}; null: there are none below
  epoch = null;

  constructor(me) {
    this.me = me;
  }

  // Returns whether everything that was known has to go: the database is another one.
  enterEpoch(epoch) {
    const changed = this.epoch !== null && this.epoch !== epoch;
    this.epoch = epoch;
    if (changed) {
      this.conversations.clear();
      this.rest = null;
      this.#bound = null;
    }
    return changed;
  }

  // Returns whether the server has anything else than this page.
  differs(truth) {
    let n = this.rest?.n ?? 0;
    let heads = this.rest?.heads ?? 0;
    let reads = this.rest?.reads ?? 0;
    for (const c of this.#counted()) {
      n += 1;
      heads += c.head;
      reads += c.read;
    }
    return this.rest === null || n !== truth.n || heads !== truth.heads || reads !== truth.reads;
  }

  // Takes a page of the list, and what lies below it.
  listed(entries, rest, bound) {
    for (const entry of entries) {
      const c = this.#conversation(entry.id);
      c.peer = entry.peer ?? c.peer;
      c.group = entry.group ?? c.group;
      this.#membership(c, entry);
      c.head = Math.max(c.head, entry.head);
      if (c.left === null) c.time = Math.max(c.time, entry.time);
      if (entry.last && (!c.last || entry.last.seq >= c.last.seq)) c.last = entry.last;
      this.#ticks(c, entry.peer_read, entry.peer_delivered);
      this.#cursor(c, entry.read, entry.unread, entry.head);
    }
    this.rest = rest;
    this.#bound = bound;
  }

  // Takes the answer to a sync; returns whether to ask again from the new position.
  synced(id, entry) {
    const c = this.#conversation(id);
    if (entry.unknown) {
      // Nobody has written yet, or it is not ours (any more).
      if (c.head > 0) this.conversations.delete(id);
      c.position = 0;
      c.older = false;
      return false;
    }
    if (entry.ahead) {
      c.messages = [];
      c.position = 0;
      c.head = 0;
      c.last = null;
      return true;
    }
    if (entry.gap) c.messages = [];
    if (c.messages.length === 0) c.older = entry.gap || (entry.messages?.[0]?.prev ?? 0) > 0;
    for (const message of entry.messages ?? []) this.#append(c, message);
    c.position = Math.max(c.position ?? 0, entry.last);
    this.#membership(c, entry);
    c.head = Math.max(c.head, entry.head);
    this.#ticks(c, entry.peer_read, entry.peer_delivered);
    this.#cursor(c, entry.read, entry.unread, entry.head);
    return entry.more;
  }

  // Takes older messages, in ascending order.
  page(id, messages, more) {
    const c = this.#conversation(id);
    c.messages = [...messages.filter((m) => c.oldest === null || m.seq < c.oldest), ...c.messages];
    c.older = more;
  }

  // Takes a pushed message; returns "new", "again", "gap" (sync this conversation), "unlisted" (list it) or "membership" (list it: the
  // user came or went, so its place, name and cursor are others).
  pushed(message) {
    const c = this.conversations.get(message.conversation);
    if (!c || !this.#isCounted(c)) return "unlisted";
    c.head = Math.max(c.head, message.seq);
    if (c.left === null) c.time = Math.max(c.time, message.time);
    if (!c.last || message.seq > c.last.seq) c.last = message;
    if (c.position === null) {
      if (message.seq > c.unreadAt) {
        c.unreadAt = message.seq;
        if (counts(message, this.me)) c.unread += 1;
      }
      return this.#event(c, message) ? "membership" : "new";
    }
    if (message.seq <= c.position) return "again";
    if (message.prev > c.position) return "gap";
    return this.#append(c, message) ? "membership" : "new";
  }

  ownCursor(frame) {
    const c = this.conversations.get(frame.conversation);
    if (c) this.#cursor(c, frame.read, frame.unread, frame.at);
  }

  receipt(frame) {
    const c = this.conversations.get(frame.conversation);
    if (c) this.#ticks(c, frame.read, frame.delivered);
  }

  sent(id, clientMsgId, frame) {
    const item = this.#conversation(id).outbox.find((i) => i.clientMsgId === clientMsgId);
    if (item) {
      item.state = "sent";
      item.seq = frame.seq;
      item.time = frame.time;
    }
    this.#settle(this.#conversation(id));
  }

  openOrCreate(id, peer) {
    const c = this.#conversation(id);
    c.peer ??= peer;
    return c;
  }

  // Newest activity first.
  inOrder() {
    return [...this.conversations.values()].sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1));
  }

  totalUnread() {
    return this.#counted().reduce((sum, c) => sum + c.badge(this.me), this.rest?.unread ?? 0);
  }

  // One below the bound is part of rest, even if it is known.
  #counted() {
    return [...this.conversations.values()].filter((c) => this.#isCounted(c));
  }

  #isCounted(c) {
    const bound = this.#bound;
    return bound === null || c.time > bound.time || (c.time === bound.time && c.id >= bound.conversation);
  }

  #conversation(id) {
    let c = this.conversations.get(id);
    if (!c) {
      c = new Conversation(id);
      this.conversations.set(id, c);
    }
    return c;
  }

  // Returns whether the user came or went.
  #append(c, message) {
    if (c.position !== null && message.seq <= c.position) return false;
    c.messages.push(message);
    c.position = message.seq;
    c.head = Math.max(c.head, message.seq);
    if (c.left === null) c.time = Math.max(c.time, message.time);
    if (!c.last || message.seq >= c.last.seq) c.last = message;
    this.#settle(c);
    return this.#event(c, message);
  }

  // What a message says beyond its text; returns whether the user came or went.
  #event(c, message) {
    if (message.type === "recall") this.#recalled(c, Number(message.content));
    const event = eventOf(message);
    if (event === null) return false;
    c.version += 1;
    if (event.kind === "renamed" && c.group) c.group = { ...c.group, name: event.name };
    if (removes(event, message, this.me)) {
      this.#leave(c, message.seq);
      return true;
    }
    if (adds(event, message, this.me)) {
      c.left = null;
      return true;
    }
    return false;
  }

  #recalled(c, seq) {
    const blank = (m) => (m && m.seq === seq ? { ...m, type: "recalled", content: "" } : m);
    c.messages = c.messages.map(blank);
    c.last = blank(c.last);
    c.version += 1;
  }

  // An entry of a list or a sync that is older than what is known says nothing.
  #membership(c, entry) {
    if (entry.left !== undefined && entry.left !== null && entry.head >= c.head) this.#leave(c, entry.left);
    else if ((entry.left ?? null) === null && c.left !== null && entry.head > c.left) {
      c.left = null;
      c.version += 1;
    }
  }

  // What goes on is nothing that the user may see: the conversation stands at the end of the list.
  #leave(c, last) {
    if (c.left === null) c.version += 1;
    c.left = last;
    c.time = 0;
    c.unread = 0;
    c.unreadAt = Math.max(c.unreadAt, last);
  }

  // A bubble of the outbox gives way to the message itself.
  #settle(c) {
    const arrived = new Set(c.messages.slice(-500).map((m) => m.client_msg_id));
    c.outbox = c.outbox.filter((i) => !(arrived.has(i.clientMsgId) || (i.state === "sent" && i.seq <= (c.position ?? 0))));
  }

  #ticks(c, read = 0, delivered = 0) {
    c.peerRead = Math.max(c.peerRead, read);
    c.peerDelivered = Math.max(c.peerDelivered, delivered, c.peerRead);
  }

  // Cursors never go back; of two badges the one that was computed at the higher seq is newer.
  #cursor(c, read, unread, at) {
    if (read < c.read || (read === c.read && at < c.unreadAt)) return;
    c.read = read;
    c.unread = unread;
    c.unreadAt = at;
  }
}

// Own messages, events and recalls count as unread for nobody.
function counts(message, me) {
  return message.from !== me && message.type !== "system" && message.type !== "recall";
}

// The change of a group that a message says, as {kind, …}; null for other messages and for what this page cannot read.
export function eventOf(message) {
  if (message.type !== "system") return null;
  try {
    const [[kind, value]] = Object.entries(JSON.parse(message.content));
    return value !== null && typeof value === "object" ? { ...value, kind } : null;
  } catch {
    return null;
  }
}

function removes(event, message, me) {
  return event.kind === "dissolved" || (event.kind === "removed" && event.user === me) || (event.kind === "left" && message.from === me);
}

function adds(event, message, me) {
  if (event.kind === "joined") return message.from === me;
  if (event.kind === "added") return listOf(event.users).includes(me);
  return event.kind === "created" && (message.from === me || listOf(event.members).includes(me));
}

export function listOf(value) {
  return Array.isArray(value) ? value : [];
}

// The conversation of two users: their ids in numerical order.
export function conversationOf(one, other) {
  return BigInt(one) < BigInt(other) ? `p:${one}:${other}` : `p:${other}:${one}`;
}

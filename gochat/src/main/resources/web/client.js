// Keeps the state right: asks for what is missing, sends what waits. Everything here may be interrupted by a lost connection at any
// moment and starts over at the next welcome.

import { Socket } from "./socket.js";
import { State, conversationOf } from "./state.js";

const SYNC_AT_ONCE = 100;
const RETRY_MS = 1000;
const SETTLED_MS = 1000; // longer than a truth is on its way from the database to here
const MEMBERS_IN_A_PAGE = 200;
const MAX_MEMBER_PAGES = 50;

export class Client {
  #socket;
  #changed;
  #relisting = null;
  #relistAgain = false;
  #pages = 1;
  #movedAt = -Infinity;
  #syncing = new Set();
  #typingSaid = 0;
  #watched = null;
  #asking = new Set(); // groups whose members are being asked for

  // changed(): something is to be shown anew; banner(text or null); ended(code, text): log in again
  constructor(api, me, device, { changed, banner, ended, typing, presence }) {
    this.me = me;
    this.device = device;
    this.state = new State(me.id);
    this.#changed = changed;
    this.#socket = new Socket(api, device, {
      welcome: (frame) => this.#welcome(frame),
      push: (kind, frame) => this.#push(kind, frame, { typing, presence }),
      frameEnded: () => this.#positions(),
      state: banner,
      ended,
    });
  }

  start() {
    this.#socket.start();
  }

  stop() {
    this.#socket.stop();
  }

  open(id, peer) {
    const c = this.state.openOrCreate(id, peer);
    if (c.position === null) this.#sync([id]);
    if (id.startsWith("g:")) this.#members(c);
    if (this.#watched !== c.peer?.id) this.#watch(c.peer?.id ?? null);
    this.#changed();
    return c;
  }

  conversationWith(user) {
    return conversationOf(this.me.id, user.id);
  }

  send(id, content) {
    const clientMsgId = `${this.device}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
    this.state.openOrCreate(id).outbox.push({ clientMsgId, content, state: "waiting", time: Date.now() });
    this.#changed();
    this.#flush(id);
  }

  retry(id, item) {
    item.state = "waiting";
    this.#flush(id);
  }

  async older(id) {
    const c = this.state.conversations.get(id);
    if (!c || c.oldest === null || !c.older) return;
    try {
      const page = await this.#socket.request("history", { conversation: id, before: c.oldest });
      this.state.page(id, page.messages, page.more);
    } catch (failure) {
      if (failure.code !== "LOST") console.warn("history", failure);
    }
    this.#changed();
  }

  async read(id) {
    const c = this.state.conversations.get(id);
    const seq = c?.position ?? 0;
    if (!c || c.left !== null || seq <= c.read || c.reading === seq) return;
    c.reading = seq;
    try {
      this.state.ownCursor(await this.#socket.request("read", { conversation: id, seq }));
    } catch {
      // Said again when the conversation is shown next.
    }
    c.reading = null;
    this.#changed();
  }

  typing(id) {
    const now = performance.now();
    if (now - this.#typingSaid < 3000) return;
    this.#typingSaid = now;
    this.#socket.say("typing", { conversation: id });
  }

  moreConversations() {
    this.#pages += 1;
    return this.#relist();
  }

  // The names of a group's members, page by page. Those who have left are not among them.
  async #members(c) {
    if (c.left !== null || this.#asking.has(c.id)) return;
    this.#asking.add(c.id);
    try {
      let after;
      for (let page = 0; page < MAX_MEMBER_PAGES; page++) {
        const answer = await this.#socket.request("members", { conversation: c.id, after, limit: MEMBERS_IN_A_PAGE });
        for (const { user } of answer.members) c.members.set(user.id, user.display);
        c.group = answer.group;
        c.version += 1;
        this.#changed();
        if (!answer.more || answer.members.length === 0) break;
        after = answer.members[answer.members.length - 1].user.id;
      }
    } catch {
      // Asked again when the group is opened, or changes.
    }
    this.#asking.delete(c.id);
  }

  // Those who share no conversation yet may not be watched: asked again with the first message, and on each connection.
  #watch(user) {
    this.#watched = user;
    if (user !== null) this.#socket.request("watch", { users: [user] }).catch(() => {});
  }

  #welcome(frame) {
    const dropped = this.state.enterEpoch(frame.epoch);
    this.#syncing.clear();
    this.#relisting = null;
    for (const c of this.state.conversations.values()) {
      for (const item of c.outbox) if (item.state === "sending") item.state = "waiting";
      c.reading = null;
    }
    if (dropped || this.state.differs(frame.truth)) {
      this.#sync((frame.waiting ?? []).filter((id) => this.state.conversations.get(id)?.position != null));
      this.#relist();
    }
    this.#watch(this.#watched);
    for (const c of this.state.conversations.values()) this.#flush(c.id);
    this.#changed();
  }

  #push(kind, frame, { typing, presence }) {
    switch (kind) {
      case "msg":
        this.#movedAt = performance.now();
        this.#message(frame);
        break;
      case "behind":
        // The first sync makes the connection live again; what was committed before it is found by listing after it.
        this.#socket.request("sync", { have: {} }).then(() => this.#relist()).catch(() => {});
        break;
      case "cursor":
        this.#movedAt = performance.now();
        this.state.ownCursor(frame);
        break;
      case "receipt":
        this.state.receipt(frame);
        break;
      case "typing":
        typing(frame);
        break;
      case "presence":
        presence(frame);
        break;
      case "truth":
        this.#truth(frame);
        break;
      case "error":
        console.warn("error", frame);
        break;
      default: // A kind of a later version, or bye, which the socket knows.
    }
    this.#changed();
  }

  // Equal sums say nothing while messages come: one that came after the truth was read hides one that was lost.
  #truth(truth) {
    const settled = performance.now() - this.#movedAt >= SETTLED_MS;
    if (!this.#relisting && (!settled || this.state.differs(truth))) this.#relist();
  }

  #message(message) {
    if (message.prev === 0) this.#watch(this.#watched);
    const arrived = this.state.pushed(message);
    const c = this.state.conversations.get(message.conversation);
    if (message.type === "system" && c && c.members.size > 0) this.#members(c);
    switch (arrived) {
      case "gap":
        this.#sync([message.conversation]);
        break;
      case "unlisted":
      case "membership":
        this.#relist();
        break;
      default:
    }
  }

  // Lists from the top as many pages as are shown, then fetches what the listed conversations lack. One at a time.
  async #relist() {
    if (this.#relisting) {
      this.#relistAgain = true;
      return;
    }
    const run = {};
    this.#relisting = run;
    try {
      let before;
      for (let page = 0; page < this.#pages; page++) {
        const listed = await this.#socket.request("list", before ? { before } : {});
        const lowest = listed.conversations[listed.conversations.length - 1];
        before = listed.more ? { time: lowest.time, conversation: lowest.id } : null;
        this.state.listed(listed.conversations, listed.rest, before);
        if (!listed.more) break;
      }
      this.#changed();
      await this.#sync([...this.state.conversations.values()].filter((c) => c.position !== null && c.position < c.head).map((c) => c.id));
    } catch (failure) {
      this.#later(failure, () => this.#relist());
    }
    if (this.#relisting !== run) return;
    this.#relisting = null;
    if (this.#relistAgain) {
      this.#relistAgain = false;
      this.#relist();
    }
  }

  async #sync(ids) {
    let wanted = ids.filter((id) => !this.#syncing.has(id));
    for (const id of wanted) this.#syncing.add(id);
    try {
      while (wanted.length > 0) {
        const now = wanted.slice(0, SYNC_AT_ONCE);
        const answer = await this.#socket.request("sync", { have: Object.fromEntries(now.map((id) => [id, this.#have(id)])) });
        const again = now.filter((id) => !(id in answer.conversations) || this.state.synced(id, answer.conversations[id]));
        const finished = now.filter((id) => !again.includes(id));
        for (const id of finished) this.#syncing.delete(id);
        wanted = [...again, ...wanted.slice(SYNC_AT_ONCE)];
        this.#changed();
      }
    } catch (failure) {
      for (const id of wanted) this.#syncing.delete(id);
      this.#later(failure, () => this.#sync(ids));
    }
  }

  #have(id) {
    const c = this.state.conversations.get(id);
    const newest = c?.messages[c.messages.length - 1];
    return newest ? { seq: c.position, id: newest.id } : { seq: 0 };
  }

  #positions() {
    const positions = new Map();
    for (const c of this.state.conversations.values()) {
      if (c.position !== null && c.position > (c.acknowledged ?? 0)) {
        c.acknowledged = c.position;
        positions.set(c.id, c.position);
      }
    }
    return positions;
  }

  // One unanswered send for each conversation, so its own order holds.
  async #flush(id) {
    const c = this.state.conversations.get(id);
    const item = c?.outbox.find((i) => i.state === "waiting" || i.state === "sending");
    if (!item || item.state === "sending" || !this.#socket.live) return;
    item.state = "sending";
    this.#changed();
    try {
      const { clientMsgId, content } = item;
      const sent = await this.#socket.request("send", { client_msg_id: clientMsgId, to: id, type: "text", content });
      this.state.sent(id, clientMsgId, sent);
    } catch (failure) {
      if (failure.code === "LOST") {
        item.state = "waiting"; // flushed again at the next welcome
        return;
      }
      if (failure.temporary) {
        item.state = "waiting";
        this.#later(failure, () => this.#flush(id));
        this.#changed();
        return;
      }
      item.state = "failed";
      item.text = failure.text;
    }
    this.#changed();
    this.#flush(id);
  }

  #later(failure, again) {
    if (failure.code === "LOST" || !failure.temporary) return;
    setTimeout(again, failure.retry_after_ms ?? RETRY_MS);
  }
}

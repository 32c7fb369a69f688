// One WebSocket that comes back by itself: hello, requests with answers, acknowledgements, backoff. Knows no conversations.

const HELLO_TIMEOUT_MS = 10_000;
const SILENCE_FACTOR = 2.2; // two heartbeats, and a little for the network
const MAX_BACKOFF_MS = 30_000;

export class Socket {
  #api;
  #device;
  #handlers;
  #ws = null;
  #nextId = 1;
  #pending = new Map();
  #attempts = 0;
  #timer = null;
  #silence = null;
  #heartbeatMs = 25_000;
  #stopped = false;
  #refreshed = false;

  // handlers: welcome(frame), push(kind, frame), frameEnded(): Map of positions to acknowledge, state(text), ended(code, text)
  constructor(api, device, handlers) {
    this.#api = api;
    this.#device = device;
    this.#handlers = handlers;
  }

  get live() {
    return this.#ws !== null && this.#ws.welcomed === true;
  }

  start() {
    this.#connect();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#ws?.close(1000);
    this.#drop();
  }

  // Answers with the frame's value; fails with {code, temporary, retry_after_ms, text}, or {code: "LOST"} where the answer is unknown.
  request(kind, value) {
    if (!this.live) return Promise.reject({ code: "LOST", temporary: true, text: "not connected" });
    return this.#ask(kind, value);
  }

  say(kind, value) {
    if (this.live) this.#ws.send(JSON.stringify({ [kind]: value }));
  }

  #ask(kind, value) {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#ws.send(JSON.stringify({ [kind]: { id, ...value } }));
    });
  }

  #connect() {
    if (this.#stopped) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const ws = new WebSocket(`${scheme}//${location.host}/ws`);
    this.#ws = ws;
    ws.onopen = () => this.#hello(ws);
    ws.onmessage = (event) => ws === this.#ws && this.#receive(ws, event.data);
    ws.onclose = (event) => ws === this.#ws && this.#closed(event.code, event.reason);
    this.#watch(HELLO_TIMEOUT_MS);
  }

  async #hello(ws) {
    try {
      const hello = { v: 1, min_v: 1, client: "page/0.1", device: this.#device, token: this.#api.token };
      const welcome = await this.#ask("hello", hello);
      if (ws !== this.#ws) return;
      ws.welcomed = true;
      this.#attempts = 0;
      this.#refreshed = false;
      this.#heartbeatMs = welcome.limits?.heartbeat_ms ?? this.#heartbeatMs;
      this.#handlers.state(null);
      this.#handlers.welcome(welcome);
    } catch (failure) {
      if (ws === this.#ws && failure.code !== "LOST") ws.close(1000);
    }
  }

  #receive(ws, text) {
    this.#watch(this.#heartbeatMs * SILENCE_FACTOR);
    let mark = null;
    for (const line of text.split("\n")) {
      if (!line) continue;
      const [kind, value] = Object.entries(JSON.parse(line))[0];
      if (kind === "mark") mark = value.n;
      else if (kind === "truth") this.say("alive", {});
      if (kind === "bye") ws.comeBackAfter = value.retry_after_ms;
      this.#deliver(kind, value);
    }
    if (mark !== null && ws.readyState === WebSocket.OPEN) {
      ws.send(JSON.stringify({ ack: { n: mark, at: Object.fromEntries(this.#handlers.frameEnded()) } }));
    }
  }

  #deliver(kind, value) {
    const waiting = value.id !== undefined && kind !== "msg" ? this.#pending.get(value.id) : undefined;
    if (waiting) {
      this.#pending.delete(value.id);
      if (kind === "error") waiting.reject(value);
      else waiting.resolve(value);
      return;
    }
    this.#handlers.push(kind, value);
  }

  // A connection that says nothing for two heartbeats is dead, whatever TCP believes.
  #watch(ms) {
    clearTimeout(this.#silence);
    const ws = this.#ws;
    this.#silence = setTimeout(() => {
      if (ws !== this.#ws) return;
      ws.close();
      this.#closed(1006, "silent");
    }, ms);
  }

  async #closed(code, reason) {
    const hint = this.#ws?.comeBackAfter;
    this.#drop();
    if (this.#stopped) return;
    if (code === 4401 && !this.#refreshed) {
      this.#refreshed = true;
      await this.#refresh();
      return;
    }
    if (code >= 4400 && code < 4450) {
      this.#stopped = true;
      this.#handlers.ended(code, reason);
      return;
    }
    this.#comeBack(hint ?? (code >= 4450 && code < 4500 ? Math.random() * 5000 : null));
  }

  async #refresh() {
    try {
      await this.#api.refresh();
      this.#connect();
    } catch (refused) {
      if (refused.temporary) {
        this.#refreshed = false;
        this.#comeBack(null);
      } else {
        this.#stopped = true;
        this.#handlers.ended(4401, refused.message);
      }
    }
  }

  #comeBack(hintMs) {
    const backoff = Math.random() * Math.min(MAX_BACKOFF_MS, 1000 * 2 ** this.#attempts++);
    this.#handlers.state("Not connected. Trying again …");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), hintMs ?? backoff);
  }

  #drop() {
    clearTimeout(this.#silence);
    this.#ws = null;
    for (const { reject } of this.#pending.values()) reject({ code: "LOST", temporary: true, text: "the connection was lost" });
    this.#pending.clear();
  }
}

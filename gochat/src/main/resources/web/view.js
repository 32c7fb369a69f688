import { eventOf, listOf } from "./state.js";

// Shows a client's state. Text nodes only: nothing that anybody wrote is ever read as HTML.

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const TYPING_MS = 6000;

export class View {
  #client;
  #openId = null;
  #scheduled = false;
  #typing = new Map();
  #online = new Map();
  #shown = "";

  constructor(document, { find, logOut }) {
    this.$ = (id) => document.getElementById(id);
    this.document = document;
    this.$("composer").addEventListener("submit", (event) => this.#submit(event));
    this.$("text").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
      else if (this.#openId) this.#client.typing(this.#openId);
    });
    this.$("new-form").addEventListener("submit", (event) => this.#newChat(event, find));
    this.$("logout-button").addEventListener("click", logOut);
    this.$("older-button").addEventListener("click", () => this.#client.older(this.#openId));
    this.$("more-conversations").addEventListener("click", () => this.#client.moreConversations());
    this.$("scroller").addEventListener("scroll", () => this.changed());
    document.addEventListener("visibilitychange", () => this.changed());
    window.addEventListener("focus", () => this.changed());
  }

  use(client) {
    this.#client = client;
    this.#openId = null;
    this.#shown = "";
    this.$("login").hidden = client !== null;
    this.$("chat").hidden = client === null;
    this.$("conversation").hidden = true;
    if (client) this.$("me").textContent = client.me.display;
    this.document.title = "gochat";
    this.changed();
  }

  banner(text) {
    this.$("banner").hidden = text === null;
    this.$("banner").textContent = text ?? "";
  }

  typing({ conversation, user }) {
    clearTimeout(this.#typing.get(conversation)?.timer);
    this.#typing.set(conversation, { user, timer: setTimeout(() => this.#stopTyping(conversation), TYPING_MS) });
    this.changed();
  }

  presence({ user, online }) {
    this.#online.set(user, online);
    this.changed();
  }

  // Shows what changed, once a frame.
  changed() {
    if (this.#scheduled || !this.#client) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      if (this.#client) this.#show();
    }, 16);
  }

  #show() {
    const { state } = this.#client;
    const unread = state.totalUnread();
    this.document.title = unread > 0 ? `(${unread}) gochat` : "gochat";
    this.$("more-conversations").hidden = !(state.rest && state.rest.n > 0);
    this.$("conversations").replaceChildren(...state.inOrder().map((c) => this.#entry(c)));
    if (this.#openId) this.#showConversation(this.#client.state.openOrCreate(this.#openId));
  }

  #entry(c) {
    const button = element("button", "", [
      element("span", "name", [nameOf(c)]),
      element("span", "time", [c.time ? time.format(c.time) : ""]),
      element("span", "last", [c.last ? this.#summary(c, c.last) : ""]),
    ]);
    const badge = c.badge(this.#client.me.id);
    if (badge > 0) button.append(element("span", "badge", [String(badge)]));
    button.setAttribute("aria-current", String(c.id === this.#openId));
    button.dataset.conversation = c.id;
    button.addEventListener("click", () => this.#open(c.id, c.peer));
    return element("li", "", [button]);
  }

  #open(id, peer) {
    if (this.#openId !== id) this.#shown = "";
    this.#openId = id;
    this.$("chat").classList.add("open");
    this.$("conversation").hidden = false;
    this.#client.open(id, peer);
    this.$("text").focus();
  }

  #showConversation(c) {
    const scroller = this.$("scroller");
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    const oldest = c.oldest;
    this.$("peer").textContent = nameOf(c);
    this.$("presence").textContent = c.group && c.left === null ? `${c.group.members} members` : this.#online.get(c.peer?.id) ? "online" : "";
    const typing = c.left === null ? this.#typing.get(c.id) : undefined;
    this.$("typing").textContent = typing ? `${this.#author(c, typing.user)} is writing …` : "";
    this.$("composer").hidden = c.left !== null;
    this.$("closed").hidden = c.left === null;
    this.$("older-button").hidden = !c.older || oldest === null;
    const shown = `${c.id} ${oldest} ${c.position} ${c.peerRead} ${c.peerDelivered} ${c.version} ${c.outbox.map((i) => i.clientMsgId + i.state)}`;
    if (shown !== this.#shown) {
      const below = scroller.scrollHeight - scroller.scrollTop;
      const first = !this.#shown.startsWith(`${c.id} `);
      const grewUpwards = !first && !this.#shown.startsWith(`${c.id} ${oldest} `);
      this.$("messages").replaceChildren(...this.#bubbles(c));
      if (grewUpwards && !atEnd) scroller.scrollTop = scroller.scrollHeight - below;
      else if (first || atEnd) scroller.scrollTop = scroller.scrollHeight;
      this.#shown = shown;
    }
    const end = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    if (end && this.document.visibilityState === "visible" && this.document.hasFocus()) this.#client.read(c.id);
  }

  #bubbles(c) {
    const bubbles = [];
    let lastDay = "";
    for (const message of [...c.messages, ...c.outbox.map((item) => ({ ...item, item, from: this.#client.me.id }))]) {
      const thisDay = day.format(message.time);
      if (thisDay !== lastDay) bubbles.push(element("li", "day", [thisDay]));
      lastDay = thisDay;
      bubbles.push(this.#bubble(c, message));
    }
    return bubbles;
  }

  #bubble(c, message) {
    const event = this.#event(c, message);
    if (event !== null) return withSeq(element("li", "event", [event]), message);
    const own = message.from === this.#client.me.id;
    const meta = element("div", "meta", [time.format(message.time), " "]);
    if (own) meta.append(tick(c, message));
    const taken = message.type === "recalled";
    const content = element("div", taken ? "content recalled" : "content", [taken ? "Message taken back" : message.content]);
    const bubble = withSeq(element("li", own ? "message own" : "message", [content, meta]), message);
    if (isGroup(c) && !own) bubble.prepend(element("div", "author", [this.#author(c, message.from)]));
    if (message.item?.state === "failed") {
      const retry = element("button", "", ["Try again"]);
      retry.addEventListener("click", () => this.#client.retry(c.id, message.item));
      bubble.classList.add("failed");
      bubble.append(element("div", "meta", [message.item.text ?? ""]), retry);
    }
    return bubble;
  }

  // The text of a message that is no bubble; null for one that is.
  #event(c, message) {
    const who = this.#author(c, message.from);
    if (message.type === "recall") return `${who} took back a message`;
    if (message.type !== "system") return null;
    const event = eventOf(message);
    const name = (user) => this.#author(c, user);
    const names = (users) => (listOf(users).length > 10 ? `${users.length} people` : listOf(users).map(name).join(", "));
    switch (event?.kind) {
      case "created":
        return `${who} created the group “${event.name}”`;
      case "added":
        return `${who} added ${names(event.users)}`;
      case "joined":
        return `${who} joined`;
      case "left":
        return `${who} left`;
      case "removed":
        return `${who} removed ${name(event.user)}`;
      case "role":
        return `${who} made ${name(event.user)} ${String(event.role).toLowerCase()}`;
      case "renamed":
        return `${who} renamed the group to “${event.name}”`;
      case "dissolved":
        return `${who} dissolved the group`;
      default:
        return `${who} changed the group`;
    }
  }

  #summary(c, message) {
    const event = this.#event(c, message);
    if (event !== null) return event;
    if (message.type === "recalled") return "Message taken back";
    return isGroup(c) && c.members.has(message.from) ? `${this.#author(c, message.from)}: ${message.content}` : message.content;
  }

  #author(c, user) {
    const { me } = this.#client;
    if (user === me.id) return me.display;
    return (user === c.peer?.id ? c.peer.display : c.members.get(user)) ?? "Somebody";
  }

  #submit(event) {
    event.preventDefault();
    const content = this.$("text").value;
    if (!this.#openId || content.trim() === "" || this.$("composer").hidden) return;
    this.$("text").value = "";
    this.#client.send(this.#openId, content);
    this.$("scroller").scrollTop = this.$("scroller").scrollHeight;
  }

  async #newChat(event, find) {
    event.preventDefault();
    const name = this.$("new-name").value;
    if (name.trim() === "") return;
    this.$("new-error").textContent = "";
    try {
      const user = await find(name);
      if (user.id === this.#client.me.id) throw new Error("That is you.");
      this.$("new-name").value = "";
      this.#open(this.#client.conversationWith(user), user);
    } catch (refused) {
      this.$("new-error").textContent = refused.code === "NOT_FOUND" ? "Nobody has that name." : refused.message;
    }
  }

  #stopTyping(conversation) {
    this.#typing.delete(conversation);
    this.changed();
  }
}

function isGroup(c) {
  return c.id.startsWith("g:");
}

function nameOf(c) {
  return c.peer?.display ?? c.group?.name ?? (isGroup(c) && c.left !== null ? "A group that you left" : "…");
}

function withSeq(item, message) {
  if (message.seq) item.dataset.seq = String(message.seq);
  return item;
}

function tick(c, message) {
  const state = message.item?.state ?? (message.seq <= c.peerRead ? "read" : message.seq <= c.peerDelivered ? "delivered" : "sent");
  const marks = { waiting: "…", sending: "…", failed: "!", sent: "✓", delivered: "✓✓", read: "✓✓" };
  const span = element("span", state, [marks[state]]);
  span.setAttribute("aria-label", state);
  span.title = state;
  return span;
}

function element(name, className, children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

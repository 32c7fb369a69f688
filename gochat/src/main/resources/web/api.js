// Accounts over HTTP. The refresh token is a cookie that scripts cannot see; the access token is kept in memory only.

export class Refused extends Error {
  constructor(code, text, temporary, retryAfterMs) {
    super(text);
    this.code = code;
    this.temporary = temporary;
    this.retryAfterMs = retryAfterMs;
  }
}

export class Api {
  token = null;
  #user = null;

  register(name, password, device) {
    return this.#grant("/api/register", { name, password, device });
  }

  logIn(name, password, device) {
    this.#user = null;
    return this.#grant("/api/login", { name, password, device });
  }

  // Two tabs, or a lost answer, may send one cookie twice: the server gives both the same successor.
  refresh() {
    return this.#grant("/api/refresh", {});
  }

  async logOut() {
    await this.#authorized("POST", "/api/logout");
    this.token = null;
    this.#user = null;
  }

  async find(name) {
    const answer = await this.#authorized("GET", `/api/users?name=${encodeURIComponent(name)}`);
    return answer.user;
  }

  async #grant(path, body) {
    const grant = await this.#call("POST", path, body);
    // All windows of a browser share the cookie of an address: another one may have logged in as somebody else.
    if (path === "/api/refresh" && this.#user !== null && grant.user.id !== this.#user) {
      throw new Refused("OTHER_USER", `${grant.user.display} has logged in at this address, in another window.`);
    }
    this.token = grant.access_token;
    this.#user = grant.user.id;
    return grant;
  }

  // The access token is good for minutes; the session goes on by its cookie.
  async #authorized(method, path) {
    try {
      return await this.#call(method, path);
    } catch (refused) {
      if (refused.code !== "UNAUTHENTICATED") throw refused;
      await this.refresh();
      return this.#call(method, path);
    }
  }

  async #call(method, path, body) {
    const headers = {};
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    let response;
    try {
      response = await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: "same-origin" });
    } catch {
      throw new Refused("UNREACHABLE", "The server cannot be reached.", true);
    }
    const text = await response.text();
    let answer = {};
    try {
      answer = text ? JSON.parse(text) : {};
    } catch {
      // A proxy's page, for example; its status says enough.
    }
    if (!response.ok) {
      const { code = String(response.status), text: why = "The server refused.", temporary = response.status >= 500, retry_after_ms } =
        answer.error ?? {};
      throw new Refused(code, why, temporary, retry_after_ms);
    }
    return answer;
  }
}

// Logs in, and connects the client with the view.

import { Api } from "./api.js";
import { Client } from "./client.js";
import { View } from "./view.js";

const SESSION = "gochat.session";
const api = new Api();
const device = deviceId();
let client = null;
const view = new View(document, { find: (name) => api.find(name), logOut });

document.getElementById("login-form").addEventListener("submit", (event) => {
  event.preventDefault();
  enter((name, password) => api.logIn(name, password, device));
});
document.getElementById("register-button").addEventListener("click", () => {
  if (document.getElementById("login-form").reportValidity()) enter((name, password) => api.register(name, password, device));
});

resume();

// Goes on with the session of the cookie, where there is one. Scripts cannot see the cookie, so they note that there should be one.
async function resume() {
  if (!localStorage.getItem(SESSION)) {
    end("");
    return;
  }
  try {
    begin(await api.refresh());
  } catch (refused) {
    end(refused.temporary ? refused.message : "");
  }
}

async function enter(how) {
  const error = document.getElementById("login-error");
  const button = document.getElementById("login-button");
  error.textContent = "";
  button.disabled = true;
  try {
    const grant = await how(document.getElementById("login-name").value, document.getElementById("login-password").value);
    document.getElementById("login-password").value = "";
    begin(grant);
  } catch (refused) {
    error.textContent = refused.message;
  }
  button.disabled = false;
}

function begin(grant) {
  client?.stop();
  localStorage.setItem(SESSION, grant.session);
  const me = grant.user;
  client = new Client(api, me, device, {
    changed: () => view.changed(),
    banner: (text) => view.banner(text),
    typing: (frame) => view.typing(frame),
    presence: (frame) => view.presence(frame),
    ended: (code, text) => end(text || `The connection was closed (${code}).`),
  });
  view.use(client);
  client.start();
}

async function logOut() {
  try {
    await api.logOut();
    localStorage.removeItem(SESSION);
    end("");
  } catch (refused) {
    view.banner(refused.message);
  }
}

function end(text) {
  client?.stop();
  client = null;
  view.use(null);
  document.getElementById("login").hidden = false;
  document.getElementById("login-error").textContent = text;
  document.getElementById("login-name").focus();
}

function deviceId() {
  const known = localStorage.getItem("gochat.device");
  if (known) return known;
  const made = [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16).padStart(2, "0")).join("");
  localStorage.setItem("gochat.device", made);
  return made;
}

package io.minirpc.gochat.check;

import io.minirpc.annotation.Sensitive;

/** A name and its password. */
record Account(String name, @Sensitive String password) {}

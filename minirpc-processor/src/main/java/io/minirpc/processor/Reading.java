package io.minirpc.processor;

import io.minirpc.processor.lock.ModuleLock;

/** The tools that all readers of one interface or message share. */
record Reading(JavaTypes java, Reporter reporter, ModuleLock lock) {}

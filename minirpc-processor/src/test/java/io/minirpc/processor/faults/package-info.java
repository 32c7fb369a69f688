/**
 * Tests of sources that the processor once handled wrongly, and of others of their kind: values have to arrive, or an
 * error has to say why they can't. {@link io.minirpc.processor.faults.Program} is the place to start.
 */
package io.minirpc.processor.faults;
